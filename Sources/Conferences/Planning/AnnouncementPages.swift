internal import Core
internal import HTML
internal import Web

enum AnnouncementPages {
    static func form(_ v: Visit, _ state: FormState, of conference: Conference?, others: [Conference] = []) -> Page {
        let title = v.t(conference == nil ? "conference.new" : "office.edit")
        return Page(title) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(title, lead: v.t(conference == nil ? "conference.newLead" : "conference.editLead"))
                if !others.isEmpty { templates(&h, v, state, others) }
                let action = conference.map { ConferencePaths.edit.path($0.slug) } ?? ConferencePaths.new.path()
                h.postForm(action, state, v.t, .data("data-keep", "konferenz"), .data("data-kept-text", v.t("form.kept"))) { h in
                    if let conference {
                        h.input(.type("hidden"), .name("stand"), .value(state.values["stand"] ?? AnnouncementForm.state(of: conference)))
                    }
                    if let like = state.values["vorlage"] { h.input(.type("hidden"), .name("vorlage"), .value(like)) }
                    words(&h, v, state, isNew: conference == nil)
                    evening(&h, v, state)
                    people(&h, v, state)
                    easy(&h, v, state)
                    translations(&h, v, state)
                    if let conference, conference.isAnnounced, !conference.isOver { aboutTheMove(&h, v, state) }
                    h.submit(v.t(conference == nil ? "conference.saveDraft" : "form.save"))
                }
            }
        }
    }

    /// Twice a year is too rare to remember: the last evening is the best form.
    private static func templates(_ h: inout Markup, _ v: Visit, _ state: FormState, _ others: [Conference]) {
        h.section(.class("card warm stack")) { h in
            if let like = others.first(where: { $0.slug == state.values["vorlage"] }) {
                h.p(v.t("conference.likeNow", ["name": like.shortName]))
            } else {
                h.p(v.t("conference.like"))
                h.p(.class("row")) { h in
                    for other in others.prefix(3) {
                        h.a(other.shortName, .class("button quiet"), .href(ConferencePaths.new.path().query(["vorlage": other.slug])))
                    }
                }
            }
        }
    }

    private static func easy(_ h: inout Markup, _ v: Visit, _ state: FormState) {
        let isOpen = ["leicht", "leicht_geprueft", "video"].contains { state.problem($0) != nil || !(state.values[$0] ?? "").isEmpty }
        h.details(.openState(isOpen)) { h in
            h.summary(v.t("easy.title"))
            h.div(.class("stack")) { h in
                h.field(
                    "leicht", v.t("easy.text"), state, v.t,
                    .german {
                        $0.rows = 6; $0.isOptional = true; $0.hint = v.t("easy.textHint")
                    })
                h.field(
                    "leicht_geprueft", v.t("easy.testedBy"), state, v.t,
                    .german {
                        $0.isOptional = true; $0.hint = v.t("easy.testedByHint")
                    })
                h.field(
                    "video", v.t("easy.video"), state, v.t,
                    .make {
                        $0.isOptional = true; $0.type = "url"; $0.hint = v.t("easy.videoHint")
                    })
            }
        }
    }

    private static func words(_ h: inout Markup, _ v: Visit, _ state: FormState, isNew: Bool) {
        h.section(.class("card stack")) { h in
            h.h2(v.t("conference.what"))
            h.field(
                "kurzname", v.t("conference.shortName"), state, v.t,
                .german { $0.hint = v.t(isNew ? "conference.shortNameHint" : "conference.shortNameKept") })
            h.field(
                "name", v.t("conference.name"), state, v.t,
                .german {
                    $0.isOptional = true; $0.hint = v.t("conference.nameHint")
                })
            h.field("motto", v.t("conference.motto"), state, v.t, .german())
            h.field(
                "kurz", v.t("conference.summary"), state, v.t,
                .german {
                    $0.rows = 3; $0.hint = v.t("conference.summaryHint")
                })
            h.selection(
                "format", v.t("conference.format"), Conference.Format.allCases.map { ($0.rawValue, v.t(Wording.Key("format", $0))) }, state, v.t)
            h.field(
                "lang", v.t("conference.description"), state, v.t,
                .german {
                    $0.rows = 6; $0.isOptional = true
                })
        }
    }

    private static func evening(_ h: inout Markup, _ v: Visit, _ state: FormState) {
        h.section(.class("card stack")) { h in
            h.h2(v.t("conference.whenWhere"))
            h.field("tag", v.t("conference.day"), state, v.t, .make { $0.type = "date" })
            h.div(.class("split short")) { h in
                h.field("einlass", v.t("conference.doors"), state, v.t, .make { $0.type = "time" })
                h.field("beginn", v.t("conference.begin"), state, v.t, .make { $0.type = "time" })
                h.field("ende", v.t("conference.end"), state, v.t, .make { $0.type = "time" })
            }
            h.field("ort", v.t("conference.venue"), state, v.t, .german())
            h.field("adresse", v.t("conference.address"), state, v.t, .german())
            h.field(
                "weg", v.t("conference.directions"), state, v.t,
                .german {
                    $0.rows = 2; $0.isOptional = true
                })
            h.options(
                v.t("venue.facts"), "checkbox", VenueFact.allCases.map { ("gebaeude", $0.rawValue, v.t(Wording.Key("venue", $0)), nil) }, state,
                across: true)
            h.field(
                "zugang", v.t("conference.access"), state, v.t,
                .german {
                    $0.rows = 2; $0.isOptional = true
                })
            h.field(
                "programm", v.t("conference.programme"), state, v.t,
                .german {
                    $0.rows = 6; $0.isOptional = true; $0.hint = v.t("conference.programmeHint")
                    $0.programme = [
                        "programme.begins", "programme.minutes", "programme.what", "programme.up", "programme.down", "programme.remove",
                        "programme.add", "programme.asText",
                    ].map { v.t($0) }.joined(separator: "|")
                })
            h.field(
                "sprecher", v.t("conference.speakers"), state, v.t,
                .german {
                    $0.rows = 2; $0.isOptional = true; $0.hint = v.t("conference.speakersHint")
                })
        }
    }

    private static func people(_ h: inout Markup, _ v: Visit, _ state: FormState) {
        h.section(.class("card stack")) { h in
            h.h2(v.t("conference.whoCanCome"))
            h.field("wer", v.t("conference.whoCanCome"), state, v.t, .german { $0.rows = 2 })
            h.field("plaetze", v.t("conference.capacity"), state, v.t, .make { $0.inputmode = "numeric" })
            h.field(
                "bedarf", v.t("conference.needsUntil"), state, v.t,
                .make {
                    $0.type = "date"; $0.isOptional = true; $0.hint = v.t("conference.needsUntilHint")
                })
            h.options(
                v.t("conference.offers"), "checkbox", Offer.Kind.allCases.map { ("angebote", $0.rawValue, v.t(Wording.Key("offer", $0)), nil) }, state
            )
            h.options(
                v.t("conference.languages"), "checkbox",
                ([.german] + Interpreting.languages).map { ("sprachen", $0.code, $0.ownName, nil) }, state, across: true)
        }
    }

    /// Whoever has registered is told when day, hours or place change; here the office says why.
    private static func aboutTheMove(_ h: inout Markup, _ v: Visit, _ state: FormState) {
        h.section(.class("card warm stack")) { h in
            h.h2(v.t("conference.moving"))
            h.p(v.t("conference.movingText"))
            h.field(
                "nachricht", v.t("notice.text"), state, v.t,
                .german {
                    $0.rows = 3; $0.isOptional = true; $0.hint = v.t("notice.textHint")
                })
        }
    }

    private static func translations(_ h: inout Markup, _ v: Visit, _ state: FormState) {
        let others = v.site.languages.filter { $0 != .german }
        if others.isEmpty { return }
        h.section(.class("card stack")) { h in
            h.h2(v.t("conference.translations"))
            h.p(v.t("conference.translationsHint"), .class("meta"))
            for language in others {
                h.details(.openState(state.problems.contains { $0.field.hasSuffix("_\(language)") })) { h in
                    h.summary(language.ownName, .lang(language.code))
                    h.div(.class("stack")) { h in
                        h.field(
                            "motto_\(language)", v.t("conference.motto"), state, v.t,
                            .make {
                                $0.isOptional = true; $0.language = language
                            })
                        h.field(
                            "kurz_\(language)", v.t("conference.summary"), state, v.t,
                            .make {
                                $0.rows = 3; $0.isOptional = true; $0.language = language
                            })
                    }
                }
            }
        }
    }
}
