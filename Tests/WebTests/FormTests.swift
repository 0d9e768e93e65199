import Core
import Testing

@testable import Web

@Suite struct FormDataTests {
    @Test func readsUrlEncodedForms() {
        let form = FormData(urlEncoded: "a=1&b=x+y&b=%C3%A4%26&leer=&%F0%9F%99%82=%D8%A7")
        #expect(form["a"] == "1")
        #expect(form.all("b") == ["x y", "ä&"])
        #expect(form["leer"] == "")
        #expect(form["🙂"] == "ا")
        #expect(form["fehlt"] == nil)
    }

    @Test(arguments: ["%", "%4", "%zz", "a=%", "=", "&&&", "a=%C3"])
    func survivesMalformedInput(text: String) { _ = FormData(urlEncoded: text) }

    @Test func travelsUnchanged() {
        let form = FormData([("a", "1 + 1 = 2 & mehr"), ("b", "مرحبا 🙂"), ("a", "\r\n")])
        #expect(FormData(urlEncoded: form.urlEncoded) == form)
        #expect(form.without("a").pairs.map(\.name) == ["b"])
    }

    @Test func dropsWhatTurnsOtherTextAround() {
        #expect("a\u{202e}b\u{2066}c\u{0}d\te\nf".withoutControls == "abcd\te\nf")
        #expect("می\u{200c}خواهم \u{200f}أ 👩‍👧".withoutControls == "می\u{200c}خواهم \u{200f}أ 👩‍👧", "what people type with stays")
    }

    @Test func trims() { #expect(" \n\t a b \r\n".trimmed == "a b") }
}
