internal import Core
internal import Crypto
internal import Database
internal import Foundation
internal import HTML
internal import OpenID
internal import Web

/// Coming in with an account elsewhere, and connecting one with who one is here.
struct ProviderSignIn: Sendable {
    /// What somebody has set out for; it travels in the state, and nobody can change it on the way.
    enum Errand: Equatable {
        case signIn(Path?)
        case connect(ID<Person>)

        /// In the state, readable for us when it comes back.
        fileprivate var text: String {
            switch self {
            case .signIn(let wanted): "i" + (wanted?.text ?? "")
            case .connect: "c"
            }
        }
    }

    enum Problem: Error { case notOurs, refused, notAssigned, taken }

    let houseKey: HouseKey
    let directory: ProviderDirectory

    /// Whether a state that comes back is one of connecting.
    static func isConnecting(_ state: String) -> Bool {
        state.split(separator: ".").last.map(String.init) == Secret.base64URL(Array("c".utf8))
    }

    static func seal(_ secret: String, _ houseKey: HouseKey, of tenant: ID<Tenant>, issuer: String) -> [UInt8] {
        houseKey.seal(Array(secret.utf8), for: "provider \(tenant) \(issuer)")
    }

    private func secret(of provider: IdentityProvider, _ v: Visit) -> String? {
        provider.sealedSecret.flatMap { houseKey.open($0, from: "provider \(v.site.tenant) \(provider.issuer)") }.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    static func redirect(_ provider: IdentityProvider, _ v: Visit) -> String {
        v.site.origin + IdentityPaths.providerReturn.path(provider.id.description).text
    }

    // MARK: Setting out

    /// The provider's own page, with all that binds its answer to this browser, this council and this minute.
    func address(_ metadata: ProviderMetadata, _ provider: IdentityProvider, _ errand: Errand, _ browser: SessionToken, _ v: Visit) -> ExternalURL? {
        let challenge = challenge(provider, errand, v).make(browser, at: v.now)
        let fields = [
            ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", Self.redirect(provider, v)),
            ("scope", "openid profile"), ("state", challenge + "." + Secret.base64URL(Array(errand.text.utf8))),
            ("nonce", nonce(challenge, browser)),
            ("code_challenge", Secret.base64URL(Array(SHA256.hash(data: Array(verifier(challenge, browser).utf8))))),
            ("code_challenge_method", "S256"), ("ui_locales", v.language.code),
        ]
        return ExternalURL(metadata.authorization + (metadata.authorization.contains("?") ? "&" : "?") + FormData(fields).urlEncoded)
    }

    private func challenge(_ provider: IdentityProvider, _ errand: Errand, _ v: Visit) -> BrowserChallenge {
        let purpose =
            switch errand {
            case .signIn: "provider \(provider.id) \(errand.text)"
            case .connect(let person): "provider \(provider.id) for \(person)"
            }
        return BrowserChallenge(houseKey: houseKey, purpose: purpose, tenant: v.site.tenant)
    }

    // Both follow from the challenge, so nothing has to be kept until the answer comes.
    private func nonce(_ challenge: String, _ browser: SessionToken) -> String {
        Secret.base64URL(houseKey.mac("nonce \(challenge) \(Secret.base64URL(browser.hash))"))
    }
    private func verifier(_ challenge: String, _ browser: SessionToken) -> String {
        Secret.base64URL(houseKey.mac("verifier \(challenge) \(Secret.base64URL(browser.hash))"))
    }

    // MARK: Coming back

    /// Everything that is needed to ask the provider whose code this is.
    struct Return: Sendable {
        fileprivate let code: ReturnedCode
        fileprivate let provider: KnownProvider
        let errand: Errand
    }

    /// Whether this is the answer to a question of ours to this browser; it is used up by that.
    func accept(_ tx: borrowing Transaction, _ v: Visit, _ provider: IdentityProvider) throws -> Return? {
        let parts = (v.form["state"] ?? "").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let browser = v.attempt, let code = v.form["code"], (1...2000).contains(code.utf8.count),
            let text = Secret.bytes(base64URL: parts[1]).map({ String(decoding: $0, as: UTF8.self) })
        else { return nil }
        // A provider that says who it is (RFC 9207) is not another.
        if let issuer = v.form["iss"], !issuer.isEmpty, issuer != provider.issuer { return nil }
        let errand: Errand
        if text == "c", let person = try tx.viewer.person {
            errand = .connect(person)
        } else if text.hasPrefix("i") {
            errand = .signIn(Path(local: String(text.dropFirst())))
        } else {
            return nil
        }
        // Word for word what it was: what reads alike has not been asked for.
        guard errand.text == text, try challenge(provider, errand, v).accept(tx, parts[0], from: browser, at: v.now) else { return nil }
        return Return(
            code: ReturnedCode(
                code, redirect: Self.redirect(provider, v), verifier: verifier(parts[0], browser), nonce: nonce(parts[0], browser)),
            provider: KnownProvider(issuer: provider.issuer, clientID: provider.clientID, secret: secret(of: provider, v)), errand: errand)
    }

    func claims(_ back: Return, at now: Date) async throws -> ProviderClaims {
        try await directory.exchange(back.code, at: back.provider, now: now)
    }

    // MARK: Who it is

    private func mac(_ claims: ProviderClaims, _ provider: IdentityProvider, _ v: Visit) -> [UInt8] {
        houseKey.mac("provider \(v.site.tenant) \(provider.id) \(claims.subject)")
    }

    func connect(_ tx: borrowing Transaction, _ v: Visit, _ claims: ProviderClaims, of provider: IdentityProvider, to person: ID<Person>) throws {
        let mac = mac(claims, provider, v)
        if let known = try ProviderQueries.account(tx, mac, at: provider.id) {
            if known.person != person { throw Problem.taken }
            return
        }
        // Whoever has another account there disconnects that first.
        guard try ProviderQueries.link(tx, mac, at: provider.id, to: person) else { throw Problem.taken }
        try tx.audit(AuditEvent("account.connected", person))
    }

    /// The person whose account this is. Somebody new is let in when a rule of the council gives them a role, and only then.
    func person(_ tx: borrowing Transaction, _ v: Visit, _ claims: ProviderClaims, of provider: IdentityProvider) throws -> ID<Person> {
        try RightsQueries.lock(tx)
        let mac = mac(claims, provider, v)
        let wanted = Self.roles(for: claims, try ProviderQueries.rules(tx).filter { $0.provider == provider.id })
        let known = try ProviderQueries.account(tx, mac, at: provider.id)
        if known == nil && wanted.isEmpty { throw Problem.notAssigned }
        let person: ID<Person>
        if let known {
            person = known.person
        } else {
            let name = (claims.name ?? "").withoutControls.trimmed
            person = try People.add(tx, name: name.isEmpty ? provider.name : String(name.prefix(80)))
            guard try ProviderQueries.link(tx, mac, at: provider.id, to: person) else { throw Problem.taken }
            try tx.audit(AuditEvent("account.connected", person))
        }
        try adjust(tx, person, from: known?.roles ?? [], to: wanted, by: provider)
        return person
    }

    static func roles(for claims: ProviderClaims, _ rules: [ProviderRule]) -> Set<Role> {
        Set(rules.filter { claims.values[$0.claim]?.contains($0.value) == true }.map(\.role))
    }

    /// What rules have given, rules take away again; what somebody here has given stays.
    private func adjust(_ tx: borrowing Transaction, _ person: ID<Person>, from given: Set<Role>, to wanted: Set<Role>, by provider: IdentityProvider)
        throws
    {
        let has = Set(try RightsQueries.staff(tx).first { $0.id == person }?.roles ?? [])
        var kept = given.intersection(has)
        for role in RightsRoutes.given where wanted.contains(role) && !has.contains(role) {
            try RightsQueries.grant(tx, role, to: person, provenBy: provider.id)
            try tx.audit(AuditEvent("role.granted", "\(person) \(role.rawValue)"))
            kept.insert(role)
        }
        for role in RightsRoutes.given where kept.contains(role) && !wanted.contains(role) {
            // Somebody must be left who can put a wrong rule right.
            if try role == .tenantAdmin && RightsQueries.isLastAdmin(tx, person) { continue }
            try RightsQueries.revoke(tx, role, of: person)
            try tx.audit(AuditEvent("role.revoked", "\(person) \(role.rawValue)"))
            kept.remove(role)
        }
        if kept != given { try ProviderQueries.note(tx, kept, of: person, by: provider.id) }
    }
}
