internal import Core
internal import HTML
internal import Identity
internal import Web

enum RegistrationOfficePages {
    static func list(
        _ v: Visit, _ conference: Conference, _ list: RegistrationList, _ attendance: Attendance, _ rule: ParticipationRule, openMessages: Int,
        _ state: FormState, mayOrganise: Bool
    ) -> Page {
        Page(v.t("office.registrations")) { h in
            h.pageHead(v.t("office.registrations"), meta: v.text(conference.name))
            h.p(.class("lead"), .id("zahl"), .data("data-live")) { h in
                h.text(
                    Line(
                        v.t("office.seats", ["taken": attendance.taken, "capacity": conference.capacity]),
                        attendance.offered > 0 ? v.t("office.offered", ["count": attendance.offered]) : nil,
                        attendance.waiting > 0 ? v.t("office.waiting", ["count": attendance.waiting]) : nil))
            }
            h.div(.class("row")) { h in
                if mayOrganise { h.a(v.t("needs.title"), .class("button quiet"), .href(ConferencePaths.needs.path(conference.slug))) }
                if openMessages > 0 {
                    h.a(
                        v.t("messages.open", ["count": openMessages]), .class("button"), .href(ConferencePaths.messages.path(conference.slug)))
                }
                h.a(v.t("desk.title"), .class("button quiet"), .href(ConferencePaths.desk.path(conference.slug)))
            }
            if let made = list.made { justMade(&h, v, conference, list, made) }
            if !conference.isOver { entry(&h, v, conference, rule, state) }
            h.section(.class("stack")) { h in
                h.h2(v.t("desk.registered"))
                h.div(.class("stack"), .id("liste"), .data("data-live")) { h in rows(&h, v, conference, list) }
            }
        }.confidential()
    }

    private static func justMade(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ list: RegistrationList, _ made: Registration) {
        let isDoubtful = list.doubtful.contains(made.id)
        let seats = list.all.count { $0.party == made.party && !$0.isCancelled }
        h.notice(made.isCancelled || isDoubtful ? .warm : .good, v.t("office.entered", ["name": made.name, "count": seats])) { h in
            h.p(.class("row")) { h in
                h.standing(of: made, v)
                h.span(Line(v.t("registration.number"), Phrase(text: RegistrationNumber.groups(made.reference), language: Language("zxx"))))
            }
            if isDoubtful { h.p(v.t("office.perhapsTwice")) }
            h.div(.class("row")) { h in
                h.a(v.t("office.showPage"), .class("plain"), .href(ConferencePaths.confirmation.path(conference.slug, made.reference)))
                change(&h, v, conference, made, party: seats)
            }
        }
    }

    private static func entry(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ rule: ParticipationRule, _ state: FormState) {
        h.section(.class("card warm stack")) { h in
            h.h2(v.t("office.enter"))
            h.p(Line(rule.sentence(v)), .class("meta"))
            h.postForm(ConferencePaths.registrations.path(conference.slug), state, v.t) { h in
                h.field("name", v.t("desk.name"), state, v.t, .make { $0.autocomplete = "off" })
                h.selection("sprache", v.t("needs.language"), v.site.languages.map { ($0.code, $0.ownName) }, state, v.t)
                h.options(
                    v.t("office.channel"), "radio",
                    [Registration.Channel.phone, .paper].map { ("kanal", $0.rawValue, v.t(Wording.Key("channel", $0)), nil) }, state, across: true)
                RegistrationPages.companions(&h, v, state)
                let isOpen = !Set(state.problems.map(\.field)).isDisjoint(with: ["kontakt", "kinder", "sonst"])
                h.details(.openState(isOpen)) { h in
                    h.summary(v.t("office.more"))
                    h.div(.class("stack")) { h in
                        ContactForm.write(&h, v, state, days: nil)
                        NeedsForm.write(&h, v, conference, state, days: nil)
                    }
                }
                h.submit(v.t("office.enter"))
            }
        }
    }

    private static func rows(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ list: RegistrationList) {
        if list.all.isEmpty { return h.empty(v.t("desk.nobody"), v.t("desk.nobodyText")) }
        // Who waits stands in the order of the line; who has cancelled, last.
        let rank: (Registration) -> Int = { $0.isCancelled ? 3 : $0.standing == .waiting ? 2 : $0.standing == .offered ? 0 : 1 }
        let rows = list.all.sorted { a, b in (rank(a), rank(a) == 2 ? a.place : 0) < (rank(b), rank(b) == 2 ? b.place : 0) }
        h.table(
            v.t("desk.registered"), columns: [v.t("desk.name"), v.t("desk.state"), v.t("office.contact"), v.t("office.change")],
            rows: rows.map { registration in
                [
                    { h in
                        h.text(Typed(registration.name))
                        if list.doubtful.contains(registration.id) {
                            h.text(" ")
                            h.tag(v.t("office.twice"), .warm)
                        }
                    },
                    { h in
                        h.standing(of: registration, v)
                        if registration.waitingPosition > 0 { h.text(" \(registration.waitingPosition)") }
                    },
                    { h in
                        h.text(
                            Line(
                                v.t(Wording.Key("channel", registration.channel)),
                                list.contacts[registration.person].map { v.t(Wording.Key("contact.way", $0)) }))
                    },
                    { h in change(&h, v, conference, registration, party: list.all.count { $0.party == registration.party && $0.isComing }) },
                ]
            })
    }

    /// What the office can do with one of them.
    private static func change(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ registration: Registration, party: Int) {
        let id = registration.id.description
        if registration.isCancelled {
            h.actionButton(ConferencePaths.restoring.path(conference.slug, id), v.t("office.restore"), class: "plain")
        } else if registration.isComing {
            if registration.standing == .offered {
                h.actionButton(ConferencePaths.officeAcceptance.path(conference.slug, id), v.t("office.accept"), class: "plain")
            }
            h.actionButton(
                ConferencePaths.officeCancellation.path(conference.slug, id), v.t("office.cancel"), class: "plain",
                confirm: Confirmation(
                    v.t("office.cancelQuestion", ["name": registration.name]), v.t("registration.cancelText"), yes: v.t("office.cancel"),
                    no: v.t("form.back")))
            if party > 1, registration.id == registration.party {
                h.actionButton(
                    ConferencePaths.officeCancellation.path(conference.slug, id), v.t("registration.cancelAll"), class: "plain",
                    fields: ["alle": "ja"],
                    confirm: Confirmation(
                        v.t("office.cancelQuestion", ["name": registration.name]), v.t("registration.cancelAllText"),
                        yes: v.t("registration.cancelAll"), no: v.t("form.back")))
            }
        }
    }
}
