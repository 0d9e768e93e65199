internal import Core
internal import Database
internal import HTML
internal import OpenID
internal import Web

/// Accounts elsewhere: out to the provider's page and back, and one's own on "my account".
struct ProviderRoutes: Sendable {
    let providers: ProviderSignIn
    let entrance: Entrance
    /// Nil where no mail can be sent.
    let email: EmailSignIn?

    // MARK: Out

    @Sendable func choose(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        .page(ProviderPages.choose(v, try ProviderQueries.all(tx), wanted: v.query["weiter"].flatMap { Path(local: $0) }))
    }

    @Sendable func setOut(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try go(tx, v, .signIn(v.query["weiter"].flatMap { Path(local: $0) }))
    }

    @Sendable func setOutToConnect(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer { try go(tx, v, .connect(try Ways.owner(tx))) }

    /// A GET, since no form of ours may end at somebody else's (content security policy); and nothing is stored.
    private func go(_ tx: borrowing Transaction, _ v: Visit, _ errand: ProviderSignIn.Errand) throws -> Answer {
        let provider = try ProviderQueries.provider(tx, try v.id("provider"))
        let browser = v.attempt ?? SessionToken()
        let directory = providers.directory
        var answer = Answer.errand {
            try? await directory.metadata(of: provider.issuer)
        } then: { _, v, metadata in
            guard let metadata, let address = providers.address(metadata, provider, errand, browser, v) else {
                return .page(ProviderPages.problem(v, v.t("account.elsewhere.away", ["name": provider.name])), status: 502)
            }
            return .leave(address)
        }
        answer.attempt = browser
        return answer
    }

    // MARK: Back

    /// Where the provider sends people back to. Looking at it does nothing: whoever has the address only has the address.
    @Sendable func comeBack(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let provider = try ProviderQueries.provider(tx, try v.id("provider"))
        if v.query["code"] == nil { return .page(ProviderPages.problem(v, v.t("account.elsewhere.cancelled", ["name": provider.name]))) }
        return .page(ProviderPages.back(v, provider, isConnecting: ProviderSignIn.isConnecting(v.query["state"] ?? "")))
    }

    @Sendable func signIn(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let provider = try ProviderQueries.provider(tx, try v.id("provider"))
        guard let back = try providers.accept(tx, v, provider) else {
            return try entrance.refuse(tx, v, ProviderPages.problem(v, v.t("account.elsewhere.again")))
        }
        return .errand {
            await Result(of: { try await providers.claims(back, at: v.now) })
        } then: { tx, v, result in
            switch result {
            // The provider's fault is nobody's failed attempt; the hall's budget is not for that.
            case .failure(let error) where error is ProviderClient.Problem:
                return .page(ProviderPages.problem(v, v.t("account.elsewhere.away", ["name": provider.name])), status: 502)
            case .failure: return try entrance.refuse(tx, v, ProviderPages.problem(v, v.t("account.elsewhere.again")))
            case .success(let claims): return try finish(tx, v, back.errand, claims, provider)
            }
        }
    }

    private func finish(
        _ tx: borrowing Transaction, _ v: Visit, _ errand: ProviderSignIn.Errand, _ claims: ProviderClaims, _ provider: IdentityProvider
    ) throws -> Answer {
        do {
            switch errand {
            case .signIn(let wanted):
                let person = try providers.person(tx, v, claims, of: provider)
                // What the provider's word has changed stays changed, whether it is enough for coming in or not.
                if try PasskeyQueries.isNeeded(tx, by: person) { return .page(PasskeyPages.signIn(v, FormState(), nil, isNeeded: true), status: 401) }
                return try entrance.enter(tx, v, person: person, by: .provider, else: wanted)
            case .connect(let person):
                // Whoever was signed in when they left must be the one who comes back.
                if try Ways.owner(tx) != person { throw Refusal.notFound }
                try providers.connect(tx, v, claims, of: provider, to: person)
                try email?.tell(tx, v, person, .accountConnected)
                return .redirect(IdentityPaths.account.path())
            }
        } catch ProviderSignIn.Problem.notAssigned {
            return try entrance.refuse(tx, v, ProviderPages.problem(v, v.t("account.elsewhere.unknown", ["name": provider.name])))
        } catch ProviderSignIn.Problem.taken {
            throw RollBack(.again(ProviderPages.problem(v, v.t("account.elsewhere.taken", ["name": provider.name]))))
        }
    }

    @Sendable func disconnect(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let person = try Ways.owner(tx)
        let provider = try ProviderQueries.provider(tx, try v.id("provider"))
        try RightsQueries.lock(tx)
        let given = try ProviderQueries.givenRoles(tx, to: person, by: provider.id)
        if try given.contains(.tenantAdmin) && RightsQueries.isLastAdmin(tx, person) {
            return .again(ProviderPages.problem(v, v.t("personal.lastAdmin")))
        }
        try ProviderQueries.unlink(tx, provider.id, of: person)
        for role in RightsRoutes.given where given.contains(role) { try tx.audit(AuditEvent("role.revoked", "\(person) \(role.rawValue)")) }
        try tx.audit(AuditEvent("account.disconnected", person))
        return .redirect(IdentityPaths.account.path())
    }

    // MARK: The council's rules

    @Sendable static func rules(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer { .page(try page(tx, v, v.state())) }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ state: FormState) throws -> Page {
        ProviderPages.rules(v, try ProviderQueries.all(tx), try ProviderQueries.rules(tx), state)
    }

    @Sendable static func addRule(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        var reader = FormReader(v)
        let providers = try ProviderQueries.all(tx)
        let provider = providers.first { $0.id.description == v.form["anbieter"] }
        if provider == nil { reader.fail("anbieter", v.t("form.choose")) }
        let claim = reader.text("angabe", limit: 100)
        let value = reader.text("wert", limit: 200)
        let role: Role? = reader.choice("rolle")
        if let role, !RightsRoutes.given.contains(role) { reader.fail("rolle", v.t("form.choose")) }
        guard reader.isFine, let provider, let role else { return .again(try page(tx, v, reader.state)) }
        try ProviderQueries.add(tx, claim: claim, value: value, role: role, to: provider.id)
        try tx.audit(AuditEvent("rule.added", "\(provider.id) \(claim)=\(value) \(role.rawValue)"))
        return .redirect(IdentityPaths.providerRules.path())
    }

    @Sendable static func removeRule(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let id: ID<ProviderRule> = try v.id("rule")
        guard let rule = try ProviderQueries.rules(tx).first(where: { $0.id == id }) else { throw Refusal.notFound }
        try RightsQueries.lock(tx)
        try ProviderQueries.removeRule(tx, id)
        try takeBack(tx, rule)
        try tx.audit(AuditEvent("rule.removed", "\(rule.provider) \(rule.claim)=\(rule.value) \(rule.role.rawValue)"))
        return .redirect(IdentityPaths.providerRules.path())
    }
}

extension ProviderRoutes {
    /// What the rule alone has given, it gives no more: at once, and not when somebody comes in the next time.
    private static func takeBack(_ tx: borrowing Transaction, _ rule: ProviderRule) throws {
        let isStillGiven = try ProviderQueries.rules(tx).contains { $0.provider == rule.provider && $0.role == rule.role }
        if isStillGiven { return }
        for person in try ProviderQueries.people(tx, with: rule.role, by: rule.provider) {
            if try rule.role == .tenantAdmin && RightsQueries.isLastAdmin(tx, person) { continue }
            try RightsQueries.revoke(tx, rule.role, of: person)
            try tx.audit(AuditEvent("role.revoked", "\(person) \(rule.role.rawValue)"))
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(of body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
