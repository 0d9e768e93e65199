public import Core
public import Database
public import HTML

public import struct Foundation.Date

/// What a room contributes to the house, as data. Router, navigation, permission matrix, "my evening",
/// "what is to do", demonstration and the tests over everything all come from these lists; nobody keeps a second one.
public struct Module: Sendable {
    public let name: String
    public var routes: [Route] = []
    public var navigation: [NavigationItem] = []
    public var home: [HomeSection] = []
    public var evening: [EveningCard] = []
    public var duties: [Duty] = []
    public var search: [SearchKind] = []
    public var personalData: [PersonalData] = []
    public var retention: [RetentionRule] = []
    /// What has to happen before everything about a person is deleted, for the sake of others: a seat that becomes free is offered to
    /// whoever waits for one.
    public var beforeErasing: (@Sendable (borrowing Transaction, ID<Person>, Date) throws -> Void)?
    /// What is stored sealed about a person, opened for that person.
    public var ownSealed: OpenSealed?
    public var jobs: [JobWork] = []
    public var demonstration: Demonstration?

    public typealias OpenSealed = @Sendable (borrowing Transaction, ID<Person>) throws -> [(table: String, column: String, value: String)]

    public init(_ name: String) { self.name = name }
}

/// One address and what happens there.
public struct Route: Sendable {
    public enum Method: String, Sendable, CaseIterable {
        case get = "GET"
        /// Changes something; needs our own origin and runs in a writing transaction.
        case post = "POST"
    }

    public typealias Handler = @Sendable (borrowing Transaction, Visit) throws -> Answer

    public let method: Method
    public let template: PathTemplate
    public let permission: Permission
    public let handler: Handler
    /// The same route, with the second half of what it does.
    func goingOn(_ handler: @escaping Handler) -> Route {
        Route(method, template, for: permission, batch: nil, isForBrowser: isForBrowser, handler)
    }

    /// What it does concerns the browser, whoever is signed in there: signing in and out, changing places.
    public let isForBrowser: Bool
    /// For a rush: how many requests to this route are written together.
    public let batch: RouteBatch?

    private init(
        _ method: Method, _ template: PathTemplate, for permission: Permission, batch: RouteBatch?, isForBrowser: Bool, _ handler: @escaping Handler
    ) {
        self.isForBrowser = isForBrowser
        self.method = method
        self.template = template
        self.permission = permission
        self.batch = batch
        self.handler = handler
    }

    public static func get(_ template: PathTemplate, for permission: Permission, _ handler: @escaping Handler) -> Route {
        Route(.get, template, for: permission, batch: nil, isForBrowser: false, handler)
    }

    public static func post(
        _ template: PathTemplate, for permission: Permission, batch: RouteBatch? = nil, isForBrowser: Bool = false, _ handler: @escaping Handler
    ) -> Route {
        Route(.post, template, for: permission, batch: batch, isForBrowser: isForBrowser, handler)
    }
}

/// An entry of the menu; shown to whom the permission allows.
public struct NavigationItem: Sendable {
    public let label: Wording.Key
    public let path: Path
    public let permission: Permission
    public let order: Int
    /// Drawn instead of the label, which then is for those who listen; only where everybody knows it.
    public let icon: TrustedHTML?

    public init(_ label: Wording.Key, _ path: Path, for permission: Permission = .everyone, order: Int, icon: TrustedHTML? = nil) {
        self.icon = icon
        self.label = label
        self.path = path
        self.permission = permission
        self.order = order
    }
}

/// A part of the council's home page.
public struct HomeSection: Sendable {
    public typealias Writer = @Sendable (inout Markup) -> Void

    public let order: Int
    /// Nil when there is nothing to show.
    public let section: @Sendable (borrowing Transaction, Visit) throws -> Writer?

    public init(order: Int, _ section: @escaping @Sendable (borrowing Transaction, Visit) throws -> Writer?) {
        self.order = order
        self.section = section
    }
}

/// Something a participant can do or see this evening, on "my evening".
public struct EveningCard: Sendable {
    public let order: Int
    /// The tiles for whom the transaction runs; those that are next come with `isNow`.
    public let tiles: @Sendable (borrowing Transaction, Visit, Viewer) throws -> [Tile]

    public init(order: Int, _ tiles: @escaping @Sendable (borrowing Transaction, Visit, Viewer) throws -> [Tile]) {
        self.order = order
        self.tiles = tiles
    }
}

