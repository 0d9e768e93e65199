internal import Conferences
public import Core
internal import Crypto
internal import Database
public import Foundation
internal import Identity
internal import Logging
internal import OpenID
internal import Postgres
internal import Tenants
public import Web

/// What an operator does from the command line.
public enum Operations {
    /// What went wrong, for an operator; nil for errors that speak for themselves.
    public static func details(of error: any Error) -> String? {
        switch error {
        case let problem as Settings.Problem: problem.description
        case let problem as Migrator.Problem: problem.description
        case let error as DatabaseError: error.debugDescription
        default: nil
        }
    }

    // MARK: Schema

    /// What `migrate` would do, or has done: one line for each file.
    public static func migrate(_ settings: Settings, planOnly: Bool) throws -> [String] {
        let url = try Settings.required(settings.ownerDatabaseURL, "MITREDEN_OWNER_DATABASE_URL")
        let migrator = try Migrator(conninfo: url, folder: settings.home.appendingPathComponent("sql")) { bytes in
            SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        }
        return try (planOnly ? migrator.plan() : migrator.migrate()).map(\.description)
    }

    // MARK: Tenants

    public static func tenants(_ settings: Settings) async throws -> [Site] {
        try await register(settings) { database in try await database.readRegister { tx in try RegisterQueries.entries(tx).map(\.site) } }
    }

    /// Enters a council; its pages answer at once under `<slug>.<base domain>`.
    public static func addTenant(_ settings: Settings, slug: String, name: String, district: String, hue: Int) async throws -> String {
        if slug == Settings.operatorSlug { throw Settings.Problem(description: "\(slug) is the operator's own host") }
        var new = NewTenant(
            slug: slug, origin: settings.origin(of: slug), host: settings.host(of: slug), name: LocalizedText(german: name),
            district: LocalizedText(german: district))
        new.hue = hue
        new.words = DefaultWords.council
        let entry = new
        do {
            try await register(settings) { database in _ = try await database.writeRegister { tx in try RegisterQueries.add(tx, entry) } }
        } catch let error as DatabaseError where error.state == .uniqueViolation {
            throw Settings.Problem(description: "there is a council \(slug) already")
        } catch let error as DatabaseError where error.state == .checkViolation {
            throw Settings.Problem(description: "a slug has 2 to 31 characters: small letters, digits and hyphens, a letter first; a hue is 0 to 359")
        }
        return entry.origin
    }

    private static func register<Value: Sendable>(_ settings: Settings, _ work: (Database) async throws -> Value) async throws -> Value {
        let url = try Settings.required(settings.platformDatabaseURL, "MITREDEN_PLATFORM_DATABASE_URL")
        let database = single(url)
        defer { database.shutdown() }
        return try await work(database)
    }

    private static func single(_ url: String) -> Database {
        var configuration = DatabaseConfiguration(conninfo: url)
        configuration.connections = 1
        var log = Logger(label: "mitreden")
        log.logLevel = .error
        return Database(configuration, log: log)
    }

    // MARK: Providers of accounts

    /// The providers that are approved for a council: one line for each.
    public static func providers(_ settings: Settings, tenant slug: String) async throws -> [String] {
        try await asPlatform(settings, slug) { tx, _ in try ProviderQueries.all(tx).map { "\($0.name)\t\($0.issuer)\t\($0.clientID)" } }
    }

    /// Approves a provider for a council, after a look at its metadata. Returns where it has to send people back to.
    /// - Parameter secretFile: holds what the provider calls the client's secret; nil for a public client.
    public static func approveProvider(
        _ settings: Settings, tenant slug: String, issuer: String, clientID: String, secretFile: String?, name: String
    ) async throws -> String {
        if let problem = await Providers.problem(issuer, Composition.providers(settings)) { throw Settings.Problem(description: problem) }
        let houseKey = try Composition.houseKey(settings)
        var secret: String?
        if let secretFile {
            guard let text = try? String(contentsOfFile: secretFile, encoding: .utf8) else {
                throw Settings.Problem(description: "cannot read \(secretFile)")
            }
            secret = text.trimmed
        }
        let known = secret
        return try await asPlatform(settings, slug) { tx, site in
            guard let address = try Providers.approve(tx, site, houseKey, issuer: issuer, clientID: clientID, secret: known, name: name) else {
                throw Settings.Problem(description: "\(slug) has this provider already")
            }
            return address
        }
    }

    /// From now on nobody comes in by it; roles that its word has given are taken back.
    public static func dismissProvider(_ settings: Settings, tenant slug: String, issuer: String) async throws {
        let content = single(try Settings.required(settings.databaseURL, "MITREDEN_DATABASE_URL"))
        defer { content.shutdown() }
        // Rights are content, which the platform's role does not touch.
        let site = try await asPlatform(settings, slug) { _, site in site }
        try await content.write(as: .house(site.tenant)) { tx in try ProviderQueries.forgetAccounts(tx, issuer: issuer) }
        try await asPlatform(settings, slug) { tx, _ in
            if try !ProviderQueries.dismiss(tx, issuer: issuer) { throw Settings.Problem(description: "\(slug) has no provider \(issuer)") }
        }
    }

