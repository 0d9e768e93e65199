internal import Crypto

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

/// Random secrets and their hashes.
public enum Secret {
    /// Random bytes in base64url (RFC 4648, section 5) without padding.
    public static func random(bytes count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return base64URL((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// SHA-256. Enough for secrets of 128 random bits and more; nothing to guess.
    public static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var result = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let chunk = bytes[start..<min(start + 3, bytes.count)]
            let number = chunk.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - chunk.count))
            for position in 0...chunk.count { result.append(alphabet[number >> (18 - 6 * position) & 63]) }
        }
        return result
    }
}
