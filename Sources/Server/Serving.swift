internal import Database
internal import Foundation
internal import Hummingbird
internal import Logging
internal import Postgres
internal import ServiceLifecycle
internal import Web

/// Serves the house until it is told to stop.
public enum Serving {
    public static func run(_ settings: Settings) async throws {
        var log = Logger(label: "mitreden")
        log.logLevel = settings.logLevel
        let (house, _) = try await Composition.house(settings, log: log)
        let application = Application(
            router: house.router(),
            configuration: .init(address: .hostname(settings.listenHost, port: settings.listenPort), serverName: nil),
            services: [LiveService(hub: house.live)],
            onServerRunning: { [log] channel in log.notice("listening on \(channel.localAddress?.description ?? "?")") },
            logger: log)
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        house.live.close()
        house.database.shutdown()
    }
}

/// Gives every stream a sign of life, and ends them when the server ends.
private struct LiveService: Service {
    let hub: LiveHub

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(20))
                hub.heartbeat()
            }
        }
        hub.close()
    }
}
