internal import CLibPQ

/// A running transaction: what a unit of work gets to talk to the database.
///
/// It cannot be copied, stored or captured by anything that outlives the unit of work, and nothing
/// can be awaited while it exists; so no transaction ever sits idle while somebody waits for a network.
public struct Transaction: ~Copyable {
    private let state: State

    init(state: State) { self.state = state }

    /// The row of the prelude's last statement. Costs no round trip of its own once another statement has run.
    public func preludeRow() throws -> Row? {
        if !state.pending.isEmpty { _ = try state.run([]) }
        return state.preludeRow
    }

    // MARK: Statements

    /// All rows of a statement, each read by `read`.
    public func rows<Value>(
        _ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line, read: (Row) throws -> Value
    ) throws -> [Value] {
        try state.rows(Statement(sql, values, file: file, line: line), limit: .max, read)
    }

    /// All rows of a statement as tuples of its columns, in their order.
    public func rows<each Column: PostgresDecodable>(
        _ sql: StaticString, _ values: any PostgresEncodable..., as: (repeat each Column).Type, file: StaticString = #fileID, line: UInt = #line
    ) throws -> [(repeat each Column)] {
        try state.rows(Statement(sql, values, file: file, line: line), limit: .max) { row in try row.tuple() }
    }

    /// The first row, if there is one.
    public func first<Value>(
        _ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line, read: (Row) throws -> Value
    ) throws -> Value? {
        try state.rows(Statement(sql, values, file: file, line: line), limit: 1, read).first
    }

    /// The one row there must be.
    public func one<Value>(
        _ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line, read: (Row) throws -> Value
    ) throws -> Value {
        let statement = Statement(sql, values, file: file, line: line)
        guard let value = try state.rows(statement, limit: 1, read).first else { throw PostgresError(.noRow, "no row", statement) }
        return value
    }

    /// Runs a statement for its effect; returns how many rows it touched.
    @discardableResult
    public func execute(_ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line) throws -> Int {
        try state.run([Statement(sql, values, file: file, line: line)])[0].affectedRows
    }

    /// Runs a statement for its effect alone, together with the next one or with the commit: it costs no round trip.
    /// What is wrong with it is thrown by whatever it travels with.
    public func later(_ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line) {
        state.pending.append(Statement(sql, values, file: file, line: line))
    }

    /// Several statements in one round trip.
    ///
    ///     let (conference, seats) = try tx.pipeline(
    ///         Query.one("select … where id = $1", id) { try Conference(row: $0) },
    ///         Query.rows("select number from seats where conference_id = $1", id) { try $0("number") as Int })
    public func pipeline<each Value>(_ queries: repeat Query<each Value>) throws -> (repeat each Value) {
        var statements: [Statement] = []
        repeat statements.append((each queries).statement)
        let sets = try state.run(statements)
        var index = 0
        func next<One>(_ query: Query<One>) throws -> One {
            defer { index += 1 }
            return try query.value(of: sets[index])
        }
        return (repeat try next(each queries))
    }

    /// Hands a large result on row by row, as it comes: memory stays flat, and a slow `body` slows the server down.
    /// A body that throws ends the statement.
    public func forEach(
        _ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line, _ body: (Row) throws -> Void
    ) throws {
        let statement = Statement(sql, values, file: file, line: line)
        try withoutActuallyEscaping(body) { body in
            _ = try state.run([statement]) { set in
                do { try body(Row(set: set, index: 0)) } catch var error as PostgresError {
                    error.mention(statement)
                    throw error
                }
            }
        }
    }

    /// Sends a notification when the transaction commits; the same one twice is sent once.
    public func notify(channel: String, payload: String) {
        if !state.notifications.contains(where: { $0.channel == channel && $0.payload == payload }) {
            state.notifications.append((channel, payload))
        }
    }

    // MARK: Bulk

