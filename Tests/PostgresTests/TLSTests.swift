import Foundation
import Glibc
import Testing

@testable import Postgres

extension FaultTests {
    /// What libpq can do with certificates, a connection string of ours can: nothing of it is ours, so nothing may get lost.
    @Test func certificatesOnBothSides() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mitreden-tls-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let port = try Self.freePort()
        try FaultControl.run("tls", "\(port)", folder.path)
        func restart() throws {
            try FaultControl.run("stop", "fast")
            try FaultControl.run("start")
        }
        func conninfo(_ mode: String, host: String = "database.example", certificate: String = "postgres", authority: String = "authority") -> String
        {
            """
            host=\(host) hostaddr=127.0.0.1 port=\(port) user=postgres dbname=postgres sslmode=\(mode) sslrootcert=\(folder.path)/\(authority).crt \
            sslcert=\(folder.path)/\(certificate).crt sslkey=\(folder.path)/\(certificate).key
            """
        }
        do {
            var configuration = ConnectionPool.Configuration(conninfo: conninfo("verify-full"))
            configuration.connections = 1
            configuration.workTimeout = .seconds(1)
            let pool = ConnectionPool(configuration, log: .silent)
            defer { pool.shutdown() }
            let (encrypted, subject) = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select ssl, client_dn from pg_stat_ssl where pid = pg_backend_pid()") { row in
                    (try row("ssl") as Bool, try row("client_dn") as String)
                }
            }
            #expect(encrypted && subject == "/CN=postgres")
            // Cancelling goes by a connection of its own; the one that was cancelled is used again.
            let backend = try await pool.backend()
            await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: true, prelude: []) { tx in try tx.execute("select pg_sleep(30)") }
            }
            let after = try await pool.backend()
            #expect(after == backend)
            for (refused, why) in [
                (conninfo("verify-full", host: "elsewhere.example"), "another name"), (conninfo("disable"), "no TLS"),
                (conninfo("verify-ca", authority: "server"), "another authority"),
                (conninfo("require", certificate: "server"), "another's certificate"),
            ] {
                #expect(throws: PostgresError.self, "\(why)") { _ = try Connection(conninfo: refused, applicationName: "tests") }
            }
        } catch {
            try restart()
            throw error
        }
        try restart()
    }

    private static func freePort() throws -> UInt16 {
        let proxy = try Proxy()
        defer { proxy.stop() }
        return proxy.port
    }
}
