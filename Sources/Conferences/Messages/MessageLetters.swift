internal import Core
internal import HTML
internal import Mail
internal import Web

/// What a message says, in the reader's language: the same by mail, on paper, and in a few lines for a messenger.
struct MessageLetters {
    let v: Visit
    let conference: Conference
    let message: StoredMessage
    /// Those who came together, the reader first; empty when the registrations are no longer there.
    let party: [Registration]
    let notice: Notice?

    /// - Parameter v: of whom it is written to.
    init(_ v: Visit, _ conference: Conference, _ message: StoredMessage, _ party: [Registration], _ notice: Notice?) {
        (self.v, self.conference, self.message, self.party, self.notice) = (v, conference, message, party, notice)
    }

    /// Nil when there is nothing to say any more.
    /// - Parameter byName: not where it goes by itself to an address that nobody has checked: whoever registers writes the name, and could
    ///   have us send a stranger whatever they like in it.
    func letter(byName: Bool) -> Letter? {
        guard let news else { return nil }
        return Letter(
            v, subject: v.t(Wording.Key("message.subject", message.kind), ["conference": v.text(conference.name).text]),
            paragraphs: [byName ? v.t("message.hello", ["name": message.name]) : v.t("message.helloToYou")] + news + [when],
            link: Letter.Link(
                lead: v.t(mayAnswer ? "message.linkLead" : "message.linkMore"), label: v.t(party.isEmpty ? "conference.more" : "message.link"),
                address: page),
            footer: [v.t(message.kind == .registered ? "message.why" : "message.whyAgain")]
                + (party.first.map { [v.t("message.number", ["number": RegistrationNumber.groups($0.reference)])] } ?? []),
            unsubscribe: Letter.Link(
                lead: "", label: v.t("message.unsubscribe"),
                address: v.site.origin + ConferencePaths.stop.path(message.contact.stopKey.description).text))
    }

    /// Everything in a few lines.
    func short() -> String? {
        news.map { news in ([v.t("message.hello", ["name": message.name])] + news + [when, page]).joined(separator: "\n") }
    }

    /// Whether there is a seat to take or to give back.
    private var mayAnswer: Bool { !party.isEmpty && !hasBeen && message.kind != .news }

    /// Called off, ended, or past by the clock, whether or not anybody has said so.
    private var hasBeen: Bool { conference.isOver || conference.endsAt <= v.now }

    private var page: String {
        let path = party.first.map { ConferencePaths.confirmation.path(conference.slug, $0.reference) } ?? ConferencePaths.show.path(conference.slug)
        return v.site.origin + path.text
    }

    private var when: String { message.kind == .cancelled ? v.t("message.wasPlanned", ["evening": evening]) : evening }

    private var evening: String {
        v.t(
            "message.evening",
            [
                "conference": v.text(conference.name).text, "day": v.dates.longDay(conference.startsAt), "time": v.dates.time(conference.startsAt),
                "venue": conference.venueName, "address": conference.venueAddress,
            ])
    }

    private var news: [String]? {
        let there = party.filter { !$0.isCancelled }
        // Seats of an evening that was called off or has been are no news, and once it has begun whoever comes gets a chair.
        if hasBeen, message.kind == .registered { return nil }
        if conference.isOver || conference.startsAt <= v.now, [.seat, .offer, .lapsed, .reminder].contains(message.kind) { return nil }
        switch message.kind {
        case .registered: return registered(there).map { [$0] }
        case .seat: return there.contains { $0.standing == .confirmed } ? [v.t("message.seat")] : nil
        case .offer:
            guard let end = there.compactMap(\.offeredUntil).max() else { return nil }
            return [v.t("message.offer", ["day": v.dates.longDay(end), "time": v.dates.time(end)])]
        case .lapsed: return party.contains { $0.cancelledBecause == .lapsed } ? [v.t("message.lapsed")] : nil
        // Whoever has cancelled meanwhile needs no reminder.
        case .reminder: return there.contains { $0.standing == .confirmed } ? [v.t("message.reminder")] : nil
        case .cancelled: return [v.t("message.cancelled")] + told
        case .moved:
            guard let old = notice?.oldStart, !hasBeen else { return nil }
            return [v.t("message.moved", ["day": v.dates.longDay(old), "time": v.dates.time(old)])] + told
        case .news: return told.isEmpty ? nil : told
        }
    }

    /// What the office wrote.
    private var told: [String] { notice.map { v.text($0.text).text }.flatMap { $0.isEmpty ? nil : [$0] } ?? [] }

    private func registered(_ there: [Registration]) -> String? {
        let (seats, waiting) = (there.count { $0.standing == .confirmed }, there.count { $0.standing == .waiting })
        if seats > 0 && waiting > 0 { return v.t("message.registeredPartly", ["seats": seats, "waiting": waiting]) }
        if waiting > 0 { return v.t("message.registeredWaiting") }
        return seats > 0 ? v.t("message.registered", ["count": seats]) : nil
    }
}
