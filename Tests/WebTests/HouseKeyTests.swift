import Testing

@testable import Web

@Suite struct HouseKeyTests {
    @Test func needsALongSecret() { #expect(throws: (any Error).self) { try HouseKey(secret: "kurz") } }

    @Test func whatIsSealedOpensOnlyHere() throws {
        let key = try HouseKey(secret: String(repeating: "a", count: 32))
        let other = try HouseKey(secret: String(repeating: "b", count: 32))
        let text = Array("fatma@example.org".utf8)
        let sealed = key.seal(text, for: "harburg 1")
        #expect(key.open(sealed, from: "harburg 1") == text)
        #expect(key.open(sealed, from: "wandsbek 1") == nil)
        #expect(other.open(sealed, from: "harburg 1") == nil)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(key.open(changed, from: "harburg 1") == nil)
        }
        #expect(key.open([], from: "harburg 1") == nil)
        #expect(key.seal(text, for: "harburg 1") != sealed, "the same text is sealed differently each time")
        #expect(key.mac("a") != other.mac("a") && key.mac("a") == key.mac("a"))
    }
}