    private static func asPlatform<Value: Sendable>(
        _ settings: Settings, _ slug: String, _ work: @escaping @Sendable (borrowing Transaction, Site) throws -> Value
    ) async throws -> Value {
        try await register(settings) { database in
            guard let site = try await database.readRegister({ tx in try RegisterQueries.entries(tx) }).first(where: { $0.site.slug == slug })?.site
            else { throw Settings.Problem(description: "there is no council \(slug)") }
            return try await database.write(as: .house(site.tenant)) { tx in try work(tx, site) }
        }
    }

    // MARK: Jobs

    /// What is to be done for each council: one line for each job. With `retrying`, what was given up is tried again.
    public static func jobs(_ settings: Settings, retrying: Bool) async throws -> [String] {
        let database = single(try Settings.required(settings.databaseURL, "MITREDEN_DATABASE_URL"))
        defer { database.shutdown() }
        var lines: [String] = []
        for site in try await database.readRegister({ tx in try RegisterQueries.entries(tx) }).map(\.site) {
            if retrying {
                let count = try await database.write(as: .house(site.tenant)) { tx in try JobState.retry(tx, at: Date()) }
                if count > 0 { lines.append("\(site.slug)\t\(count) tried again") }
                continue
            }
            for job in try await database.read(as: .house(site.tenant), { tx in try JobState.all(tx) }) {
                let when = job.isGivenUp ? "GIVEN UP" : "due \(job.dueAt.formatted(.iso8601))"
                lines.append("\(site.slug)\t\(job.kind) \(job.subject)\t\(when)\ttries: \(job.attempts)\t\(job.lastError ?? "")")
            }
        }
        return lines
    }

    // MARK: Signing in

    /// A link by which somebody with this role signs in, once, within twelve hours.
    /// - Parameter forgettingWays: with it alone: for an administrator who has lost their passkey, its codes, and all colleagues.
    public static func signInLink(_ settings: Settings, tenant slug: String, role: Role, forgettingWays: Bool = false) async throws -> String {
        let database = single(try Settings.required(settings.databaseURL, "MITREDEN_DATABASE_URL"))
        defer { database.shutdown() }
        guard let entry = try await database.readRegister({ tx in try RegisterQueries.entries(tx) }).first(where: { $0.site.slug == slug }) else {
            throw Settings.Problem(description: "there is no council \(slug)")
        }
        let site = entry.site
        return try await database.write(as: .house(site.tenant)) { tx in
            var person = try DemonstrationPeople.person(tx, for: role)
            // The first administrator of a new council has to come from somewhere.
            if person == nil && role == .tenantAdmin { person = try People.add(tx, name: "Verwaltung", roles: [.tenantAdmin]) }
            guard let person else { throw Settings.Problem(description: "nobody at \(slug) has the role \(role.rawValue)") }
            let secret = try forgettingWays ? SignInLink.makeAnew(tx, for: person) : SignInLink.make(tx, for: person)
            return SignInLink.address(origin: site.origin, secret: secret)
        }
    }

    // MARK: Demonstration

    /// Makes the demonstration's councils once; on later runs moves what is live to today. One line for each council.
    public static func seedDemonstration(_ settings: Settings, now: Date = Date()) async throws -> [String] {
        let folder = settings.home.appendingPathComponent("config/demonstration")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.sorted()
        let content = single(try Settings.required(settings.databaseURL, "MITREDEN_DATABASE_URL"))
        defer { content.shutdown() }
        let modules = Composition.modules(settings, houseKey: try Composition.houseKey(settings), outbox: nil, voice: nil)
        var lines: [String] = []
        for name in names {
            let file = try JSONDecoder().decode(DemonstrationFile.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
            let (tenant, isNew) = try await demonstrationTenant(settings, file.tenant)
            try await content.write(as: .house(tenant)) { tx in
                // Made in the same transaction as the people: half a demonstration is none.
                let isEmpty = try tx.one("select not exists (select from people where tenant_id = current_tenant()) as is_empty") { row in
                    try row("is_empty") as Bool
                }
                let context = DemonstrationContext(now: now)
                for module in modules {
                    if isEmpty { try module.demonstration?.build(tx, file, context) }
                    try module.demonstration?.renew(tx, context)
                }
            }
            lines.append("\(file.tenant.slug): \(isNew ? "made" : "there already") at \(settings.origin(of: file.tenant.slug))")
        }
        return lines
    }

    private static func demonstrationTenant(_ settings: Settings, _ file: DemonstrationFile.Tenant) async throws -> (ID<Tenant>, isNew: Bool) {
        let origin = settings.origin(of: file.slug)
        let host = settings.host(of: file.slug)
        return try await register(settings) { database in
            try await database.writeRegister { tx in
                if let known = try RegisterQueries.tenant(tx, slug: file.slug) {
                    try RegisterQueries.move(tx, slug: file.slug, origin: origin, host: host)
                    return (known, false)
                }
                var new = NewTenant(slug: file.slug, origin: origin, host: host, name: file.name, district: file.district)
                new.claim = file.claim
                new.about = file.about
                new.imprint = file.imprint
                new.words = file.words
                new.hue = file.hue
                new.languages = file.languages
                new.isDemonstration = true
                return (try RegisterQueries.add(tx, new), true)
            }
        }
    }
}

/// What a council calls things as long as it has not said otherwise.
enum DefaultWords {
    static let council: [String: [String: String]] = [
        "de": [
            "council": "Integrationsrat", "council_nom": "der Integrationsrat", "council_gen": "des Integrationsrats",
            "conference": "Integrationskonferenz", "assembly": "Bezirksversammlung",
        ]
    ]
}