    /// Loads rows by COPY in binary format; much faster than inserting them one by one.
    ///
    /// PostgreSQL refuses COPY into a table with row-level security: copy into a temporary table and insert from there.
    /// Each value must have exactly its column's type (`Int` is `int8`).
    /// - Parameter sql: `copy t (a, b) from stdin (format binary)`
    /// - Returns: how many rows were loaded.
    @discardableResult
    public func copyIn(_ sql: StaticString, file: StaticString = #fileID, line: UInt = #line, _ rows: some Sequence<[any PostgresEncodable]>) throws
        -> Int
    {
        try state.flush()
        return try state.connection.copyIn(Statement(sql, file: file, line: line), rows)
    }

    /// Hands the output of a COPY on piece by piece, as it comes.
    /// - Parameter sql: `copy (select …) to stdout (format csv)`; it can bind no values, and shows what row-level security lets it see.
    public func copyOut(_ sql: StaticString, file: StaticString = #fileID, line: UInt = #line, _ body: (UnsafeRawBufferPointer) throws -> Void) throws
    {
        try state.flush()
        try state.connection.copyOut(Statement(sql, file: file, line: line), body)
    }
}

extension Transaction {
    /// What changes while the transaction runs; a class, since the handle itself is only borrowed.
    final class State {
        let connection: Connection
        /// What travels with the next statement: the prelude at first, then what is put off by ``Transaction/later(_:_:file:line:)``.
        var pending: [Statement]
        private var preludeCount: Int
        private(set) var preludeRow: Row?
        /// Channel and payload of notifications to send with the commit, each once.
        var notifications: [(channel: String, payload: String)] = []

        init(connection: Connection, prelude: [Statement]) {
            self.connection = connection
            pending = prelude
            preludeCount = prelude.count
        }

        /// Sends what is still pending together with `statements`; returns the results of `statements`.
        /// - Parameter isLast: they end the transaction.
        func run(_ statements: [Statement], isLast: Bool = false, each: ((ResultSet) throws -> Void)? = nil) throws -> [ResultSet] {
            let batch = pending + statements
            if batch.isEmpty { return [] }
            let (riding, prelude) = (pending.count, preludeCount)
            (pending, preludeCount) = ([], 0)
            if prelude > 0 { connection.owesCommit = false }
            let sets: [ResultSet]
            do { sets = try connection.run(batch, isFirst: prelude > 0, each: each) } catch {
                // Where no transaction has begun, whatever a body that swallows errors does next would commit by itself.
                if !isLast && !connection.isInTransaction { connection.isBroken = true }
                throw error
            }
            if prelude > 0 {
                let last = sets[prelude - 1]
                if last.rowCount > 0 { preludeRow = Row(set: last, index: 0) }
            }
            return Array(sets[riding...])
        }

        /// Sends what is still pending.
        func flush() throws { if !pending.isEmpty { _ = try run([]) } }

        func rows<Value>(_ statement: Statement, limit: Int, _ read: (Row) throws -> Value) throws -> [Value] {
            let set = try run([statement])[0]
            var all: [Value] = []
            all.reserveCapacity(min(set.rowCount, limit))
            do {
                for index in 0..<min(set.rowCount, limit) { all.append(try read(Row(set: set, index: Int32(index)))) }
            } catch var error as PostgresError {
                error.mention(statement)
                throw error
            }
            return all
        }
    }
}

extension Connection {
    /// Runs a unit of work in one transaction. BEGIN and the prelude travel with the first statement; what returns no rows and
    /// was put off, and the notifications, travel with the commit.
    /// - Parameter commitTime: how long ending the transaction may take; it is not interrupted, or its outcome would be unknown.
    func transaction<Value>(
        readOnly: Bool, prelude: [Statement], commitTime: Duration = .seconds(10), _ body: (borrowing Transaction) throws -> Value
    ) throws -> Value {
        let begin = [readOnly ? Statement("begin read only") : Statement("begin")]
        let state = Transaction.State(connection: self, prelude: (owesCommit ? [Statement("commit")] : []) + begin + prelude)
        let value: Value
        do {
            value = try body(Transaction(state: state))
        } catch {
            rollBack(within: commitTime)
            throw asLost(error, readOnly: readOnly)
        }
        // Nothing hangs on the end of a transaction that has only read, so nobody waits for it.
        if readOnly && isUsable && state.pending.isEmpty && state.notifications.isEmpty && PQtransactionStatus(handle) == PQTRANS_INTRANS {
            owesCommit = true
            return value
        }
        // Given up on, and the body did not mind: nothing of it can be committed any more, and it may run again.
        guard isUsable else { throw PostgresError(.unavailable, "the connection broke before the end of the transaction") }
        let last = state.notifications.map { Statement("select pg_notify($1, $2)", [$0.channel, $0.payload]) } + [Statement("commit")]
        do {
            let sets = try unhurried(until: ContinuousClock.now + commitTime) { try state.run(last, isLast: true) }
            // A body that swallowed an error leaves a transaction that can only be rolled back, and COMMIT says so in no other way.
            if sets.last?.commandTag != "COMMIT" { throw PostgresError(.server(.inFailedTransaction), "an earlier statement had failed") }
        } catch let error as PostgresError where !error.isAnswer && !readOnly {
            throw PostgresError(.commitOutcomeUnknown, error.message)
        } catch {
            rollBack(within: commitTime)
            throw asLost(error, readOnly: readOnly)
        }
        return value
    }

    /// A server that has become a standby keeps its connections and refuses to write: as good as gone.
    private func asLost(_ error: any Error, readOnly: Bool) -> any Error {
        guard !readOnly, let failure = error as? PostgresError, failure.state == .readOnlyTransaction else { return error }
        isBroken = true
        return PostgresError(.unavailable, failure.message)
    }

    private func rollBack(within time: Duration) {
        guard isUsable, !isIdle else { return }
        _ = try? unhurried(until: ContinuousClock.now + time) { try run([Statement("rollback")]) }
    }
}

extension PostgresError {
    /// The server has said what became of the statement; anything else leaves that open.
    var isAnswer: Bool { state != nil && !isLosingServer }
}
