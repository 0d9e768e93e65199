internal import Conferences
internal import Core
internal import DiscussionTables
public import HTML
public import Web

public enum RecommendationPaths {
    public static let index = WellKnownPaths.recommendations
    public static let show: PathTemplate = "/empfehlungen/{recommendation}"
    static let release: PathTemplate = "/konferenzen/{conference}/entwuerfe/{recommendation}/freigabe"
    static let drafts: PathTemplate = "/konferenzen/{conference}/entwuerfe"
    static let office: PathTemplate = "/buero"
    static let work: PathTemplate = "/empfehlungen/{recommendation}/bearbeitung"
    static let decision: PathTemplate = "/empfehlungen/{recommendation}/bearbeitung/beschluss"
    static let submission: PathTemplate = "/empfehlungen/{recommendation}/bearbeitung/uebergabe"
    static let paper: PathTemplate = "/empfehlungen/{recommendation}/bearbeitung/drucksachen"
    static let deliberation: PathTemplate = "/empfehlungen/{recommendation}/bearbeitung/beratungen"
    static let answer: PathTemplate = "/empfehlungen/{recommendation}/bearbeitung/antwort"
    static let implementation: PathTemplate = "/empfehlungen/{recommendation}/bearbeitung/umsetzung"
    static let withdrawal: PathTemplate = "/empfehlungen/{recommendation}/bearbeitung/eintraege/{event}/ruecknahme"
}

public enum RecommendationsModule {
    static let office = Permission.roles(.councilOffice, .chair, .tenantAdmin)
    /// Who may see what is not released yet.
    static let drafters = Permission.roles(.tableHost, .moderator, .councilOffice, .chair, .tenantAdmin)

    public static func make() -> Module {
        var module = Module("recommendations")
        module.routes = [
            .get(RecommendationPaths.index, for: .everyone, RecommendationRoutes.index),
            .get(RecommendationPaths.show, for: .everyone, RecommendationRoutes.show),
            .get(DiscussionTablePaths.draftTemplate, for: .roles(.tableHost, .moderator, .tenantAdmin), DraftRoutes.form),
            .post(DiscussionTablePaths.draftTemplate, for: .roles(.tableHost, .moderator, .tenantAdmin), DraftRoutes.draft),
            .get(RecommendationPaths.drafts, for: DiscussionTablesModule.moderators, DraftRoutes.list),
            .post(RecommendationPaths.release, for: DiscussionTablesModule.moderators, DraftRoutes.release),
            .get(RecommendationPaths.office, for: office, OfficeRoutes.index),
            .get(RecommendationPaths.work, for: office, OfficeRoutes.show),
            .post(RecommendationPaths.decision, for: office, OfficeRoutes.decide),
            .post(RecommendationPaths.submission, for: office, OfficeRoutes.submit),
            .post(RecommendationPaths.paper, for: office, OfficeRoutes.addPaper),
            .post(RecommendationPaths.deliberation, for: office, OfficeRoutes.addDeliberation),
            .post(RecommendationPaths.answer, for: office, OfficeRoutes.answer),
            .post(RecommendationPaths.implementation, for: office, OfficeRoutes.implement),
            .post(RecommendationPaths.withdrawal, for: office, OfficeRoutes.withdraw),
        ]
        module.navigation = [NavigationItem("navigation.recommendations", RecommendationPaths.index.path(), order: 20)]
        module.home = [HomeSection(order: 20, RecommendationTiles.home)]
        module.evening = [EveningCard(order: 40, RecommendationTiles.evening)]
        module.duties = [
            Duty(for: [.moderator, .tenantAdmin], order: 30, RecommendationTiles.drafts),
            Duty(for: [.councilOffice, .chair, .tenantAdmin], order: 20, RecommendationTiles.office),
        ]
        module.search = [SearchKind("recommendation", "recommendation.one") { RecommendationPaths.show.path($0) }]
        module.personalData = [
            PersonalData("recommendation_releases", "released_by", .record),
            PersonalData("recommendation_events", "recorded_by", .record),
            PersonalData("recommendation_event_withdrawals", "withdrawn_by", .record),
        ]
        module.demonstration = RecommendationDemonstration.demonstration
        return module
    }
}
