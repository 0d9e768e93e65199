internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Web

/// Signing in with a passkey or a recovery code, and one's own passkeys on "my account".
struct PasskeyRoutes: Sendable {
    let passkeys: PasskeySignIn
    let entrance: Entrance
    /// Nil where no mail can be sent.
    let email: EmailSignIn?

    /// What the page's script asks the browser for; see passkey.js.
    private struct Question: Encodable {
        struct Account: Encodable {
            let id: String
            let name: String
        }
        let challenge: String
        let rpId: String
        // Of a new one:
        var rpName: String?
        var user: Account?
        var algorithms: [Int]?
        var known: [String]?
    }

    // MARK: Signing in

    @Sendable func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let wanted = Path(local: v.query["weiter"] ?? "").map { Interrupted(page: $0, form: FormData()) }
        return .page(PasskeyPages.signIn(v, FormState(), wanted))
    }

    /// From the page for cards, with what was interrupted there.
    @Sendable func open(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        .page(PasskeyPages.signIn(v, FormState(), entrance.wanted(v)))
    }

    @Sendable func question(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try ask(v, passkeys.challenge(v)) { Question(challenge: $0, rpId: PasskeyCeremony.relyingParty(v.site.origin)) }
    }

    @Sendable func signIn(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        switch try passkeys.use(tx, v) {
        case .success(let person): return try entrance.enter(tx, v, person: person, by: .passkey)
        case .failure(let problem):
            let state = FormState(v.form.without("passkey"), problems: [FormProblem("passkey", text(problem, v))])
            return try entrance.refuse(tx, v, PasskeyPages.signIn(v, state, entrance.wanted(v)))
        }
    }

    @Sendable func signInWithCode(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        guard let person = try passkeys.useCode(tx, v) else {
            let state = FormState(v.form, problems: [FormProblem("code", v.t("recovery.notKnown"))])
            return try entrance.refuse(tx, v, PasskeyPages.signIn(v, state, entrance.wanted(v)))
        }
        // To where the passkey that was lost can be replaced, unless something waits.
        return try entrance.enter(tx, v, person: person, by: .recovery, else: IdentityPaths.ownPasskeys.path())
    }

    private func text(_ problem: PasskeyCeremony.Problem, _ v: Visit) -> String {
        switch problem {
        case .copied: v.t("passkey.copied")
        case .notVerified: v.t("passkey.notVerified")
        case .malformed, .elsewhere, .unknownKey, .wrongSignature: v.t("passkey.notKnown")
        }
    }

    private func ask(_ v: Visit, _ challenge: BrowserChallenge, _ question: (String) -> Question) throws -> Answer {
        // One that waits for a code from a message goes on waiting.
        let browser = v.attempt ?? SessionToken()
        var answer = Answer.bytes(Array(try JSONEncoder().encode(question(challenge.make(browser, at: v.now)))), type: "application/json")
        answer.attempt = browser
        return answer
    }

    // MARK: One's own

    @Sendable func list(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer { .page(try own(tx, v, try Ways.owner(tx), FormState())) }

    private func own(_ tx: borrowing Transaction, _ v: Visit, _ person: ID<Person>, _ state: FormState) throws -> Page {
        PasskeyPages.own(
            v, state, try PasskeyQueries.own(tx, of: person), codesLeft: try PasskeyQueries.codesLeft(tx, of: person),
            isAdmin: try RightsQueries.isAdmin(tx, person))
    }

    @Sendable func newQuestion(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let person = try Ways.owner(tx)
        let name = try tx.viewer.name ?? ""
        let known = try PasskeyQueries.credentials(tx, of: person).map { Secret.base64URL($0) }
        return try ask(v, passkeys.challenge(v, newFor: person)) { challenge in
            Question(
                challenge: challenge, rpId: PasskeyCeremony.relyingParty(v.site.origin), rpName: v.text(v.site.name).text,
                user: Question.Account(id: PasskeySignIn.handle(person), name: name),
                algorithms: PasskeyKey.Algorithm.allCases.map(\.rawValue), known: known)
        }
    }

    @Sendable func add(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let person = try Ways.owner(tx)
        try Ways.lock(tx, of: person)
        let isFirst = try PasskeyQueries.own(tx, of: person).isEmpty
        switch try passkeys.add(tx, v, to: person) {
        case .success(true):
            try tx.audit(AuditEvent("passkey.added", person))
            try email?.tell(tx, v, person, .passkeyAdded)
            // Whoever holds it has just shown so; other sessions of somebody who administers are not good enough any more.
            try SessionQueries.prove(tx, tx.viewer.session, by: .passkey)
            if try PasskeyQueries.isNeeded(tx, by: person) { try SessionQueries.endOthers(tx, than: tx.viewer.session, of: person) }
            return isFirst
                ? .page(PasskeyPages.codes(v, try passkeys.makeCodes(tx, v, for: person), isFirst: true))
                : .redirect(IdentityPaths.ownPasskeys.path())
        case .success(false): return .redirect(IdentityPaths.ownPasskeys.path())
        case .failure(let problem):
            // A second tap of the same: it is there.
            if problem == .elsewhere, !isFirst { return .redirect(IdentityPaths.ownPasskeys.path()) }
            let message = v.t(problem == .notVerified ? "passkey.notVerified" : "passkey.notAdded")
            return .again(try own(tx, v, person, FormState(FormData(), problems: [FormProblem("passkey", message)])))
        }
    }

    @Sendable func remove(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let person = try Ways.owner(tx)
        try PasskeyQueries.delete(tx, try v.id("passkey"), of: person)
        if try PasskeyQueries.own(tx, of: person).isEmpty { try PasskeyQueries.deleteCodes(tx, of: person) }
        try tx.audit(AuditEvent("passkey.removed", person))
        try email?.tell(tx, v, person, .passkeyRemoved)
        return .redirect(IdentityPaths.ownPasskeys.path())
    }

    /// The only page that ever shows them; hence no redirect to it.
    @Sendable func newCodes(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let person = try Ways.owner(tx)
        if try PasskeyQueries.own(tx, of: person).isEmpty { throw Refusal.notFound }
        try email?.tell(tx, v, person, .codesMade)
        return .page(PasskeyPages.codes(v, try passkeys.makeCodes(tx, v, for: person), isFirst: false))
    }
}
