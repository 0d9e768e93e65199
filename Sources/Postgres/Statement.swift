/// One statement of a pipeline. Its text is a literal of the program: values can only be bound.
public struct Statement: Sendable {
    /// The text, with `$1`, `$2` … for the values.
    public let sql: StaticString
    /// The values, in their order.
    public let parameters: [Parameter]
    /// Where it stands, for the log.
    let file: StaticString
    let line: UInt

    /// - Parameters: a literal, the values of its places, and where it stands.
    public init(_ sql: StaticString, _ values: [any PostgresEncodable] = [], file: StaticString = #fileID, line: UInt = #line) {
        self.sql = sql
        self.parameters = values.map(\.postgresParameter)
        self.file = file
        self.line = line
    }
}

/// A statement together with how its rows are read; several of them share a round trip in ``Transaction/pipeline(_:)``.
public struct Query<Value> {
    let statement: Statement
    let read: (ResultSet) throws -> Value

    /// All rows.
    public static func rows<Element>(
        _ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line,
        read: @escaping (Row) throws -> Element
    ) -> Query where Value == [Element] {
        Query(statement: Statement(sql, values, file: file, line: line)) { set in
            try (0..<set.rowCount).map { try read(Row(set: set, index: Int32($0))) }
        }
    }

    /// The first row, if there is one.
    public static func first<Element>(
        _ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line,
        read: @escaping (Row) throws -> Element
    ) -> Query where Value == Element? {
        Query(statement: Statement(sql, values, file: file, line: line)) { set in
            set.rowCount == 0 ? nil : try read(Row(set: set, index: 0))
        }
    }

    /// The one row there must be.
    public static func one(
        _ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line,
        read: @escaping (Row) throws -> Value
    ) -> Query {
        Query(statement: Statement(sql, values, file: file, line: line)) { set in
            guard set.rowCount > 0 else { throw PostgresError(.noRow, "no row") }
            return try read(Row(set: set, index: 0))
        }
    }

    /// How many rows a statement touched.
    public static func execute(_ sql: StaticString, _ values: any PostgresEncodable..., file: StaticString = #fileID, line: UInt = #line) -> Query
    where Value == Int { Query(statement: Statement(sql, values, file: file, line: line)) { $0.affectedRows } }

    private init(statement: Statement, read: @escaping (ResultSet) throws -> Value) {
        self.statement = statement
        self.read = read
    }

    /// Reads the result; an error says which statement it was.
    func value(of set: ResultSet) throws -> Value {
        do { return try read(set) } catch var error as PostgresError {
            error.mention(statement)
            throw error
        }
    }
}
