public import Core
internal import Database
public import HTML

public import struct Foundation.Date

// The parts a page is made of: one accessible component for each need. All of them stand on /werkstatt/bausteine.

extension Markup {
    /// The head of a page: what, and in a sentence why.
    public mutating func pageHead(_ title: some Words, meta: (any Words)? = nil, lead: (any Words)? = nil) {
        header(.class("stack tight")) { h in
            if let meta { h.paragraph(meta, "meta") }
            h.h1(title)
            if let lead { h.paragraph(lead, "lead") }
        }
    }

    private mutating func paragraph(_ words: some Words, _ style: String) { p(words, .class(style)) }

    public enum Mood: String { case good, bad, warm }

    /// Says how something went. Announced when the page is read.
    public mutating func notice(_ mood: Mood, _ title: String, _ content: Content = { _ in }) {
        div(.class("notice \(mood.rawValue)"), .role(mood == .bad ? "alert" : "status")) { h in
            h.h2(title)
            content(&h)
        }
    }

    /// A button's form, or one without anything that could be wrong. Without the browser's own bubbles: they speak the browser's language.
    public mutating func postForm(_ action: Path, _ extra: Attribute..., content: Content) {
        element("form", [.post, .action(action), .class("stack"), .novalidate] + extra, content)
    }

    /// A form that is typed into. It carries its submission key, and where something is wrong it begins with a list of that.
    public mutating func postForm(_ action: Path, _ state: FormState, _ t: Wording, _ extra: Attribute..., content: Content) {
        element("form", [.post, .action(action), .class("stack"), .novalidate] + extra) { h in
            h.input(.type("hidden"), .name("schluessel"), .value(state.key.description))
            let (start, shown) = (h.bytes.count, h.fieldErrors.count)
            content(&h)
            let errors = Array(h.fieldErrors.dropFirst(shown))
            if !state.problems.isEmpty { h.insert(at: start) { $0.problems(state, errors, t) } }
        }
    }

    /// The list of what is wrong, each linked to its field; takes the focus when the page opens.
    private mutating func problems(_ state: FormState, _ errors: [FieldError], _ t: Wording) {
        div(.class("notice bad"), .role("alert"), .tabindex(-1), .id("fehler"), .data("autofocus")) { h in
            h.h2(t("form.problems", ["count": state.problems.count]))
            h.p(t("form.nothingLost"))
            h.ul { h in
                for error in errors {
                    h.li { h in
                        h.a(.href(Path.here(error.id))) { h in
                            if let label = error.label { h.text(label + ": ") }
                            h.text(error.message)
                        }
                    }
                }
                for problem in state.problems where !errors.contains(where: { $0.id == state.idPrefix + problem.field }) { h.li(problem.message) }
            }
        }
    }

    /// A button that does one thing by POST.
    public mutating func actionButton(
        _ action: Path, _ label: String, class style: String = "button", fields: KeyValuePairs<String, String> = [:], confirm: Confirmation? = nil
    ) {
        element("form", [.post, .action(action)]) { h in
            for field in fields { h.input(.type("hidden"), .name(field.key), .value(field.value)) }
            h.button(
                label, .class(style), .data("data-confirm", confirm?.question), .data("data-confirm-text", confirm?.text),
                .data("data-confirm-yes", confirm?.yes), .data("data-confirm-no", confirm?.no))
        }
    }

    /// The last and largest button of a form.
    public mutating func submit(_ label: String, class style: String = "button wide") { button(label, .class(style)) }

    public mutating func facts(_ facts: [(any Words, any Words)]) {
        dl(.class("facts")) { h in
            for (name, value) in facts {
                h.div { h in
                    h.term(name)
                    h.definition(value)
                }
            }
        }
    }

    private mutating func term(_ value: some Words) { dt(value) }
    private mutating func definition(_ value: some Words) { dd(value) }

    public mutating func tag(_ text: String, _ mood: Mood? = nil) { span(text, .class(mood.map { "tag \($0.rawValue)" } ?? "tag")) }

    /// Large links to what comes next; the one thing that is now stands out.
    public mutating func tiles(_ tiles: [Tile]) {
        if tiles.isEmpty { return }
        ul(.class("tiles")) { h in
            for tile in tiles {
                h.li { h in
                    h.a(.class(tile.isNow ? "tile now" : "tile"), .href(tile.path)) { h in
                        if let symbol = tile.symbol { h.trusted(Symbol.drawing(symbol)) }
                        h.span { h in
                            h.strong(words: tile.title)
                            if !tile.detail.words.isEmpty { h.small(words: tile.detail) }
                        }
                    }
                }
            }
        }
    }

