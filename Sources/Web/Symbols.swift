internal import Foundation
public import HTML

/// Number, shape and colour together: people who do not read German can still find "4, diamond".
public enum Symbol {
    private struct Shape {
        let name: Wording.Key
        let outline: String
        /// Where the number's base line lies in the 48 × 48 field, so that it looks centred in this shape.
        let baseline: String
        var isSmall = false
    }

    private static let shapes = [
        Shape(name: "symbol.circle", outline: "M24 4a20 20 0 1 0 0 40a20 20 0 1 0 0-40Z", baseline: "32"),
        Shape(name: "symbol.triangle", outline: "M24 5L44 41H4Z", baseline: "37", isSmall: true),
        Shape(name: "symbol.square", outline: "M7 7H41V41H7Z", baseline: "32"),
        Shape(name: "symbol.diamond", outline: "M24 3L45 24L24 45L3 24Z", baseline: "32"),
        Shape(name: "symbol.pentagon", outline: "M24 4L44 18.7L36.4 42H11.6L4 18.7Z", baseline: "34"),
        Shape(name: "symbol.hexagon", outline: "M13.5 5H34.5L45 24L34.5 43H13.5L3 24Z", baseline: "32"),
        Shape(
            name: "symbol.star",
            outline: "M24 3L30.4 15.2L44 17.5L34.4 27.4L36.3 41L24 35L11.7 41L13.6 27.4L4 17.5L17.6 15.2Z", baseline: "31.5", isSmall: true),
        Shape(name: "symbol.drop", outline: "M24 3C31 13 40 20 40 29.5A16 15.5 0 0 1 8 29.5C8 20 17 13 24 3Z", baseline: "36"),
    ]

    /// "4, Raute"
    public static func name(_ number: Int, _ t: Wording) -> String { "\(number), \(t(shapes[(number - 1) % 8].name))" }

    /// The drawing. Hidden from assistive technology unless it is given a `label`.
    public static func drawing(_ number: Int, class extra: String = "", label: String? = nil, frame: String = "") -> TrustedHTML {
        let shape = shapes[(number - 1) % 8]
        let classes = ["symbol", "s\((number - 1) % 8 + 1)", (9...16).contains(number) ? "open" : "", extra].filter { !$0.isEmpty }
        let small = shape.isSmall || number >= 10 ? #" class="small""# : ""
        return TrustedHTML(
            drawing: #"<svg class="\#(classes.joined(separator: " "))" viewBox="0 0 48 48"\#(frame) \#(naming(label))>"#
                + #"<path class="shape" d="\#(shape.outline)"/><text x="24" y="\#(shape.baseline)"\#(small)>\#(number)</text></svg>"#)
    }

    fileprivate static func naming(_ label: String?) -> String {
        guard let label else { return #"aria-hidden="true""# }
        var name = Markup(capacity: 64)
        name.text(label)
        return #"role="img" aria-label="\#(String(decoding: name.bytes, as: UTF8.self))""#
    }
}

/// The round table: mark of the house, and picture of a table's state.
public enum RoundTable {
    /// The mark: a table with eight seats, one of them yours.
    public static let mark = TrustedHTML(
        literal: """
            <svg class="mark" viewBox="0 0 48 48" aria-hidden="true"><circle class="top" cx="24" cy="24" r="10"/>\
            <circle class="seat" cx="36.73" cy="11.27" r="3.6"/><circle class="seat" cx="42" cy="24" r="3.6"/>\
            <circle class="seat" cx="36.73" cy="36.73" r="3.6"/><circle class="seat" cx="24" cy="42" r="3.6"/>\
            <circle class="seat" cx="11.27" cy="36.73" r="3.6"/><circle class="seat" cx="6" cy="24" r="3.6"/>\
            <circle class="seat" cx="11.27" cy="11.27" r="3.6"/><circle class="seat mine" cx="24" cy="5.5" r="4.3"/></svg>
            """)

    /// A table seen from above.
    /// - Parameters:
    ///   - seats: chairs around it; more than 16 are drawn as 16.
    ///   - taken: how many of them somebody sits on, from the top clockwise.
    ///   - mine: whether the viewer is one of them.
    ///   - number: the table's symbol in the middle.
    public static func drawing(seats: Int, taken: Int, mine: Bool = false, number: Int? = nil, label: String? = nil, class extra: String = "")
        -> TrustedHTML
    {
        let count = min(16, max(3, seats))
        let taken = min(taken, count)
        let radius = min(7.5, 0.72 * 40 * sin(.pi / Double(count)))
        func text(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
        var svg =
            #"<svg class="\#(["round-table", extra].filter { !$0.isEmpty }.joined(separator: " "))" viewBox="0 0 100 100" \#(Symbol.naming(label))>"#
        svg += #"<circle class="top" cx="50" cy="50" r="\#(text(40 - radius - 4.5))"/>"#
        for seat in 0..<count {
            let angle = (-90 + 360 * Double(seat) / Double(count)) * .pi / 180
            let (x, y) = (text(50 + 40 * cos(angle)), text(50 + 40 * sin(angle)))
            if mine && seat == taken - 1 {
                svg +=
                    #"<circle class="seat mine" cx="\#(x)" cy="\#(y)" r="\#(text(radius + 1.5))"/><circle class="dot" cx="\#(x)" cy="\#(y)" r="\#(text(radius * 0.38))"/>"#
            } else if seat < taken {
                svg += #"<circle class="seat taken" cx="\#(x)" cy="\#(y)" r="\#(text(radius))"/>"#
            } else {
                svg += #"<circle class="seat" cx="\#(x)" cy="\#(y)" r="\#(text(radius - 0.75))"/>"#
            }
        }
        var drawing = Markup(capacity: 512)
        if let number { drawing.trusted(Symbol.drawing(number, frame: #" x="32" y="32" width="36" height="36""#)) }
        return TrustedHTML(drawing: svg + String(decoding: drawing.bytes, as: UTF8.self) + "</svg>")
    }
}
