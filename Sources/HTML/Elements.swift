// One method for each element in use: with content, or with one text.

extension Markup {
    public mutating func html(_ a: Attribute..., content: Content) { element("html", a, content) }
    public mutating func head(_ a: Attribute..., content: Content) { element("head", a, content) }
    public mutating func title(_ a: Attribute..., content: Content) { element("title", a, content) }
    public mutating func title(_ text: some Words, _ a: Attribute...) { element("title", a, text: text) }
    public mutating func body(_ a: Attribute..., content: Content) { element("body", a, content) }
    public mutating func body(_ text: some Words, _ a: Attribute...) { element("body", a, text: text) }
    public mutating func header(_ a: Attribute..., content: Content) { element("header", a, content) }
    public mutating func header(_ text: some Words, _ a: Attribute...) { element("header", a, text: text) }
    public mutating func footer(_ a: Attribute..., content: Content) { element("footer", a, content) }
    public mutating func footer(_ text: some Words, _ a: Attribute...) { element("footer", a, text: text) }
    public mutating func main(_ a: Attribute..., content: Content) { element("main", a, content) }
    public mutating func main(_ text: some Words, _ a: Attribute...) { element("main", a, text: text) }
    public mutating func nav(_ a: Attribute..., content: Content) { element("nav", a, content) }
    public mutating func nav(_ text: some Words, _ a: Attribute...) { element("nav", a, text: text) }
    public mutating func section(_ a: Attribute..., content: Content) { element("section", a, content) }
    public mutating func section(_ text: some Words, _ a: Attribute...) { element("section", a, text: text) }
    public mutating func article(_ a: Attribute..., content: Content) { element("article", a, content) }
    public mutating func article(_ text: some Words, _ a: Attribute...) { element("article", a, text: text) }
    public mutating func aside(_ a: Attribute..., content: Content) { element("aside", a, content) }
    public mutating func aside(_ text: some Words, _ a: Attribute...) { element("aside", a, text: text) }
    public mutating func div(_ a: Attribute..., content: Content) { element("div", a, content) }
    public mutating func div(_ text: some Words, _ a: Attribute...) { element("div", a, text: text) }
    public mutating func p(_ a: Attribute..., content: Content) { element("p", a, content) }
    public mutating func p(_ text: some Words, _ a: Attribute...) { element("p", a, text: text) }
    public mutating func span(_ a: Attribute..., content: Content) { element("span", a, content) }
    public mutating func span(_ text: some Words, _ a: Attribute...) { element("span", a, text: text) }
    public mutating func a(_ a: Attribute..., content: Content) { element("a", a, content) }
    public mutating func a(_ text: some Words, _ a: Attribute...) { element("a", a, text: text) }
    public mutating func ul(_ a: Attribute..., content: Content) { element("ul", a, content) }
    public mutating func ol(_ a: Attribute..., content: Content) { element("ol", a, content) }
    public mutating func li(_ a: Attribute..., content: Content) { element("li", a, content) }
    public mutating func li(_ text: some Words, _ a: Attribute...) { element("li", a, text: text) }
    public mutating func h1(_ a: Attribute..., content: Content) { element("h1", a, content) }
    public mutating func h1(_ text: some Words, _ a: Attribute...) { element("h1", a, text: text) }
    public mutating func h2(_ a: Attribute..., content: Content) { element("h2", a, content) }
    public mutating func h2(_ text: some Words, _ a: Attribute...) { element("h2", a, text: text) }
    public mutating func h3(_ a: Attribute..., content: Content) { element("h3", a, content) }
    public mutating func h3(_ text: some Words, _ a: Attribute...) { element("h3", a, text: text) }
    public mutating func h4(_ a: Attribute..., content: Content) { element("h4", a, content) }
    public mutating func h4(_ text: some Words, _ a: Attribute...) { element("h4", a, text: text) }
    public mutating func strong(_ a: Attribute..., content: Content) { element("strong", a, content) }
    public mutating func strong(_ text: some Words, _ a: Attribute...) { element("strong", a, text: text) }
    public mutating func em(_ a: Attribute..., content: Content) { element("em", a, content) }
    public mutating func em(_ text: some Words, _ a: Attribute...) { element("em", a, text: text) }
    public mutating func small(_ a: Attribute..., content: Content) { element("small", a, content) }
    public mutating func small(_ text: some Words, _ a: Attribute...) { element("small", a, text: text) }
    public mutating func form(_ a: Attribute..., content: Content) { element("form", a, content) }
    public mutating func label(_ a: Attribute..., content: Content) { element("label", a, content) }
    public mutating func label(_ text: some Words, _ a: Attribute...) { element("label", a, text: text) }
    public mutating func fieldset(_ a: Attribute..., content: Content) { element("fieldset", a, content) }
    public mutating func legend(_ a: Attribute..., content: Content) { element("legend", a, content) }
    public mutating func legend(_ text: some Words, _ a: Attribute...) { element("legend", a, text: text) }
    public mutating func button(_ a: Attribute..., content: Content) { element("button", a, content) }
    public mutating func button(_ text: some Words, _ a: Attribute...) { element("button", a, text: text) }
    public mutating func textarea(_ a: Attribute..., content: Content) { element("textarea", a, content) }
    public mutating func textarea(_ text: some Words, _ a: Attribute...) { element("textarea", a, text: text) }
    public mutating func select(_ a: Attribute..., content: Content) { element("select", a, content) }
    public mutating func option(_ a: Attribute..., content: Content) { element("option", a, content) }
    public mutating func option(_ text: some Words, _ a: Attribute...) { element("option", a, text: text) }
    public mutating func details(_ a: Attribute..., content: Content) { element("details", a, content) }
    public mutating func details(_ text: some Words, _ a: Attribute...) { element("details", a, text: text) }
    public mutating func summary(_ a: Attribute..., content: Content) { element("summary", a, content) }
    public mutating func summary(_ text: some Words, _ a: Attribute...) { element("summary", a, text: text) }
    public mutating func dl(_ a: Attribute..., content: Content) { element("dl", a, content) }
    public mutating func dt(_ a: Attribute..., content: Content) { element("dt", a, content) }
    public mutating func dt(_ text: some Words, _ a: Attribute...) { element("dt", a, text: text) }
    public mutating func dd(_ a: Attribute..., content: Content) { element("dd", a, content) }
    public mutating func dd(_ text: some Words, _ a: Attribute...) { element("dd", a, text: text) }
    public mutating func table(_ a: Attribute..., content: Content) { element("table", a, content) }
    public mutating func thead(_ a: Attribute..., content: Content) { element("thead", a, content) }
    public mutating func tbody(_ a: Attribute..., content: Content) { element("tbody", a, content) }
    public mutating func tr(_ a: Attribute..., content: Content) { element("tr", a, content) }
    public mutating func th(_ a: Attribute..., content: Content) { element("th", a, content) }
    public mutating func th(_ text: some Words, _ a: Attribute...) { element("th", a, text: text) }
    public mutating func td(_ a: Attribute..., content: Content) { element("td", a, content) }
    public mutating func td(_ text: some Words, _ a: Attribute...) { element("td", a, text: text) }
    public mutating func caption(_ a: Attribute..., content: Content) { element("caption", a, content) }
    public mutating func caption(_ text: some Words, _ a: Attribute...) { element("caption", a, text: text) }
    public mutating func time(_ a: Attribute..., content: Content) { element("time", a, content) }
    public mutating func time(_ text: some Words, _ a: Attribute...) { element("time", a, text: text) }
    public mutating func blockquote(_ a: Attribute..., content: Content) { element("blockquote", a, content) }
    public mutating func blockquote(_ text: some Words, _ a: Attribute...) { element("blockquote", a, text: text) }
    public mutating func dialog(_ a: Attribute..., content: Content) { element("dialog", a, content) }
    public mutating func dialog(_ text: some Words, _ a: Attribute...) { element("dialog", a, text: text) }
    public mutating func noscript(_ a: Attribute..., content: Content) { element("noscript", a, content) }
    public mutating func noscript(_ text: some Words, _ a: Attribute...) { element("noscript", a, text: text) }
    public mutating func figure(_ a: Attribute..., content: Content) { element("figure", a, content) }
    public mutating func figure(_ text: some Words, _ a: Attribute...) { element("figure", a, text: text) }
    public mutating func figcaption(_ a: Attribute..., content: Content) { element("figcaption", a, content) }
    public mutating func figcaption(_ text: some Words, _ a: Attribute...) { element("figcaption", a, text: text) }
    public mutating func meta(_ a: Attribute...) { void("meta", a) }
    public mutating func link(_ a: Attribute...) { void("link", a) }
    public mutating func input(_ a: Attribute...) { void("input", a) }
    public mutating func br(_ a: Attribute...) { void("br", a) }
    public mutating func hr(_ a: Attribute...) { void("hr", a) }
}
