internal import CLibPQ
internal import Glibc

/// One libpq connection, used by one thread at a time.
///
/// Always in pipeline mode and non-blocking: a blocking read inside a pipeline can deadlock once
/// the result is larger than the socket's buffers (libpq documentation, "Pipeline Mode").
final class Connection {
    let handle: OpaquePointer
    let wake: WakeUp?
    private let canceller: Canceller?
    private var cache: StatementCache
    /// Set once the connection must not be used again, whatever libpq thinks of it.
    var isBroken = false

    /// How long the running job's statements may take together, and who may end them. Nil: for ever, nobody.
    var deadline: ContinuousClock.Instant?
    var interruption: Interruption?
    /// The running statement was asked to end: why, how long we wait for that, and the request that is under way.
    private var stopping: (reason: PostgresError.Kind, grace: ContinuousClock.Instant, request: Canceller.Request?)?
    private static let grace: Duration = .seconds(1)

    /// Connects; blocks its thread, for at most `timeout` with each host that the connection string names. (libpq's asynchronous way
    /// of connecting knows no timeout, so that the first of several hosts could keep it from ever asking the second.)
    /// - Parameter wake: ends waits when somebody asks the running job to end.
    init(conninfo: String, applicationName: String, statements: Int = 256, timeout: Duration = .seconds(5), wake: WakeUp? = nil) throws {
        // What stands before `dbname` is a default that the connection string may change; what stands behind wins over it
        // (libpq, PQconnectdbParams). The TCP settings notice a peer that went away without a word.
        let settings = [
            ("connect_timeout", "\(max(2, timeout.components.seconds))"), ("tcp_user_timeout", "15000"), ("keepalives_idle", "30"),
            ("keepalives_interval", "5"), ("keepalives_count", "3"), ("dbname", conninfo), ("fallback_application_name", applicationName),
            ("client_encoding", "UTF8"),
        ]
        guard let handle = Self.connect(settings) else { throw PostgresError(.unavailable, "out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(handle))
            PQfinish(handle)
            throw PostgresError(.unavailable, message)
        }
        self.handle = handle
        self.wake = wake
        canceller = Canceller(handle)
        cache = StatementCache(limit: statements)
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        PQsetnonblocking(handle, 1)
        PQenterPipelineMode(handle)
    }

    deinit { PQfinish(handle) }

    private static func connect(_ settings: [(keyword: String, value: String)]) -> OpaquePointer? {
        let keywords = settings.map { strdup($0.keyword) }
        let values = settings.map { strdup($0.value) }
        defer { (keywords + values).forEach { free($0) } }
        return PQconnectdbParams(keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    }

    /// False once the server is known to be gone, or the connection could not be brought back to rest; such a one is thrown away.
    var isUsable: Bool { !isBroken && PQstatus(handle) == CONNECTION_OK }
    /// Whether no transaction is open on it.
    var isIdle: Bool { isUsable && PQtransactionStatus(handle) == PQTRANS_IDLE }
    var socket: Int32 { PQsocket(handle) }

    // MARK: Pipelines

    /// Sends all statements in one pipeline and waits for all their results: one round trip.
    /// The first failing statement's error is thrown; the server skips what follows it.
    /// - Parameter each: takes the rows of the last statement one by one, instead of all at the end.
    func run(_ statements: [Statement], each: ((ResultSet) throws -> Void)? = nil) throws -> [ResultSet] {
        var expected: [Command] = []
        for statement in statements { try send(statement, noting: &expected) }
        guard PQpipelineSync(handle) == 1 else { throw broken() }
        let result = Result { try collect(expected, each: each) }
        try settle(result, statements.last)
        return try result.get()
    }

    /// Throws why a statement was asked to end, unless something else had gone wrong before.
    private func settle(_ result: Result<some Any, any Error>, _ statement: Statement?) throws {
        guard let stopping else { return }
        let reason = afterStopping(stopping, statement)
        if case .failure(let own) = result, (own as? PostgresError)?.state != .queryCanceled { throw own }
        throw reason
    }

    struct Command {
        enum Kind { case query, prepare, close }
        let statement: Statement
        let kind: Kind
    }

    private func send(_ statement: Statement, noting expected: inout [Command]) throws {
        let sql = UnsafeRawPointer(statement.sql.utf8Start).assumingMemoryBound(to: CChar.self)
        let types = statement.parameters.map(\.type)
        let lookup = cache.use(UnsafeRawPointer(sql))
        if let evicted = lookup.evicted {
            // Names are ours ("m12"), so there is nothing to quote. PQclosePrepared exists from libpq 17 on.
            guard PQsendQueryParams(handle, "deallocate \(evicted)", 0, nil, nil, nil, nil, 1) == 1 else { throw broken() }
            expected.append(Command(statement: statement, kind: .close))
        }
        if lookup.isNew {
            guard PQsendPrepare(handle, lookup.name, sql, Int32(types.count), types) == 1 else { throw broken() }
            expected.append(Command(statement: statement, kind: .prepare))
        }
        try withPointers(to: statement.parameters) { values, lengths, formats in
            guard PQsendQueryPrepared(handle, lookup.name, Int32(types.count), values, lengths, formats, 1) == 1 else { throw broken() }
        }
        expected.append(Command(statement: statement, kind: .query))
    }

    private func withPointers(
        to parameters: [Parameter],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) throws -> Void
    ) throws {
        // libpq copies the values while sending, so one flat buffer that lives for this call is enough.
        // The byte behind each value is libpq's terminator for text formats.
        var flat: [UInt8] = []
        flat.reserveCapacity(parameters.reduce(0) { $0 + ($1.bytes?.count ?? 0) + 1 })
        for parameter in parameters {
            if let bytes = parameter.bytes { flat += bytes }
            flat.append(0)
        }
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
    private func collect(_ expected: [Command], each: ((ResultSet) throws -> Void)?) throws -> [ResultSet] {
        var sets: [ResultSet] = []
        var failure: (any Error)?
        var current = 0
        while true {
            if each != nil && current == expected.count - 1 { PQsetSingleRowMode(handle) }
            try waitForResult()
            guard let result = PQgetResult(handle) else {
                current += 1
                if current > expected.count { throw broken() }
                continue
            }
            let status = PQresultStatus(result)
            if status == PGRES_PIPELINE_SYNC {
                PQclear(result)
                if let failure { throw failure }
                return sets
            }
            let command = expected[min(current, expected.count - 1)]
            switch status {
            case PGRES_SINGLE_TUPLE:
                let set = ResultSet(owning: result)
                if failure == nil {
                    do { try each?(set) } catch {
                        // Whoever does not want more rows need not be sent millions of them.
                        failure = error
                        stop(.cancelled)
                    }
                }
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                if command.kind == .query { sets.append(ResultSet(owning: result)) } else { PQclear(result) }
            case PGRES_PIPELINE_ABORTED:
                forget(command)
                PQclear(result)
            default:
                let error = PostgresError(result: result, statement: command.statement)
                PQclear(result)
                forget(command)
                // Every statement over the changed tables would fail in turn: a new connection has none of them.
                if error.isStalePlan { isBroken = true }
                if failure == nil { failure = error }
                if PQstatus(handle) != CONNECTION_OK { throw PostgresError(.unavailable, error.message, command.statement) }
            }
        }
    }

    /// A PREPARE that failed or was skipped has left nothing behind on the server.
    private func forget(_ command: Command) {
        if command.kind == .prepare { cache.forget(UnsafeRawPointer(command.statement.sql.utf8Start)) }
    }

    // MARK: Waiting

    /// psycopg's loop in straight code: flush what is pending, read what has come, until a result is complete.
    func waitForResult() throws {
        while true {
            let pending = PQflush(handle)
            if pending < 0 { throw broken() }
            if pending == 0 && PQisBusy(handle) == 0 { return }
            try waitForSocket(Int32(POLLIN) | (pending == 1 ? Int32(POLLOUT) : 0))
            if PQconsumeInput(handle) == 0 { throw broken() }
        }
    }

    /// Waits until the socket is ready; meanwhile asks the running statement to end when its time is over or somebody wants that.
    func waitForSocket(_ events: Int32) throws {
        while true {
            if waitReady(PQsocket(handle), events, wake: wake, until: stopping?.grace ?? deadline) { return }
            if let stopping {
                guard ContinuousClock.now >= stopping.grace else { continue }
                // It does not end: the server is told by the end of the connection.
                isBroken = true
                throw PostgresError(stopping.reason, "the statement did not end in time")
            }
            if interruption?.isRequested == true {
                stop(.cancelled)
            } else if let deadline, ContinuousClock.now >= deadline {
                stop(.timedOut)
            }
        }
    }

    /// Asks the server to end the running statement.
    func stop(_ reason: PostgresError.Kind) {
        if stopping != nil { return }
        stopping = (reason, ContinuousClock.now + Self.grace, canceller?.send())
    }

    /// The statement has ended one way or another. The request must have arrived before the connection is used for anything else.
    private func afterStopping(
        _ stopping: (reason: PostgresError.Kind, grace: ContinuousClock.Instant, request: Canceller.Request?), _ statement: Statement?
    ) -> PostgresError {
        self.stopping = nil
        if stopping.request?.wait(until: stopping.grace) != true { isBroken = true }
        return PostgresError(stopping.reason, "ended on request", statement)
    }

    /// Runs with its own deadline, and nobody may interrupt it: what ends a transaction must not be ended itself.
    func unhurried<Value>(until limit: ContinuousClock.Instant?, _ body: () throws -> Value) rethrows -> Value {
        let kept = (deadline, interruption)
        (deadline, interruption) = (limit, nil)
        defer { (deadline, interruption) = kept }
        return try body()
    }

    func broken() -> PostgresError {
        isBroken = true
        return PostgresError(.unavailable, String(cString: PQerrorMessage(handle)))
    }

    // MARK: Outside pipelines

    /// Runs `body` outside pipeline mode, for what pipelines cannot do: scripts and COPY.
    func outsidePipeline<Value>(_ body: () throws -> Value) throws -> Value {
        guard PQexitPipelineMode(handle) == 1 else { throw broken() }
        let result = Result { try body() }
        if isUsable && PQenterPipelineMode(handle) != 1 { isBroken = true }
        try settle(result, nil)
        return try result.get()
    }

    /// Runs a script of several statements by the simple protocol; for migrations, whose text comes from reviewed files.
    func runScript(_ script: String) throws {
        try outsidePipeline {
            guard PQsendQuery(handle, script) == 1 else { throw broken() }
            var failure: PostgresError?
            while true {
                try waitForResult()
                guard let result = PQgetResult(handle) else { break }
                defer { PQclear(result) }
                switch PQresultStatus(result) {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: break
                default: failure = failure ?? PostgresError(result: result, statement: nil)
                }
            }
            if let failure { throw failure }
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
