import Crypto
import Foundation
import TestSupport
import Testing
import Web

@testable import OpenID

/// How often a provider is asked, and what happens when it changes its keys. The provider is in Tests/ServerTests.
@Suite struct ProviderDirectoryTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func exchange(_ directory: ProviderDirectory, _ issuer: String, sign: String) async throws -> ProviderClaims {
        let claims: [String: Any] = [
            "iss": issuer, "aud": "mitreden", "sub": "u", "nonce": "n", "iat": now.timeIntervalSince1970, "exp": now.timeIntervalSince1970 + 60,
        ]
        let verifier = Secret.random(bytes: 32)
        let challenge = Secret.base64URL(Array(SHA256.hash(data: Array(verifier.utf8))))
        let code = Secret.base64URL(Array(try JSONSerialization.data(withJSONObject: ["claims": claims, "sign": sign, "challenge": challenge])))
        return try await directory.exchange(
            ReturnedCode(code, redirect: "https://here", verifier: verifier, nonce: "n"),
            at: KnownProvider(issuer: issuer, clientID: "mitreden", secret: "ge heim:"), now: now)
    }

    private func asked(_ server: PythonServer) async throws -> [String: Int] {
        let body = try await ProviderClient(reach: .thisMachineToo, time: .seconds(60)).get("http://127.0.0.1:\(server.port)/asked")
        return try JSONDecoder().decode([String: Int].self, from: Data(body))
    }

    @Test func newKeysAreFetchedButNotForEveryForgery() async throws {
        let server = try PythonServer("ServerTests/provider_server.py")
        let issuer = "http://127.0.0.1:\(server.port)/rotating"
        let patient = ProviderDirectory(client: ProviderClient(reach: .thisMachineToo, time: .seconds(60)))
        #expect(try await exchange(patient, issuer, sign: "RS256").subject == "u")
        for _ in 0..<5 { await #expect(throws: IDToken.Problem.self) { _ = try await exchange(patient, issuer, sign: "unknown") } }
        #expect(try await asked(server)["rotating"] == 1, "five forgeries and not one question")
        let eager = ProviderDirectory(client: ProviderClient(reach: .thisMachineToo, time: .seconds(60)), pause: .zero)
        #expect(try await exchange(eager, issuer, sign: "new").subject == "u")
        #expect(try await asked(server)["rotating"] == 2)
        await #expect(throws: (any Error).self) { _ = try await exchange(eager, issuer, sign: "RS256") }
    }

    @Test func manyAtOnceAskOnce() async throws {
        let server = try PythonServer("ServerTests/provider_server.py")
        let directory = ProviderDirectory(client: ProviderClient(reach: .thisMachineToo, time: .seconds(60)))
        let issuer = "http://127.0.0.1:\(server.port)/rotating"
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 { group.addTask { _ = try await directory.metadata(of: issuer) } }
            try await group.waitForAll()
        }
        #expect(try await asked(server)["rotating"] == 1)
    }

    @Test(arguments: ["slow", "huge", "broken", "redirect", "nonsense", "impostor", "local"]) func badHabitsEndInAProblem(_ habit: String)
        async throws
    {
        let server = try PythonServer("ServerTests/provider_server.py")
        let directory = ProviderDirectory(client: ProviderClient(reach: .thisMachineToo, time: habit == "slow" ? .seconds(2) : .seconds(60)))
        for _ in 0..<3 {
            await #expect(throws: ProviderClient.Problem.self) {
                _ = try await directory.metadata(of: "http://127.0.0.1:\(server.port)/\(habit)")
            }
        }
    }
}
