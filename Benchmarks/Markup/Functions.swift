internal import HTML

/// The same page written as functions into a buffer: the house's own way.
enum Functions {
    static func page(_ items: [Item]) -> [UInt8] {
        var h = Markup()
        h.main(.id("inhalt"), .class("page stack")) { h in
            h.header(.class("stack tight")) { h in
                h.h1("Empfehlungen")
                h.p("Vom Satz am Tisch bis zur Antwort.", .class("lead"))
            }
            for item in items { card(&h, item) }
        }
        return h.bytes
    }

    private static func card(_ h: inout Markup, _ item: Item) {
        h.article(.class("card stack tight")) { h in
            h.h3 { h in h.a(item.title, .href(item.path)) }
            h.p(item.text)
            h.ul(.class("chain")) { h in
                for step in item.steps { h.li(.class(step.isDone ? "done" : "waiting")) { h in h.span(step.name) } }
            }
            if let number = item.number { h.p("Drucksache \(number)", .class("meta")) }
        }
    }
}
