internal import Foundation
public import Logging

/// A fixed number of connections, each owned by a thread of its own that serves one shared, bounded queue.
///
/// A unit of work is a synchronous closure: it hops to a connection's thread once, talks to the server
/// there, and hops back once. State of a connection is confined to its thread, so there is nothing to lock.
public final class ConnectionPool: Sendable {
    public struct Configuration: Sendable {
        /// A libpq connection string or URI; several hosts and TLS settings pass through.
        public var conninfo: String
        public var applicationName = "mitreden"
        public var connections = 8
        /// Units of work that may wait for a connection.
        public var queueLimit = 512
        /// How long a unit of work may wait for a connection.
        public var acquisitionTimeout: Duration = .seconds(5)
        /// How often a unit of work is run again after a serialization failure or a deadlock.
        public var retries = 4

        public init(conninfo: String) { self.conninfo = conninfo }
    }

    private let configuration: Configuration
    private let queue: WorkQueue
    private let log: Logger

    /// Starts the threads. Connections are made when the first work comes.
    public init(_ configuration: Configuration, log: Logger) {
        self.configuration = configuration
        self.log = log
        queue = WorkQueue(limit: configuration.queueLimit)
        for number in 1...configuration.connections {
            let worker = Worker(configuration: configuration, queue: queue, log: log)
            let thread = Thread { worker.run() }
            thread.name = "pg-\(number)"
            // The default of 8 MB is address space only, but recursion here is shallow.
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    /// Ends the threads once queued work is done.
    public func shutdown() { queue.close() }

    /// Runs `body` in one transaction that begins with `prelude`; see ``Transaction``.
    ///
    /// After a serialization failure or deadlock the whole closure runs again: it must have no effect but through the transaction.
    /// - Throws: ``PostgresError``, or whatever `body` throws after rolling back.
    public func transaction<Value: Sendable>(
        readOnly: Bool, prelude: [Statement], _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        let retries = configuration.retries
        let deadline = ContinuousClock.now + configuration.acquisitionTimeout
        return try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            let job = WorkQueue.Job(
                deadline: deadline,
                work: { connection, error in
                    guard let connection else { return continuation.resume(throwing: error!) }
                    continuation.resume(
                        with: Result { try Self.attempt(connection, readOnly: readOnly, prelude: prelude, retries: retries, body) })
                }, connect: true)
            if let refusal = queue.add(job) { continuation.resume(throwing: refusal) }
        }
    }

    private static func attempt<Value>(
        _ connection: Connection, readOnly: Bool, prelude: [Statement], retries: Int,
        _ body: (borrowing Transaction) throws -> Value
    ) throws -> Value {
        for round in 0... {
            do {
                return try connection.transaction(readOnly: readOnly, prelude: prelude, body)
            } catch let error as PostgresError where error.state?.isRetryable == true && round < retries {
                Thread.sleep(forTimeInterval: Double.random(in: 0...0.01) * Double(1 << round))
            }
        }
        preconditionFailure("the loop returns or throws")
    }
}

/// One thread and its connection. Confined to that thread.
private final class Worker: @unchecked Sendable {
    private let configuration: ConnectionPool.Configuration
    private let queue: WorkQueue
    private let log: Logger
    private var connection: Connection?

    init(configuration: ConnectionPool.Configuration, queue: WorkQueue, log: Logger) {
        self.configuration = configuration
        self.queue = queue
        self.log = log
    }

    func run() {
        while let job = queue.next() {
            if ContinuousClock.now > job.deadline {
                job.work(nil, PostgresError(.busy, "waited \(configuration.acquisitionTimeout) for a connection"))
                continue
            }
            do {
                job.work(try usableConnection(), nil)
            } catch {
                log.warning("cannot connect to PostgreSQL", metadata: ["error": "\(String(reflecting: error))"])
                job.work(nil, (error as? PostgresError) ?? PostgresError(.unavailable, "\(error)"))
            }
        }
        connection = nil
    }

    private func usableConnection() throws -> Connection {
        if let connection, connection.isUsable { return connection }
        connection = nil
        let fresh = try Connection(conninfo: configuration.conninfo, applicationName: configuration.applicationName)
        connection = fresh
        return fresh
    }
}
