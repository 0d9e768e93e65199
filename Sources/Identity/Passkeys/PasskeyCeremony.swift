internal import Core
internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Web

/// What an authenticator and its browser have brought back, and what must be true of it (Web Authentication, Level 3, sections 7.1 and
/// 7.2). Attestation is not asked for, so the browser's own reading of the key is taken as it is: whoever could change that could as well
/// make a key of their own. Pure.
enum PasskeyCeremony {
    /// As the page's script writes it into the form; all in base64url.
    struct Reply: Decodable {
        var id: String
        var clientDataJSON: String
        var authenticatorData: String
        // Of a new one:
        var publicKey: String?
        var algorithm: Int?
        // Of one that signs in:
        var signature: String?
        var userHandle: String?

        /// Longer than any real one is nonsense; 2,000 bytes of key and 1,023 of id are the most that is kept.
        static let limit = 16 * 1024

        init?(_ text: String) {
            guard text.utf8.count <= Self.limit, let reply = try? JSONDecoder().decode(Reply.self, from: Data(text.utf8)) else { return nil }
            self = reply
        }
    }

    enum Kind: String {
        case create = "webauthn.create"
        case get = "webauthn.get"
    }

    enum Problem: Error, Equatable {
        case malformed
        /// For another kind of ceremony, another page, or inside of one.
        case elsewhere
        /// The authenticator has not asked for finger, face or PIN.
        case notVerified
        case unknownKey
        case wrongSignature
        /// It has counted less than before: perhaps a copy.
        case copied
    }

    struct New: Sendable {
        let credential: [UInt8]
        let publicKey: [UInt8]
        let algorithm: PasskeyKey.Algorithm
        let signCount: Int
        let isSynced: Bool
    }

    struct Used: Sendable {
        let signCount: Int
        let isSynced: Bool
    }

    /// The challenge that was signed; whether it is one of ours is for ``BrowserChallenge`` to say.
    static func challenge(_ reply: Reply) throws(Problem) -> String { try clientData(reply).challenge }

    static func create(_ reply: Reply, origin: String) throws(Problem) -> New {
        let data = try check(reply, .create, origin: origin)
        guard let credential = Secret.bytes(base64URL: reply.id), credential == data.credential, let number = reply.algorithm,
            let algorithm = PasskeyKey.Algorithm(rawValue: number), let publicKey = reply.publicKey.flatMap({ Secret.bytes(base64URL: $0) }),
            publicKey.count <= 2000, PasskeyKey(algorithm, publicKey) != nil
        else { throw .malformed }
        return New(
            credential: credential, publicKey: publicKey, algorithm: algorithm, signCount: data.signCount, isSynced: data.isBackedUp)
    }

    static func get(_ reply: Reply, origin: String, key: PasskeyKey, signCount known: Int) throws(Problem) -> Used {
        let data = try check(reply, .get, origin: origin)
        guard let clientData = Secret.bytes(base64URL: reply.clientDataJSON), let signature = reply.signature.flatMap({ Secret.bytes(base64URL: $0) })
        else { throw .malformed }
        guard key.hasSigned(data.bytes + Array(SHA256.hash(data: clientData)), signature) else { throw .wrongSignature }
        if known > 0 || data.signCount > 0, data.signCount <= known { throw .copied }
        return Used(signCount: data.signCount, isSynced: data.isBackedUp)
    }

    private struct ClientData: Decodable {
        let type: String
        let challenge: String
        let origin: String
        let crossOrigin: Bool?
        let topOrigin: String?
    }

    private static func clientData(_ reply: Reply) throws(Problem) -> ClientData {
        guard let bytes = Secret.bytes(base64URL: reply.clientDataJSON), let data = try? JSONDecoder().decode(ClientData.self, from: Data(bytes))
        else { throw .malformed }
        return data
    }

    private static func check(_ reply: Reply, _ kind: Kind, origin: String) throws(Problem) -> AuthenticatorData {
        let client = try clientData(reply)
        guard client.type == kind.rawValue, client.origin == origin, client.crossOrigin != true, client.topOrigin == nil else { throw .elsewhere }
        guard let bytes = Secret.bytes(base64URL: reply.authenticatorData), let data = AuthenticatorData(bytes) else { throw .malformed }
        guard data.relyingPartyHash == Array(SHA256.hash(data: Array(relyingParty(origin).utf8))) else { throw .elsewhere }
        guard data.isPresent, data.isVerified else { throw .notVerified }
        return data
    }

    /// The council's own host and nothing above it: a passkey of one council is none at its sibling.
    static func relyingParty(_ origin: String) -> String { URL(string: origin)?.host() ?? "" }
}

/// What an authenticator says of itself (section 6.1).
struct AuthenticatorData {
    let bytes: [UInt8]
    let relyingPartyHash: [UInt8]
    let isPresent: Bool
    let isVerified: Bool
    /// Lives on more than one device, or is to.
    let isBackedUp: Bool
    let signCount: Int
    /// Of a new one.
    let credential: [UInt8]?

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 37 else { return nil }
        self.bytes = bytes
        relyingPartyHash = Array(bytes[0..<32])
        let flags = bytes[32]
        isPresent = flags & 0x01 != 0
        isVerified = flags & 0x04 != 0
        isBackedUp = flags & 0x10 != 0
        // Backed up and yet not able to be: no authenticator says so.
        if isBackedUp && flags & 0x08 == 0 { return nil }
        signCount = bytes[33..<37].reduce(0) { $0 << 8 | Int($1) }
        guard flags & 0x40 != 0 else {
            credential = nil
            return
        }
        guard bytes.count >= 55 else { return nil }
        let length = Int(bytes[53]) << 8 | Int(bytes[54])
        guard (1...1023).contains(length), bytes.count >= 55 + length else { return nil }
        credential = Array(bytes[55..<55 + length])
    }
}

/// The public half of a passkey.
struct PasskeyKey {
    /// Numbers of COSE (RFC 9053, RFC 8812): all authenticators have ES256; those of older Windows machines have RS256 alone.
    enum Algorithm: Int, CaseIterable, Sendable {
        case es256 = -7
        case rs256 = -257
    }

    private enum Key {
        case p256(P256.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
    }

    private let key: Key

    /// - Parameter der: a SubjectPublicKeyInfo. Nil when it is none, of another kind, or too weak (RSA below 2048 bits).
    init?(_ algorithm: Algorithm, _ der: [UInt8]) {
        switch algorithm {
        case .es256:
            guard let key = try? P256.Signing.PublicKey(derRepresentation: der) else { return nil }
            self.key = .p256(key)
        case .rs256:
            guard let key = try? _RSA.Signing.PublicKey(derRepresentation: der) else { return nil }
            self.key = .rsa(key)
        }
    }

    func hasSigned(_ bytes: [UInt8], _ signature: [UInt8]) -> Bool {
        switch key {
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: bytes)
        case .rsa(let key):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
        }
    }
}
