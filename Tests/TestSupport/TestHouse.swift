public import Core
internal import Database
public import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Identity
internal import Logging
internal import Server
internal import ServiceLifecycle
internal import Tenants
public import Web

/// The whole house on a database of its own, asked in process: everything but the socket.
public struct TestHouse: Sendable {
    public let house: House
    public let testDatabase: TestDatabase
    private let respond: @Sendable (Request) async throws -> Response

    /// Runs a test against the house. `clock` stands still; pauses are not waited for but recorded.
    public static func with(
        _ content: TestDatabase.Content = .demonstration, clock: Clock = .fixed(TestClock.evening), pauses: Pauses = Pauses(),
        change: (inout House) -> Void = { _ in }, _ test: (TestHouse) async throws -> Void
    ) async throws {
        try await TestDatabase.with(content) { try await with(on: $0, clock: clock, pauses: pauses, change: change, test) }
    }

    /// The same on a database that is there already.
    public static func with(
        on testDatabase: TestDatabase, clock: Clock = .fixed(TestClock.evening), pauses: Pauses = Pauses(),
        change: (inout House) -> Void = { _ in }, _ test: (TestHouse) async throws -> Void
    ) async throws {
        var log = Logger(label: "tests")
        log.logLevel = .critical
        var (house, _) = try await Composition.house(try testDatabase.settings(), log: log, clock: clock)
        house.pause = { pauses.add($0) }
        change(&house)
        defer {
            house.live.close()
            house.database.shutdown()
        }
        let responder = house.router().buildResponder()
        try await test(TestHouse(house: house, testDatabase: testDatabase) { try await responder.respond(to: $0, context: WebContext.empty) })
    }

    public func visitor(_ slug: String = "harburg") -> Visitor { Visitor(house: self, host: "\(slug).localhost") }

    /// Somebody signed in with a role of the demonstration.
    public func visitor(_ slug: String = "harburg", as role: Role, userAgent: String? = nil) async throws -> Visitor {
        let link = try await Operations.signInLink(try testDatabase.settings(), tenant: slug, role: role)
        var visitor = visitor(slug)
        if let userAgent { visitor.extraHeaders = [("User-Agent", userAgent)] }
        let response = try await visitor.post("/anmelden/anmeldung", ["code": String(link.split(separator: "#").last ?? "")])
        guard response.status == 303 else { throw Problem(description: "signing in as \(role) answered \(response.status)") }
        return visitor
    }

    public func addTenant(_ slug: String) async throws {
        _ = try await Operations.addTenant(try testDatabase.settings(), slug: slug, name: "Rat \(slug)", district: slug, hue: 90)
    }

    /// Starts the demonstration again, on another day.
    public func seedAgain(now: Date) async throws -> [String] {
        try await Operations.seedDemonstration(try testDatabase.settings(), now: now)
    }

    /// Serves the house on a socket of this machine for as long as `body` runs.
    public func serving<Value: Sendable>(_ body: @escaping @Sendable (_ port: Int) async throws -> Value) async throws -> Value {
        let (running, signal) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: house.router(), server: Serving.server, configuration: .init(address: .hostname("127.0.0.1", port: 0), backlog: 4096),
            onServerRunning: { channel in signal.yield(channel.localAddress?.port ?? 0) }, logger: house.log)
        let server = ServiceGroup(services: [application], logger: house.log)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            var port = 0
            for await number in running {
                port = number
                break
            }
            let value = try await body(port)
            await server.triggerGracefulShutdown()
            try await group.waitForAll()
            return value
        }
    }

    public struct Problem: Error, CustomStringConvertible { public let description: String }

    func send(_ method: String, _ path: String, headers: [(String, String)], host: String, body: String?) async throws -> TestResponse {
        var fields = HTTPFields()
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) } }
        let head = HTTPRequest(method: .init(method) ?? .get, scheme: "http", authority: host, path: path, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
        let response = try await respond(request)
        let writer = Collector()
        try await response.body.write(writer)
        return TestResponse(
            status: response.status.code, headers: response.headers.map { ($0.name.canonicalName, $0.value) },
            text: String(buffer: writer.body.value))
    }
}

private struct Collector: ResponseBodyWriter {
    final class Body: @unchecked Sendable { var value = ByteBuffer() }
    let body = Body()
    func write(_ buffer: ByteBuffer) async throws { body.value.writeImmutableBuffer(buffer) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// What came back.
public struct TestResponse: Sendable {
    public let status: Int
    /// Names in lower case.
    public let headers: [(name: String, value: String)]
    public let text: String

    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    public var location: String? { header("location") }

    /// The value of the first hidden field with this name.
    public func hidden(_ name: String) -> String? {
        guard let start = text.range(of: "type=\"hidden\" name=\"\(name)\" value=\"") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }

    /// The addresses of all forms that are posted.
    public var forms: [String] { filledForms.map(\.action) }

    /// All forms that are posted, with the names of their fields and the values they come with.
    public var filledForms: [(action: String, fields: [(name: String, value: String)])] {
        text.components(separatedBy: "<form").dropFirst().compactMap { rest in
            let form = rest.components(separatedBy: "</form>")[0]
            guard form.contains("method=\"post\""), let action = Self.attribute("action", of: form) else { return nil }
            let fields = ["<input", "<select", "<textarea", "<button"].flatMap { form.components(separatedBy: $0).dropFirst() }
            return (
                action,
                fields.compactMap { field in
                    let tag = String(field.prefix { $0 != ">" })
                    return Self.attribute("name", of: tag).map { ($0, Self.attribute("value", of: tag) ?? "") }
                }
            )
        }
    }

    private static func attribute(_ name: String, of tag: String) -> String? {
        guard let start = tag.range(of: " \(name)=\"") else { return nil }
        return String(tag[start.upperBound...].prefix { $0 != "\"" })
    }
}

/// A browser in small: remembers cookies, sends its own origin.
public struct Visitor: Sendable {
    let house: TestHouse
    public var host: String
    public var cookies: [String: String] = [:]
    /// Nil sends no origin at all.
    public var origin: String?
    public var language = "de"
    public var extraHeaders: [(String, String)] = []

    init(house: TestHouse, host: String) {
        self.house = house
        self.host = host
        origin = "http://\(host)"
    }

    public mutating func get(_ path: String) async throws -> TestResponse { try await send("GET", path, nil) }

    public mutating func post(_ path: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> TestResponse {
        try await post(path, form: fields.map { ($0.key, $0.value) })
    }

    public mutating func post(_ path: String, form fields: [(name: String, value: String)]) async throws -> TestResponse {
        try await send("POST", path, FormData(fields.map { ($0.name, $0.value) }).urlEncoded)
    }

    private mutating func send(_ method: String, _ path: String, _ body: String?) async throws -> TestResponse {
        var headers = [("Accept-Language", language)] + extraHeaders
        if !cookies.isEmpty { headers.append(("Cookie", cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))) }
        if let origin { headers.append(("Origin", origin)) }
        if body != nil { headers.append(("Content-Type", "application/x-www-form-urlencoded")) }
        let response = try await house.send(method, path, headers: headers, host: host, body: body)
        for cookie in response.headers where cookie.name == "set-cookie" {
            let pair = cookie.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
        }
        return response
    }
}

/// The pauses that a house would have made.
public final class Pauses: @unchecked Sendable {
    private let lock = NSLock()
    private var all: [Duration] = []
    public init() {}
    func add(_ pause: Duration) { lock.withLock { all.append(pause) } }
    public var made: [Duration] { lock.withLock { all } }
}
