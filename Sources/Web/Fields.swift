public import Core
public import HTML

// Form fields. Each has a label, may have a hint, shows its own error and keeps what was typed.

/// How a field looks and behaves, apart from its name and label.
public struct FieldStyle: Sendable {
    public var hint: String?
    public var isOptional = false
    public var type = "text"
    public var autocomplete: String?
    public var inputmode: String?
    public var rows = 0
    public var initial: String?
    public var classes: String?
    /// The language that is typed here, where it is not the page's: what is stored as German is German.
    public var language: Language?
    /// How many characters fit, for the browser to count; the same number is given to ``FormReader/text(_:limit:isRequired:)``.
    public var limit: Int?
    /// The words of the behaviour that makes more of the field where there is JavaScript, by what they stand for; see programme.js.
    public var programme: String?
    /// Name under which the browser keeps a draft until the server has it.
    public var keep: String?

    public init() {}
    public static func make(_ change: (inout FieldStyle) -> Void = { _ in }) -> FieldStyle {
        var style = FieldStyle()
        change(&style)
        return style
    }
}

extension FieldStyle {
    /// For a field whose text is stored as the binding German one.
    public static func german(_ change: (inout FieldStyle) -> Void = { _ in }) -> FieldStyle {
        make { style in
            style.language = .german
            change(&style)
        }
    }
}

extension Markup {
    /// One line, or several when `rows` is set.
    public mutating func field(_ name: String, _ label: String, _ state: FormState, _ t: Wording, _ style: FieldStyle = FieldStyle()) {
        let value = state.values[name] ?? style.initial ?? ""
        labelled(name, label, state, t, style) { h, attributes in
            let common =
                attributes + [
                    .autocomplete(style.autocomplete), .class(style.classes), .lang(style.language?.code), .dir("auto"),
                    .data("data-keep", style.keep), .data("data-limit", style.limit.map(String.init)),
                    .data("data-limit-text", style.limit.map { t("form.limit", ["limit": $0]) }),
                    .data("data-kept-text", style.keep == nil ? nil : t("form.kept")), .data("data-programme", style.programme),
                ]
            if style.rows > 0 {
                // A textarea swallows a first line end; give it one to swallow.
                h.element("textarea", common + [.rows(style.rows)], text: "\n" + value)
            } else {
                h.void("input", common + [.type(style.type), .value(value), .inputmode(style.inputmode)])
            }
        }
    }

    /// A choice from a list that unfolds.
    public mutating func selection(
        _ name: String, _ label: String, _ options: [(value: String, label: String)], _ state: FormState, _ t: Wording,
        _ style: FieldStyle = FieldStyle()
    ) {
        let value = state.values[name] ?? style.initial
        labelled(name, label, state, t, style) { h, attributes in
            h.element("select", attributes) { h in
                for option in options { h.option(option.label, .value(option.value), .selected(option.value == value)) }
            }
        }
    }

    /// Label, hint and error around a control; the control gets the attributes that tie it to them.
    private mutating func labelled(
        _ name: String, _ label: String, _ state: FormState, _ t: Wording, _ style: FieldStyle, control: (inout Markup, [Attribute]) -> Void
    ) {
        let problem = state.problem(name)
        let id = state.idPrefix + name
        div(.class(problem == nil ? "field" : "field wrong")) { h in
            h.label(.for(id)) { h in
                h.text(label)
                if style.isOptional {
                    h.text(" ")
                    h.span(t("form.optional"), .class("optional"))
                }
            }
            if let hint = style.hint { h.p(hint, .class("hint"), .id(id + "-hint")) }
            if let problem { h.fieldError(problem, of: id, label: label) }
            let described = [style.hint == nil ? nil : id + "-hint", problem == nil ? nil : id + "-error"].compactMap { $0 }
            let references = described.isEmpty ? nil : described.joined(separator: " ")
            control(&h, [.id(id), .name(name), .describedby(references), .invalid(problem != nil)])
        }
    }

    /// Boxes to tick or, with `type: "radio"`, one to choose.
    public mutating func options(
        _ legend: String, _ type: String, _ options: [(name: String, value: String, label: any Words, hint: String?)], _ state: FormState,
        hint: String? = nil, across: Bool = false
    ) {
        let problem = options.first.flatMap { state.problem($0.name) }
        fieldset(.class(["field", across ? "across" : "", problem == nil ? "" : "wrong"].filter { !$0.isEmpty }.joined(separator: " "))) { h in
            h.legend(legend)
            if let hint { h.p(hint, .class("hint")) }
            if let problem { h.fieldError(problem, of: state.idPrefix + (options.first?.name ?? ""), label: legend) }
            for (index, option) in options.enumerated() {
                h.label(.class("option")) { h in
                    h.input(
                        .type(type), .name(option.name), .value(option.value), .id(index == 0 ? state.idPrefix + option.name : nil),
                        .checked(state.values.all(option.name).contains(option.value)))
                    h.span { h in
                        h.write(option.label)
                        if let hint = option.hint { h.small(hint) }
                    }
                }
            }
        }
    }

    private mutating func write(_ words: some Words) { text(words) }
}
