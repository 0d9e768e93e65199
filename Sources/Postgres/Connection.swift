internal import CLibPQ
internal import Glibc

/// One statement of a pipeline. Its text is a literal of the program: values can only be bound.
public struct Statement: Sendable {
    public let sql: StaticString
    public let parameters: [Parameter]

    public init(_ sql: StaticString, _ values: [any PostgresEncodable] = []) {
        self.sql = sql
        self.parameters = values.map(\.postgresParameter)
    }
}

/// One libpq connection, used by one thread at a time.
///
/// Always in pipeline mode and non-blocking: a blocking read inside a pipeline can deadlock once
/// the result is larger than the socket's buffers (libpq documentation, "Pipeline Mode").
final class Connection {
    private let handle: OpaquePointer
    /// Statements this connection has prepared, by the address of their literal.
    private var prepared: [UnsafeRawPointer: String] = [:]

    /// Connects; blocks for at most the conninfo's `connect_timeout`.
    init(conninfo: String, applicationName: String) throws {
        // Later keywords win over those inside the expanded dbname (libpq, PQconnectdbParams).
        let keywords = ["dbname", "fallback_application_name", "client_encoding"]
        let values = [conninfo, applicationName, "UTF8"]
        guard let handle = Self.connect(keywords, values) else { throw PostgresError(.unavailable, "out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(handle))
            PQfinish(handle)
            throw PostgresError(.unavailable, message)
        }
        self.handle = handle
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        PQsetnonblocking(handle, 1)
        PQenterPipelineMode(handle)
    }

    deinit { PQfinish(handle) }

    private static func connect(_ keywords: [String], _ values: [String]) -> OpaquePointer? {
        let keywordPointers = keywords.map { strdup($0) }
        let valuePointers = values.map { strdup($0) }
        defer { (keywordPointers + valuePointers).forEach { free($0) } }
        let keys = keywordPointers.map { UnsafePointer($0) } + [nil]
        let contents = valuePointers.map { UnsafePointer($0) } + [nil]
        return PQconnectdbParams(keys, contents, 1)
    }

    /// False once the server is known to be gone; such a connection is thrown away.
    var isUsable: Bool { PQstatus(handle) == CONNECTION_OK }

    var socket: Int32 { PQsocket(handle) }

    /// Sends all statements in one pipeline and waits for all their results: one round trip.
    /// The first failing statement's error is thrown; the server skips what follows it.
    func run(_ statements: [Statement]) throws -> [ResultSet] {
        var expected: [Command] = []
        for statement in statements { try send(statement, noting: &expected) }
        guard PQpipelineSync(handle) == 1 else { throw broken() }
        return try collect(expected)
    }

    private struct Command {
        let sql: StaticString
        let isPrepare: Bool
    }

    private func send(_ statement: Statement, noting expected: inout [Command]) throws {
        let sql = UnsafeRawPointer(statement.sql.utf8Start).assumingMemoryBound(to: CChar.self)
        let key = UnsafeRawPointer(sql)
        let types = statement.parameters.map(\.type)
        let name: String
        if let known = prepared[key] {
            name = known
        } else {
            name = "s\(prepared.count)_\(UInt(bitPattern: key))"
            guard PQsendPrepare(handle, name, sql, Int32(types.count), types) == 1 else { throw broken() }
            expected.append(Command(sql: statement.sql, isPrepare: true))
            prepared[key] = name
        }
        try withPointers(to: statement.parameters) { values, lengths, formats in
            guard PQsendQueryPrepared(handle, name, Int32(types.count), values, lengths, formats, 1) == 1 else { throw broken() }
        }
        expected.append(Command(sql: statement.sql, isPrepare: false))
    }

    private func withPointers(
        to parameters: [Parameter],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) throws -> Void
    ) throws {
        // libpq copies the values while sending, so one flat buffer that lives for this call is enough.
        // The byte behind each value is libpq's terminator for text formats.
        var flat: [UInt8] = []
        for parameter in parameters { flat += (parameter.bytes ?? []) + [0] }
        try flat.withUnsafeBytes { raw in
            var offset = 0
            var values: [UnsafePointer<CChar>?] = []
            for parameter in parameters {
                let start = raw.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) }
                values.append(parameter.bytes == nil ? nil : start)
                offset += (parameter.bytes?.count ?? 0) + 1
            }
            try body(values, parameters.map { Int32($0.bytes?.count ?? 0) }, parameters.map { $0.isBinary ? 1 : 0 })
        }
    }

    /// Reads results up to the pipeline's end. Leaves the connection ready for the next pipeline, also after an error.
    private func collect(_ expected: [Command]) throws -> [ResultSet] {
        var sets: [ResultSet] = []
        var failure: PostgresError?
        var current = 0
        while true {
            try waitForResult()
            guard let result = PQgetResult(handle) else {
                current += 1
                if current > expected.count { throw broken() }
                continue
            }
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC:
                PQclear(result)
                if let failure { throw failure }
                return sets
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                if expected[current].isPrepare { PQclear(result) } else { sets.append(ResultSet(owning: result)) }
            case PGRES_PIPELINE_ABORTED:
                forgetPrepared(expected[current])
                PQclear(result)
            default:
                if failure == nil { failure = PostgresError(result: result, sql: "\(expected[current].sql)") }
                forgetPrepared(expected[current])
                PQclear(result)
                if !isUsable { throw PostgresError(.unavailable, failure?.message ?? "connection lost") }
            }
        }
    }

    /// A PREPARE that failed or was skipped has left nothing behind on the server.
    private func forgetPrepared(_ command: Command) {
        if command.isPrepare { prepared[UnsafeRawPointer(command.sql.utf8Start)] = nil }
    }

    /// psycopg's loop in straight code: flush what is pending, read what has come, until a result is complete.
    private func waitForResult() throws {
        while true {
            let pending = PQflush(handle)
            if pending < 0 { throw broken() }
            if pending == 0 && PQisBusy(handle) == 0 { return }
            var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN) | (pending == 1 ? Int16(POLLOUT) : 0), revents: 0)
            if poll(&descriptor, 1, -1) < 0 && errno != EINTR { throw broken() }
            if PQconsumeInput(handle) == 0 { throw broken() }
        }
    }

    private func broken() -> PostgresError {
        PostgresError(.unavailable, String(cString: PQerrorMessage(handle)))
    }

    // MARK: Outside pipelines

    /// Runs a script of several statements by the simple protocol; for migrations, whose text comes from reviewed files.
    func runScript(_ script: String) throws {
        PQexitPipelineMode(handle)
        PQsetnonblocking(handle, 0)
        defer {
            PQsetnonblocking(handle, 1)
            PQenterPipelineMode(handle)
        }
        guard let result = PQexec(handle, script) else { throw broken() }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default: throw PostgresError(result: result, sql: nil)
        }
    }

    /// The notifications that have arrived; reads what the socket holds without waiting.
    func takeNotifications() throws -> [Notification] {
        if PQconsumeInput(handle) == 0 { throw broken() }
        var taken: [Notification] = []
        while let notify = PQnotifies(handle) {
            taken.append(Notification(channel: String(cString: notify.pointee.relname), payload: String(cString: notify.pointee.extra)))
            PQfreemem(notify)
        }
        return taken
    }
}

/// One NOTIFY.
public struct Notification: Sendable, Hashable {
    public let channel: String
    public let payload: String
}
