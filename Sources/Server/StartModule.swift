internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

enum StartPaths {
    static let home = WellKnownPaths.home
    static let evening = WellKnownPaths.evening
    static let imprint: PathTemplate = "/impressum"
    static let privacy: PathTemplate = "/datenschutz"
    static let accessibility: PathTemplate = "/barrierefreiheit"
}

/// The pages on which everything meets: the council's home, everybody's own starting page, and what the law wants.
enum StartModule {
    static let footer = [
        NavigationItem("navigation.imprint", StartPaths.imprint.path(), order: 10),
        NavigationItem("navigation.privacy", StartPaths.privacy.path(), order: 20),
        NavigationItem("navigation.accessibility", StartPaths.accessibility.path(), order: 30),
    ]

    static func make(for modules: [Module]) -> Module {
        let sections = modules.flatMap(\.home).sorted { $0.order < $1.order }
        let cards = modules.flatMap(\.evening).sorted { $0.order < $1.order }
        let duties = modules.flatMap(\.duties).sorted { $0.order < $1.order }
        var module = Module("start")
        module.routes = [
            .get(StartPaths.home, for: .everyone) { tx, v in
                var written: [HomeSection.Writer] = []
                for section in sections { if let writer = try section.section(tx, v) { written.append(writer) } }
                let parts = written
                return .page(StartPages.home(v, parts))
            },
            .get(StartPaths.evening, for: .signedIn) { tx, v in
                let viewer = try tx.viewer
                var work: [Tile] = []
                for duty in duties where !duty.roles.isDisjoint(with: viewer.roles) { work += try duty.tiles(tx, v, viewer) }
                var evening: [Tile] = []
                for card in cards { evening += try card.tiles(tx, v, viewer) }
                return .page(StartPages.evening(v, viewer, work, evening, topics: try StartPages.topics(tx)))
            },
            .get(StartPaths.imprint, for: .everyone) { _, v in .page(StartPages.imprint(v)) },
            .get(StartPaths.privacy, for: .everyone) { tx, v in .page(StartPages.privacy(v, try RetentionPeriods.all(tx))) },
            .get(StartPaths.accessibility, for: .everyone) { _, v in .page(StartPages.accessibility(v)) },
        ]
        module.navigation = [NavigationItem("navigation.evening", StartPaths.evening.path(), for: .signedIn, order: 5)]
        return module
    }
}
