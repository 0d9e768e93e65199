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
    var cache: StatementCache
    /// Set once the connection must not be used again, whatever libpq thinks of it.
    var isBroken = false

    var measures: Measures?
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
    /// Whether no transaction is open on it, but for one that has only been read in and is about to end.
    var isIdle: Bool { isUsable && PQtransactionStatus(handle) == (owesCommit ? PQTRANS_INTRANS : PQTRANS_IDLE) }
    /// The last transaction only read: its COMMIT travels with the next one's BEGIN, or is sent by ``payCommit()``.
    var owesCommit = false
    /// Whether a transaction is open, sound or failed.
    var isInTransaction: Bool { [PQTRANS_INTRANS, PQTRANS_INERROR].contains(PQtransactionStatus(handle)) }
    var socket: Int32 { PQsocket(handle) }

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
            // Looked at each time: whoever drained the wake-up before may have had something else in mind, and a socket that is
            // always ready must not hide that the time is over.
            askToStop()
            if let stopping, ContinuousClock.now >= stopping.grace {
                // It does not end: the server is told by the end of the connection.
                isBroken = true
                throw PostgresError(stopping.reason, "the statement did not end in time")
            }
            if waitReady(PQsocket(handle), events, wake: wake, until: stopping?.grace ?? deadline) { return }
        }
    }

    /// Asks the running statement to end if its time is over or somebody wants that.
    func askToStop() {
        if stopping != nil { return }
        if interruption?.isRequested == true {
            stop(.cancelled)
        } else if let deadline, ContinuousClock.now >= deadline {
            stop(.timedOut)
        }
    }

    /// Whether the running statement has been asked to end.
    var isStopping: Bool { stopping != nil }

    /// Asks the server to end the running statement.
    func stop(_ reason: PostgresError.Kind) {
        if stopping != nil { return }
        stopping = (reason, ContinuousClock.now + Self.grace, canceller?.send())
    }

    /// Throws why a statement was asked to end, unless something else had gone wrong before.
    func settle(_ result: Result<some Any, any Error>, _ statement: Statement?) throws {
        guard let stopping else { return }
        let reason = afterStopping(stopping, statement)
        if case .failure(let own) = result, (own as? PostgresError)?.state != .queryCanceled { throw own }
        throw reason
    }

    /// The statement has ended one way or another. The request must have arrived before the connection is used for anything else.
    private func afterStopping(
        _ stopping: (reason: PostgresError.Kind, grace: ContinuousClock.Instant, request: Canceller.Request?), _ statement: Statement?
    ) -> PostgresError {
        self.stopping = nil
        if stopping.request?.wait(until: stopping.grace) != true { isBroken = true }
        return PostgresError(stopping.reason, "ended on request", statement)
    }

    /// Ends a transaction that has only been read in. What comes of it is nobody's concern any more.
    func payCommit() throws {
        if !owesCommit { return }
        owesCommit = false
        _ = try unhurried(until: .now + .seconds(10)) { try run([Statement("commit")], isFirst: true) }
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
        guard isUsable, PQexitPipelineMode(handle) == 1 else { throw broken() }
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
            var ordinal = 0
            while true {
                try waitForResult()
                guard let result = PQgetResult(handle) else { break }
                defer { PQclear(result) }
                ordinal += 1
                switch PQresultStatus(result) {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: break
                case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                    isBroken = true
                    throw PostgresError(.decoding, "a script cannot COPY from or to its client")
                default:
                    var error = PostgresError(result: result, statement: nil)
                    error.ordinal = ordinal
                    failure = failure ?? error
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
    /// The channel as it was listened to.
    public let channel: String
    /// What the sender gave along; empty where nothing, at most 8,000 bytes (PostgreSQL documentation, NOTIFY).
    public let payload: String
}
