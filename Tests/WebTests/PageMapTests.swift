import Core
import HTML
import Testing

@testable import Web

@Suite struct PageMapTests {
    private let map = PageMap(
        (["/", "/konferenzen/{conference}", "/konferenzen/neu", "/konferenzen/{conference}/tische/{table}"] as [PathTemplate]).map {
            .get($0, for: .everyone) { _, _ in .redirect("/") }
        })

    @Test(arguments: [
        ("/konferenzen/{conference}/tische/{table}/notizen" as PathTemplate, "/konferenzen/16-hik/tische/4"),
        ("/konferenzen/{conference}/schritte/{step}", "/konferenzen/16-hik"), ("/konferenzen/neu", "/konferenzen/neu"), ("/abmeldung", "/"),
    ])
    func findsThePageOfAForm(template: PathTemplate, page: String) {
        #expect(map.address(of: template, ["conference": "16-hik", "table": "4", "step": "beginn"]).text == page)
    }

    @Test func findsThePageAtAnAddress() throws {
        let found = try #require(map.page(at: "/konferenzen/16%20hik/tische/4?sprache=ar"))
        #expect(found.parameters == ["conference": "16 hik", "table": "4"])
        #expect(try #require(map.page(at: "/konferenzen/neu")).route.template.text == "/konferenzen/neu", "a written part goes first")
        #expect(map.page(at: "/nirgends") == nil && map.page(at: "/konferenzen/") == nil)
    }
}
