internal import Core
internal import Foundation
internal import HTML
internal import Web

enum DeskPages {
    /// Everything a desk does with a queue before it. The device keeps this page; names come only from its own sealed list, see desk.js.
    static func device(_ v: Visit, _ conference: Conference) -> Page {
        let slug = conference.slug
        return Page(v.t("desk.title")) { h in
            h.pageHead(v.t("desk.title"), meta: v.text(conference.name))
            h.element("noscript", []) { h in
                h.notice(.warm, v.t("device.noScript")) { h in
                    h.p { h in h.a(v.t("device.toList"), .href(ConferencePaths.desk.path(slug))) }
                }
            }
            h.div(
                .class("stack"), .hidden(), .data("data-desk", ConferencePaths.device.path(slug).text),
                .data("data-desk-entries", ConferencePaths.deviceEntries.path(slug).text), .data("data-desk-words", words(v))
            ) { h in
                h.p("", .class("notice"), .role("status"), .hidden(), .data("data-desk-state"))
                h.p("", .class("notice"), .role("status"), .hidden(), .data("data-desk-said"))
                pin(&h, v)
                h.div(.class("stack"), .hidden(), .data("data-desk-part", "open")) { h in open(&h, v, slug) }
            }
        }.sameForAll()
    }

    /// What the scripts say; a value stands where its name stands in braces.
    private static func words(_ v: Visit) -> String {
        let plain: [String: Wording.Key] = [
            "expected": "desk.expected", "here": "desk.here", "waiting": "desk.waiting", "cancelled": "desk.cancelled", "atHome": "device.atHome",
            "connected": "device.connected", "offlineNone": "device.offlineNone", "over": "device.over",
            "wrongPin": "device.wrongPin",
            "shortPin": "device.shortPin", "needsNetwork": "device.needsNetwork", "unable": "device.unable", "nobody": "desk.nobody",
            "nobodyYet": "device.nobodyYet",
            "everybody": "device.everybody",
            "photosYes": "device.photosYes", "photosNo": "device.photosNo", "unknownCard": "device.unknownCard", "noName": "device.noName",
            "noSuchNumber": "device.noSuchNumber", "undone": "device.undone", "forgetAsk": "device.forgetAsk", "forgetText": "device.forgetText",
            "forget": "device.forget", "show": "device.show", "toSignIn": "device.toSignIn", "back": "form.back", "otherDesk": "device.otherDesk",
            "storage": "device.storage",
        ]
        let filled: [(String, Wording.Key, [String])] = [
            ("arrived", "desk.arrived", ["arrived", "confirmed"]), ("offline", "device.offline", ["count"]),
            ("sending", "device.sending", ["count"]), ("signIn", "device.signIn", ["count"]), ("isHere", "device.isHere", ["name"]),
            ("card", "device.cardOf", ["ending"]), ("number", "device.cardNumber", ["number"]), ("whose", "device.whose", ["number"]),
            ("already", "device.outcome.already", ["name", "ending"]), ("alreadyNoCard", "device.outcome.alreadyNoCard", ["name"]),
            ("refused", "device.outcome.refused", ["name"]),
            ("returned", "device.outcome.returned", ["name"]), ("unknown", "device.outcome.unknown", ["name"]),
            ("noCard", "device.outcome.noCard", ["name", "number"]), ("hasCard", "device.outcome.hasCard", ["name", "ending", "number"]),
            ("tooLate", "device.outcome.tooLate", ["name"]), ("closed", "device.outcome.closed", ["name"]), ("more", "device.more", ["count"]),
            ("wasHere", "device.wasHere", ["name"]),
        ]
        var words = plain.mapValues { v.t($0) }
        for (name, key, values) in filled { words[name] = v.t(key, Dictionary(uniqueKeysWithValues: values.map { ($0, "{\($0)}") })) }
        let encoder = JSONEncoder()
        // The same page must be the same bytes.
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(words)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static func pin(_ h: inout Markup, _ v: Visit) {
        for (part, title, lead, button) in [
            ("new", "device.prepare", "device.prepareLead", "device.prepareNow"),
            ("locked", "device.unlock", "device.unlockLead", "device.unlockNow"),
        ] as [(String, Wording.Key, Wording.Key, Wording.Key)] {
            h.section(.class("card warm stack narrow"), .hidden(), .data("data-desk-part", part)) { h in
                h.h2(v.t(title))
                h.p(v.t(lead))
                h.element("form", [.class("stack"), .novalidate]) { h in
                    h.field(
                        "pin-\(part)", v.t("device.pin"), FormState(), v.t,
                        .make {
                            $0.type = "password"
                            $0.inputmode = "numeric"
                            $0.autocomplete = "off"
                            if part == "new" { $0.hint = v.t("device.pinHint") }
                        })
                    h.p("", .class("error"), .hidden(), .role("alert"))
                    h.submit(v.t(button))
                }
                if part == "locked" {
                    h.p { h in h.button(v.t("device.forgotPin"), .class("plain"), .type("button"), .data("data-desk-do", "forgot")) }
                }
            }
        }
    }

    private static func open(_ h: inout Markup, _ v: Visit, _ slug: String) {
        h.p("", .class("lead"), .data("data-desk-count"))
        h.section(.class("stack"), .hidden(), .data("data-desk-doubts")) { h in
            h.h2(v.t("device.doubts"))
            h.p(v.t("device.doubtsText"))
            h.ul(.class("desk-list")) { _ in }
        }
        h.div(.data("data-desk-now"), .tabindex(-1)) { _ in }
        h.element("form", [.class("stack tight"), .role("search"), .novalidate]) { h in
            h.field(
                "suche", v.t("device.search"), FormState(), v.t,
                .make {
                    $0.type = "search"
                    $0.autocomplete = "off"
                    $0.hint = v.t("device.searchHint")
                })
            h.button(v.t("desk.find"), .class("button quiet"))
        }
        h.ul(.class("desk-list"), .data("data-desk-found")) { _ in }
        h.section(.class("card warm stack")) { h in
            h.h2(v.t("desk.walkIn"))
            h.element("form", [.class("stack"), .novalidate, .data("data-desk-guest")]) { h in
                h.field("name", v.t("desk.name"), FormState(), v.t, .make { $0.autocomplete = "off" })
                h.p("", .class("error"), .hidden(), .role("alert"))
                h.selection("sprache", v.t("needs.language"), v.site.languages.map { ($0.code, $0.ownName) }, FormState(), v.t)
                h.button(v.t("device.admit"), .class("button"))
            }
        }
        h.div(.class("row")) { h in
            h.button(v.t("device.lock"), .class("button quiet"), .type("button"), .data("data-desk-do", "lock"))
            h.button(v.t("device.forget"), .class("plain"), .type("button"), .data("data-desk-do", "forget"))
            h.a(v.t("device.toList"), .href(ConferencePaths.desk.path(slug)))
        }
        h.element("template", [.data("data-desk-template", "row")]) { h in
            h.li { h in
                h.span(.class("desk-name")) { h in
                    h.strong("", .dir("auto"))
                    h.span("", .class("meta"))
                }
                h.button(v.t("desk.arrive"), .class("button"), .type("button"))
            }
        }
        h.element("template", [.data("data-desk-template", "now")]) { h in
            h.section(.class("card stack")) { h in
                h.h2("")
                h.p("", .data("data-said"))
                h.p("", .class("notice"), .data("data-photos"))
                h.element("form", [.class("row"), .novalidate, .data("data-number")]) { h in
                    h.field(
                        "nummer", v.t("desk.cardNumber"), FormState(), v.t,
                        .make {
                            $0.inputmode = "numeric"
                            $0.autocomplete = "off"
                        })
                    h.button(v.t("desk.handOut"), .class("button"))
                    h.p("", .class("error"), .hidden(), .role("alert"))
                }
                h.div(.class("row")) { h in
                    h.button(v.t("device.photosChange"), .class("button quiet"), .type("button"), .data("data-do", "photos"))
                    h.button(v.t("device.undo"), .class("button quiet"), .type("button"), .data("data-do", "undo"))
                }
            }
        }
        h.element("template", [.data("data-desk-template", "doubt")]) { h in
            h.li { h in
                h.span("", .class("desk-name"))
                h.button(v.t("device.seen"), .class("button quiet"), .type("button"))
            }
        }
    }

    /// For whoever sits at the list that the server makes: how a device gets ready, and what did not fit anywhere.
    static func besideTheList(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ doubts: [DeskQueries.Doubt]) {
        if !conference.isOver {
            h.p { h in h.a(v.t("device.offer"), .class("button quiet"), .href(ConferencePaths.device.path(conference.slug))) }
            h.p(v.t("device.offerText"), .class("meta"))
        }
        h.div(.class("stack"), .id("klaeren"), .data("data-live")) { h in
            if doubts.isEmpty { return }
            h.h2(v.t("device.doubts"))
            h.p(v.t("device.doubtsText"))
            h.ul(.class("desk-list")) { h in
                for doubt in doubts {
                    h.li { h in
                        h.span(.class("desk-name")) { h in
                            h.text(sentence(v, doubt))
                            h.small(
                                [v.dates.time(doubt.at), doubt.desk].compactMap { $0 }.joined(separator: " · "), .class("meta"))
                        }
                        h.actionButton(
                            ConferencePaths.settling.path(conference.slug, doubt.id.description), v.t("device.seen"), class: "button quiet")
                    }
                }
            }
        }
    }

    private static func sentence(_ v: Visit, _ doubt: DeskQueries.Doubt) -> String {
        let name = doubt.name ?? v.t("desk.guest")
        let ending = doubt.ending ?? "–"
        switch doubt.outcome {
        case .already where doubt.ending == nil: return v.t("device.outcome.alreadyNoCard", ["name": name])
        case .already: return v.t("device.outcome.already", ["name": name, "ending": ending])
        case .noCard: return v.t("device.outcome.noCard", ["name": name, "number": doubt.number ?? 0])
        case .hasCard: return v.t("device.outcome.hasCard", ["name": name, "ending": ending, "number": doubt.number ?? 0])
        case .tooLate: return v.t("device.outcome.tooLate", ["name": name])
        case .closed: return v.t("device.outcome.closed", ["name": name])
        case .unknown, .done, .returned: return v.t("device.outcome.unknown", ["name": name])
        }
    }
}
