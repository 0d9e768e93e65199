public import Core
public import HTML
public import Web

public enum DiscussionTablePaths {
    public static let index: PathTemplate = "/konferenzen/{conference}/tische"
    public static let show: PathTemplate = "/konferenzen/{conference}/tische/{table}"
    static let seat: PathTemplate = "/konferenzen/{conference}/tische/{table}/platz"
    static let notes: PathTemplate = "/konferenzen/{conference}/tische/{table}/notizen"
    /// Who sits where: for the desk, to be printed too.
    static let seatPlan: PathTemplate = "/konferenzen/{conference}/tischplan"
    static let seating: PathTemplate = "/konferenzen/{conference}/tischplan/platz"
    public static let board: PathTemplate = "/konferenzen/{conference}/leitung"
    static let roundOpening: PathTemplate = "/konferenzen/{conference}/leitung/runden/{round}/oeffnung"
    static let roundClosing: PathTemplate = "/konferenzen/{conference}/leitung/runden/{round}/schliessung"
    static let release: PathTemplate = "/konferenzen/{conference}/leitung/notizen/{note}/freigabe"
    static let withdrawal: PathTemplate = "/konferenzen/{conference}/leitung/notizen/{note}/ruecknahme"
}

public enum DiscussionTablesModule {
    public static let moderators = Permission.roles(.moderator, .tenantAdmin)

    static let ushers = Permission.roles(.desk, .moderator, .councilOffice, .tenantAdmin)

    public static func make() -> Module {
        var module = Module("discussionTables")
        module.routes = [
            .get(DiscussionTablePaths.index, for: .everyone, TableRoutes.index),
            .get(DiscussionTablePaths.show, for: .signedIn, TableRoutes.show),
            .post(DiscussionTablePaths.seat, for: .signedIn, TableRoutes.sit),
            .post(DiscussionTablePaths.notes, for: .signedIn, TableRoutes.addNote),
            .get(DiscussionTablePaths.seatPlan, for: ushers, SeatPlanRoutes.show),
            .post(DiscussionTablePaths.seatPlan, for: ushers, SeatPlanRoutes.distribute),
            .post(DiscussionTablePaths.seating, for: ushers, SeatPlanRoutes.sit),
            .get(DiscussionTablePaths.board, for: moderators, BoardRoutes.show),
            .post(DiscussionTablePaths.roundOpening, for: moderators, BoardRoutes.openRound),
            .post(DiscussionTablePaths.roundClosing, for: moderators, BoardRoutes.closeRound),
            .post(DiscussionTablePaths.release, for: moderators, BoardRoutes.release),
            .post(DiscussionTablePaths.withdrawal, for: moderators, BoardRoutes.withdraw),
        ]
        module.evening = [EveningCard(order: 20, TableTiles.evening)]
        module.duties = [
            Duty(for: [.tableHost], order: 10, TableTiles.hosted),
            Duty(for: [.moderator, .tenantAdmin], order: 20, TableTiles.board),
            Duty(for: [.desk, .moderator, .councilOffice, .tenantAdmin], order: 25, SeatPlanPages.duties),
        ]
        module.personalData = [
            PersonalData("table_hosts", "person_id", .withPerson),
            PersonalData("table_seats", "person_id", .withPerson),
            PersonalData("round_openings", "opened_by", .record),
            PersonalData("round_closings", "closed_by", .record),
            PersonalData("note_releases", "released_by", .record),
        ]
        module.demonstration = TableDemonstration.demonstration
        return module
    }
}
