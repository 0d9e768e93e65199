internal import Core
internal import Web

/// The printed code of a participation card: eight random characters and one that checks them.
///
/// The alphabet has 31 characters, none of which looks or sounds like another in the hall (no 0/O, 1/I/L).
/// 31 is prime, so the check character, a weighted sum modulo 31 as in ISBN-10, finds every single wrong
/// character and every swap of two neighbours.
public struct CardCode: Hashable, Sendable {
    public static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    static let length = 8

    /// Nine characters, upper case, without spaces.
    public let text: String

    public init() {
        var generator = SystemRandomNumberGenerator()
        let characters = (0..<Self.length).map { _ in Self.alphabet.randomElement(using: &generator)! }
        text = String(characters) + String(Self.check(characters))
    }

    public enum Mistake: Error, Equatable {
        case length
        /// A character that no card has.
        case character(Character)
        /// A slip of the finger: the check character does not fit.
        case check
    }

    /// Reads what somebody typed: spaces, dots and dashes do not matter, nor does case.
    public init(typed: String) throws(Mistake) {
        let characters = typed.uppercased().filter { !$0.isWhitespace && !"-–.·_".contains($0) }
        for character in characters where !Self.alphabet.contains(character) { throw .character(character) }
        guard characters.count == Self.length + 1, let last = characters.last else { throw .length }
        guard Self.check(Array(characters.dropLast())) == last else { throw .check }
        text = String(characters)
    }

    private static func check(_ characters: [Character]) -> Character {
        let sum = characters.enumerated().reduce(0) { $0 + ($1.offset + 2) * (alphabet.firstIndex(of: $1.element) ?? 0) }
        return alphabet[sum % alphabet.count]
    }

    /// Three groups of three, as printed and read aloud.
    public var groups: [String] {
        stride(from: 0, to: text.count, by: 3).map { start in String(text.dropFirst(start).prefix(3)) }
    }

    /// The last two characters, by which people tell cards apart.
    public var ending: String { String(text.suffix(2)) }
}

extension HouseKey {
    /// By tenant and code: the same code in two councils is stored differently.
    func code(_ code: CardCode, of tenant: ID<Tenant>) -> [UInt8] { mac("\(tenant):\(code.text)") }
}
