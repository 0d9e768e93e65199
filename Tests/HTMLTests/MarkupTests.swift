import HTML
import Testing

@Suite struct MarkupTests {
    private func text(_ content: Markup.Content) -> String {
        var h = Markup()
        content(&h)
        return String(decoding: h.bytes, as: UTF8.self)
    }

    @Test func escapesTextAndAttributes() {
        let html = text { h in h.p("<b>\"&'</b>", .title("a\"b<c>&'")) }
        #expect(html == "<p title=\"a&quot;b&lt;c&gt;&amp;&#39;\">&lt;b&gt;&quot;&amp;&#39;&lt;/b&gt;</p>")
    }

    @Test func leavesOutAbsentAttributesAndWritesFlagsBare() {
        let html = text { h in h.input(.name("a"), .class(nil), .checked(true), .required(false)) }
        #expect(html == "<input name=\"a\" checked>")
    }

    @Test func marksTextOfAnotherLanguage() {
        struct Foreign: Words {
            let words = "مرحبا"
            let ownLanguage: TextLanguage? = TextLanguage(code: "ar", isRightToLeft: true)
        }
        #expect(text { $0.p(Foreign()) } == "<p lang=\"ar\" dir=\"rtl\">مرحبا</p>")
        #expect(text { $0.text(Foreign()) } == "<span lang=\"ar\" dir=\"rtl\">مرحبا</span>")
    }

    @Test func keepsDirectionsApart() {
        struct Foreign: Words {
            let words = "مرحبا"
            let ownLanguage: TextLanguage? = TextLanguage(code: "ar", isRightToLeft: true)
        }
        #expect(text { $0.p(Typed("<Anna>")) } == "<p><bdi>&lt;Anna&gt;</bdi></p>")
        #expect(text { $0.p(Line("a", nil, Foreign())) } == "<p><bdi>a</bdi> · <bdi lang=\"ar\" dir=\"rtl\">مرحبا</bdi></p>")
    }

    @Test func insertsBeforeWhatWasWritten() {
        let html = text { h in
            h.p("a")
            let place = h.bytes.count
            h.fieldError("zu kurz", of: "name", label: "Ihr Name")
            let errors = h.fieldErrors
            h.insert(at: place) { h in for error in errors { h.a("\(error.label ?? ""): \(error.message)", .href(Path.here(error.id))) } }
        }
        #expect(html == "<p>a</p><a href=\"#name\">Ihr Name: zu kurz</a><p class=\"error\" id=\"name-error\">zu kurz</p>")
    }

    @Test func nestsContent() {
        #expect(text { h in h.ul { h in for number in 1...2 { h.li("\(number)") } } } == "<ul><li>1</li><li>2</li></ul>")
    }
}

@Suite struct LocationTests {
    @Test func fillsPlacesEscaped() {
        let template: PathTemplate = "/konferenzen/{conference}/tische/{table}"
        #expect(template.parameters == ["conference", "table"])
        #expect(template.path("16 hik/..", "ä\"").text == "/konferenzen/16%20hik%2F../tische/%C3%A4%22")
    }

    @Test func encodesQueriesAndFragments() {
        let path: Path = "/karte"
        #expect(path.query(["weiter": "/a?b=c&d", "x": "ü"]).text == "/karte?weiter=%2Fa%3Fb%3Dc%26d&x=%C3%BC")
        #expect(path.fragment("a b").text == "/karte#a%20b")
    }

    @Test(arguments: ["https://böse.example", "//boese.example", "/\\boese.example", "javascript:alert(1)", "", "/a b", "/a\nb"])
    func refusesPathsThatLeaveTheHost(text: String) { #expect(Path(local: text) == nil) }

    @Test func acceptsLocalPaths() { #expect(Path(local: "/konferenzen/16-hik?x=1")?.text == "/konferenzen/16-hik?x=1") }

    @Test(arguments: ["javascript:alert(1)", "ftp://a", "data:text/html,x", "http://a b", "https://a\"b"])
    func refusesStrangeAddresses(text: String) { #expect(ExternalURL(text) == nil) }

    @Test func acceptsWebAddresses() { #expect(ExternalURL("https://bv-hh.de/harburg?x=1#y") != nil) }
}
