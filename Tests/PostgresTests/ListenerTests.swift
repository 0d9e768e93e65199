import Foundation
import Logging
import Testing

@testable import Postgres

@Suite struct ListenerTests {
    @Test func hearsWhatIsNotifiedWithTheCommit() async throws {
        try await ScratchDatabase.with { database in
            let (stream, continuation) = AsyncStream.makeStream(of: Listener.Event.self)
            let log = Logger(label: "tests")
            let listener = Listener(conninfo: database.url("postgres"), listen: "listen test", log: log) { continuation.yield($0) }
            defer { listener.shutdown() }
            var events = stream.makeAsyncIterator()
            guard case .listening? = await events.next() else { return #expect(Bool(false), "begins with listening") }
            var configuration = ConnectionPool.Configuration(conninfo: database.url("postgres"))
            configuration.connections = 1
            let pool = ConnectionPool(configuration, log: log)
            defer { pool.shutdown() }
            _ = try? await pool.transaction(readOnly: false, prelude: []) { tx in
                tx.notify(channel: "test", payload: "verworfen")
                throw Stop()
            }
            try await pool.transaction(readOnly: false, prelude: []) { tx in
                tx.notify(channel: "test", payload: "eins")
                tx.notify(channel: "test", payload: "eins")
                tx.notify(channel: "test", payload: "zwei")
            }
            for expected in ["eins", "zwei"] {
                guard case .notification(let notification)? = await events.next() else { return #expect(Bool(false), "a notification") }
                #expect(notification.payload == expected)
            }
        }
    }
}
