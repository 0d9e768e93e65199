public import Core
public import Database
public import HTML
public import Logging

/// Everything Web needs in order to answer: the modules, and what they stand on. Put together once, by `Server`.
public struct House: Sendable {
    public var modules: [Module]
    public var assets: Assets
    public var catalogue: Catalogue
    public var directory: SiteDirectory
    public var database: Database
    /// For the routes that write together.
    public var batches = BatchLimits()
    public var live: LiveHub
    public var clock: Clock
    public var log: Logger
    /// `https` wherever it is used in earnest; `http` on a developer's machine.
    public var scheme: String
    public var isDevelopment: Bool
    /// The page that lets somebody sign in; when a session ended in the middle of a form, with what was typed.
    public var signIn: @Sendable (Visit, Interrupted?) -> Page
    /// Where signing out is posted to.
    public var signOut: Path
    public var footer: [NavigationItem]
    /// Waits; injected, so that tests do not.
    public var pause: @Sendable (Duration) async -> Void

    public init(
        modules: [Module], assets: Assets, catalogue: Catalogue, directory: SiteDirectory, database: Database, live: LiveHub, clock: Clock,
        log: Logger, scheme: String, isDevelopment: Bool, signIn: @escaping @Sendable (Visit, Interrupted?) -> Page, signOut: Path,
        footer: [NavigationItem], pause: @escaping @Sendable (Duration) async -> Void
    ) {
        self.modules = modules
        self.assets = assets
        self.catalogue = catalogue
        self.directory = directory
        self.database = database
        self.live = live
        self.clock = clock
        self.log = log
        self.scheme = scheme
        self.isDevelopment = isDevelopment
        self.signIn = signIn
        self.signOut = signOut
        self.footer = footer
        self.pause = pause
    }

    public var routes: [Route] { modules.flatMap(\.routes) }
}

/// A request that needs somebody to sign in first: the page it came from and what it carried.
public struct Interrupted: Sendable {
    public let page: Path
    /// Empty for a page that was only to be looked at.
    public let form: FormData

    public init(page: Path, form: FormData) {
        self.page = page
        self.form = form
    }
}
