internal import Core
internal import Crypto
internal import Foundation

/// The one secret that lives outside the database. What it has keyed or sealed, nobody who steals the tables can try, read or make.
public struct HouseKey: Sendable {
    public enum Problem: Error, CustomStringConvertible {
        case tooShort(Int)
        public var description: String {
            switch self {
            case .tooShort(let count): "the secret key has \(count) characters; it needs at least 32"
            }
        }
    }

    private let key: SymmetricKey
    private let sealing: SymmetricKey

    /// - Parameter secret: at least 32 characters of randomness.
    public init(secret: String) throws {
        guard secret.utf8.count >= 32 else { throw Problem.tooShort(secret.utf8.count) }
        key = SymmetricKey(data: SHA256.hash(data: Array(secret.utf8)))
        sealing = HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("sealing".utf8), outputByteCount: 32)
    }

    /// HMAC-SHA-256: by which something is found again that is stored nowhere. What it is for, and whose, is part of the text.
    public func mac(_ text: String) -> [UInt8] { Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)) }

    /// Compared in constant time.
    public func isMAC(_ mac: [UInt8], of text: String) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: Array(text.utf8), using: key)
    }

    /// AES-256-GCM with a nonce of its own each time (NIST SP 800-38D).
    /// - Parameter place: where it is kept; what was sealed for one place opens at no other.
    public func seal(_ bytes: [UInt8], for place: String) -> [UInt8] {
        guard let box = try? AES.GCM.seal(bytes, using: sealing, authenticating: Array(place.utf8)), let combined = box.combined else {
            preconditionFailure("AES-GCM takes every text and every key of 32 bytes")
        }
        return Array(combined)
    }

    /// Nil when it was sealed with another key, for another place, or changed.
    public func open(_ sealed: [UInt8], from place: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        return (try? AES.GCM.open(box, using: sealing, authenticating: Array(place.utf8))).map { Array($0) }
    }
}
