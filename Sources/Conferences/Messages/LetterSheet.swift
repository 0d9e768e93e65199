internal import Core
internal import HTML
internal import Web

extension Markup {
    /// A sheet of paper with an address where an envelope's window is (DIN 5008, form B), in the language of its reader.
    mutating func letter(_ v: Visit, for reader: Visit, to address: String, content: Content) {
        article(.class("letter"), .lang(reader.language.code), .dir(reader.language.isRightToLeft ? "rtl" : "ltr")) { h in
            h.div(.class("window"), .lang("de"), .dir("ltr")) { h in
                h.p(v.site.name.german, .class("meta"))
                // Line by line: a name in Arabic must not turn the street around.
                h.p { h in
                    for (index, line) in address.split(separator: "\n").enumerated() {
                        if index > 0 { h.text("\n") }
                        h.text(Typed(String(line)))
                    }
                }
            }
            h.p(Line(reader.text(v.site.name), reader.dates.day(v.now)), .class("meta"))
            content(&h)
        }
    }
}
