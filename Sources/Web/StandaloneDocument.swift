public import Core
public import HTML

/// A page that is read without us: in a mail program, or from a disk. Nothing is fetched; its style sheet stands in its head.
public struct StandaloneDocument: Sendable {
    public let language: Language
    public let title: String
    /// The council's.
    public let hue: Int

    public init(language: Language, title: String, hue: Int) {
        self.language = language
        self.title = title
        self.hue = hue
    }

    /// - Parameter style: rules besides those for paragraphs, from the council's colours.
    public func bytes(style: (_ color: (String) -> String) -> String = { _ in "" }, _ body: (inout Markup) -> Void) -> [UInt8] {
        let colors = Theme(hue: hue).light
        func color(_ name: String) -> String { colors[name]?.hex ?? "#222222" }
        let common = """
            body { margin: 0; padding: 24px 12px; background: \(color("paper")); color: \(color("ink")); font: 17px/1.5 system-ui, sans-serif; }
            main { max-width: 560px; margin: 0 auto; padding: 28px 26px; background: \(color("card")); border: 1px solid \(color("line")); border-radius: 14px; }
            h1 { margin: 0 0 14px; font-size: 24px; line-height: 1.25; }
            p { margin: 0 0 14px; }
            """
        var h = Markup(capacity: 8192)
        h.trusted(TrustedHTML(literal: "<!DOCTYPE html>"))
        h.element("html", [.lang(language.code), .dir(language.isRightToLeft ? "rtl" : "ltr")]) { h in
            h.element("head", []) { h in
                h.void("meta", [.charset("utf-8")])
                h.void("meta", [.name("viewport"), .content("width=device-width, initial-scale=1")])
                h.void("meta", [.name("color-scheme"), .content("light")])
                h.element("title", [], text: title)
                h.trusted(TrustedHTML(drawing: "<style>\(common)\n\(style(color))</style>"))
            }
            h.element("body", []) { h in h.main { h in body(&h) } }
        }
        return h.bytes
    }
}
