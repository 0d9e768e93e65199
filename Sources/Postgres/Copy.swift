internal import CLibPQ
internal import Glibc

/// COPY, which the protocol does not allow inside a pipeline.
extension Connection {
    func copyIn(_ statement: Statement, _ rows: some Sequence<[any PostgresEncodable]>) throws -> Int {
        try outsidePipeline {
            try begin(statement, expecting: PGRES_COPY_IN)
            do {
                // PostgreSQL documentation, COPY, "Binary Format": signature, flags, length of the header's extension.
                var buffer: [UInt8] = Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0] + [UInt8](repeating: 0, count: 8)
                for row in rows {
                    buffer += Int16(row.count).networkBytes
                    for value in row {
                        guard let bytes = value.postgresParameter.bytes else {
                            buffer += Int32(-1).networkBytes
                            continue
                        }
                        buffer += Int32(bytes.count).networkBytes
                        buffer += bytes
                    }
                    // Nobody waits for the server as long as it takes everything: its time is looked at here.
                    askToStop()
                    if isStopping { throw PostgresError(.server(.queryCanceled), "ended while loading", statement) }
                    if buffer.count > 64 * 1024 {
                        try put(buffer)
                        buffer.removeAll(keepingCapacity: true)
                    }
                }
                buffer += Int16(-1).networkBytes
                try put(buffer)
            } catch {
                try? end("the rows could not be made")
                _ = try? finish(statement)
                throw error
            }
            try end(nil)
            return try finish(statement)
        }
    }

    func copyOut(_ statement: Statement, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try outsidePipeline {
            try begin(statement, expecting: PGRES_COPY_OUT)
            var failure: (any Error)?
            while true {
                var piece: UnsafeMutablePointer<CChar>?
                let count = PQgetCopyData(handle, &piece, 1)
                if count > 0, let piece {
                    defer { PQfreemem(piece) }
                    askToStop()
                    if failure != nil || isStopping { continue }
                    do { try body(UnsafeRawBufferPointer(start: piece, count: Int(count))) } catch {
                        failure = error
                        stop(.cancelled)
                    }
                } else if count == 0 {
                    try waitForSocket(Int32(POLLIN))
                    if PQconsumeInput(handle) == 0 { throw broken() }
                } else {
                    break
                }
            }
            let result = Result { try finish(statement) }
            if let failure { throw failure }
            _ = try result.get()
        }
    }

    private func begin(_ statement: Statement, expecting status: ExecStatusType) throws {
        guard PQsendQuery(handle, UnsafeRawPointer(statement.sql.utf8Start).assumingMemoryBound(to: CChar.self)) == 1 else { throw broken() }
        try waitForResult()
        guard let result = PQgetResult(handle) else { throw broken() }
        defer { PQclear(result) }
        if PQresultStatus(result) == status { return }
        let error =
            PQresultStatus(result) == PGRES_FATAL_ERROR
            ? PostgresError(result: result, statement: statement) : PostgresError(.decoding, "this is no such COPY", statement)
        _ = try? finish(statement)
        throw error
    }

    private func put(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { raw in
            while true {
                switch PQputCopyData(handle, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count)) {
                case 1: return try flush()
                case 0: try flush()
                default: throw broken()
                }
            }
        }
    }

    private func end(_ problem: String?) throws {
        while true {
            switch PQputCopyEnd(handle, problem) {
            case 1: return try flush()
            case 0: try flush()
            default: throw broken()
            }
        }
    }

    /// Sends what libpq holds; reads meanwhile, or both sides would wait for each other.
    private func flush() throws {
        while true {
            let pending = PQflush(handle)
            if pending < 0 { throw broken() }
            if pending == 0 { return }
            try waitForSocket(Int32(POLLIN | POLLOUT))
            if PQconsumeInput(handle) == 0 { throw broken() }
        }
    }

    /// Reads to the end of the command; returns how many rows it was about.
    private func finish(_ statement: Statement) throws -> Int {
        var rows = 0
        var failure: PostgresError?
        while true {
            try waitForResult()
            guard let result = PQgetResult(handle) else { break }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK: rows = Int(String(cString: PQcmdTuples(result))) ?? 0
            case PGRES_COPY_IN, PGRES_COPY_OUT: isBroken = true; throw PostgresError(.unavailable, "COPY did not end", statement)
            default: failure = failure ?? PostgresError(result: result, statement: statement)
            }
        }
        if let failure { throw failure }
        return rows
    }
}
