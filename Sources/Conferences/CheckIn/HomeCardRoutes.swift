internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Mail
internal import Web

/// Cards for people who take part from home: as a letter to be printed, or by e-mail. Addresses are used and not kept.
struct HomeCardRoutes: Sendable {
    let houseKey: HouseKey
    /// Nil where no mail can be sent.
    let outbox: Outbox?
    let waitingList: WaitingList

    enum Way: String { case letter = "brief", mail }

    @Sendable func form(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, registration) = try find(tx, v)
        return .page(page(v, conference, registration, v.state(or: FormData([("weg", Way.letter.rawValue)]))))
    }

    private func find(_ tx: borrowing Transaction, _ v: Visit) throws -> (Conference, Registration) {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let registration = try RegistrationQueries.registration(tx, id: try v.id("registration"), of: conference.id)
        if registration.isCancelled || registration.hasArrived && !registration.isAtHome { throw Refusal.notFound }
        return (conference, registration)
    }

    private func page(_ v: Visit, _ conference: Conference, _ registration: Registration, _ state: FormState) -> Page {
        HomeCardPages.form(v, conference, registration, state, withMail: outbox != nil)
    }

    @Sendable func send(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        var (conference, registration) = try find(tx, v)
        // Two taps one after the other, each seeing what the other has done.
        try Cards.lock(tx, registration.person)
        (conference, registration) = try find(tx, v)
        var reader = FormReader(v)
        let way: Way? = outbox == nil ? .letter : reader.choice("weg")
        var address: EmailAddress?
        var lines = ""
        switch way {
        case .mail:
            address = EmailAddress(reader.text("mailadresse", limit: 254))
            if reader.isFine, address == nil { reader.fail("mailadresse", v.t("email.invalid")) }
        case .letter: lines = reader.text("anschrift", limit: 400, isRequired: false)
        case nil: break
        }
        guard reader.isFine else { return .again(page(v, conference, registration, reader.state)) }
        // A second tap must not kill the card that the first has made.
        if v.form["bisher"] != registration.cardEnding ?? "" { return .redirect(ConferencePaths.desk.path(conference.slug)) }
        let hours = CodeHours(from: v.now, until: conference.codeHours.until)
        guard hours.from < hours.until else { throw Refusal.notFound }
        let card = try Cards.issue(tx, houseKey: houseKey, to: registration.person, hours)
        try RegistrationQueries.takePartFromHome(tx, registration.id)
        // Their chair is free for somebody who waits.
        try waitingList.moveUp(tx, in: conference, at: v.now)
        try tx.changed(conference.topic)
        let holder = v.in(registration.language)
        if let address, let outbox {
            let mail = try outbox.put(tx, HomeCardPages.mail(holder, conference, card), hours: 24 * 14)
            try outbox.address(tx, mail, to: address, of: registration.person, minutes: 60 * 24 * 3, at: v.now)
            return .page(HomeCardPages.sent(v, conference, registration))
        }
        return .page(
            HomeCardPages.letter(v, holder, conference, card, name: registration.name, address: lines).demonstration(conference.isDemonstration))
    }
}

enum HomeCardPages {
    static func form(_ v: Visit, _ conference: Conference, _ registration: Registration, _ state: FormState, withMail: Bool) -> Page {
        Page(v.t("homeCard.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("homeCard.for", ["name": registration.name]), meta: v.text(conference.name), lead: v.t("homeCard.lead"))
                if let ending = registration.cardEnding {
                    h.notice(.warm, v.t("homeCard.has", ["ending": ending])) { h in h.p(v.t("desk.newCardText")) }
                }
                h.postForm(ConferencePaths.homeCard.path(conference.slug, registration.id.description), state, v.t) { h in
                    h.input(.type("hidden"), .name("bisher"), .value(registration.cardEnding ?? ""))
                    if withMail {
                        h.options(
                            v.t("homeCard.way"), "radio",
                            [
                                ("weg", HomeCardRoutes.Way.letter.rawValue, v.t("homeCard.letter"), v.t("homeCard.letterHint")),
                                ("weg", HomeCardRoutes.Way.mail.rawValue, v.t("homeCard.mail"), v.t("homeCard.mailHint")),
                            ], state)
                    }
                    h.field(
                        "anschrift", v.t("homeCard.address"), state, v.t,
                        .make {
                            $0.rows = 4; $0.isOptional = true; $0.hint = v.t("homeCard.addressHint"); $0.autocomplete = "off"
                        })
                    if withMail {
                        h.field(
                            "mailadresse", v.t("email.address"), state, v.t,
                            .make {
                                $0.type = "email"; $0.isOptional = true; $0.autocomplete = "off"; $0.inputmode = "email"
                            })
                    }
                    h.p(v.t("homeCard.notKept"), .class("meta"))
                    h.submit(v.t("homeCard.send"))
                }
                h.p { h in h.a(v.t("form.back"), .href(ConferencePaths.desk.path(conference.slug))) }
            }
        }.confidential()
    }

    static func mail(_ v: Visit, _ conference: Conference, _ card: CardSecrets) -> Letter {
        Letter(
            v, subject: v.t("homeCard.subject"),
            paragraphs: [
                v.t("message.helloToYou"),
                v.t("homeCard.text", ["conference": v.text(conference.name).text, "day": v.dates.longDay(conference.startsAt)]),
            ],
            code: Letter.Code(label: v.t("card.code"), characters: card.code.groups.joined(separator: " ")),
            link: Letter.Link(lead: v.t("homeCard.link"), label: v.t("card.signIn"), address: card.address(v.site)),
            footer: [v.t("homeCard.yours")])
    }

    static func sent(_ v: Visit, _ conference: Conference, _ registration: Registration) -> Page {
        Page(v.t("homeCard.sent")) { h in
            h.pageHead(v.t("homeCard.for", ["name": registration.name]))
            h.notice(.good, v.t("homeCard.sent")) { h in h.p(v.t("homeCard.sentText", ["name": registration.name])) }
            h.p { h in h.a(v.t("desk.next"), .class("button"), .href(ConferencePaths.desk.path(conference.slug))) }
        }.confidential()
    }

    /// With an address where an envelope's window is (DIN 5008, form B), in the language of its reader. The only page that ever shows it.
    static func letter(_ v: Visit, _ holder: Visit, _ conference: Conference, _ card: CardSecrets, name: String, address: String) -> Page {
        Page(v.t("homeCard.title")) { h in
            h.div(.class("stack no-print")) { h in
                h.pageHead(v.t("homeCard.ready"), lead: v.t("homeCard.readyLead"))
                h.div(.class("row")) { h in
                    h.button(v.t("form.print"), .class("button"), .data("data-print"), .hidden(), .type("button"))
                    h.a(v.t("desk.next"), .class("button quiet"), .href(ConferencePaths.desk.path(conference.slug)))
                }
            }
            h.letter(v, for: holder, to: address.isEmpty ? name : address) { h in
                h.h2(holder.t("homeCard.subject"))
                h.p(holder.t("homeCard.hello", ["name": name]))
                h.p(holder.t("homeCard.text", ["conference": holder.text(conference.name).text, "day": holder.dates.longDay(conference.startsAt)]))
                h.participationCard(card, holder, conference: holder.text(conference.name), .name(name))
                h.p(holder.t("homeCard.yours"))
            }
        }.framed(.print).confidential()
    }
}
