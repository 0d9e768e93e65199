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
        .bytes(Array(try JSONEncoder().encode(value)), type: "application/json")
    }

    private func take(_ tx: borrowing Transaction, _ v: Visit, _ entry: DeskEntry, _ conference: Conference) throws -> Result {
        var known = try entry.who.flatMap { try DeskQueries.find(tx, $0, at: conference) }
        var outcome = try DeskQueries.outcome(tx, of: entry)
        if outcome == nil {
            let (new, registration) = try write(tx, v, entry, known, conference)
            try DeskQueries.insert(tx, entry, of: conference, about: registration ?? known?.id, new)
            outcome = new
            known = try registration.map { try RegistrationQueries.registration(tx, id: $0, of: conference.id) } ?? known
        }
        return Result(id: entry.id.description, outcome: outcome ?? .unknown, ending: known?.cardEnding)
    }

    private typealias Written = (outcome: DeskOutcome, registration: ID<Registration>?)

    private func write(
        _ tx: borrowing Transaction, _ v: Visit, _ entry: DeskEntry, _ registration: Registration?, _ conference: Conference
    ) throws -> Written {
        if conference.isArchived || conference.isCancelled { return (.closed, nil) }
        switch entry.kind {
        case .guest: return try writeGuest(tx, v, entry, conference)
        case .mistake: return try takeBack(tx, v, entry, conference)
        case .arrival, .card, .photo: break
        }
        guard let registration else { return (.unknown, nil) }
        switch entry.kind {
        case .card:
            return (try give(tx, entry.number, to: registration, knowing: entry.ending, conference), registration.id)
        case .photo:
            if let photos = entry.photos { try DeskQueries.setPhotos(tx, registration.id, photos) }
            return (.done, registration.id)
        default:
            if registration.isCancelled { try DeskQueries.takeBackCancellation(tx, registration) }
            guard try RegistrationQueries.checkIn(tx, registration.id, at: moment(entry, v)) else { return (.already, registration.id) }
            return (registration.isCancelled ? .returned : .done, registration.id)
        }
    }

    /// When it happened, as far as the device's clock can be believed.
    private func moment(_ entry: DeskEntry, _ v: Visit) -> Date { min(v.now, max(entry.at, v.now.addingTimeInterval(-24 * 3600))) }

    private func writeGuest(_ tx: borrowing Transaction, _ v: Visit, _ entry: DeskEntry, _ conference: Conference) throws -> Written {
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
        guard let made = made.first.flatMap({ $0 }) else { return (.unknown, nil) }
        _ = try RegistrationQueries.checkIn(tx, made.id, at: moment(entry, v))
        return (.done, made.id)
    }

    private func give(
        _ tx: borrowing Transaction, _ number: Int, to registration: Registration, knowing ending: String, _ conference: Conference
    ) throws -> DeskOutcome {
        guard registration.hasArrived, (1...9999).contains(number) else { return .noCard }
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
    private func takeBack(_ tx: borrowing Transaction, _ v: Visit, _ entry: DeskEntry, _ conference: Conference) throws -> Written {
        guard let wrong = entry.who, let arrival = try DeskQueries.arrival(tx, by: wrong, at: conference) else { return (.unknown, nil) }
        let registration = try RegistrationQueries.registration(tx, id: arrival.registration, of: conference.id)
        if try entry.at.timeIntervalSince(arrival.at) > Self.minutesToTakeBack * 60 || Cards.hasSignedIn(tx, registration.person) {
            return (.tooLate, registration.id)
        }
        try Cards.withdraw(tx, of: registration.person)
        try DeskQueries.takeBackArrival(tx, registration.id)
        if arrival.kind == .guest { try waitingList.cancel(tx, [registration.id], of: conference, because: .office, at: v.now) }
        return (.done, registration.id)
    }

    /// Somebody has looked at what did not fit.
    @Sendable func settle(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard let entry = SubmissionKey(v["entry"]), try DeskQueries.settle(tx, entry, of: conference) else { throw Refusal.notFound }
        try tx.changed(conference.topic)
        return .redirect(ConferencePaths.desk.path(conference.slug))
    }
}
