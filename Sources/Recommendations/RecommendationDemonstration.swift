internal import Conferences
internal import Core
internal import Database
internal import DiscussionTables
internal import Web

enum RecommendationDemonstration {
    static let demonstration = Demonstration(build: build)

    private static func build(_ tx: borrowing Transaction, _ file: DemonstrationFile, _ context: DemonstrationContext) throws {
        for conference in file.conferences {
            let made = try ConferenceQueries.conference(tx, slug: conference.slug)
            let notes = try NoteQueries.all(tx, of: made.id)
            let tables = try DiscussionTableQueries.tables(tx, of: made.id)
            for recommendation in conference.recommendations ?? [] {
                let table = tables.first { $0.number == recommendation.tables.first }
                let id = try RecommendationQueries.draft(
                    tx, of: made.id, table: table?.id, number: recommendation.number, title: recommendation.title, body: recommendation.text,
                    notes: recommendation.notes.map { notes[$0].id }, key: SubmissionKey())
                try RecommendationQueries.release(tx, id)
                for event in events(recommendation, conferenceDay: DateStyle.isoDay(made.startsAt)) {
                    try RecommendationQueries.append(tx, event, to: id)
                }
            }
        }
    }

    /// A recommendation's whole way as its file tells it. The vote is told by the room of voting.
    private static func events(_ file: DemonstrationFile.Conference.Recommendation, conferenceDay: String) -> [ChainEvent] {
        var events = [
            ChainEvent(
                .drafted, on: conferenceDay,
                .make {
                    $0.tables = file.tables; $0.notes = file.notes.count
                })
        ]
        if let council = file.council {
            events.append(
                ChainEvent(
                    .decided, on: council.date,
                    .make {
                        $0.isAdopted = council.adopted
                        ($0.yes, $0.no, $0.abstain) = (council.yes, council.no, council.abstain)
                        $0.text = council.note
                    }))
        }
        if let submission = file.submission {
            events.append(
                ChainEvent(
                    .submitted, on: submission.date,
                    .make {
                        $0.route = submission.route
                        $0.recipient = submission.recipient
                        $0.due = submission.due ?? file.answer?.due
                    }))
        }
        for paper in file.papers ?? [] {
            events.append(
                ChainEvent(
                    .numbered, on: paper.date,
                    .make {
                        $0.reference = paper.reference; $0.url = paper.url
                    }))
            for step in paper.consultations ?? [] {
                events.append(
                    ChainEvent(
                        .deliberated, on: step.date,
                        .make {
                            $0.body = step.body
                            $0.agendaItem = step.agenda_item
                            $0.result = ChainEvent.Deliberation(rawValue: step.result)
                            $0.text = step.text
                        }))
            }
        }
        if let answer = file.answer {
            events.append(
                ChainEvent(
                    .answered, on: answer.date,
                    .make {
                        $0.from = answer.from; $0.text = answer.text; $0.reference = answer.reference
                    }))
        }
        if let implementation = file.implementation {
            events.append(
                ChainEvent(
                    .implemented, on: implementation.date,
                    .make {
                        $0.status = ChainEvent.Implementation(rawValue: implementation.status)
                        $0.text = implementation.reason
                    }))
        }
        return events
    }
}
