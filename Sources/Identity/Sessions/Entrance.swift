internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Web

/// What all ways of signing in have in common: where one was interrupted, where one goes, and what a failed attempt costs.
struct Entrance: Sendable {
    /// Where somebody goes who was not interrupted.
    let start: Path

    /// Where a page or a form was interrupted for signing in.
    func wanted(_ v: Visit) -> Interrupted? {
        Path(local: v.form["weiter"] ?? "").map { page in
            let typed = Data(base64Encoded: v.form["getippt"] ?? "").map { String(decoding: $0, as: UTF8.self) }
            return Interrupted(page: page, form: FormData(urlEncoded: typed ?? ""))
        }
    }

    /// Opens a session and goes on to what was interrupted, else to `page`, else to the start.
    /// - Parameter card: nil: the one they have, if they come in as a participant.
    func enter(
        _ tx: borrowing Transaction, _ v: Visit, person: ID<Person>, card: ID<Card>? = nil, by proof: SignIn.Proof, else page: Path? = nil
    ) throws -> Answer {
        // What was used up for coming in, a link or a code, is not: it was not enough.
        if proof != .card { try Ways.lock(tx, of: person) }
        if proof != .card, !proof.isStrong, try PasskeyQueries.isNeeded(tx, by: person) {
            throw RollBack(.page(PasskeyPages.signIn(v, FormState(), wanted(v), isNeeded: true), status: 401))
        }
        let card = try card ?? SignInQueries.card(tx, of: person)
        return goOn(v, try SignIn.start(tx, v, person: person, card: card, by: proof), else: page)
    }

    /// After signing in: back to what was interrupted, else to the start.
    private func goOn(_ v: Visit, _ token: SessionToken, else page: Path?) -> Answer {
        let wanted = wanted(v)
        var answer = Answer.redirect(wanted?.page ?? page ?? start)
        answer.session = .start(token, resuming: wanted.flatMap { $0.form.isEmpty ? nil : $0 })
        return answer
    }

    /// The same page again; slower the more attempts have failed lately.
    func refuse(_ tx: borrowing Transaction, _ v: Visit, _ page: Page) throws -> Answer {
        let failures = try SignInQueries.countFailure(tx, at: v.now)
        var answer = Answer.again(page)
        answer.delay = FailureBudget.delay(after: failures)
        return answer
    }
}

extension Markup {
    /// What was interrupted travels in the form, through as many pages as it takes.
    mutating func carry(_ interrupted: Interrupted?) {
        guard let interrupted else { return }
        input(.type("hidden"), .name("weiter"), .value(interrupted.page.text))
        if !interrupted.form.isEmpty {
            input(.type("hidden"), .name("getippt"), .value(Data(interrupted.form.urlEncoded.utf8).base64EncodedString()))
        }
    }

    /// Shown instead of a field when the secret has come with the address; see card.js.
    mutating func secretReady(_ text: String, _ button: String) {
        div(.class("stack"), .data("data-card-ready"), .hidden()) { h in
            h.p { h in
                h.text(text + " …")
                h.element("b", [.data("data-card-tail")]) { _ in }
            }
            h.submit(button)
        }
    }
}
