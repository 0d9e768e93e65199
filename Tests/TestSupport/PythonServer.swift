public import Foundation

/// A server written in Python that prints its port and ends with its standard input.
public final class PythonServer: @unchecked Sendable {
    public struct Problem: Error, CustomStringConvertible { public let description: String }

    public let port: Int
    private let process = Process()
    private let input = Pipe()

    /// - Parameter script: below Tests.
    public init(_ script: String, _ arguments: [String] = []) throws {
        process.executableURL = TestDatabase.repository.appendingPathComponent(".local/venv/bin/python")
        process.arguments = [TestDatabase.repository.appendingPathComponent("Tests").appendingPathComponent(script).path] + arguments
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        // What it says of clients that go in the middle is no news.
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw Problem(description: "\(script) said \(line)") }
        self.port = port
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
