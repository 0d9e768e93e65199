internal import Core
internal import Crypto
internal import Foundation

/// The secret in a session's cookie: 256 random bits. The database knows only its hash.
public struct SessionToken: Sendable {
    public let text: String

    public init() { text = Secret.random(bytes: 32) }
    /// From a cookie; nil when it cannot be one.
    init?(_ text: String) {
        guard text.utf8.count == 43 else { return nil }
        self.text = text
    }

    public var hash: [UInt8] { Secret.hash(text) }
}

/// By which a form knows for whom it was made. Two cards on one phone, two tabs: what one has opened, the other must not send
/// unawares. Against strangers stands the check of the origin, not this.
struct FormMark: Sendable {
    static let field = "_wer"

    /// Of the session: when it fits, nobody has to look further.
    private let session: String
    /// The same at every session of a person; also for drafts that stay on the device.
    let person: String

    init(_ token: SessionToken, _ person: ID<Person>) {
        session = Self.short("form " + token.text)
        self.person = Self.of(person)
    }

    /// From a form; nil where there is none.
    init?(_ text: String?) {
        let parts = (text ?? "").split(separator: ".")
        guard parts.count == 2 else { return nil }
        (session, person) = (String(parts[0]), String(parts[1]))
    }

    var text: String { session + "." + person }

    func fits(_ token: SessionToken) -> Bool { session == Self.short("form " + token.text) }

    static func of(_ person: ID<Person>) -> String { short("draft \(person)") }
    private static func short(_ text: String) -> String { Secret.base64URL(Array(Secret.hash(text).prefix(9))) }
}

/// Random secrets and their hashes.
public enum Secret {
    /// Random bytes in base64url (RFC 4648, section 5) without padding.
    public static func random(bytes count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return base64URL((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// SHA-256. Enough for secrets of 128 random bits and more; nothing to guess.
    public static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    public static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var result = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let chunk = bytes[start..<min(start + 3, bytes.count)]
            let number = chunk.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - chunk.count))
            for position in 0...chunk.count { result.append(alphabet[number >> (18 - 6 * position) & 63]) }
        }
        return result
    }

    /// The other way round; nil when it is none.
    public static func bytes(base64URL text: String) -> [UInt8]? {
        guard !text.contains("="), !text.contains("+"), !text.contains("/") else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + padding).map { Array($0) }
    }
}
