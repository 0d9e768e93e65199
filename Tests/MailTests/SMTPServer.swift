import Foundation
import TestSupport

/// A real mail server on this machine; see smtp_server.py for its habits.
final class SMTPServer: @unchecked Sendable {
    struct Problem: Error, CustomStringConvertible { let description: String }

    var port: Int { server.port }
    let folder: URL
    /// Of the authority that signed its certificate, which it is itself.
    let certificate: URL
    private let server: PythonServer

    init(withTLS: Bool = false, asksForTLS: Bool = true) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appendingPathComponent("certificate.pem")
        let key = folder.appendingPathComponent("key.pem")
        if withTLS {
            try Self.run(
                "/usr/bin/openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", key.path, "-out", certificate.path,
                ])
        }
        server = try PythonServer(
            "MailTests/smtp_server.py", [folder.path] + (withTLS ? [certificate.path, key.path] : []) + (asksForTLS ? [] : ["offers"]))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What it has taken, in order.
    var messages: [String] {
        (1...).lazy.map { self.folder.appendingPathComponent("\($0).eml") }
            .prefix { FileManager.default.fileExists(atPath: $0.path) }
            .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Problem(description: "\(program) failed") }
    }
}
