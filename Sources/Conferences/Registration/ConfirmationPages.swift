internal import Core
internal import HTML
internal import Web

/// What somebody sees of their registration, and of those who come with them.
enum ConfirmationPages {
    static func show(
        _ v: Visit, _ conference: Conference, _ registration: Registration, _ party: [Registration], _ contact: StoredContact?,
        _ notices: [Notice]
    ) -> Page {
        Page(v.t("registration.done")) { h in
            h.div(.class("narrow stack")) { h in
                h.p(.hidden(), .data("data-kept-done", "anmeldung-\(conference.slug)")) { _ in }
                h.div(.class("stack"), .id("stand"), .data("data-live")) { h in
                    h.element("h1", [.class("visually-hidden")], text: v.t("registration.done"))
                    // Before the evening everything that was told to those who are expected: some of them left no address.
                    for notice in notices where notice.kind != .news || !conference.hasTakenPlace { NoticePages.show(&h, v, notice) }
                    if !conference.isCancelled { standing(&h, v, conference, registration) }
                    let others = party.filter { $0.id != registration.id }
                    if !others.isEmpty { companions(&h, v, conference, registration, others) }
                }
                evening(&h, v, conference, registration)
                if let contact { messages(&h, v, conference, registration, contact) }
                h.p(v.t("registration.keepPage"), .class("meta"))
                h.div(.class("row")) { h in
                    h.button(v.t("form.print"), .class("button quiet"), .data("data-print"), .hidden(), .type("button"))
                    if party.count(where: \.isComing) > 1 {
                        cancelButton(
                            &h, v, conference, registration, v.t("registration.cancelAll"), v.t("registration.cancelAllText"), fields: ["alle": "ja"])
                    }
                    if registration.isComing {
                        cancelButton(&h, v, conference, registration, v.t("registration.cancel"), v.t("registration.cancelText"))
                    }
                    h.a(v.t("registration.another"), .class("plain"), .href(ConferencePaths.registration.path(conference.slug)))
                }
            }
        }
    }

    private static func standing(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ registration: Registration) {
        if registration.isCancelled {
            let (title, text): (Wording.Key, Wording.Key) =
                switch registration.cancelledBecause {
                case .lapsed: ("registration.lapsed", "registration.lapsedText")
                case .office: ("registration.cancelledByOffice", "registration.cancelledByOfficeText")
                case .guest, nil: ("registration.cancelled", "registration.cancelledText")
                }
            h.notice(.warm, v.t(title)) { h in
                h.p(v.t(text))
                if conference.registration == .open {
                    h.actionButton(
                        ConferencePaths.returning.path(conference.slug, registration.reference), v.t("registration.again"), class: "button quiet")
                }
            }
            return
        }
        switch registration.standing {
        case .confirmed:
            h.notice(.good, v.t("registration.confirmed", ["name": registration.name])) { h in h.p(v.t("registration.confirmedText")) }
        case .offered:
            h.notice(.warm, v.t("registration.offered")) { h in
                if let end = registration.offeredUntil {
                    h.p(v.t("registration.offeredText", ["day": v.dates.longDay(end), "time": v.dates.time(end)]))
                }
                // The answer is for all who come together; each of them can still be taken out.
                h.actionButton(
                    ConferencePaths.acceptance.path(conference.slug, registration.reference), v.t("registration.accept"), fields: ["alle": "ja"])
            }
        case .waiting:
            h.notice(.warm, v.t("registration.waiting")) { h in
                h.p(v.t("registration.waitingText", ["count": registration.waitingPosition]))
            }
        }
    }

