internal import Configuration
public import Foundation
public import Logging

/// Everything that differs from one installation to the next. Read once at the start; a wrong or unknown value stops it with a sentence.
public struct Settings: Sendable {
    public enum Environment: String, Sendable, CaseIterable { case development, production }
    public enum Scheme: String, Sendable, CaseIterable { case http, https }

    public struct Problem: Error, CustomStringConvertible {
        public let description: String
    }

    public var environment: Environment
    /// Holds config/locales, config/demonstration, Sources/Web/Assets and sql.
    public var home: URL
    public var listenHost: String
    public var listenPort: Int
    /// Where this machine alone can read the metrics; nil: nowhere.
    public var adminPort: Int?
    public var publicScheme: Scheme
    public var publicPort: Int?
    public var baseDomain: String
    public var databaseURL: String
    public var ownerDatabaseURL: String
    public var platformDatabaseURL: String
    public var databaseConnections: Int
    /// What a rush writes together: at most so many, waiting at most so long for company.
    public var batchSize: Int
    public var batchWindow: Duration
    public var secretKeyFile: String
    /// How long a provider of accounts may take for one answer, before somebody is told that it is away.
    public var providerTime: Duration
    /// In development: so far ahead of the machine's clock is this server's, to see what the next months bring.
    public var clockAhead: TimeInterval
    public var mail: MailSettings
    public var logLevel: Logger.Level

    /// Every name there is; anything else that begins with MITREDEN_ is a mistake.
    static let names =
        [
            "MITREDEN_ENVIRONMENT", "MITREDEN_HOME", "MITREDEN_LISTEN_HOST", "MITREDEN_LISTEN_PORT", "MITREDEN_ADMIN_PORT", "MITREDEN_PUBLIC_SCHEME",
            "MITREDEN_PUBLIC_PORT", "MITREDEN_BASE_DOMAIN", "MITREDEN_DATABASE_URL", "MITREDEN_OWNER_DATABASE_URL",
            "MITREDEN_PLATFORM_DATABASE_URL", "MITREDEN_DATABASE_CONNECTIONS", "MITREDEN_BATCH_SIZE", "MITREDEN_BATCH_MILLISECONDS",
            "MITREDEN_SECRET_KEY_FILE", "MITREDEN_PROVIDER_SECONDS", "MITREDEN_CLOCK_AHEAD_HOURS", "MITREDEN_LOG_LEVEL",
        ] + MailSettings.names

