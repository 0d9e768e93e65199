internal import Database
internal import Foundation
internal import HTML
internal import HTTPTypes
internal import Hummingbird
internal import ServiceLifecycle

/// Server-sent events: "this topic changed". No content travels here, so watching needs no rights.
struct LiveStreams {
    /// Sent by a page that keeps itself up to date (refetch.js).
    static let partHeader = HTTPField.Name("X-Teil")!

    static let template: PathTemplate = "/ereignisse"

    /// Of when a page is, in milliseconds since 1970: a browser shows this header to the page's scripts. In the page itself it would make
    /// two of the same page different.
    static func stamp(_ time: Date) -> HTTPField {
        HTTPField(name: HTTPField.Name("Server-Timing")!, value: "stand;dur=\(Int(time.timeIntervalSince1970 * 1000))")
    }

    let dispatcher: Dispatcher

    func respond(to request: Request) -> Response {
        guard let site = dispatcher.site(of: request) else { return Response(status: .notFound) }
        let topics = request.uri.queryParameters.getAll("thema").map { String($0) }.filter { $0.utf8.count < 100 }
        // Of when the page is (live.js): what has changed since, it has not seen.
        let made = request.uri.queryParameters.get("stand").flatMap { Int($0) }.map { Date(timeIntervalSince1970: Double($0) / 1000) }
        var headers = Dispatcher.securityHeaders
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-store"
        // nginx would collect a stream before passing it on.
        headers[HTTPField.Name("X-Accel-Buffering")!] = "no"
        let (live, clock) = (dispatcher.house.live, dispatcher.house.clock)
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                let age = made.map { clock.now().timeIntervalSince($0) } ?? 0
                let watch = live.watch(site.tenant, topics, age: .seconds(age))
                try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
                // The server waits for its connections before it tells the hub to close.
                writer = try await withGracefulShutdownHandler {
                    var (version, writer) = (0, writer)
                    while let message = await watch.next() {
                        version += 1
                        try await writer.write(ByteBuffer(string: Self.line(message, version)))
                    }
                    return writer
                } onGracefulShutdown: {
                    watch.end()
                }
                try await writer.finish(nil)
            })
    }

    private static func line(_ message: LiveHub.Message, _ version: Int) -> String {
        switch message {
        case .heartbeat: ": .\n\n"
        case .everything: "data: {\"topic\":\"*\",\"version\":\(version)}\n\n"
        case .changed(let topic): "data: {\"topic\":\"\(topic)\",\"version\":\(version)}\n\n"
        }
    }
}
