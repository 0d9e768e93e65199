public import Core
public import Database
public import Web

public enum RegisterQueries {
    public struct Entry: Sendable {
        public let site: Site
        public let hosts: [String]
    }

    /// All councils that are not suspended, by name.
    public static func entries(_ tx: borrowing Transaction) throws -> [Entry] {
        try tx.rows(
            """
            select t.*, array(select h.host from tenant_hosts as h where h.tenant_id = t.id order by h.host) as hosts
            from tenants as t where t.suspended_at is null order by t.name ->> 'de'
            """
        ) { row in Entry(site: try Site(row: row), hosts: try row("hosts")) }
    }

    public static func tenant(_ tx: borrowing Transaction, slug: String) throws -> ID<Tenant>? {
        try tx.first("select id from tenants where slug = $1", slug) { row in try row("id") }
    }

    /// Enters a council into the register. As the platform's role.
    @discardableResult
    public static func add(_ tx: borrowing Transaction, _ new: NewTenant) throws -> ID<Tenant> {
        let id: ID<Tenant> = try tx.one(
            """
            insert into tenants (slug, origin, name, district, claim, about, imprint, words, hue, languages, is_demonstration)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id
            """,
            new.slug, new.origin, new.name, new.district, new.claim, new.about, new.imprint, try JSON(new.words), new.hue, new.languages,
            new.isDemonstration
        ) { row in try row("id") }
        try tx.execute("insert into tenant_hosts (host, tenant_id) values ($1, $2)", new.host, id)
        return id
    }

    /// Names another origin and host for a council; a demonstration may be served under another port than yesterday.
    public static func move(_ tx: borrowing Transaction, slug: String, origin: String, host: String) throws {
        try tx.execute("update tenants set origin = $2 where slug = $1 and origin <> $2", slug, origin)
        try tx.execute(
            "insert into tenant_hosts (host, tenant_id) select $2, id from tenants where slug = $1 on conflict (host) do nothing", slug, host)
    }
}

public struct NewTenant: Sendable {
    public var slug: String
    public var origin: String
    public var host: String
    public var name: LocalizedText
    public var district: LocalizedText
    public var claim = LocalizedText([:])
    public var about = LocalizedText([:])
    public var imprint = LocalizedText([:])
    public var words: [String: [String: String]] = [:]
    public var hue = 205
    public var languages: [Language] = [.german]
    public var isDemonstration = false

    public init(slug: String, origin: String, host: String, name: LocalizedText, district: LocalizedText) {
        self.slug = slug
        self.origin = origin
        self.host = host
        self.name = name
        self.district = district
    }
}

extension Site {
    init(row: Row) throws {
        let words: JSON<[String: [String: String]]> = try row("words")
        self.init(
            tenant: try row("id"), slug: try row("slug"), origin: try row("origin"), name: try row("name"), district: try row("district"),
            claim: try row("claim"), about: try row("about"), imprint: try row("imprint"), words: words.value, hue: try row("hue"),
            languages: try row("languages"), isDemonstration: try row("is_demonstration"),
            offersAccounts: try row("offers_accounts"))
    }
}
