internal import Conferences
public import Core
internal import Database
internal import DiscussionTables
internal import Foundation
internal import HTML
internal import Identity
public import Logging
public import Mail
internal import OpenID
internal import Recommendations
public import Tenants
internal import Voting
public import Web

/// The one place that knows all rooms: puts modules, database and pages together.
public enum Composition {
    /// All modules, in the order in which rooms stand on each other.
    /// - Parameters: `outbox`: nil where no mail can be sent; `voice`: nil where nothing is written to anybody.
    static func modules(_ settings: Settings, houseKey: HouseKey, outbox: Outbox?, voice: Voice?) -> [Module] {
        let modules = [
            MailModule.make(outbox),
            IdentityModule.make(
                houseKey: houseKey, outbox: outbox, providers: providers(settings), start: StartPaths.evening.path()),
            ConferencesModule.make(houseKey: houseKey, outbox: outbox, voice: voice),
            DiscussionTablesModule.make(),
            RecommendationsModule.make(),
            VotingModule.make(),
        ]
        let start = StartModule.make(for: modules)
        let ownData = PersonalDataModule.make(for: modules)
        let retention = RetentionModule.make(for: modules + [ownData])
        let others = [start, ownData, retention]
        return modules + others + [SearchModule.make(for: modules), PermissionsModule.make(for: modules + others)]
            + (settings.environment == .development ? [WorkshopModule.make()] : [])
    }

    /// The house as it is served.
    public static func house(_ settings: Settings, log: Logger, clock: Clock? = nil) async throws -> (house: House, register: Register) {
        let clock = clock ?? Clock { [ahead = settings.clockAhead] in Date(timeIntervalSinceNow: ahead) }
        let url = try Settings.required(settings.databaseURL, "MITREDEN_DATABASE_URL")
        var configuration = DatabaseConfiguration(conninfo: url)
        configuration.connections = settings.databaseConnections
        let database = Database(configuration, log: log)
        let register = Register(database: database, log: log)
        await register.reload()
        let live = LiveHub()
        live.on(.register) { Task { await register.reload() } }
        live.start(conninfo: url, log: log)
        let houseKey = try self.houseKey(settings)
        let outbox = try settings.outbox.map { Outbox(houseKey: houseKey, way: $0) }
        let catalogue = try Catalogue(folder: settings.home.appendingPathComponent("config/locales"))
        let directory = register.directory(operatorHost: settings.host(of: Settings.operatorSlug))
        let voice = Voice(catalogue: catalogue, directory: directory)
        var house = House(
            modules: modules(settings, houseKey: houseKey, outbox: outbox, voice: voice),
            assets: try Assets(folder: settings.home.appendingPathComponent("Sources/Web/Assets")),
            catalogue: catalogue, directory: directory, database: database, live: live, clock: clock, log: log,
            scheme: settings.publicScheme.rawValue, isDevelopment: settings.environment == .development,
            signIn: { IdentityPages.signIn($0, $1, withEmail: outbox != nil) }, signOut: IdentityPaths.signOut.path(), footer: StartModule.footer,
            pause: { try? await Task.sleep(for: $0) })
        (house.batches.size, house.batches.window) = (settings.batchSize, settings.batchWindow)
        return (house, register)
    }

    /// How providers of accounts are asked from here.
    static func providers(_ settings: Settings) -> ProviderClient {
        ProviderClient(reach: settings.environment == .development ? .thisMachineToo : .publicNet, time: settings.providerTime)
    }

    static func houseKey(_ settings: Settings) throws -> HouseKey {
        let path = try Settings.required(settings.secretKeyFile, "MITREDEN_SECRET_KEY_FILE")
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw Settings.Problem(description: "cannot read \(path)") }
        return try HouseKey(secret: text.trimmed)
    }
}
