internal import CoreMetrics
internal import Database
internal import Foundation
internal import Hummingbird
package import HummingbirdCore
internal import Logging
internal import Postgres
internal import ServiceLifecycle
internal import Web

/// Serves the house until it is told to stop.
public enum Serving {
    /// HTTP as we serve it.
    package static var server: HTTPServerBuilder { .http1(additionalChannelHandlers: [DeadPeers()]) }

    public static func run(_ settings: Settings) async throws {
        var log = Logger(label: "mitreden")
        log.logLevel = settings.logLevel
        let prometheus = Prometheus()
        MetricsSystem.bootstrap(prometheus)
        let (house, _) = try await Composition.house(settings, log: log)
        let application = Application(
            router: house.router(), server: server,
            configuration: .init(address: .hostname(settings.listenHost, port: settings.listenPort), serverName: nil),
            services: [LiveService(hub: house.live), JobLoop(house: house)]
                + (settings.adminPort.map { [metrics(prometheus, port: $0, log)] } ?? []),
            onServerRunning: { [log] channel in log.notice("listening on \(channel.localAddress?.description ?? "?")") },
            logger: log)
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        house.live.close()
        house.database.shutdown()
    }
}

extension Serving {
    /// The metrics, on a port of its own that only this machine can reach.
    private static func metrics(_ prometheus: Prometheus, port: Int, _ log: Logger) -> any Service {
        let router = Router()
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: prometheus.text())))
        }
        return Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { [log] channel in log.notice("metrics at \(channel.localAddress?.description ?? "?")") }, logger: log)
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
