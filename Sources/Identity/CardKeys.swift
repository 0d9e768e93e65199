internal import Core
internal import Crypto
internal import Foundation

/// The key that turns a card's code into what the database stores. It lives outside the database:
/// whoever steals the tables cannot try codes against them.
public struct CardKeys: Sendable {
    public enum Problem: Error, CustomStringConvertible {
        case tooShort(Int)
        public var description: String {
            switch self {
            case .tooShort(let count): "the secret key has \(count) characters; it needs at least 32"
            }
        }
    }

    private let key: SymmetricKey

    /// - Parameter secret: at least 32 characters of randomness.
    public init(secret: String) throws {
        guard secret.utf8.count >= 32 else { throw Problem.tooShort(secret.utf8.count) }
        key = SymmetricKey(data: SHA256.hash(data: Array(secret.utf8)))
    }

    /// HMAC-SHA-256 over tenant and code: the same code in two councils is stored differently.
    func code(_ code: CardCode, of tenant: ID<Tenant>) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("\(tenant):\(code.text)".utf8), using: key))
    }
}