    private mutating func strong(words: some Words) { strong(words) }
    private mutating func small(words: some Words) { small(words) }

    /// Nothing is here yet: what will be, and how it comes here.
    public mutating func empty(_ title: String, _ text: String, action: (label: String, path: Path)? = nil) {
        div(.class("empty")) { h in
            h.trusted(RoundTable.drawing(seats: 8, taken: 0))
            h.h2(title)
            h.p(text)
            if let action { h.a(action.label, .class("button"), .href(action.path)) }
        }
    }

    /// A table that a phone shows row by row.
    public mutating func table(_ caption: String, columns: [String], rows: [[Content]]) {
        div(.class("scroll"), .role("region"), .label(caption), .tabindex(0)) { h in
            h.table(.class("table rows")) { h in
                h.caption(caption)
                h.thead { h in h.tr { h in for column in columns { h.th(column, .scope("col")) } } }
                h.tbody { h in
                    for row in rows {
                        h.tr { h in
                            for (index, cell) in row.enumerated() {
                                if index == 0 {
                                    h.th(.scope("row"), content: cell)
                                } else {
                                    h.td(.data("data-label", columns[index]), content: cell)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A running clock; without JavaScript it shows when time is up.
    public mutating func clock(until end: Date, _ v: Visit) {
        time(
            v.t("time.clock", ["time": v.dates.time(end)]), .class("clock"), .datetime(DateStyle.machine(end)),
            .data("data-ends", DateStyle.machine(end)), .data("data-now", DateStyle.machine(v.now)),
            .data("data-say-5", v.t("time.left", ["count": 5])), .data("data-say-1", v.t("time.left", ["count": 1])),
            .data("data-say-0", v.t("time.over")))
    }

    /// A result as a bar that can be read in black and white.
    public mutating func resultBar(_ title: some Words, symbol: Int, yes: Int, no: Int, abstain: Int, _ t: Wording, verdict: (String, Mood)? = nil) {
        let all = max(1, yes + no + abstain)
        func percent(_ part: Int) -> String { "\(((Double(part) * 1000 / Double(all)).rounded()) / 10)%" }
        div(.class("bar")) { h in
            h.p(.class("bar-label")) { h in
                h.trusted(Symbol.drawing(symbol))
                h.strong(title)
                if let verdict { h.tag(verdict.0, verdict.1) }
            }
            var rects = ""
            for (kind, part, start) in [("yes", yes, 0), ("no", no, yes), ("abstain", abstain, yes + no)] where part > 0 {
                rects += #"<rect class="\#(kind)" x="\#(percent(start))" width="\#(percent(part))" height="100%"/>"#
            }
            h.trusted(TrustedHTML(drawing: #"<svg class="track" aria-hidden="true">\#(rects)</svg>"#))
            h.barKey(t, ["yes": yes, "no": no, "abstain": abstain])
        }
    }

    /// What the parts of a bar mean and, for one bar, how large they are.
    public mutating func barKey(_ t: Wording, _ counts: [String: Int] = [:]) {
        ul(.class("bar-key")) { h in
            for (kind, key) in [("yes", "choice.yes" as Wording.Key), ("no", "choice.no"), ("abstain", "choice.abstain")] {
                h.li(.class(kind)) { h in
                    if let count = counts[kind] { h.element("b", [], text: "\(count)") }
                    h.text(" ")
                    h.span(t(key))
                }
            }
        }
    }

    /// A longer text with blank lines between its paragraphs; single line ends stay line ends.
    public mutating func paragraphs(_ text: Phrase, _ attributes: Attribute...) {
        if text.text.isEmpty { return }
        div(.class("stack tight lines")) { h in
            for part in text.text.split(separator: "\n\n") {
                h.element("p", attributes, text: Phrase(text: String(part).trimmed, language: text.language))
            }
        }
    }

    /// A list of the languages spoken, in their own names.
    public mutating func languageTags(_ languages: [Language]) {
        p(.class("row")) { h in
            for language in languages {
                h.span(.class("tag"), .lang(language.code), .dir(language.isRightToLeft ? "rtl" : "ltr")) { $0.text(language.ownName) }
            }
        }
    }
}

/// What is asked before something that cannot be undone. Without JavaScript the button does it at once; so it is never the only guard.
public struct Confirmation: Sendable {
    let question: String
    let text: String
    let yes: String
    let no: String
    public init(_ question: String, _ text: String, yes: String, no: String) {
        self.question = question
        self.text = text
        self.yes = yes
        self.no = no
    }
}
