internal import Conferences
internal import Core
internal import Database
internal import Recommendations
internal import Tally
internal import Web

enum VotingDemonstration {
    static let demonstration = Demonstration(build: build)

    private static func build(_ tx: borrowing Transaction, _ file: DemonstrationFile, _ context: DemonstrationContext) throws {
        for conference in file.conferences {
            guard let file = conference.poll else { continue }
            let made = try ConferenceQueries.conference(tx, slug: conference.slug)
            let recommendations = try RecommendationQueries.all(tx, of: made.id)
            let id = try PollQueries.create(tx, of: made.id, title: file.title, about: recommendations.map(\.id), key: SubmissionKey())
            guard let id, file.state != .planned else { continue }
            try PollQueries.open(tx, id)
            if file.state == .released {
                try castAll(tx, conference, recommendations, in: id, of: made.id)
                try PollQueries.close(tx, id)
                try Results.release(tx, try PollQueries.poll(tx, id), on: DateStyle.isoDay(made.startsAt))
            }
        }
    }

    /// Everybody's ballot, so that the sums are those of the file.
    private static func castAll(
        _ tx: borrowing Transaction, _ conference: DemonstrationFile.Conference, _ recommendations: [Recommendation], in poll: ID<Poll>,
        of id: ID<Conference>
    ) throws {
        let voters = try RegistrationQueries.all(tx, of: id).filter(\.hasArrived).prefix(conference.poll?.voters ?? 0)
        let votes = conference.recommendations?.map(\.votes) ?? []
        for (index, voter) in voters.enumerated() {
            var choices: Choices = [:]
            for (question, recommendation) in recommendations.enumerated() {
                guard let sums = votes[question] else { continue }
                // Another person begins each question, so that not always the same ones say no.
                let turn = (index + question * 7) % voters.count
                choices[recommendation.id] = turn < sums.yes ? .yes : turn < sums.yes + sums.no ? .no : .abstain
            }
            _ = try PollQueries.cast(tx, choices, by: voter.person, in: poll)
        }
    }
}
