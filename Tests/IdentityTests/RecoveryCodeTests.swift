import Testing

@testable import Identity

@Suite struct RecoveryCodeTests {
    @Test func isReadAsItIsTyped() throws {
        let code = RecoveryCode()
        let groups = code.groups
        #expect(groups.count == 3 && groups.joined() == code.text && code.text.count == 12)
        for typed in [code.text.lowercased(), groups.joined(separator: " "), groups.joined(separator: "-"), "  \(groups.joined(separator: " – ")) "] {
            #expect(RecoveryCode(typed: typed) == code)
        }
        for typed in ["", String(code.text.dropLast()), code.text + "A", code.text.dropLast() + "0", code.text.dropLast() + "ß", "🙂"] {
            #expect(RecoveryCode(typed: String(typed)) == nil)
        }
    }
}
