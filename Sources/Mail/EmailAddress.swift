/// An e-mail address as people have them: `name@domain.tld`. Narrower than RFC 5321 allows (no quotes, no addresses of machines, no
/// letters beyond ASCII, which many servers do not take), and so nothing in it can end a header or a command.
public struct EmailAddress: Hashable, Sendable {
    /// As it was typed, without white space around it.
    public let text: String
    /// By which two ways of typing the same address are one: small letters.
    public var key: String { text.lowercased() }

    /// Nil when it cannot be one.
    public init?(_ typed: String) {
        // Pasted from a message or a contact: <fatma@example.org>, mailto:…
        var text = typed.filter { !$0.isWhitespace }
        if text.hasPrefix("<"), text.hasSuffix(">") { text = String(text.dropFirst().dropLast()) }
        if text.lowercased().hasPrefix("mailto:") { text = String(text.dropFirst(7)) }
        let sides = text.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, text.utf8.count <= 254, Self.isLocal(sides[0]), Self.isDomain(sides[1]) else { return nil }
        self.text = text
    }

    private static func isLocal(_ part: Substring) -> Bool {
        guard (1...64).contains(part.utf8.count), !part.hasPrefix("."), !part.hasSuffix("."), !part.contains("..") else { return false }
        return part.utf8.allSatisfy { isLetterOrDigit($0) || Array(".!#$%&'*+-/=?^_`{|}~".utf8).contains($0) }
    }

    private static func isDomain(_ part: Substring) -> Bool {
        let labels = part.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, part.utf8.count <= 253, labels.last?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) == false else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
