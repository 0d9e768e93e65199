internal import Crypto
internal import CryptoExtras
public import Foundation
public import Web

/// An authenticator made of software: what Chromium's virtual one does, in process, and whatever no honest one would do.
public struct Authenticator: Sendable {
    public enum Key: Sendable { case es256, rs256 }

    private enum Secret: Sendable {
        case p256(P256.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)
    }

    private let secret: Secret
    public let credential: [UInt8]
    public var handle: String?
    public var signCount: UInt32 = 0
    /// User present, user verified.
    public var flags: UInt8 = 0x05
    public var origin: String
    public var host: String
    public var crossOrigin = false
    public var type: String?

    public init(_ key: Key = .es256, origin: String) throws {
        secret = key == .es256 ? .p256(P256.Signing.PrivateKey()) : .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048))
        credential = (0..<32).map { _ in UInt8.random(in: 0...255) }
        self.origin = origin
        host = URL(string: origin)?.host() ?? ""
    }

    /// The answer to a page's question about a new passkey.
    public func create(_ challenge: String) -> String {
        let attested = [UInt8](repeating: 0, count: 16) + [UInt8(credential.count >> 8), UInt8(credential.count & 255)] + credential + [0xa0]
        let (key, algorithm): (Data, Int) =
            switch secret {
            case .p256(let key): (key.publicKey.derRepresentation, -7)
            case .rsa(let key): (key.publicKey.derRepresentation, -257)
            }
        return json([
            "id": text(credential), "clientDataJSON": text(clientData(type ?? "webauthn.create", challenge)),
            "authenticatorData": text(data(0x40) + attested), "publicKey": text(Array(key)), "algorithm": algorithm,
        ])
    }

    /// The answer to a page's question who somebody is.
    public func get(_ challenge: String) throws -> String {
        let client = clientData(type ?? "webauthn.get", challenge)
        let bytes = data(0)
        let signed = bytes + Array(SHA256.hash(data: client))
        let signature: Data =
            switch secret {
            case .p256(let key): try key.signature(for: signed).derRepresentation
            case .rsa(let key): try key.signature(for: SHA256.hash(data: signed), padding: .insecurePKCS1v1_5).rawRepresentation
            }
        var fields: [String: Any] = [
            "id": text(credential), "clientDataJSON": text(client), "authenticatorData": text(bytes), "signature": text(Array(signature)),
        ]
        if let handle { fields["userHandle"] = handle }
        return json(fields)
    }

    private func clientData(_ type: String, _ challenge: String) -> [UInt8] {
        Array(json(["type": type, "challenge": challenge, "origin": origin, "crossOrigin": crossOrigin]).utf8)
    }

    private func data(_ more: UInt8) -> [UInt8] {
        Array(SHA256.hash(data: Array(host.utf8))) + [flags | more] + (0..<4).reversed().map { UInt8(truncatingIfNeeded: signCount >> (8 * $0)) }
    }

    private func text(_ bytes: [UInt8]) -> String { Web.Secret.base64URL(bytes) }

    private func json(_ fields: [String: Any]) -> String {
        String(
            decoding: (try? JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys, .withoutEscapingSlashes])) ?? Data(), as: UTF8.self)
    }
}

extension Visitor {
    /// What the script of a page asks for before the browser's dialog.
    public mutating func question(_ path: String) async throws -> String {
        let answer = try await get(path)
        let fields = try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any]
        guard let challenge = fields?["challenge"] as? String else { throw TestHouse.Problem(description: "no challenge: \(answer.status)") }
        return challenge
    }
}
