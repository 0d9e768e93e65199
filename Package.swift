// swift-tools-version: 6.2

import PackageDescription

// Rooms, lowest first. A room imports only rooms above it in this list:
// the dependency lists below are the architecture (see Sources/Server/Server.docc/Overview.md).

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpServer = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// Everything a feature room stands on.
let house: [Target.Dependency] = ["Core", "HTML", "Database", "Web"]

func room(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: strict)
}

// `MITREDEN_ONLY=Postgres swift test --sanitize thread`: the client alone, without the house and its packages.
let isClientOnly = Context.environment["MITREDEN_ONLY"] == "Postgres"
let client = ["CLibPQ", "Postgres", "PostgresTests"]

let package = Package(
    name: "mitreden",
    products: [.executable(name: "mitreden", targets: ["mitreden"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: ["FullFoundation"]),
        // Hummingbird stands on it; named here for one handler that sets an option of a socket (Server/DeadPeers.swift).
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .target(name: "CPlural", linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
        // Compiled, since libcurl's setters take variable arguments.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CArchive", linkerSettings: [.linkedLibrary("archive")]),
        room("Postgres", ["CLibPQ", logging, metrics, lifecycle]),
        room("HTML", []),
        room("Core", []),
        room("Database", ["Core", "Postgres", logging, metrics]),
        room("Web", ["Core", "HTML", "Database", "CPlural", "CArchive", hummingbird, lifecycle, logging, metrics, crypto], exclude: ["Assets"]),
        room("Tenants", house + [logging]),
        room("Mail", house + ["CCurl"]),
        room("OpenID", ["Core", "HTML", "Web", httpClient, jwt, nio, logging]),
        room("Identity", house + ["Tenants", "Mail", "OpenID", "CQREncode", crypto, cryptoExtras]),
        room("Conferences", house + ["Mail", "Identity"]),
        room("DiscussionTables", house + ["Conferences"]),
        room("Recommendations", house + ["DiscussionTables", "Conferences"]),
        room("Tally", []),
        room("Voting", house + ["Recommendations", "DiscussionTables", "Conferences", "Identity", "Tally"]),
        room(
            "Server",
            house + [
                "Postgres", "Tenants", "Mail", "OpenID", "Identity", "Conferences", "DiscussionTables", "Recommendations", "Voting", hummingbird,
                httpServer, nio, lifecycle, logging, metrics, configuration, crypto,
            ]),
        .executableTarget(name: "mitreden", dependencies: ["Core", "Server", argumentParser], swiftSettings: strict),

        .executableTarget(
            name: "bench-markup", dependencies: ["HTML"], path: "Benchmarks/Markup", swiftSettings: strict, linkerSettings: [.linkedLibrary("m")]),

        .executableTarget(name: "bench-postgres", dependencies: ["Postgres", logging], path: "Benchmarks/Postgres", swiftSettings: strict),
        .executableTarget(
            name: "bench-registration", dependencies: [httpClient, nio], path: "Benchmarks/Registration", exclude: ["one.sql"], swiftSettings: strict),

        .target(
            name: "TestSupport",
            dependencies: [
                "Core", "Database", "Postgres", "Web", "Tenants", "Identity", "Server", hummingbird, lifecycle, logging, crypto, cryptoExtras,
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests(of: "Postgres", [logging]),
        tests(of: "HTML", []),
        tests(of: "Core", []),
        tests(of: "Tally", []),
        tests(of: "Web", ["HTML", "Core", "Server", "TestSupport"]),
        tests(of: "Mail", ["TestSupport", "Core", "Database", "Web"]),
        tests(of: "OpenID", ["TestSupport", "Web", crypto]),
        tests(of: "Identity", ["TestSupport", "Core", "Database", "Web"]),
        tests(of: "Conferences", ["TestSupport", "Core", "Database", "Identity", "Web"]),
        tests(of: "DiscussionTables", ["TestSupport", "Core", "Database", "Conferences", "Web"]),
        tests(of: "Recommendations", ["TestSupport", "Core", "Database", "Conferences", "Web"]),
        tests(of: "Voting", ["TestSupport", "Core", "Database", "Identity", "Conferences", "Recommendations", "Tally", "Web"]),
        tests(of: "Server", ["TestSupport", metrics, "Core", "Identity", "Database", "Postgres", "HTML", "Web"]),
    ]
)

if isClientOnly {
    package.products = []
    package.targets = package.targets.filter { client.contains($0.name) }
}