    /// Those who come along, each with what became of their seat.
    private static func companions(
        _ h: inout Markup, _ v: Visit, _ conference: Conference, _ registration: Registration, _ others: [Registration]
    ) {
        h.section(.class("card stack")) { h in
            h.h2(v.t("registration.together"))
            h.ul(.class("plain")) { h in
                for other in others {
                    h.li(.class("row")) { h in
                        h.strong(Typed(other.name))
                        h.standing(of: other, v, forGuest: true)
                        if other.isComing, other.standing == .offered {
                            h.actionButton(
                                ConferencePaths.acceptance.path(conference.slug, other.reference), v.t("registration.acceptOther"),
                                class: "button quiet")
                        }
                        if other.isComing {
                            cancelButton(
                                &h, v, conference, other, v.t("registration.cancel"), v.t("registration.cancelText"),
                                question: v.t("registration.cancelOne", ["name": other.name]), fields: ["zurueck": registration.reference],
                                class: "plain")
                        }
                    }
                }
            }
        }
    }

    private static func evening(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ registration: Registration) {
        h.section(.class("card stack")) { h in
            h.h2(v.text(conference.motto))
            h.facts([
                (
                    v.t("conference.when"),
                    Line(v.dates.longDay(conference.startsAt), v.t("time.clock", ["time": v.dates.time(conference.startsAt)]))
                ),
                (v.t("conference.doors"), v.t("time.clock", ["time": v.dates.time(conference.doorsAt)])),
                (v.t("conference.where"), Line(Typed(conference.venueName), Typed(conference.venueAddress))),
                (v.t("registration.name"), Typed(registration.name)),
                (v.t("registration.number"), Phrase(text: RegistrationNumber.groups(registration.reference), language: Language("zxx"))),
            ])
            h.p(v.t("registration.atTheDoor"))
        }
    }

    private static func messages(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ registration: Registration, _ contact: StoredContact) {
        h.section(.class("card stack"), .id("nachrichten")) { h in
            h.h2(v.t("contact.title"))
            let action = ConferencePaths.stopMessages.path(conference.slug, registration.reference)
            if contact.isStopped {
                h.p(v.t("contact.stopped"))
                h.actionButton(action, v.t("contact.startAgain"), class: "button quiet", fields: ["wieder": "ja"])
            } else {
                h.p(v.t(Wording.Key("contact.by", contact.way)))
                h.actionButton(action, v.t("contact.stop"), class: "button quiet")
            }
        }
    }

    private static func cancelButton(
        _ h: inout Markup, _ v: Visit, _ conference: Conference, _ registration: Registration, _ label: String, _ text: String,
        question: String? = nil, fields: KeyValuePairs<String, String> = [:], class style: String = "button quiet"
    ) {
        h.actionButton(
            ConferencePaths.cancellation.path(conference.slug, registration.reference), label, class: style, fields: fields,
            confirm: Confirmation(question ?? v.t("registration.cancelQuestion"), text, yes: label, no: v.t("form.back")))
    }

    static func find(_ v: Visit, _ conference: Conference, _ state: FormState) -> Page {
        Page(v.t("registration.find")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("registration.find"), meta: v.text(conference.name), lead: v.t("registration.findText"))
                h.element("form", [.action(ConferencePaths.findRegistration.path(conference.slug)), .class("stack"), .novalidate]) { h in
                    h.field(
                        "nummer", v.t("registration.number"), state, v.t,
                        .make {
                            $0.hint = v.t("registration.numberHint"); $0.autocomplete = "off"; $0.classes = "code"
                        })
                    h.submit(v.t("registration.find"))
                }
            }
        }.confidential()
    }
}

extension Markup {
    /// Where somebody stands, in a word.
    mutating func standing(of registration: Registration, _ v: Visit, forGuest: Bool = false) {
        if registration.isCancelled {
            tag(v.t("desk.cancelled"), .bad)
        } else if registration.isAtHome {
            tag(v.t("homeCard.atHome"), .good)
        } else if registration.hasArrived {
            tag(v.t("desk.here"), .good)
        } else {
            switch registration.standing {
            case .confirmed: if forGuest { tag(v.t("registration.hasSeat"), .good) } else { tag(v.t("desk.expected")) }
            case .offered: tag(v.t("desk.offered"), .warm)
            case .waiting: tag(v.t("desk.waiting"), .warm)
            }
        }
    }
}
