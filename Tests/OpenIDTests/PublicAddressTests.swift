import Testing

@testable import OpenID

/// What our server must not be made to knock at.
@Suite struct PublicAddressTests {
    private func bytes(_ text: String) async throws -> [UInt8] { try #require(await PublicAddress.resolve(text).first).bytes }

    @Test(arguments: [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "192.0.0.192", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "2002:a00:1::", "2001::1", "2001:db8::1", "ff02::1", "2130706433", "0x7f.1", "127.1",
    ]) func isClosed(_ text: String) async throws {
        let bytes = try await bytes(text)
        #expect(!PublicAddress.isPublic(bytes))
    }

    @Test(arguments: ["8.8.8.8", "172.15.255.255", "172.32.0.1", "100.128.0.1", "193.0.0.1", "2a00:1450:4001:800::1", "2600::1", "2001:4860::8888"])
    func isOpen(_ text: String) async throws {
        let bytes = try await bytes(text)
        #expect(PublicAddress.isPublic(bytes))
    }

    /// In production nothing on this machine is asked, under whatever name.
    @Test(arguments: [
        "http://example.org/", "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://2130706433/", "https://127.1/",
        "file:///etc/passwd",
        "https://user:pass@example.org/", "gopher://example.org/", "https:///", "", "javascript:alert(1)",
    ]) func isRefused(_ address: String) async throws {
        await #expect(throws: ProviderClient.Problem.self) { _ = try await ProviderClient(reach: .publicNet, time: .seconds(1)).get(address) }
    }

    @Test func aDeveloperMayAskTheirOwnMachineAndNobodyElseInTheClear() async throws {
        let client = ProviderClient(reach: .thisMachineToo, time: .seconds(1))
        for address in ["http://10.0.0.1/", "http://8.8.8.8/", "https://192.168.0.1/"] {
            let problem = await #expect(throws: ProviderClient.Problem.self) { _ = try await client.get(address) }
            #expect(problem?.description.contains("not public") == true)
        }
    }
}
