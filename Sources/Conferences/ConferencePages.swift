internal import Core
internal import HTML
internal import Identity
internal import Web

enum ConferencePages {
    static func index(_ v: Visit, _ conferences: [Conference], mayWrite: Bool) -> Page {
        let coming = conferences.filter { !$0.isOver }.sorted { $0.startsAt < $1.startsAt }
        let past = conferences.filter(\.isOver)
        return Page(v.t("navigation.conferences")) { h in
            h.pageHead(v.t("navigation.conferences"), lead: v.t("conference.listLead"))
            if mayWrite { h.p { h in h.a(v.t("conference.new"), .class("button"), .href(ConferencePaths.new.path())) } }
            if conferences.isEmpty { h.empty(v.t("home.none.title"), v.t("home.none.text")) }
            if !coming.isEmpty {
                h.section(.class("stack")) { h in
                    h.h2(v.t("conference.coming"))
                    h.tiles(coming.map { tile(v, $0) })
                }
            }
            h.p(.class("meta")) { h in
                h.a(v.t("conference.feed"), .href(ConferencePaths.calendar.path().query(["sprache": v.language.code])))
                h.text(" · " + v.t("conference.feedHint"))
            }
            if !past.isEmpty {
                h.section(.class("stack")) { h in
                    h.h2(v.t("conference.past"))
                    h.tiles(past.map { tile(v, $0) })
                }
            }
        }
    }

    static func tile(_ v: Visit, _ conference: Conference) -> Tile {
        let draft = conference.isCancelled ? v.t("conference.isCancelled") : conference.isAnnounced ? nil : v.t("conference.draft")
        return Tile(
            title: v.text(conference.motto), detail: Line(v.text(conference.name), v.dates.day(conference.startsAt), draft),
            path: ConferencePaths.show.path(conference.slug), isNow: conference.isLive)
    }

    /// The one large brand surface of a page.
    static func hero(_ h: inout Markup, _ v: Visit, _ conference: Conference) {
        h.section(.class("card brand hero"), .id("konferenz"), .data("data-live")) { h in
            h.div(.class("stack")) { h in
                h.p(.class("row")) { h in
                    h.tag(when(v, conference), conference.isLive ? .warm : nil)
                    h.span(v.text(conference.name))
                }
                h.h2(v.text(conference.motto))
                h.p(v.text(conference.summary))
                actions(&h, v, conference)
            }
            h.trusted(RoundTable.drawing(seats: 8, taken: conference.isLive ? 6 : 3, mine: true))
        }
    }

    private static func when(_ v: Visit, _ conference: Conference) -> String {
        let hours = v.t("time.fromTo", ["from": v.dates.time(conference.startsAt), "to": v.dates.time(conference.endsAt)])
        return conference.isLive ? v.t("time.today", ["hours": hours]) : Line(v.dates.day(conference.startsAt), hours).words
    }

    private static func actions(_ h: inout Markup, _ v: Visit, _ conference: Conference) {
        h.p(.class("row")) { h in
            if conference.isLive {
                h.a(v.t("conference.haveCard"), .class("button"), .href(IdentityPaths.card.path()))
            }
            if conference.registration == .open {
                h.a(
                    v.t("conference.register"), .class(conference.isLive ? "button quiet" : "button"),
                    .href(ConferencePaths.registration.path(conference.slug)))
            }
            h.a(v.t("conference.more"), .class("button quiet"), .href(ConferencePaths.show.path(conference.slug)))
        }
    }

