public import Core
public import HTML

/// What a page has to know about the council it belongs to. A copy of one row of the register.
public struct Site: Sendable {
    public let tenant: ID<Tenant>
    public let slug: String
    /// Scheme, host and port under which links in messages name this council.
    public let origin: String
    public let name: LocalizedText
    public let district: LocalizedText
    public let claim: LocalizedText
    public let about: LocalizedText
    public let imprint: LocalizedText
    /// What this council calls things, by language and word.
    public let words: [String: [String: String]]
    /// The one colour decision, in degrees of OKLCH's hue.
    public let hue: Int
    /// The languages its pages are offered in; German first.
    public let languages: [Language]
    public let isDemonstration: Bool
    /// Whether one can come in with an account elsewhere.
    public let offersAccounts: Bool

    public init(
        tenant: ID<Tenant>, slug: String, origin: String, name: LocalizedText, district: LocalizedText, claim: LocalizedText,
        about: LocalizedText, imprint: LocalizedText, words: [String: [String: String]], hue: Int, languages: [Language], isDemonstration: Bool,
        offersAccounts: Bool = false
    ) {
        self.tenant = tenant
        self.slug = slug
        self.origin = origin
        self.name = name
        self.district = district
        self.claim = claim
        self.about = about
        self.imprint = imprint
        self.words = words
        self.hue = hue
        self.languages = languages
        self.isDemonstration = isDemonstration
        self.offersAccounts = offersAccounts
    }
}

extension Site {
    /// An address as people read it from a wall or a card: `harburg.example/karte`.
    public func address(of path: Path) -> String { (origin.split(separator: "//", maxSplits: 1).last.map(String.init) ?? origin) + path.text }
}

/// Which council answers under which host name. Filled by `Tenants`; Web only asks.
public struct SiteDirectory: Sendable {
    /// The council of a host name (lower case, without port), if one answers there.
    public let site: @Sendable (_ host: String) -> Site?
    /// All councils of this server, in the order of their names.
    public let all: @Sendable () -> [Site]
    /// The host on which operators find themselves.
    public let operatorHost: String

    public init(operatorHost: String, site: @escaping @Sendable (String) -> Site?, all: @escaping @Sendable () -> [Site]) {
        self.operatorHost = operatorHost
        self.site = site
        self.all = all
    }
}