    /// From the environment, and below it from a file of `NAME=value` lines.
    public static func load(
        file: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> Settings {
        try refuseUnknown(environment.keys.sorted(), where: "the environment")
        var values = environment
        if let file {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { throw Problem(description: "cannot read \(file)") }
            let names = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: "=").first.map(String.init) }
            try refuseUnknown(names, where: file)
            let provider = try await EnvironmentVariablesProvider(environmentFilePath: .init(file))
            for name in names where values[name] == nil { values[name] = try provider.environmentValue(forName: name) }
        }
        // An empty value is the same as none: that is how env files leave things out.
        let reader = ConfigReader(
            provider: EnvironmentVariablesProvider(environmentVariables: defaults.merging(values.filter { !$0.value.isEmpty }) { $1 }))
        return try Settings(reader)
    }

    private static var defaults: [String: String] {
        [
            "MITREDEN_ENVIRONMENT": "production", "MITREDEN_HOME": FileManager.default.currentDirectoryPath,
            "MITREDEN_LISTEN_HOST": "127.0.0.1", "MITREDEN_LISTEN_PORT": "8080", "MITREDEN_ADMIN_PORT": "0", "MITREDEN_PUBLIC_SCHEME": "https",
            "MITREDEN_PUBLIC_PORT": "0", "MITREDEN_BASE_DOMAIN": "localhost", "MITREDEN_DATABASE_URL": "", "MITREDEN_OWNER_DATABASE_URL": "",
            "MITREDEN_PLATFORM_DATABASE_URL": "", "MITREDEN_BATCH_SIZE": "256", "MITREDEN_BATCH_MILLISECONDS": "2", "MITREDEN_SECRET_KEY_FILE": "",
            "MITREDEN_PROVIDER_SECONDS": "8", "MITREDEN_CLOCK_AHEAD_HOURS": "0", "MITREDEN_LOG_LEVEL": "info",
            "MITREDEN_DATABASE_CONNECTIONS": "\(max(4, 2 * ProcessInfo.processInfo.activeProcessorCount))",
        ].merging(MailSettings.defaults) { $1 }
    }

    private static func refuseUnknown(_ names: [String], where place: String) throws {
        // Set by scripts around us, read by nobody in here.
        let others = ["MITREDEN_TEST_SOCKET", "MITREDEN_TEST_PORT", "MITREDEN_BINARY", "MITREDEN_DEEP"]
        for name in names where name.hasPrefix("MITREDEN_") && !Self.names.contains(name) && !others.contains(name) {
            throw Problem(description: "\(place) sets \(name), which Mitreden does not know; it knows \(Self.names.joined(separator: ", "))")
        }
    }

    /// A development's settings on a folder; for tests, which set what they need besides.
    package static func development(home: URL) throws -> Settings {
        var values = defaults
        values["MITREDEN_ENVIRONMENT"] = "development"
        values["MITREDEN_PUBLIC_SCHEME"] = "http"
        values["MITREDEN_HOME"] = home.path
        values["MITREDEN_DATABASE_CONNECTIONS"] = "4"
        return try Settings(ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: values)))
    }

    private init(_ reader: ConfigReader) throws {
        environment = try Self.choice(reader, "MITREDEN_ENVIRONMENT")
        home = URL(fileURLWithPath: try reader.requiredString(forKey: "mitreden.home"))
        listenHost = try reader.requiredString(forKey: "mitreden.listen.host")
        listenPort = try Self.number(reader, "MITREDEN_LISTEN_PORT", "mitreden.listen.port", in: 0...65535)
        let admin = try Self.number(reader, "MITREDEN_ADMIN_PORT", "mitreden.admin.port", in: 0...65535)
        adminPort = admin == 0 ? nil : admin
        publicScheme = try Self.choice(reader, "MITREDEN_PUBLIC_SCHEME")
        let port = try Self.number(reader, "MITREDEN_PUBLIC_PORT", "mitreden.public.port", in: 0...65535)
        publicPort = port == 0 ? nil : port
        baseDomain = try reader.requiredString(forKey: "mitreden.base.domain").lowercased()
        databaseURL = try reader.requiredString(forKey: "mitreden.database.url", isSecret: true)
        ownerDatabaseURL = try reader.requiredString(forKey: "mitreden.owner.database.url", isSecret: true)
        platformDatabaseURL = try reader.requiredString(forKey: "mitreden.platform.database.url", isSecret: true)
        databaseConnections = try Self.number(reader, "MITREDEN_DATABASE_CONNECTIONS", "mitreden.database.connections", in: 1...128)
        batchSize = try Self.number(reader, "MITREDEN_BATCH_SIZE", "mitreden.batch.size", in: 1...10_000)
        batchWindow = .milliseconds(try Self.number(reader, "MITREDEN_BATCH_MILLISECONDS", "mitreden.batch.milliseconds", in: 0...1000))
        secretKeyFile = try reader.requiredString(forKey: "mitreden.secret.key.file")
        providerTime = .seconds(try Self.number(reader, "MITREDEN_PROVIDER_SECONDS", "mitreden.provider.seconds", in: 1...60))
        let hours = try Self.number(reader, "MITREDEN_CLOCK_AHEAD_HOURS", "mitreden.clock.ahead.hours", in: 0...100_000)
        if hours > 0, environment != .development {
            throw Problem(description: "MITREDEN_CLOCK_AHEAD_HOURS is for development only: here people's time limits depend on the clock")
        }
        clockAhead = Double(hours) * 3600
        mail = try MailSettings(reader)
        let level = try reader.requiredString(forKey: "mitreden.log.level")
        guard let level = Logger.Level(rawValue: level) else {
            throw Problem(
                description: "MITREDEN_LOG_LEVEL is \"\(level)\"; allowed are \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        logLevel = level
    }

    static func choice<Value: RawRepresentable<String> & CaseIterable>(_ reader: ConfigReader, _ name: String) throws -> Value {
        let text = try reader.requiredString(forKey: ConfigKey(name.lowercased().split(separator: "_").map(String.init)))
        guard let value = Value(rawValue: text) else {
            throw Problem(description: "\(name) is \"\(text)\"; allowed are \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    private static func number(_ reader: ConfigReader, _ name: String, _ key: ConfigKey, in range: ClosedRange<Int>) throws -> Int {
        guard let value = try? reader.requiredInt(forKey: key), range.contains(value) else {
            let text = (try? reader.requiredString(forKey: key)) ?? ""
            throw Problem(description: "\(name) is \"\(text)\"; it must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// - Throws: a sentence, when a connection string that a command needs is not set.
    static func required(_ value: String, _ name: String) throws -> String {
        if value.isEmpty { throw Problem(description: "\(name) is not set; see config/mitreden.example.env") }
        return value
    }

    /// Scheme, host and port under which a council is found.
    func origin(of slug: String) -> String {
        "\(publicScheme.rawValue)://\(host(of: slug))" + (publicPort.map { ":\($0)" } ?? "")
    }

    func host(of slug: String) -> String { "\(slug).\(baseDomain)" }

    /// The host on which operators find themselves. A council cannot have this slug.
    public static let operatorSlug = "betrieb"
}