    static func show(
        _ v: Visit, _ conference: Conference, _ offers: [Offer], _ programme: [ProgrammeItem], _ attendance: Attendance,
        _ elsewhere: [ConferenceElsewhere], _ viewer: Viewer, _ rule: ParticipationRule, _ notices: [Notice]
    ) -> Page {
        Page(v.text(conference.motto).text) { h in
            h.pageHead(
                v.text(conference.motto), meta: Line(v.text(conference.name), v.dates.longDay(conference.startsAt)),
                lead: v.text(conference.summary))
            h.div(.class("stack"), .id("stand"), .data("data-live")) { h in
                // What was said to those who wanted to know what became of it, is theirs.
                for notice in notices where notice.kind != .news { NoticePages.show(&h, v, notice) }
                if !conference.isCancelled { state(&h, v, conference, attendance) }
                if Conference.editors.allows(viewer.roles) { editing(&h, v, conference, elsewhere) }
            }
            easy(&h, v, conference.easy)
            h.div(.class("split")) { h in
                h.section(.class("card stack")) { h in
                    h.h2(v.t("conference.whenWhere"))
                    facts(&h, v, conference)
                    h.h3(v.t(Wording.Key("format", conference.format)))
                    h.p(v.t(Wording.Key("format.text", conference.format)))
                    if conference.isAnnounced && !conference.isOver {
                        h.p { h in
                            h.a(
                                v.t("conference.toCalendar"), .class("button quiet"),
                                .href(ConferencePaths.calendarEntry.path(conference.slug).query(["sprache": v.language.code])))
                        }
                    }
                }
                h.section(.class("card stack")) { h in
                    h.h2(v.t("conference.whoCanCome"))
                    h.p(v.text(conference.whoCanCome))
                    h.p(rule.sentence(v), .class("meta"))
                    if !offers.isEmpty {
                        h.h3(v.t("conference.offers"))
                        h.ul { h in
                            for offer in offers {
                                let own = v.text(offer.description)
                                if own.text.isEmpty { h.li(v.t(Wording.Key("offer", offer.kind))) } else { h.li { $0.span(own) } }
                            }
                        }
                    }
                    if let speakers = conference.speakers {
                        h.h3(v.t("conference.speakers"))
                        h.ul { h in for line in speakers.split(separator: "\n") { h.li { $0.span(Phrase(text: String(line), language: .german)) } } }
                    }
                    h.h3(v.t("conference.languages"))
                    h.languageTags(conference.languages)
                }
            }
            if !programme.isEmpty {
                h.section(.class("card stack")) { h in
                    h.h2(v.t("conference.programme"))
                    h.element("ol", [.class("programme")]) { h in
                        for item in programme {
                            h.li { h in
                                h.time(v.dates.time(item.startsAt), .datetime(DateStyle.isoTime(item.startsAt)))
                                h.div { h in h.strong(v.text(item.title)) }
                            }
                        }
                    }
                }
            }
            if !v.text(conference.description).text.isEmpty {
                h.section(.class("stack")) { h in h.paragraphs(v.text(conference.description)) }
            }
        }
    }

    /// The slots for easy language and sign language; what nobody has tested is not called easy language.
    private static func easy(_ h: inout Markup, _ v: Visit, _ easy: EasyVersion) {
        if easy == EasyVersion() { return }
        h.div(.class("row")) { h in
            if let text = easy.text {
                h.details(.class("card")) { h in
                    h.summary(v.t(easy.testedBy == nil ? "easy.untested" : "easy.title"))
                    h.div(.class("stack tight")) { h in
                        for line in text.split(separator: "\n") { h.p(Phrase(text: String(line), language: .german)) }
                        if let tester = easy.testedBy { h.p(Line(v.t("easy.testedBy"), Phrase(text: tester, language: .german)), .class("meta")) }
                    }
                }
            }
            if let video = easy.signVideo.flatMap({ ExternalURL($0) }) {
                h.a(v.t("easy.watch"), .class("button quiet"), .href(video), .rel("external noopener"))
            }
        }
    }

    /// What one can do now.
    private static func state(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ attendance: Attendance) {
        if conference.isLive {
            h.notice(.warm, v.t("conference.isLive")) { h in
                h.p(v.t("conference.isLiveText"))
                h.p(.class("row")) { h in h.a(v.t("conference.haveCard"), .class("button"), .href(IdentityPaths.card.path())) }
            }
            return
        }
        switch conference.registration {
        case .open:
            let isFull = attendance.waiting > 0 || attendance.taken >= conference.capacity
            h.section(.class("card warm stack")) { h in
                h.h2(v.t(isFull ? "registration.fullTitle" : "registration.openTitle"))
                h.p(isFull ? v.t("registration.fullText") : v.t("registration.seatsLeft", ["count": conference.capacity - attendance.taken]))
                h.p(v.t("registration.noMail"))
                h.p { h in
                    h.a(
                        v.t(isFull ? "registration.wait" : "conference.register"), .class("button"),
                        .href(ConferencePaths.registration.path(conference.slug)))
                }
            }
        case .notYet: h.notice(.warm, v.t("registration.notYet")) { h in h.p(v.t("registration.notYetText")) }
        case .closed: h.notice(.warm, v.t("registration.closed")) { h in h.p(v.t("registration.closedText")) }
        case .over:
            h.notice(.good, v.t("conference.isOver")) { h in
                h.p(v.t("conference.isOverText"))
                corrections(&h, v, conference)
                h.p { h in h.a(v.t("conference.toRecommendations"), .class("button"), .href(WellKnownPaths.recommendations.path())) }
            }
        }
    }

