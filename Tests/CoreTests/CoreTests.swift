import Core
import Testing

@Suite struct LocalizedTextTests {
    private let text = LocalizedText(["de": "Tisch", "en": "table", "ar": ""])

    @Test func givesTheReadersLanguage() { #expect(text.in(.english) == Phrase(text: "table", language: nil)) }

    @Test func fallsBackToGermanAndSaysSo() {
        #expect(text.in(.arabic) == Phrase(text: "Tisch", language: .german))
        #expect(text.in(.german) == Phrase(text: "Tisch", language: nil))
    }
}

@Suite struct PermissionTests {
    @Test func everyoneNeedsNobody() {
        #expect(Permission.everyone.allows(nil))
        #expect(Permission.everyone.allows([]))
    }

    @Test func signedInNeedsSomebody() {
        #expect(!Permission.signedIn.allows(nil))
        #expect(Permission.signedIn.allows([]))
    }

    @Test(arguments: Role.allCases)
    func rolesNeedOneOfThem(role: Role) {
        let permission = Permission.roles(.desk, .moderator)
        #expect(permission.allows([role]) == (role == .desk || role == .moderator))
        #expect(!permission.allows(nil))
    }
}

@Suite struct IdentifierTests {
    @Test func readsOnlyUUIDs() {
        #expect(ID<Person>("7") == nil)
        #expect(ID<Person>("0191b9a0-0000-7000-8000-000000000001")?.description == "0191b9a0-0000-7000-8000-000000000001")
    }
}
