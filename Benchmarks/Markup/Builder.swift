internal import HTML

/// The same page as a result builder: each element is a value that writes itself.
enum Builder {
    struct Node {
        let write: (inout Markup) -> Void
    }

    @resultBuilder enum Content {
        static func buildExpression(_ node: Node) -> Node { node }
        static func buildExpression(_ text: String) -> Node { Node { $0.text(text) } }
        static func buildBlock(_ nodes: Node...) -> Node { Node { h in for node in nodes { node.write(&h) } } }
        static func buildArray(_ nodes: [Node]) -> Node { Node { h in for node in nodes { node.write(&h) } } }
        static func buildOptional(_ node: Node?) -> Node { node ?? Node { _ in } }
        static func buildEither(first node: Node) -> Node { node }
        static func buildEither(second node: Node) -> Node { node }
    }

    static func element(_ name: StaticString, _ attributes: [Attribute], @Content _ content: () -> Node) -> Node {
        let inner = content()
        return Node { h in h.element(name, attributes) { h in inner.write(&h) } }
    }

    static func main(_ a: Attribute..., @Content content: () -> Node) -> Node { element("main", a, content) }
    static func header(_ a: Attribute..., @Content content: () -> Node) -> Node { element("header", a, content) }
    static func article(_ a: Attribute..., @Content content: () -> Node) -> Node { element("article", a, content) }
    static func h1(_ a: Attribute..., @Content content: () -> Node) -> Node { element("h1", a, content) }
    static func h3(_ a: Attribute..., @Content content: () -> Node) -> Node { element("h3", a, content) }
    static func p(_ a: Attribute..., @Content content: () -> Node) -> Node { element("p", a, content) }
    static func a(_ a: Attribute..., @Content content: () -> Node) -> Node { element("a", a, content) }
    static func ul(_ a: Attribute..., @Content content: () -> Node) -> Node { element("ul", a, content) }
    static func li(_ a: Attribute..., @Content content: () -> Node) -> Node { element("li", a, content) }
    static func span(_ a: Attribute..., @Content content: () -> Node) -> Node { element("span", a, content) }

    static func page(_ items: [Item]) -> [UInt8] {
        let page = main(.id("inhalt"), .class("page stack")) {
            header(.class("stack tight")) {
                h1 { "Empfehlungen" }
                p(.class("lead")) { "Vom Satz am Tisch bis zur Antwort." }
            }
            for item in items { card(item) }
        }
        var h = Markup()
        page.write(&h)
        return h.bytes
    }

    private static func card(_ item: Item) -> Node {
        article(.class("card stack tight")) {
            h3 { a(.href(item.path)) { item.title } }
            p { item.text }
            ul(.class("chain")) { for step in item.steps { li(.class(step.isDone ? "done" : "waiting")) { span { step.name } } } }
            if let number = item.number { p(.class("meta")) { "Drucksache \(number)" } }
        }
    }
}
