internal import Core
internal import HTML
internal import Web

enum NoticePages {
    static func cancellation(_ v: Visit, _ conference: Conference, _ reach: Reach, _ state: FormState) -> Page {
        Page(v.t("notice.cancel")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("notice.cancel"), meta: v.text(conference.name), lead: v.t("notice.cancelLead"))
                whom(&h, v, reach)
                h.postForm(ConferencePaths.cancelling.path(conference.slug), state, v.t) { h in
                    fields(&h, v, state)
                    h.options(v.t("notice.sure"), "checkbox", [("sicher", "ja", v.t("notice.sureText"), nil)], state)
                    h.submit(v.t("notice.cancelNow"))
                }
                h.p { h in h.a(v.t("notice.moveInstead"), .href(ConferencePaths.edit.path(conference.slug).fragment("tag"))) }
            }
        }
    }

    static func news(_ v: Visit, _ conference: Conference, _ reach: Reach, _ notices: [Notice], _ state: FormState) -> Page {
        Page(v.t("notice.news")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(
                    v.t("notice.news"), meta: v.text(conference.name), lead: v.t(conference.hasTakenPlace ? "notice.newsAfter" : "notice.newsBefore"))
                whom(&h, v, reach)
                h.postForm(
                    ConferencePaths.news.path(conference.slug), state, v.t, .data("data-keep", "nachricht-\(conference.slug)"),
                    .data("data-kept-text", v.t("form.kept"))
                ) { h in
                    fields(&h, v, state)
                    h.submit(v.t("notice.send"))
                }
                if !notices.isEmpty {
                    h.section(.class("stack")) { h in
                        h.h2(v.t("notice.sent"))
                        for notice in notices { show(&h, v, notice) }
                    }
                }
            }
        }
    }

    private static func whom(_ h: inout Markup, _ v: Visit, _ reach: Reach) {
        h.facts([
            (v.t("notice.byMail"), "\(reach.byMail)"), (v.t("notice.byHand"), "\(reach.byHand)"), (v.t("notice.unreached"), "\(reach.unreached)"),
        ])
    }

    private static func fields(_ h: inout Markup, _ v: Visit, _ state: FormState) {
        h.field(
            "text", v.t("notice.text"), state, v.t,
            .german {
                $0.rows = 5; $0.limit = Notice.limit
            })
        for language in v.site.languages where language != .german {
            h.details(.openState(state.problem("text_\(language)") != nil)) { h in
                h.summary(language.ownName, .lang(language.code))
                h.field(
                    "text_\(language)", v.t("notice.text"), state, v.t,
                    .make {
                        $0.rows = 5; $0.isOptional = true; $0.language = language
                    })
            }
        }
    }

    /// As everybody sees it.
    static func show(_ h: inout Markup, _ v: Visit, _ notice: Notice) {
        h.notice(notice.kind == .cancelled ? .bad : .warm, title(v, notice)) { h in
            if notice.kind == .moved, let old = notice.oldStart {
                h.p(v.t("notice.movedFrom", ["day": v.dates.longDay(old), "time": v.dates.time(old)]))
            }
            h.paragraphs(v.text(notice.text))
            h.p(v.dates.day(notice.madeAt), .class("meta"))
        }
    }

    private static func title(_ v: Visit, _ notice: Notice) -> String { v.t(Wording.Key("notice.kind", notice.kind)) }
}
