internal import CoreMetrics
internal import Foundation
internal import HTML
internal import HTTPTypes
public import Hummingbird
internal import Logging

/// What travels with a request inside Hummingbird; ours is the smallest there is.
public struct WebContext: RequestContext {
    public var coreContext: CoreRequestContextStorage

    public init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }

    private init(core: CoreRequestContextStorage) { coreContext = core }

    /// For pages that belong to no route, and for requests without a connection in tests.
    package static let empty = WebContext(core: .init(source: EmptySource()))

    private struct EmptySource: RequestContextSource { let logger = Logger(label: "mitreden") }
}

extension House {
    /// The router of the whole house, made from the modules' lists.
    public func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        let dispatcher = Dispatcher(house: self)
        router.add(middleware: Measured())
        router.add(middleware: NotFoundPage(dispatcher: dispatcher))
        router.get("/bereit") { _, _ in await readiness() }
        router.get(RouterPath(Assets.template.text)) { request, context in asset(context) }
        router.get(RouterPath(LiveStreams.template.text)) { request, _ in LiveStreams(dispatcher: dispatcher).respond(to: request) }
        for route in routes {
            router.on(RouterPath(route.template.text), method: route.method == .get ? .get : .post) { request, context in
                await dispatcher.respond(to: request, context: context, route: route)
            }
        }
        return router
    }

    /// For load balancers and scripts: does the database answer?
    private func readiness() async -> Response {
        do {
            let ok = try await database.readRegister { tx in try tx.one("select 'ok' as state") { row in try row("state") as String } }
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: ok)))
        } catch {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "1"])
        }
    }

    private func asset(_ context: WebContext) -> Response {
        guard let version = context.parameters.get("version"), let name = context.parameters.get("name"), version == assets.version,
            let file = assets.file(name)
        else { return Response(status: .notFound) }
        var headers: HTTPFields = [
            .contentType: file.type, .cacheControl: "public, max-age=31536000, immutable", .xContentTypeOptions: "nosniff",
        ]
        // A worker answers below its own address; a card's address lies above it.
        if name.hasSuffix("-worker.js") { headers[HTTPField.Name("Service-Worker-Allowed")!] = "/" }
        return Response(
            status: .ok,
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}

/// How long answers take, by what kind of answer it was. A stream counts when it begins.
private struct Measured: RouterMiddleware {
    private let timers = ["1xx", "2xx", "3xx", "4xx", "5xx"].map { CoreMetrics.Timer(label: "http_answer_seconds", dimensions: [("status", $0)]) }

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        let began = ContinuousClock.now
        let response = try await next(request, context)
        let time = ContinuousClock.now - began
        timers[min(max(response.status.code / 100, 1), 5) - 1]
            .recordNanoseconds(time.components.seconds * 1_000_000_000 + time.components.attoseconds / 1_000_000_000)
        return response
    }
}

/// An address that no module knows gets the same friendly page as an object that is not there.
private struct NotFoundPage: RouterMiddleware {
    let dispatcher: Dispatcher

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound || error.status == .methodNotAllowed {
            guard let site = dispatcher.site(of: request) else { return dispatcher.elsewhere(request) }
            let visit = dispatcher.visit(request, context, site: site)
            return dispatcher.render(.page(ErrorPages.notFound(visit), status: 404), visit, nil, request)
        }
    }
}