    /// The documentation is there, and can still be corrected.
    private static func corrections(_ h: inout Markup, _ v: Visit, _ conference: Conference) {
        guard let day = conference.correctionsUntilDate, !conference.isArchived, conference.correctionsUntil ?? "" >= DateStyle.isoDay(v.now) else {
            return
        }
        h.p(v.t("conference.correctionsText", ["day": v.dates.longDay(day)]))
    }

    private static func facts(_ h: inout Markup, _ v: Visit, _ conference: Conference) {
        let hours = v.t("time.fromTo", ["from": v.dates.time(conference.startsAt), "to": v.dates.time(conference.endsAt)])
        var facts: [(any Words, any Words)] = [
            (v.t("conference.when"), Line(v.dates.longDay(conference.startsAt), hours)),
            (v.t("conference.doors"), v.t("time.clock", ["time": v.dates.time(conference.doorsAt)])),
            (v.t("conference.where"), Line(Typed(conference.venueName), Typed(conference.venueAddress))),
        ]
        if !v.text(conference.directions).text.isEmpty { facts.append((v.t("conference.directions"), v.text(conference.directions))) }
        if !v.text(conference.access).text.isEmpty { facts.append((v.t("conference.access"), v.text(conference.access))) }
        h.facts(facts)
        if !conference.venueFacts.isEmpty { h.ul { h in for fact in conference.venueFacts { h.li(v.t(Wording.Key("venue", fact))) } } }
    }

    /// For the office: what to do with it next.
    private static func editing(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ elsewhere: [ConferenceElsewhere]) {
        h.section(.class("card stack")) { h in
            h.h2(v.t("office.steps"))
            if !conference.isAnnounced { h.p(v.t("office.draftText")) }
            h.div(.class("row")) { h in
                for (index, step) in conference.possibleSteps.enumerated() {
                    h.actionButton(
                        ConferencePaths.step.path(conference.slug, AnnouncementRoutes.word(for: step)), v.t(Wording.Key("step", step)),
                        class: index == 0 ? "button" : "button quiet",
                        confirm: Confirmation(
                            v.t(Wording.Key("step", step)), v.t("step.confirm"), yes: v.t("step.yes"), no: v.t("form.back")))
                }
                if !conference.isArchived && !conference.isCancelled {
                    h.a(v.t("office.edit"), .class("button quiet"), .href(ConferencePaths.edit.path(conference.slug)))
                }
                if conference.isAnnounced && !conference.isArchived {
                    h.a(v.t("notice.news"), .class("button quiet"), .href(ConferencePaths.news.path(conference.slug)))
                }
                if conference.isAnnounced && !conference.isOver {
                    h.a(v.t("notice.cancel"), .class("button quiet"), .href(ConferencePaths.cancelling.path(conference.slug)))
                }
                h.a(v.t("checklist.title"), .class("button quiet"), .href(ConferencePaths.checklist.path(conference.slug)))
                h.a(v.t("office.registrations"), .class("button quiet"), .href(ConferencePaths.registrations.path(conference.slug)))
                h.a(v.t("desk.title"), .class("button quiet"), .href(ConferencePaths.desk.path(conference.slug)))
            }
            if !conference.isOver {
                h.h3(v.t("office.print"))
                h.div(.class("row")) { h in
                    h.a(v.t("poster.title"), .class("button quiet"), .href(ConferencePaths.poster.path(conference.slug)))
                    h.a(v.t("office.cards"), .class("button quiet"), .href(ConferencePaths.cards.path(conference.slug)))
                    h.a(v.t("badges.title"), .class("button quiet"), .href(ConferencePaths.badges.path(conference.slug)))
                }
            }
            if !elsewhere.isEmpty { sameDay(&h, v, elsewhere) }
        }
    }

    /// Two councils on one evening share their guests: better seen before the invitations are printed.
    private static func sameDay(_ h: inout Markup, _ v: Visit, _ elsewhere: [ConferenceElsewhere]) {
        h.h3(v.t("office.sameDay"))
        h.ul { h in
            for other in elsewhere {
                h.li { h in
                    let words = Line(
                        v.text(other.council), v.text(other.name), v.dates.day(other.startsAt),
                        v.t("time.clock", ["time": v.dates.time(other.startsAt)]), Typed(other.venueName))
                    if let url = ExternalURL(other.origin + ConferencePaths.show.path(other.slug).text) {
                        h.a(words, .href(url), .rel("external noopener"))
                    }
                }
            }
        }
    }
}
