internal import Database
internal import HTML
internal import HTTPTypes
internal import Hummingbird
internal import ServiceLifecycle

/// Server-sent events: "this topic changed". No content travels here, so watching needs no rights.
struct LiveStreams {
    static let template: PathTemplate = "/ereignisse"

    let dispatcher: Dispatcher

    func respond(to request: Request) -> Response {
        guard let site = dispatcher.site(of: request) else { return Response(status: .notFound) }
        let topics = request.uri.queryParameters.getAll("thema").prefix(8).filter { $0.utf8.count < 100 }
        let events = dispatcher.house.live.events(of: site.tenant, Set(topics.map { String($0) }))
        var headers = Dispatcher.securityHeaders
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-store"
        // nginx would collect a stream before passing it on.
        headers[HTTPField.Name("X-Accel-Buffering")!] = "no"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
                var version = 0
                for await event in events.cancelOnGracefulShutdown() {
                    if event.isHeartbeat {
                        try await writer.write(ByteBuffer(string: ": .\n\n"))
                    } else {
                        version += 1
                        let topic = event.topic ?? "*"
                        try await writer.write(ByteBuffer(string: "data: {\"topic\":\"\(topic)\",\"version\":\(version)}\n\n"))
                    }
                }
                try await writer.finish(nil)
            })
    }
}
