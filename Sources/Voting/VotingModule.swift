internal import Conferences
internal import Core
internal import DiscussionTables
public import HTML
public import Web

public enum VotingPaths {
    static let manage: PathTemplate = "/konferenzen/{conference}/abstimmungen"
    static let hall: PathTemplate = "/konferenzen/{conference}/leinwand"
    public static let ballot: PathTemplate = "/abstimmungen/{poll}"
    static let cast: PathTemplate = "/abstimmungen/{poll}/stimme"
    static let result: PathTemplate = "/abstimmungen/{poll}/ergebnis"
    static let opening: PathTemplate = "/konferenzen/{conference}/abstimmungen/{poll}/oeffnung"
    static let closing: PathTemplate = "/konferenzen/{conference}/abstimmungen/{poll}/schliessung"
    static let release: PathTemplate = "/konferenzen/{conference}/abstimmungen/{poll}/freigabe"
}

public enum VotingModule {
    public static func make() -> Module {
        let moderators = DiscussionTablesModule.moderators
        var module = Module("voting")
        module.routes = [
            .get(VotingPaths.manage, for: moderators, PollRoutes.manage),
            .post(VotingPaths.manage, for: moderators, PollRoutes.create),
            .post(VotingPaths.opening, for: moderators, PollRoutes.open),
            .post(VotingPaths.closing, for: moderators, PollRoutes.close),
            .post(VotingPaths.release, for: moderators, PollRoutes.release),
            .get(VotingPaths.ballot, for: .signedIn, BallotRoutes.show),
            .post(VotingPaths.cast, for: .signedIn, batch: BallotRoutes.rush, BallotRoutes.cast),
            .get(VotingPaths.result, for: .everyone, BallotRoutes.result),
            .get(VotingPaths.hall, for: .everyone, HallRoutes.show),
        ]
        module.evening = [EveningCard(order: 10, VotingTiles.evening)]
        module.duties = [Duty(for: [.moderator, .tenantAdmin], order: 35, VotingTiles.moderation)]
        module.personalData = [
            PersonalData("polls", "created_by", .record),
            PersonalData("poll_openings", "opened_by", .record),
            PersonalData("poll_closings", "closed_by", .record),
            PersonalData("result_releases", "released_by", .record),
            PersonalData("open_ballots", "person_id", .withPerson),
            PersonalData("open_choices", "person_id", .withPerson),
        ]
        module.demonstration = VotingDemonstration.demonstration
        return module
    }
}
