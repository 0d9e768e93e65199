internal import Core
internal import Database
internal import HTML
internal import Mail
internal import Web

/// Signing in by e-mail, and one's own address on "my account".
struct EmailRoutes: Sendable {
    let email: EmailSignIn
    let entrance: Entrance

    // MARK: Signing in

    @Sendable func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let isWaiting = try v.attempt.map { try EmailQueries.isWaiting(tx, browserHash: $0.hash, claimedBy: nil) } ?? false
        let wanted = Path(local: v.query["weiter"] ?? "").map { Interrupted(page: $0, form: FormData()) }
        return .page(EmailPages.signIn(v, FormState(), isWaiting ? .waiting(nil) : .asking, wanted))
    }

    @Sendable func ask(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let wanted = entrance.wanted(v)
        // From the page for cards, with what was interrupted there.
        guard v.form["adresse"] != nil else { return .page(EmailPages.signIn(v, FormState(), .asking, wanted)) }
        var reader = FormReader(v)
        guard let address = read(&reader, v) else { return .again(EmailPages.signIn(v, reader.state, .asking, wanted)) }
        let key = reader.submission(of: address.key)
        let attempt = try email.ask(tx, v, address, key: key, claimedBy: nil)
        var answer = Answer.page(EmailPages.signIn(v, FormState(), .waiting(address), wanted))
        answer.attempt = attempt
        answer.delay = FailureBudget.delay(after: try EmailQueries.recentRequests(tx))
        return answer
    }

    @Sendable func confirm(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let secret = v.form["secret"] ?? ""
        let outcome = try email.use(tx, v, code: EmailRules.code(typed: v.form["code"] ?? ""), secret: secret, claimedBy: nil)
        // The address may have changed hands since it was asked.
        if case .used(let request) = outcome, let owner = try EmailQueries.owner(tx, addressMAC: request.addressMAC) {
            return try entrance.enter(tx, v, person: owner.person, by: .email)
        }
        let (problem, isWaiting) = problem(outcome, v, isLink: !secret.isEmpty)
        let state = FormState(v.form.without("secret"), problems: [problem])
        return try entrance.refuse(tx, v, EmailPages.signIn(v, state, isWaiting ? .waiting(nil) : .asking, entrance.wanted(v)))
    }

    private func problem(_ outcome: EmailSignIn.Outcome, _ v: Visit, isLink: Bool) -> (FormProblem, isWaiting: Bool) {
        switch outcome {
        case .wrong(let left): (FormProblem("code", v.t("email.wrongCode", ["count": left])), true)
        case .codeIsDead: (FormProblem("code", v.t("email.codeIsDead")), true)
        case .nothingOpen, .used: (FormProblem("adresse", v.t(isLink ? "email.otherBrowser" : "email.expired")), false)
        }
    }

    private func read(_ reader: inout FormReader, _ v: Visit) -> EmailAddress? {
        let typed = reader.text("adresse", limit: 254)
        guard reader.isFine else { return nil }
        let address = EmailAddress(typed)
        if address == nil { reader.fail("adresse", v.t("email.invalid")) }
        return address
    }

    // MARK: One's own address

    @Sendable func edit(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let person = try Ways.owner(tx)
        let isWaiting = try v.attempt.map { try EmailQueries.isWaiting(tx, browserHash: $0.hash, claimedBy: person) } ?? false
        return .page(EmailPages.own(v, v.state(), isWaiting ? .waiting(nil) : .asking, try email.address(tx, of: person)))
    }

    @Sendable func claim(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let person = try Ways.owner(tx)
        let own = try email.address(tx, of: person)
        var reader = FormReader(v)
        guard let address = read(&reader, v) else { return .again(EmailPages.own(v, reader.state, .asking, own)) }
        if address.key == own?.key { return .redirect(IdentityPaths.account.path()) }
        if try EmailQueries.claimsToday(tx, by: person) >= EmailRules.claimsADay {
            reader.fail("adresse", v.t("email.tooOften"))
            return .again(EmailPages.own(v, reader.state, .asking, own))
        }
        let attempt = try email.ask(tx, v, address, key: reader.submission(of: address.key), claimedBy: person)
        var answer = Answer.page(EmailPages.own(v, FormState(), .waiting(address), own))
        answer.attempt = attempt
        return answer
    }

    @Sendable func confirmClaim(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let person = try Ways.owner(tx)
        let outcome = try email.use(tx, v, code: EmailRules.code(typed: v.form["code"] ?? ""), secret: "", claimedBy: person)
        var (problem, isWaiting) = problem(outcome, v, isLink: false)
        if case .used(let request) = outcome, let sealed = request.claimedAddress {
            try EmailQueries.lock(tx, addressMAC: request.addressMAC)
            if let owner = try EmailQueries.owner(tx, addressMAC: request.addressMAC), owner.person != person {
                // They have just shown that the address is theirs: so they may know.
                (problem, isWaiting) = (FormProblem("adresse", v.t("email.taken")), false)
            } else {
                try email.tell(tx, v, person, .addressRemoved)
                try EmailQueries.setAddress(tx, of: person, mac: request.addressMAC, address: sealed)
                try tx.audit(AuditEvent("email.set", person))
                return .redirect(IdentityPaths.account.path())
            }
        }
        let state = FormState(v.form, problems: [problem])
        return .again(EmailPages.own(v, state, isWaiting ? .waiting(nil) : .asking, try email.address(tx, of: person)))
    }

    @Sendable func remove(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let person = try Ways.owner(tx)
        try email.tell(tx, v, person, .addressRemoved)
        try EmailQueries.removeAddress(tx, of: person)
        try tx.audit(AuditEvent("email.removed", person))
        return .redirect(IdentityPaths.account.path())
    }
}
