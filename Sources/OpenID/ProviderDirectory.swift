internal import Core
public import Foundation
internal import HTML
internal import Logging
internal import Web

/// A provider that somebody has approved, and who we are there.
public struct KnownProvider: Sendable {
    let issuer: String
    let clientID: String
    /// Nil: a public client.
    let secret: String?

    public init(issuer: String, clientID: String, secret: String?) {
        self.issuer = issuer
        self.clientID = clientID
        self.secret = secret
    }
}

/// What somebody has brought back from a provider, and what only we know of their way there.
public struct ReturnedCode: Sendable {
    let text: String
    let redirect: String
    /// Of PKCE (RFC 7636).
    let verifier: String
    let nonce: String

    public init(_ text: String, redirect: String, verifier: String, nonce: String) {
        self.text = text
        self.redirect = redirect
        self.verifier = verifier
        self.nonce = nonce
    }
}

/// What this server knows of providers: their metadata and keys, asked again after an hour, and of each one thing at a time.
/// However often strangers ask, metadata and keys are fetched twice a minute at most.
public actor ProviderDirectory {
    private struct Known {
        var metadata: ProviderMetadata
        var keys: [UInt8]
        var asked: ContinuousClock.Instant
    }

    private var known: [String: Known] = [:]
    private var failed: [String: (ContinuousClock.Instant, ProviderClient.Problem)] = [:]
    private var running: [String: Task<Known, any Error>] = [:]
    private var exchanges: [String: Int] = [:]
    private let log = Logger(label: "mitreden.openid")
    private let client: ProviderClient
    /// Nobody can make this server talk to one provider in more conversations than these at once; one that is slow holds up no other.
    static let exchangesAtOnce = 8
    private let pause: Duration

    /// - Parameter pause: between two questions to a provider of which the first was in vain.
    public init(client: ProviderClient, pause: Duration = .seconds(30)) {
        self.client = client
        self.pause = pause
    }

    public func metadata(of issuer: String) async throws -> ProviderMetadata { try await ask(issuer, olderThan: .seconds(3600)).metadata }

    private func ask(_ issuer: String, olderThan age: Duration) async throws -> Known {
        let now = ContinuousClock.now
        if let known = known[issuer], now - known.asked < age { return known }
        if let (moment, problem) = failed[issuer], now - moment < pause { throw problem }
        if let task = running[issuer] { return try await task.value }
        let task = Task { [client] in
            let address = issuer + (issuer.hasSuffix("/") ? "" : "/") + ".well-known/openid-configuration"
            let metadata = try ProviderMetadata(try await client.get(address), of: issuer, client)
            return Known(metadata: metadata, keys: try await client.get(metadata.keys), asked: .now)
        }
        running[issuer] = task
        defer { running[issuer] = nil }
        do {
            let found = try await task.value
            (known[issuer], failed[issuer]) = (found, nil)
            return found
        } catch {
            failed[issuer] = (now, error as? ProviderClient.Problem ?? ProviderClient.Problem("\(error)"))
            throw error
        }
    }

    /// Exchanges a code for what the provider says of whoever signed in there (authorization code with PKCE, RFC 7636).
    /// - Throws: when it cannot be asked, takes no such code, or says something that is not for us.
    public func exchange(_ code: ReturnedCode, at provider: KnownProvider, now: Date) async throws -> ProviderClaims {
        let running = exchanges[provider.issuer, default: 0]
        guard running < Self.exchangesAtOnce else { throw ProviderClient.Problem("too many at once") }
        exchanges[provider.issuer] = running + 1
        defer { exchanges[provider.issuer, default: 1] -= 1 }
        do {
            return try await ask(code, at: provider, now: now)
        } catch {
            // An operator has to see a wrong secret, or a provider that is away; nothing of it is about a person.
            log.warning("a sign-in elsewhere failed", metadata: ["issuer": "\(provider.issuer)", "reason": "\(error)"])
            throw error
        }
    }

    private func ask(_ code: ReturnedCode, at provider: KnownProvider, now: Date) async throws -> ProviderClaims {
        let found = try await ask(provider.issuer, olderThan: .seconds(3600))
        var fields = [
            ("grant_type", "authorization_code"), ("code", code.text), ("redirect_uri", code.redirect), ("code_verifier", code.verifier),
        ]
        let isInForm = provider.secret == nil || found.metadata.wantsSecretInForm
        if isInForm { fields.append(("client_id", provider.clientID)) }
        if isInForm, let secret = provider.secret { fields.append(("client_secret", secret)) }
        let basic = isInForm ? nil : provider.secret.map { (Path.encode(provider.clientID), Path.encode($0)) }
        let (status, body) = try await client.post(found.metadata.token, FormData(fields).urlEncoded, basic: basic)
        struct Tokens: Decodable { let id_token: String }
        // What was brought is no code of theirs, or was used before.
        if status == 400 { throw IDToken.Problem("the provider takes no such code") }
        guard status == 200, let token = try? JSONDecoder().decode(Tokens.self, from: Data(body)).id_token else {
            throw ProviderClient.Problem("\(provider.issuer) takes no code: \(status)")
        }
        func check(_ keys: [UInt8]) async throws -> ProviderClaims {
            try await IDToken.check(token, keys: keys, issuer: provider.issuer, clientID: provider.clientID, nonce: code.nonce, now: now)
        }
        do { return try await check(found.keys) } catch is IDToken.UnknownKey {
            // Providers change their keys without a word.
            let again = try await ask(provider.issuer, olderThan: pause)
            do { return try await check(again.keys) } catch is IDToken.UnknownKey { throw IDToken.Problem("signed with a key that nobody knows") }
        }
    }
}
