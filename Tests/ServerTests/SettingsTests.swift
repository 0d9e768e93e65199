import Foundation
import TestSupport
import Testing

@testable import Server

@Suite struct SettingsTests {
    private func problem(_ environment: [String: String], file: String? = nil) async -> String {
        do {
            _ = try await Settings.load(file: file, environment: environment)
            return "none"
        } catch { return "\(error)" }
    }

    @Test func hasADefaultForEverything() async throws {
        let settings = try await Settings.load(file: nil, environment: [:])
        #expect(settings.environment == .production && settings.publicScheme == .https && settings.listenPort == 8080)
    }

    @Test func namesWhatIsWrongAndWhatIsAllowed() async {
        #expect(await problem(["MITREDEN_ENVIRONMENT": "staging"]) == "MITREDEN_ENVIRONMENT is \"staging\"; allowed are development, production")
        #expect(await problem(["MITREDEN_PUBLIC_SCHEME": "ftp"]).contains("allowed are http, https"))
        #expect(await problem(["MITREDEN_LISTEN_PORT": "viele"]) == "MITREDEN_LISTEN_PORT is \"viele\"; it must be a number from 0 to 65535")
        #expect(await problem(["MITREDEN_LISTEN_PORT": "70000"]).contains("from 0 to 65535"))
        #expect(await problem(["MITREDEN_LOG_LEVEL": "laut"]).contains("allowed are trace, debug"))
        #expect(await problem(["MITREDEN_CLOCK_AHEAD_HOURS": "24"]).contains("development only"))
        #expect(await problem(["MITREDEN_CLOCK_AHEAD_HOURS": "24", "MITREDEN_ENVIRONMENT": "development"]) == "none")
        let unknown = await problem(["MITREDEN_PROT": "8080"])
        #expect(unknown.contains("MITREDEN_PROT, which Mitreden does not know") && unknown.contains("MITREDEN_LISTEN_PORT"))
    }

    @Test func environmentWinsOverTheFile() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("settings-\(UUID()).env")
        defer { try? FileManager.default.removeItem(at: file) }
        try "# ein Kommentar\nMITREDEN_LISTEN_PORT=9000\nMITREDEN_BASE_DOMAIN=Rat.Example\n".write(to: file, atomically: true, encoding: .utf8)
        let settings = try await Settings.load(file: file.path, environment: ["MITREDEN_LISTEN_PORT": "9001"])
        #expect(settings.listenPort == 9001 && settings.baseDomain == "rat.example")
        #expect(settings.origin(of: "harburg") == "https://harburg.rat.example")
        try "MITREDEN_TYPO=1\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(await problem([:], file: file.path).contains("MITREDEN_TYPO"))
        #expect(await problem([:], file: "/nirgends.env") == "cannot read /nirgends.env")
    }

    @Test func theExampleIsWholeAndLoads() async throws {
        let example = TestDatabase.repository.appendingPathComponent("config/mitreden.example.env")
        _ = try await Settings.load(file: example.path, environment: [:])
        let text = try String(contentsOf: example, encoding: .utf8)
        for name in Settings.names { #expect(text.contains(name), "\(name) is not documented") }
    }
}
