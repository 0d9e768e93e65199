internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Identity
internal import Web

/// The desk on a phone or tablet of its own, with and without network: one page that the device keeps, a list it takes with it, and a
/// place to which it sends what it wrote down.
struct DeskRoutes: Sendable {
    let houseKey: HouseKey
    let waitingList: WaitingList

    /// Holds nothing about anybody: the device keeps this page.
    @Sendable func page(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return .page(DeskPages.device(v, conference).demonstration(conference.isDemonstration))
    }

    private struct Taken: Encodable {
        let key: String
        let list: DeskList
    }

    @Sendable func list(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard let device = DeskDevice(v["device"]) else { throw Refusal.notFound }
        return try json(Taken(key: device.key(houseKey, of: conference, v.site), list: DeskQueries.list(tx, of: conference)))
    }

    private struct Result: Encodable {
        let id: String
        let outcome: DeskOutcome
        /// How their card ends, of whoever had one already.
        let ending: String?
    }

    private struct Received: Encodable {
        let results: [Result]
        let list: DeskList
    }

    @Sendable func receive(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard let entries = DeskEntry.read(v.form["eintraege"] ?? "") else {
            var answer = Answer.bytes([], type: "application/json")
            answer.status = 422
            return answer
        }
        // One desk at a time, so that what another has just sent is seen.
        try RegistrationQueries.lock(tx, conference.id)
        let results = try entries.map { try take(tx, v, $0, conference) }
        if !entries.isEmpty { try tx.changed(conference.topic) }
        return try json(Received(results: results, list: DeskQueries.list(tx, of: conference)))
    }

    private func json(_ value: some Encodable) throws -> Answer {
        let encoder = JSONEncoder()
        // The same facts are the same bytes: the device draws only what is new.
        encoder.outputFormatting = .sortedKeys
        return .bytes(Array(try encoder.encode(value)), type: "application/json")
    }

    private func take(_ tx: borrowing Transaction, _ v: Visit, _ entry: DeskEntry, _ conference: Conference) throws -> Result {
        var known = try entry.who.flatMap { try DeskQueries.find(tx, $0, at: conference) }
        var outcome = try DeskQueries.outcome(tx, of: entry)
        if outcome == nil {
            var written = try write(tx, v, entry, known, conference)
            written.registration = written.registration ?? known?.id
            try DeskQueries.insert(tx, entry, of: conference, written)
            outcome = written.outcome
            known = try written.registration.map { try RegistrationQueries.registration(tx, id: $0, of: conference.id) }
        }
        return Result(id: entry.id.description, outcome: outcome ?? .unknown, ending: known?.cardEnding)
    }

    private func write(
        _ tx: borrowing Transaction, _ v: Visit, _ entry: DeskEntry, _ registration: Registration?, _ conference: Conference
    ) throws -> DeskWritten {
        if conference.isArchived || conference.isCancelled { return DeskWritten(outcome: .closed) }
        if entry.kind == .walkIn { return try writeGuest(tx, v, entry, conference) }
        if entry.kind == .mistake { return try takeBack(tx, v, entry, conference) }
        guard let registration else { return DeskWritten(outcome: .unknown) }
        switch entry.kind {
        case .card: return DeskWritten(outcome: try give(tx, entry.number, to: registration, knowing: entry.ending, conference))
        case .photo:
            if let photos = entry.photos { try DeskQueries.setPhotos(tx, registration.id, photos) }
            return DeskWritten(outcome: .done)
        default:
            if registration.isCancelled { try DeskQueries.takeBackCancellation(tx, registration) }
            guard try RegistrationQueries.checkIn(tx, registration.id, at: moment(entry, v)) else { return DeskWritten(outcome: .already) }
            return DeskWritten(
                outcome: registration.isCancelled ? .returned : .done,
                stood: registration.isAtHome ? .home : registration.isCancelled ? .cancelled : nil)
        }
    }

    /// When it happened, as far as the device's clock can be believed.
    private func moment(_ entry: DeskEntry, _ v: Visit) -> Date { min(v.now, max(entry.at, v.now.addingTimeInterval(-24 * 3600))) }

    private func writeGuest(_ tx: borrowing Transaction, _ v: Visit, _ entry: DeskEntry, _ conference: Conference) throws -> DeskWritten {
        let name = entry.name.isEmpty ? v.t("desk.guest").withoutControls : entry.name
        let language = v.site.languages.first { $0 == entry.language } ?? .german
        let made = try RegistrationBatchQueries.register(
            tx,
            [
                (
                    RegistrationEntry(slug: conference.slug, names: [name], language: language, channel: .desk, key: entry.id, at: v.now),
                    conference
                )
            ])
        guard let made = made.first.flatMap({ $0 }) else { return DeskWritten(outcome: .unknown) }
        _ = try RegistrationQueries.checkIn(tx, made.id, at: moment(entry, v))
        return DeskWritten(outcome: .done, registration: made.id)
    }

    private func give(
        _ tx: borrowing Transaction, _ number: Int, to registration: Registration, knowing ending: String, _ conference: Conference
    ) throws -> DeskOutcome {
        guard registration.hasArrived, number > 0 else { return .noCard }
        if try BlankCards.has(tx, registration.person, number: number) { return .done }
        // Two desks gave somebody a card each: the second must not kill the first unseen.
        if registration.cardEnding ?? "" != ending { return .hasCard }
        guard let taken = try BlankCards.take(tx, number: number, of: conference.id) else { return .noCard }
        try BlankCards.give(tx, taken, to: registration.person, conference.codeHours)
        return .done
    }

    /// So long a slip of the finger is one.
    private static let minutesToTakeBack = 15.0

    /// A slip of the finger. Not once somebody has signed in with the card that went with it: they may have voted.
    private func takeBack(_ tx: borrowing Transaction, _ v: Visit, _ entry: DeskEntry, _ conference: Conference) throws -> DeskWritten {
        guard let wrong = entry.who, let arrival = try DeskQueries.arrival(tx, by: wrong, at: conference) else {
            return DeskWritten(outcome: .tooLate)
        }
        // Taken back before, or somebody else's arrival in truth: there is nothing to take back.
        if arrival.isUndone || arrival.outcome == .already { return DeskWritten(outcome: .done, registration: arrival.registration) }
        let registration = try RegistrationQueries.registration(tx, id: arrival.registration, of: conference.id)
        // Whoever took part from home goes on with the card they have.
        let isAtHome = arrival.stood == .home
        if try entry.at.timeIntervalSince(arrival.at) > Self.minutesToTakeBack * 60
            || !isAtHome && Cards.hasSignedIn(tx, registration.person)
        {
            return DeskWritten(outcome: .tooLate, registration: registration.id)
        }
        if !isAtHome { try Cards.withdraw(tx, of: registration.person) }
        try DeskQueries.takeBackArrival(tx, arrival, by: wrong, isAtHome: isAtHome)
        if arrival.kind == .walkIn || arrival.stood == .cancelled {
            try waitingList.cancel(tx, [registration.id], of: conference, because: .office, at: v.now)
        }
        return DeskWritten(outcome: .done, registration: registration.id)
    }

    /// Somebody has looked at what did not fit.
    @Sendable func settle(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard let entry = SubmissionKey(v["entry"]), try DeskQueries.settle(tx, entry, of: conference) else { throw Refusal.notFound }
        try tx.changed(conference.topic)
        return .redirect(ConferencePaths.desk.path(conference.slug))
    }
}
