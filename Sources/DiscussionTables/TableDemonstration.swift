internal import Conferences
internal import Core
internal import Database
internal import Foundation
internal import Web

enum TableDemonstration {
    static let demonstration = Demonstration(build: build, renew: renew)

    private static func build(_ tx: borrowing Transaction, _ file: DemonstrationFile, _ context: DemonstrationContext) throws {
        for conference in file.conferences {
            let id = try ConferenceQueries.conference(tx, slug: conference.slug).id
            try makeTables(tx, file, conference, id)
            try makeRounds(tx, conference, id, now: context.now)
            try seatGuests(tx, id)
            try makeNotes(tx, conference, id)
        }
    }

    private static func makeTables(
        _ tx: borrowing Transaction, _ file: DemonstrationFile, _ conference: DemonstrationFile.Conference, _ id: ID<Conference>
    ) throws {
        for table in conference.tables ?? [] {
            let tableID: ID<DiscussionTable> = try tx.one(
                """
                insert into discussion_tables (conference_id, number, topic, question, languages, seats) values ($1, $2, $3, $4, $5, $6) returning id
                """, id, table.number, table.topic, table.question ?? LocalizedText([:]), table.languages, table.seats
            ) { row in try row("id") }
            if let host = file.people.first(where: { $0.key == table.host }) {
                try tx.execute(
                    "insert into table_hosts (table_id, person_id) select $1, p.id from people as p where p.tenant_id = current_tenant() and p.name = $2 limit 1",
                    tableID, host.name)
            }
        }
    }

    private static func makeRounds(_ tx: borrowing Transaction, _ conference: DemonstrationFile.Conference, _ id: ID<Conference>, now: Date) throws {
        for round in conference.rounds ?? [] {
            try tx.execute(
                "insert into rounds (conference_id, number, title, question, minutes) values ($1, $2, $3, $4, $5)",
                id, round.number, round.title ?? LocalizedText([:]), round.question ?? LocalizedText([:]), round.minutes)
        }
        for round in try DiscussionTableQueries.rounds(tx, of: id) {
            // Of a live evening the last round is still to come and the one before is running.
            let isBefore = conference.state == .finished || (conference.state == .live && round.number < (conference.rounds?.count ?? 0))
            if isBefore { try DiscussionTableQueries.open(tx, round, at: now) }
            if isBefore && (conference.state == .finished || round.number + 1 < (conference.rounds?.count ?? 0)) {
                try DiscussionTableQueries.close(tx, round)
            }
        }
    }

    private static func seatGuests(_ tx: borrowing Transaction, _ id: ID<Conference>) throws {
        let tables = try DiscussionTableQueries.tables(tx, of: id)
        if tables.isEmpty { return }
        let guests = try RegistrationQueries.all(tx, of: id).filter(\.hasArrived)
        for (index, guest) in guests.enumerated() {
            _ = try DiscussionTableQueries.sit(tx, guest.person, at: tables[index % tables.count], of: id)
        }
    }

    private static func makeNotes(_ tx: borrowing Transaction, _ conference: DemonstrationFile.Conference, _ id: ID<Conference>) throws {
        let tables = try DiscussionTableQueries.tables(tx, of: id)
        let rounds = try DiscussionTableQueries.rounds(tx, of: id)
        for note in conference.notes ?? [] {
            guard let table = tables.first(where: { $0.number == note.table }), let kind = Note.Kind(rawValue: note.kind) else { continue }
            try NoteQueries.add(
                tx, table: table, of: id, round: rounds.first { $0.number == note.round }?.id, kind: kind, body: note.text,
                language: Language(note.language), key: SubmissionKey())
        }
        let all = try NoteQueries.all(tx, of: id)
        for (note, file) in zip(all, conference.notes ?? []) where file.released != false { try NoteQueries.release(tx, note.id, of: id) }
    }

    /// The running round of a live demonstration always has some minutes left.
    private static func renew(_ tx: borrowing Transaction, _ context: DemonstrationContext) throws {
        guard let live = try ConferenceQueries.live(tx), live.isDemonstration,
            let running = try DiscussionTableQueries.rounds(tx, of: live.id).running, let ends = running.endsAt, ends < context.now
        else { return }
        try tx.execute(
            "update round_openings set ends_at = $2 where tenant_id = current_tenant() and round_id = $1",
            running.id, context.now.addingTimeInterval(Double(running.minutes) * 60))
    }
}