/// A link to one thing, large enough for a thumb.
public struct Tile: Sendable {
    public var title: any Words
    public var detail: any Words
    public var path: Path
    public var isNow: Bool
    /// The number of a table or a proposal, drawn as its symbol.
    public var symbol: Int?

    public init(title: any Words, detail: any Words, path: Path, isNow: Bool = false, symbol: Int? = nil) {
        self.title = title
        self.detail = detail
        self.path = path
        self.isNow = isNow
        self.symbol = symbol
    }
}

/// Work that waits for somebody with a role, on that role's starting page.
public struct Duty: Sendable {
    public let roles: Set<Role>
    public let order: Int
    public let tiles: @Sendable (borrowing Transaction, Visit, Viewer) throws -> [Tile]

    public init(for roles: Set<Role>, order: Int, _ tiles: @escaping @Sendable (borrowing Transaction, Visit, Viewer) throws -> [Tile]) {
        self.roles = roles
        self.order = order
        self.tiles = tiles
    }
}

/// A kind of document that everybody can find. What is in it, and when it is public, says the database: `search_documents`.
public struct SearchKind: Sendable {
    /// As in `search_documents.kind`.
    public let kind: String
    public let label: Wording.Key
    /// The page of the document at this place.
    public let path: @Sendable (_ place: String) -> Path

    public init(_ kind: String, _ label: Wording.Key, _ path: @escaping @Sendable (_ place: String) -> Path) {
        self.kind = kind
        self.label = label
        self.path = path
    }
}

/// A column by which the database knows something about a person: which, why, and for how long.
public struct PersonalData: Sendable, Hashable {
    public enum Retention: Sendable, Hashable {
        /// As long as the person is known to the council.
        case withPerson
        /// Days after the conference it belongs to; how many, the council decides: a ``RetentionRule``.
        case afterConference(RetentionRule.Kind)
        /// Days after it was written.
        case days(Int)
        /// Says who did something in an office; kept with what was done.
        case record
    }

    public let table: String
    public let column: String
    public let retention: Retention

    public init(_ table: String, _ column: String, _ retention: Retention) {
        self.table = table
        self.column = column
        self.retention = retention
    }
}

/// Something about people that goes by itself after a time that the council decides. Done every night; counted in the log.
public struct RetentionRule: Sendable {
    /// Its name in the database and in the words: `retention.kind.…`.
    public enum Kind: String, Sendable, CaseIterable {
        case needs, attendance, contacts, participants, log

        /// What the council can choose, in days.
        public var bounds: ClosedRange<Int> {
            switch self {
            case .needs: 0...90
            case .attendance: 1...1000
            // The council has promised to write what became of it: half a year at the least.
            case .contacts: 180...1095
            case .participants: 30...1825
            case .log: 365...3650
            }
        }

        /// As long as it has not chosen.
        public var standard: Int {
            switch self {
            // They tell about health, origin and belief; the kitchen needs them until the evening is over.
            case .needs: 30
            case .attendance: 30
            // The district may take half a year to answer, and then somebody has to write of it.
            case .contacts: 365
            // Long enough to come again next year.
            case .participants: 365
            // A council's term lasts longer than a year.
            case .log: 1095
            }
        }
    }

    public let kind: Kind
    /// Deletes what is older than so many days, some hundreds at the most; returns how many.
    public let forget: @Sendable (borrowing Transaction, _ days: Int, Date) throws -> Int

    public init(_ kind: Kind, forget: @escaping @Sendable (borrowing Transaction, Int, Date) throws -> Int) {
        self.kind = kind
        self.forget = forget
    }
}

/// How a room builds its part of the demonstration.
public struct Demonstration: Sendable {
    /// Makes the data of one tenant from its file. Runs once.
    public let build: @Sendable (borrowing Transaction, DemonstrationFile, DemonstrationContext) throws -> Void
    /// Moves what is live to today. Runs at every start and must change nothing when it is there already.
    public let renew: @Sendable (borrowing Transaction, DemonstrationContext) throws -> Void

    public init(
        build: @escaping @Sendable (borrowing Transaction, DemonstrationFile, DemonstrationContext) throws -> Void,
        renew: @escaping @Sendable (borrowing Transaction, DemonstrationContext) throws -> Void = { _, _ in }
    ) {
        self.build = build
        self.renew = renew
    }
}

public struct DemonstrationContext: Sendable {
    public let now: Date
    public init(now: Date) { self.now = now }
}
