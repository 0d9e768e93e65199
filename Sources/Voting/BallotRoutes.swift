internal import Conferences
internal import Core
internal import Database
internal import DiscussionTables
internal import HTML
internal import Tally
internal import Web

/// Voting, and seeing how the vote went.
enum BallotRoutes {
    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let poll = try PollQueries.poll(tx, try v.id("poll"))
        return .page(try page(tx, v, poll, v.state()))
    }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ poll: Poll, _ state: FormState) throws -> Page {
        let conference = try ConferenceQueries.conference(tx, id: poll.conference)
        let viewer = try tx.viewer
        let isEligible = try viewer.person.map { try RegistrationQueries.isPresent(tx, $0, at: poll.conference) } ?? false
        let own = try PollQueries.ballot(tx, of: viewer.person, in: poll.id)
        let questions = try PollQueries.questions(tx, of: poll.id)
        return BallotPages.show(v, poll, questions, own: own, isEligible: isEligible, state)
            .watching(conference.topic).demonstration(conference.isDemonstration)
    }

    @Sendable static func cast(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let poll = try PollQueries.poll(tx, try v.id("poll"))
        guard let person = try tx.viewer.person, try RegistrationQueries.isPresent(tx, person, at: poll.conference) else { throw Refusal.notFound }
        let questions = try PollQueries.questions(tx, of: poll.id)
        var reader = FormReader(v)
        var choices: Choices = [:]
        for question in questions {
            let field = BallotPages.field(question)
            if let choice = (v.form[field]).flatMap(YesNoAbstain.Choice.init(rawValue:)) {
                choices[question.recommendation] = choice
            } else {
                reader.fail(field, v.t("ballot.missing", ["number": question.position]))
            }
        }
        if poll.state == .open && !reader.isFine { return .again(try page(tx, v, poll, reader.state)) }
        switch try PollQueries.cast(tx, choices, by: person, in: poll.id) {
        // A second tap finds the first one's vote and says that it counts.
        case .counted, .before: return counted(poll.id)
        case .closed:
            var answer = Answer.page(try page(tx, v, try PollQueries.poll(tx, poll.id), FormState()))
            answer.status = 409
            return answer
        }
    }

    /// Ninety people vote in the same minute: complete ballots are written together.
    static let rush = RouteBatch(
        isShuffled: true,
        entry: { v, session in
            guard let session, let poll = ID<Poll>(v["poll"]) else { return nil }
            return BallotEntry(session: session, poll: poll, choices: BallotPages.choices(v.form))
        },
        write: { tx, entries in zip(entries, try BallotBatchQueries.cast(tx, entries)).map { (poll: $0.poll, isCounted: $1) } },
        answer: { v, outcome in outcome.isCounted ? counted(outcome.poll) : nil })

    private static func counted(_ poll: ID<Poll>) -> Answer {
        var answer = Answer.redirect(VotingPaths.ballot.path(poll.description))
        answer.announcing = [Poll.topic(poll)]
        return answer
    }

    @Sendable static func result(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let poll = try PollQueries.poll(tx, try v.id("poll"))
        let maySee = try poll.state == .released || (poll.state == .closed && DiscussionTablesModule.moderators.allows(tx.viewer.roles))
        guard maySee else { throw Refusal.notFound }
        let conference = try ConferenceQueries.conference(tx, id: poll.conference)
        let outcomes = try PollQueries.outcomes(tx, of: poll.id)
        return .page(BallotPages.result(v, conference, poll, outcomes).demonstration(conference.isDemonstration))
    }
}

/// What other pages show of votes.
enum VotingTiles {
    @Sendable static func evening(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        guard let live = try ConferenceQueries.live(tx), let person = viewer.person,
            try RegistrationQueries.isPresent(tx, person, at: live.id)
        else { return [] }
        return try PollQueries.all(tx, of: live.id).compactMap { poll in
            switch poll.state {
            case .planned: return nil
            case .open:
                let hasVoted = try PollQueries.ballot(tx, of: person, in: poll.id) != nil
                return Tile(
                    title: v.t(hasVoted ? "evening.voted" : "evening.vote"), detail: v.text(poll.title),
                    path: VotingPaths.ballot.path(poll.id.description), isNow: !hasVoted)
            case .closed:
                return Tile(title: v.t("evening.counting"), detail: v.t("evening.countingText"), path: VotingPaths.ballot.path(poll.id.description))
            case .released:
                return Tile(title: v.t("evening.result"), detail: v.text(poll.title), path: VotingPaths.result.path(poll.id.description))
            }
        }
    }

    @Sendable static func moderation(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        guard let live = try ConferenceQueries.live(tx) else { return [] }
        let open = try PollQueries.all(tx, of: live.id).first { $0.state == .open }
        return [
            Tile(
                title: v.t("poll.manage"), detail: open.map { v.t("poll.openNow", ["count": $0.cast]) } ?? v.t("poll.noneOpen"),
                path: VotingPaths.manage.path(live.slug), isNow: open != nil),
            Tile(title: v.t("hall.title"), detail: v.t("hall.text"), path: VotingPaths.hall.path(live.slug)),
        ]
    }
}
