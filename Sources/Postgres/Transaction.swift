/// A running transaction: what a unit of work gets to talk to the database.
///
/// It cannot be copied, stored or captured by anything that outlives the unit of work, and nothing
/// can be awaited while it exists; so no transaction ever sits idle while somebody waits for a network.
public struct Transaction: ~Copyable {
    private let state: State

    /// What changes while the transaction runs; a class, since the handle itself is only borrowed.
    final class State {
        let connection: Connection
        var pending: [Statement]
        let preludeCount: Int
        var preludeRow: Row?
        /// Channel and payload of notifications to send with the commit, each once.
        var notifications: [(channel: String, payload: String)] = []

        init(connection: Connection, prelude: [Statement]) {
            self.connection = connection
            pending = prelude
            preludeCount = prelude.count
        }

        /// Sends what is still pending together with `statements`; returns the results of `statements`.
        func run(_ statements: [Statement]) throws -> [ResultSet] {
            let batch = pending + statements
            if batch.isEmpty { return [] }
            let ridingPrelude = pending.count
            pending = []
            let sets = try connection.run(batch)
            if ridingPrelude > 0, let last = sets[..<ridingPrelude].last, last.rowCount > 0 {
                preludeRow = Row(set: last, index: 0)
            }
            return Array(sets[ridingPrelude...])
        }

        func rows<Value>(_ statement: Statement, limit: Int, _ read: (Row) throws -> Value) throws -> [Value] {
            let set = try run([statement])[0]
            var all: [Value] = []
            do {
                for index in 0..<min(set.rowCount, limit) { all.append(try read(Row(set: set, index: Int32(index)))) }
            } catch var error as PostgresError {
                error.sql = error.sql ?? "\(statement.sql)"
                throw error
            }
            return all
        }
    }

    init(state: State) { self.state = state }

    /// The row of the prelude's last statement. Costs no round trip of its own once another statement has run.
    public func preludeRow() throws -> Row? {
        if !state.pending.isEmpty { _ = try state.run([]) }
        return state.preludeRow
    }

    /// All rows of a statement, each read by `read`.
    public func rows<Value>(_ sql: StaticString, _ values: any PostgresEncodable..., read: (Row) throws -> Value) throws -> [Value] {
        try state.rows(Statement(sql, values), limit: .max, read)
    }

    /// The first row, if there is one.
    public func first<Value>(_ sql: StaticString, _ values: any PostgresEncodable..., read: (Row) throws -> Value) throws -> Value? {
        try state.rows(Statement(sql, values), limit: 1, read).first
    }

    /// The one row there must be.
    public func one<Value>(_ sql: StaticString, _ values: any PostgresEncodable..., read: (Row) throws -> Value) throws -> Value {
        guard let value = try state.rows(Statement(sql, values), limit: 1, read).first else {
            throw PostgresError(.noRow, "no row", sql: sql)
        }
        return value
    }

    /// Runs a statement for its effect; returns how many rows it touched.
    @discardableResult
    public func execute(_ sql: StaticString, _ values: any PostgresEncodable...) throws -> Int {
        try state.run([Statement(sql, values)])[0].affectedRows
    }

    /// Sends a notification when the transaction commits; the same one twice is sent once.
    public func notify(channel: String, payload: String) {
        if !state.notifications.contains(where: { $0.channel == channel && $0.payload == payload }) {
            state.notifications.append((channel, payload))
        }
    }
}

extension Connection {
    /// Runs a unit of work in one transaction. BEGIN and the prelude travel with the first statement.
    func transaction<Value>(readOnly: Bool, prelude: [Statement], _ body: (borrowing Transaction) throws -> Value) throws -> Value {
        let begin = readOnly ? Statement("begin read only") : Statement("begin")
        let state = Transaction.State(connection: self, prelude: [begin] + prelude)
        let value: Value
        do {
            value = try body(Transaction(state: state))
            // A body without a statement still has to pass the prelude.
            if !state.pending.isEmpty { _ = try state.run([]) }
            if let last = state.notifications.last {
                let earlier = state.notifications.dropLast().map { Statement("select pg_notify($1, $2)", [$0.channel, $0.payload]) }
                _ = try run(earlier + [Statement("select pg_notify($1, $2)", [last.channel, last.payload])])
            }
        } catch {
            if isUsable { _ = try? run([Statement("rollback")]) }
            throw error
        }
        do {
            _ = try run([Statement("commit")])
        } catch let error as PostgresError where error.kind == .unavailable && !readOnly {
            throw PostgresError(.commitOutcomeUnknown, error.message)
        }
        return value
    }
}
