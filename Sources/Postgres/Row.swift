internal import CLibPQ
internal import Glibc

/// The rows one statement returned. Owns libpq's result; stays on the thread of its connection.
final class ResultSet {
    private let result: OpaquePointer
    let rowCount: Int
    let columnCount: Int32
    /// Columns are mostly asked for in order, so the search starts behind the last hit.
    private var nextColumn: Int32 = 0

    init(owning result: OpaquePointer) {
        self.result = result
        rowCount = Int(PQntuples(result))
        columnCount = PQnfields(result)
    }

    deinit { PQclear(result) }

    /// Rows an INSERT, UPDATE or DELETE touched.
    var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// `COMMIT`, `INSERT 0 1` …
    var commandTag: String { String(cString: PQcmdStatus(result)) }

    func name(of column: Int32) -> String { String(cString: PQfname(result, column)) }

    func column(named name: StaticString) -> Int32? {
        for offset in 0..<columnCount {
            let index = (nextColumn + offset) % columnCount
            if strcmp(PQfname(result, index), UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0 {
                nextColumn = index + 1 == columnCount ? 0 : index + 1
                return index
            }
        }
        return nil
    }

    func cell(row: Int32, column: Int32) -> Cell {
        let isNull = PQgetisnull(result, row, column) == 1
        let start = PQgetvalue(result, row, column)
        return Cell(
            type: PQftype(result, column),
            bytes: isNull ? nil : UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column))))
    }
}

/// One value of one row in PostgreSQL's binary format; valid while its row is.
public struct Cell {
    /// The type's object id.
    public let type: UInt32
    /// Nil is SQL's null. Points into the result; not to be kept.
    public let bytes: UnsafeRawBufferPointer?
}

/// One row of a result. Read a column by its name: `try row("motto")`; the type comes from where the value goes.
public struct Row {
    let set: ResultSet
    let index: Int32

    /// The value of a column.
    /// - Throws: ``PostgresError`` of kind `decoding` when there is no such column, or when it does not hold such a value.
    public func callAsFunction<Value: PostgresDecodable>(_ column: StaticString) throws -> Value {
        guard let position = set.column(named: column) else {
            throw PostgresError(.decoding, "there is no column \"\(column)\"")
        }
        return try value(at: position)
    }

    /// All columns in their order, as a tuple.
    func tuple<each Column: PostgresDecodable>() throws -> (repeat each Column) {
        var count: Int32 = 0
        func next<Value: PostgresDecodable>(_: Value.Type) throws -> Value {
            defer { count += 1 }
            guard count < set.columnCount else { throw PostgresError(.decoding, "there are only \(set.columnCount) columns") }
            return try value(at: count)
        }
        let tuple = (repeat try next((each Column).self))
        guard count == set.columnCount else { throw PostgresError(.decoding, "there are \(set.columnCount) columns, and \(count) were read") }
        return tuple
    }

    private func value<Value: PostgresDecodable>(at column: Int32) throws -> Value {
        let cell = set.cell(row: index, column: column)
        guard let value = try Value(cell: cell) else {
            let found = cell.bytes == nil ? "null" : "type \(cell.type)"
            throw PostgresError(.decoding, "column \"\(set.name(of: column))\" is \(found), which is no \(Value.self)")
        }
        return value
    }
}
