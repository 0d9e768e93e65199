internal import Core
internal import Database
internal import Foundation
internal import Identity
internal import Web

enum ConferenceDemonstration {
    static let demonstration = Demonstration(build: build, renew: renew)

    private static func build(_ tx: borrowing Transaction, _ file: DemonstrationFile, _ context: DemonstrationContext) throws {
        for conference in file.conferences {
            let day = self.day(conference.date, now: context.now)
            let planned = try draft(conference, day: day)
            let id = try ConferenceQueries.insert(tx, planned)
            // In good time.
            try ChecklistQueries.start(tx, of: id, like: nil, at: planned.startsAt.addingTimeInterval(-150 * 86_400))
            for step in steps(conference.state) { try ConferenceQueries.take(tx, step, of: id, at: context.now) }
            let made = try ConferenceQueries.conference(tx, id: id)
            for item in try ChecklistQueries.all(tx, of: id) where item.due(made) < context.now {
                _ = try ChecklistQueries.tick(tx, item.id, true, of: id, at: item.due(made))
            }
            let guests = conference.registrations?.guests ?? []
            for guest in guests { try register(tx, made, name: guest.name, language: Language(guest.language), isHere: conference.state == .live) }
            for number in 0..<(conference.registrations?.checkedIn ?? 0) {
                try register(tx, made, name: "Gast \(number + 1)", language: .german, isHere: true)
            }
        }
    }

    private static func register(_ tx: borrowing Transaction, _ conference: Conference, name: String, language: Language, isHere: Bool) throws {
        let entry = RegistrationEntry(slug: conference.slug, names: [name], language: language, at: conference.startsAt)
        guard let made = try RegistrationBatchQueries.register(tx, [(entry, conference)]).first.flatMap({ $0 }) else { return }
        if isHere { _ = try RegistrationQueries.checkIn(tx, made.id) }
    }

    /// `2024-11-15`, `today` or `today+23`, as a day in Hamburg.
    private static func day(_ text: String, now: Date) -> String {
        guard text.hasPrefix("today") else { return text }
        let days = Int(text.dropFirst(6)) ?? 0
        return DateStyle.isoDay(DateStyle.calendar.date(byAdding: .day, value: days, to: now) ?? now)
    }

    private static func steps(_ state: DemonstrationFile.Conference.State) -> [Conference.Step] {
        switch state {
        case .announced: [.announced, .registrationOpened]
        case .live: [.announced, .registrationOpened, .started]
        case .finished: [.announced, .registrationOpened, .registrationClosed, .started, .ended]
        }
    }

    private static func draft(_ file: DemonstrationFile.Conference, day: String) throws -> ConferenceDraft {
        struct WrongTime: Error { let text: String }
        func moment(_ time: String) throws -> Date {
            guard let moment = DateStyle.moment(day: day, time: time) else { throw WrongTime(text: "\(day) \(time)") }
            return moment
        }
        return ConferenceDraft(
            slug: file.slug, shortName: file.short_name, name: file.name, motto: file.motto, summary: file.summary,
            description: file.description ?? LocalizedText([:]), doorsAt: try moment(file.doors), startsAt: try moment(file.starts),
            endsAt: try moment(file.ends), venueName: file.venue.name, venueAddress: file.venue.address, directions: file.venue.directions,
            access: file.venue.access, whoCanCome: file.who_can_come, languages: file.languages, capacity: file.capacity,
            isDemonstration: true,
            offers: file.offers.compactMap { offer in Offer.Kind(rawValue: offer.kind).map { Offer(kind: $0, description: offer.text) } },
            programme: try file.programme.map { ProgrammeItem(startsAt: try moment($0.time), title: $0.title) })
    }

    /// The live conference is always today's; announced ones never lie behind.
    private static func renew(_ tx: borrowing Transaction, _ context: DemonstrationContext) throws {
        for conference in try ConferenceQueries.all(tx, withDrafts: true) where conference.isDemonstration && !conference.isOver {
            let start = DateStyle.calendar.startOfDay(for: conference.startsAt)
            let today = DateStyle.calendar.startOfDay(for: context.now)
            let days = DateStyle.calendar.dateComponents([.day], from: start, to: today).day ?? 0
            if conference.isLive, days != 0 { try ConferenceQueries.move(tx, conference, byDays: days) }
            if !conference.isLive, days >= 0 { try ConferenceQueries.move(tx, conference, byDays: days + 21) }
        }
    }
}
