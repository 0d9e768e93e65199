internal import Core
internal import Web

/// A code for whoever has lost the device with their passkey; printed and put away. Twelve characters of the cards' alphabet: 59 random
/// bits, and the database knows them only under a key that it does not have.
struct RecoveryCode: Hashable, Sendable {
    static let count = 8
    static let length = 12

    let text: String

    init() {
        var generator = SystemRandomNumberGenerator()
        text = String((0..<Self.length).map { _ in CardCode.alphabet.randomElement(using: &generator)! })
    }

    /// Reads what somebody typed: spaces, dots and dashes do not matter, nor does case.
    init?(typed: String) {
        let characters = typed.uppercased().filter { CardCode.alphabet.contains($0) }
        let others = typed.filter { !$0.isWhitespace && !"-–.·_".contains($0) }
        guard characters.count == Self.length, others.count == Self.length else { return nil }
        text = characters
    }

    /// Three groups of four, as printed and read aloud.
    var groups: [String] { stride(from: 0, to: Self.length, by: 4).map { start in String(text.dropFirst(start).prefix(4)) } }

    func mac(_ houseKey: HouseKey, of tenant: ID<Tenant>) -> [UInt8] { houseKey.mac("recovery \(tenant) \(text)") }
}
