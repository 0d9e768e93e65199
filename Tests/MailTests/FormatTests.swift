import Core
import Foundation
import Testing

@testable import Mail

@Suite struct EmailAddressTests {
    @Test(arguments: [
        "fatma@example.org", " Fatma.Y+rat@post.example.org ", "<a@b.de>", "mailto:a@b.de", "o'neil@sub-domain.example.co", "a@xn--mller-kva.de",
    ])
    func takesWhatPeopleHave(_ typed: String) { #expect(EmailAddress(typed) != nil) }

    @Test(arguments: [
        "", "@", "fatma", "fatma@", "@example.org", "fatma@example", "a@b@c.de", "a b@", "a@b..de", ".a@b.de", "a.@b.de", "a..b@c.de", "a@-b.de",
        "a@b-.de", "a@1.2.3.4", "a@[127.0.0.1]", "\"a b\"@c.de", "a@b.de\r\nBcc: x@y.de", "müller@example.org", "a@müller.de", "a,b@c.de", "a;b@c.de",
        "a@b.de>", "a<b@c.de", String(repeating: "a", count: 65) + "@b.de", "a@" + String(repeating: "b.", count: 130) + "de",
    ])
    func refusesTheRest(_ typed: String) { #expect(EmailAddress(typed) == nil) }

    @Test func oneAddressHowEverItIsTyped() { #expect(EmailAddress("Fatma@Example.ORG")?.key == EmailAddress("fatma@example.org")?.key) }
}

@Suite struct MessageFormatTests {
    @Test(arguments: [
        "Kurz", "Ihre Anmeldung bei: Integrationsrat Harburg – Übergänge für alle, die hier leben und arbeiten",
        "تسجيل دخولك لدى: مجلس الاندماج في هاربورغ وفي كل المدينة", "😀👨‍👩‍👧‍👦😀👨‍👩‍👧‍👦😀👨‍👩‍👧‍👦",
    ])
    func foldsHeadersAtWholeLetters(_ text: String) throws {
        let lines = MessageFormat.words(text, after: 9).components(separatedBy: "\r\n ")
        var decoded = ""
        for (index, line) in lines.enumerated() {
            #expect(line.utf8.count <= 75 && line.utf8.count + (index == 0 ? 9 : 1) <= 78)
            let match = try #require(line.wholeMatch(of: /=\?utf-8\?B\?([A-Za-z0-9+\/=]+)\?=/))
            let bytes = try #require(Data(base64Encoded: String(match.1)))
            decoded += try #require(String(data: bytes, encoding: .utf8), "a letter was cut in two")
        }
        #expect(decoded == text)
    }

    @Test func nothingEndsAHeader() {
        let words = MessageFormat.words("Rat\r\nBcc: alle@example.org", after: 6)
        #expect(!words.contains("Bcc") && words.components(separatedBy: "\r\n").dropFirst().allSatisfy { $0.hasPrefix(" ") })
    }

    @Test func tellsTheTimeAsMailDoes() {
        #expect(MessageFormat.date(Date(timeIntervalSince1970: 1_731_691_800)) == "Fri, 15 Nov 2024 17:30:00 +0000")
    }
}
