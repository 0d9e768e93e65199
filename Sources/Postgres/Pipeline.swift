internal import CLibPQ

/// Several statements in one round trip.
extension Connection {
    /// Sends all statements in one pipeline and waits for all their results: one round trip.
    /// The first failing statement's error is thrown; the server skips what follows it.
    /// - Parameters:
    ///   - isFirst: no transaction is open, or one is that has only been read in: the moment to tidy up.
    ///   - each: takes the rows of the last statement one by one, instead of all at the end.
    func run(_ statements: [Statement], isFirst: Bool = false, each: ((ResultSet) throws -> Void)? = nil) throws -> [ResultSet] {
        guard isUsable else { throw broken() }
        if interruption?.isRequested == true { throw PostgresError(.cancelled, "not wanted any more", statements.last) }
        if let tooMany = statements.first(where: { $0.parameters.count > Self.mostParameters }) {
            throw PostgresError(.server("54023"), "\(tooMany.parameters.count) parameters; use an array", tooMany)
        }
        let began = ContinuousClock.now
        defer { measures?.pipeline.record(since: began) }
        var expected: [Command] = []
        // Not in the middle: a transaction that has failed refuses them, and one that only begins must not see a statement yet.
        if isFirst { for name in cache.takeDiscarded() { try deallocate(name, noting: &expected) } }
        for statement in statements { try send(statement, noting: &expected) }
        guard PQpipelineSync(handle) == 1 else { throw broken() }
        let result = Result { try collect(expected, each: each) }
        try settle(result, statements.last)
        return try result.get()
    }

    /// The protocol counts them in 16 bits.
    private static let mostParameters = 65_535

    enum Command {
        case query(Statement)
        case prepare(Statement)
        case deallocate(String)

        var statement: Statement? {
            switch self {
            case .query(let statement), .prepare(let statement): statement
            case .deallocate: nil
            }
        }
    }

    private func deallocate(_ name: String, noting expected: inout [Command]) throws {
        // Names are ours ("m12"), so there is nothing to quote. PQclosePrepared exists from libpq 17 on.
        guard PQsendQueryParams(handle, "deallocate \(name)", 0, nil, nil, nil, nil, 1) == 1 else { throw broken() }
        expected.append(.deallocate(name))
    }

    private func send(_ statement: Statement, noting expected: inout [Command]) throws {
        let sql = UnsafeRawPointer(statement.sql.utf8Start).assumingMemoryBound(to: CChar.self)
        let types = statement.parameters.map(\.type)
        let lookup = cache.use(UnsafeRawPointer(sql), types)
        if lookup.isNew {
            guard PQsendPrepare(handle, lookup.name, sql, Int32(types.count), types) == 1 else { throw broken() }
            expected.append(.prepare(statement))
        }
        try withPointers(to: statement.parameters) { values, lengths, formats in
            guard PQsendQueryPrepared(handle, lookup.name, Int32(types.count), values, lengths, formats, 1) == 1 else { throw broken() }
        }
        expected.append(.query(statement))
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
                askToStop()
                if failure == nil && !isStopping {
                    do { try each?(set) } catch {
                        // Whoever does not want more rows need not be sent millions of them.
                        failure = error
                        stop(.cancelled)
                    }
                }
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                if case .query = command { sets.append(ResultSet(owning: result)) } else { PQclear(result) }
            case PGRES_PIPELINE_ABORTED:
                forget(command)
                PQclear(result)
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                // It would go on saying so for ever.
                PQclear(result)
                isBroken = true
                throw PostgresError(.decoding, "COPY goes through copyIn and copyOut", command.statement)
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

    /// What failed or was skipped has not happened on the server.
    private func forget(_ command: Command) {
        switch command {
        case .query: break
        case .prepare(let statement): cache.forget(UnsafeRawPointer(statement.sql.utf8Start))
        case .deallocate(let name): cache.keepDiscarded(name)
        }
    }
}
