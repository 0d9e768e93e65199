internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Web

/// The office writes a conference, announces it, and takes it through its steps.
struct AnnouncementRoutes: Sendable {
    let waitingList: WaitingList

    @Sendable func new(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let others = try ConferenceQueries.all(tx, withDrafts: true)
        guard let other = others.first(where: { $0.slug == v.query["vorlage"] }) else {
            return .page(AnnouncementPages.form(v, v.state(or: AnnouncementForm.blank(v)), of: nil, others: others))
        }
        let proposal = AnnouncementForm.proposal(
            v, like: other, try ConferenceQueries.offers(tx, of: other.id), try ConferenceQueries.programme(tx, of: other.id))
        return .page(AnnouncementPages.form(v, v.state(or: proposal), of: nil, others: others))
    }

    @Sendable func create(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        var reader = FormReader(v)
        let others = try ConferenceQueries.all(tx, withDrafts: true)
        let other = others.first { $0.slug == v.form["vorlage"] }
        let draft = AnnouncementForm.read(
            &reader, v, like: other, offers: try other.map { try ConferenceQueries.offers(tx, of: $0.id) } ?? [],
            programme: try other.map { try ConferenceQueries.programme(tx, of: $0.id) } ?? [])
        let submission = reader.submission(of: draft.shortName)
        // Sent twice: it is already done, and this is what it did.
        if let slug = try ConferenceQueries.slug(tx, for: submission) { return .redirect(ConferencePaths.show.path(slug).arrived(reader.key)) }
        if draft.endsAt < v.now && reader.isFine { reader.fail("tag", v.t("conference.dayPast")) }
        guard reader.isFine else { return .again(AnnouncementPages.form(v, reader.state, of: nil, others: others)) }
        do {
            let id = try ConferenceQueries.insert(tx, draft, key: submission)
            try ChecklistQueries.start(tx, of: id, like: other?.id, at: v.now)
            try tx.audit(AuditEvent("conference.drafted", id))
        } catch let error as DatabaseError where error.constraint == "conferences_tenant_id_slug_key" {
            reader.fail("kurzname", v.t("conference.nameTaken"))
            throw RollBack(.again(AnnouncementPages.form(v, reader.state, of: nil, others: others)))
        }
        return .redirect(ConferencePaths.show.path(draft.slug).arrived(reader.key))
    }

    /// What is called off or archived stays as it is.
    private func changeable(_ tx: borrowing Transaction, _ v: Visit) throws -> Conference {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        if conference.isCancelled || conference.isArchived { throw Refusal.notFound }
        return conference
    }

    @Sendable func edit(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try changeable(tx, v)
        let offers = try ConferenceQueries.offers(tx, of: conference.id)
        let programme = try ConferenceQueries.programme(tx, of: conference.id)
        return .page(AnnouncementPages.form(v, v.state(or: AnnouncementForm.values(conference, offers, programme)), of: conference))
    }

    @Sendable func update(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        // Capacity and day are what others go by who come at the same time.
        try RegistrationQueries.lock(tx, try changeable(tx, v).id)
        let conference = try changeable(tx, v)
        let old = (try ConferenceQueries.offers(tx, of: conference.id), try ConferenceQueries.programme(tx, of: conference.id))
        var reader = FormReader(v)
        let draft = AnnouncementForm.read(&reader, v, over: conference, offers: old.0, programme: old.1)
        let reason = reader.text("nachricht", limit: Notice.limit, isRequired: false)
        let moves = conference.isAnnounced && !conference.isOver && draft.isElsewhere(than: conference)
        if moves, reader.isFine {
            if draft.startsAt < v.now { reader.fail("tag", v.t("conference.dayPast")) }
            // A colleague has moved it since this form was opened: sent as it is, it would move it back.
            if let seen = v.form["stand"], seen != AnnouncementForm.state(of: conference) { reader.fail("tag", v.t("conference.movedMeanwhile")) }
        }
        let key = reader.submission(of: "\(draft.startsAt)", draft.venueName)
        // Tapped twice: it has been told.
        if !reason.isEmpty, !moves, reader.isFine, try !NoticeQueries.isThere(tx, key) { reader.fail("nachricht", v.t("conference.nothingMoved")) }
        guard reader.isFine else { return .again(AnnouncementPages.form(v, reader.state, of: conference)) }
        try ConferenceQueries.update(tx, conference.id, draft)
        let new = try ConferenceQueries.conference(tx, id: conference.id)
        if moves {
            try waitingList.adjust(tx, in: new, at: v.now)
            try NoticeQueries.moved(
                tx, from: conference, because: reason, key: key, at: v.now)
        }
        // There may be more seats now.
        try waitingList.moveUp(tx, in: new, at: v.now)
        try tx.audit(AuditEvent("conference.changed", conference.id))
        try tx.changed(conference.topic)
        // Some have to be called: that is what to do next, after a second tap too.
        let hasToTell =
            try (moves || NoticeQueries.isThere(tx, key)) && !MessageQueries.open(tx, of: conference.id, canMail: waitingList.canMail).isEmpty
        let next = hasToTell ? ConferencePaths.messages : ConferencePaths.show
        return .redirect(next.path(conference.slug).arrived(reader.key))
    }

    @Sendable func take(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard let step = Conference.Step.allCases.first(where: { Self.word(for: $0) == v["step"] }) else { throw Refusal.notFound }
        if [.documented, .archived].contains(step), try !Conference.editors.allows(tx.viewer.roles) { throw Refusal.notFound }
        // A second tap, or a colleague was faster: it is done, and the page shows so.
        if conference.possibleSteps.contains(step) {
            try ConferenceQueries.take(tx, step, of: conference.id, at: v.now)
            try tx.audit(AuditEvent("conference.step", "\(conference.id) \(step.rawValue)"))
            try tx.changed(conference.topic)
        }
        return .redirect(ConferencePaths.show.path(conference.slug))
    }

    /// A step as it stands in an address.
    static func word(for step: Conference.Step) -> String {
        switch step {
        case .announced: "ankuendigung"
        case .registrationOpened: "anmeldeoeffnung"
        case .registrationClosed: "anmeldeschluss"
        case .started: "beginn"
        case .ended: "ende"
        case .documented: "dokumentation"
        case .archived: "archiv"
        case .cancelled: "absage"
        }
    }
}
