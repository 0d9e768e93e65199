internal import Core
internal import Foundation
internal import JWTKit
internal import Web

/// A provider's metadata (OpenID Connect Discovery 1.0), as far as it matters here.
public struct ProviderMetadata: Sendable {
    public let issuer: String
    /// Its page on which people sign in.
    public let authorization: String
    let token: String
    let keys: String
    /// The client's secret goes into the form instead of a header.
    let wantsSecretInForm: Bool

    private struct Document: Decodable {
        let issuer: String
        let authorization_endpoint: String
        let token_endpoint: String
        let jwks_uri: String
        let token_endpoint_auth_methods_supported: [String]?
    }

    /// - Throws: when it is not this issuer's own, or names addresses that must not be asked.
    init(_ json: [UInt8], of issuer: String, _ client: ProviderClient) throws {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(json)) else {
            throw ProviderClient.Problem("\(issuer) has no readable metadata")
        }
        guard document.issuer == issuer else { throw ProviderClient.Problem("\(issuer) calls itself \(document.issuer.prefix(100))") }
        for address in [document.authorization_endpoint, document.token_endpoint, document.jwks_uri] { _ = try client.check(address) }
        self.issuer = issuer
        authorization = document.authorization_endpoint
        token = document.token_endpoint
        keys = document.jwks_uri
        let methods = document.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
        wantsSecretInForm = !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
    }
}

/// What a provider says of whoever signed in there, after everything about it was checked.
public struct ProviderClaims: Sendable {
    public let subject: String
    public let name: String?
    /// All that are texts, numbers, yes and no, or lists of them; for the rules of a council.
    public let values: [String: [String]]
}

/// An ID token (OpenID Connect Core 1.0, sections 2 and 3.1.3.7).
enum IDToken {
    /// By what keys alone can a provider sign; none that we would share with it, and not none at all.
    static let algorithms: Set<String> = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
    /// Clocks that differ by less understand each other.
    static let skew: TimeInterval = 60

    struct Problem: Error, Equatable, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }
    /// It is signed with a key that is not among these: perhaps a new one.
    struct UnknownKey: Error {}

    static func check(_ token: String, keys: [UInt8], issuer: String, clientID: String, nonce: String, now: Date) async throws -> ProviderClaims {
        guard let header = header(token), algorithms.contains(header.alg), let algorithm = JWK.Algorithm(rawValue: header.alg) else {
            throw Problem("signed by no method of ours")
        }
        let suitable = Self.keys(keys).filter { fits($0, algorithm) && (header.kid == nil || $0.keyIdentifier?.string == header.kid) }
        guard var key = suitable.first, header.kid != nil || suitable.count == 1 else { throw UnknownKey() }
        key.algorithm = algorithm
        key.keyIdentifier = JWKIdentifier(string: header.kid ?? "the only one")
        let collection = JWTKeyCollection()
        try await collection.add(jwk: key, isDefault: true)
        let claims: [String: Value]
        do { claims = try await collection.verify(token, as: Payload.self).claims } catch { throw Problem("the signature is wrong") }
        return try read(claims, issuer: issuer, clientID: clientID, nonce: nonce, now: now)
    }

    private static func read(_ claims: [String: Value], issuer: String, clientID: String, nonce: String, now: Date) throws -> ProviderClaims {
        guard claims["iss"]?.text == issuer else { throw Problem("from another issuer") }
        let audience = claims["aud"]?.texts ?? []
        guard audience.contains(clientID) else { throw Problem("for somebody else") }
        if let party = claims["azp"]?.text, party != clientID { throw Problem("made for somebody else") }
        if audience.count > 1 && claims["azp"] == nil { throw Problem("for several, and nobody says for whom") }
        guard let nonceThere = claims["nonce"]?.text, nonceThere == nonce else { throw Problem("for another sign-in") }
        guard let end = claims["exp"]?.number, now.timeIntervalSince1970 < end + skew else { throw Problem("too old") }
        guard let issued = claims["iat"]?.number, issued <= now.timeIntervalSince1970 + skew else { throw Problem("from the future") }
        if let start = claims["nbf"]?.number, start > now.timeIntervalSince1970 + skew { throw Problem("not good yet") }
        guard let subject = claims["sub"]?.text, (1...255).contains(subject.utf8.count) else { throw Problem("about nobody") }
        return ProviderClaims(
            subject: subject, name: (claims["name"] ?? claims["preferred_username"])?.text, values: claims.mapValues(\.texts))
    }

    private struct Header: Decodable {
        let alg: String
        let kid: String?
    }

    private static func header(_ token: String) -> Header? {
        guard token.utf8.count <= 32 * 1024, let part = token.split(separator: ".", omittingEmptySubsequences: false).first,
            let bytes = Secret.bytes(base64URL: String(part))
        else { return nil }
        return try? JSONDecoder().decode(Header.self, from: Data(bytes))
    }

    /// Each for itself: one that nobody knows must not make the others unreadable.
    private static func keys(_ json: [UInt8]) -> [JWK] {
        guard let set = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any], let keys = set["keys"] as? [[String: Any]] else {
            return []
        }
        return keys.filter { $0["use"] as? String != "enc" }.compactMap { key in
            (try? JSONSerialization.data(withJSONObject: key)).flatMap { try? JSONDecoder().decode(JWK.self, from: $0) }
        }
    }

    /// RSA below 2048 bits is too weak; and a key is for the method that it names.
    private static func fits(_ key: JWK, _ algorithm: JWK.Algorithm) -> Bool {
        if let own = key.algorithm, own != algorithm { return false }
        return switch key.keyType {
        case .rsa:
            !algorithm.rawValue.hasPrefix("ES") && key.privateExponent == nil
                && (key.modulus.flatMap { Secret.bytes(base64URL: $0) }.map { $0.drop { $0 == 0 }.count >= 256 } ?? false)
        case .ecdsa: algorithm.rawValue.hasPrefix("ES") && key.privateExponent == nil
        default: false
        }
    }

    private struct Payload: JWTPayload {
        let claims: [String: Value]
        init(from decoder: any Decoder) throws { claims = try decoder.singleValueContainer().decode([String: Value].self) }
        func encode(to encoder: any Encoder) throws {}
        /// What the claims say is checked by whoever knows what they should say.
        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    private enum Value: Decodable, Sendable {
        case text(String)
        case number(Double)
        case flag(Bool)
        case list([Value])
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let list = try? container.decode([Value].self) {
                self = .list(list)
            } else {
                self = .other
            }
        }

        var text: String? { if case .text(let text) = self { text } else { nil } }
        var number: Double? { if case .number(let number) = self { number } else { nil } }
        var texts: [String] {
            switch self {
            case .text(let text): [text]
            case .number(let number): [number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"]
            case .flag(let flag): ["\(flag)"]
            case .list(let list): list.flatMap { value in if case .list = value { [] as [String] } else { value.texts } }
            case .other: []
            }
        }
    }
}
