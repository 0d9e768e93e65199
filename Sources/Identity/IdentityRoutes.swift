internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Web

struct IdentityRoutes: Sendable {
    let keys: CardKeys
    let start: Path

    @Sendable func showCard(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let wanted = Path(local: v.query["weiter"] ?? "").map { Interrupted(page: $0, form: FormData()) }
        return .page(IdentityPages.card(v, FormState(), wanted, signedIn: try tx.viewer))
    }

    @Sendable func signInWithCard(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        var reader = FormReader(v)
        let secret = v.form["secret"] ?? ""
        // People of the office have a link and no card; whoever was interrupted may paste it here.
        if secret.isEmpty, let person = try SignInQueries.useLink(tx, secretHash: Secret.hash(linkKey(v.form["code"] ?? ""))) {
            return goOn(v, try SignIn.start(tx, v, person: person, card: nil))
        }
        let holder: CardQueries.Holder?
        let isBlank: Bool
        if secret.isEmpty {
            guard let code = read(&reader, v) else { return .again(IdentityPages.card(v, reader.state, wanted(v))) }
            let mac = keys.code(code, of: v.site.tenant)
            holder = try CardQueries.holder(tx, codeMAC: mac, at: v.now)
            isBlank = try holder == nil && BlankCardQueries.isBlank(tx, secretHash: nil, codeMAC: mac)
        } else {
            holder = try CardQueries.holder(tx, secretHash: Secret.hash(secret))
            isBlank = try holder == nil && BlankCardQueries.isBlank(tx, secretHash: Secret.hash(secret), codeMAC: nil)
        }
        guard let holder else {
            reader.fail("code", v.t(isBlank ? "card.notYet" : secret.isEmpty ? "card.unknown" : "card.unknownQR"))
            return try refuse(tx, v, IdentityPages.card(v, FormState(v.form.without("secret"), problems: reader.problems), wanted(v)))
        }
        let token = try SignIn.start(tx, v, person: holder.person, card: holder.card)
        return goOn(v, token)
    }

    private func read(_ reader: inout FormReader, _ v: Visit) -> CardCode? {
        do throws(CardCode.Mistake) {
            return try CardCode(typed: v.form["code"] ?? "")
        } catch {
            switch error {
            case .length: reader.fail("code", v.t("card.wrongLength"))
            case .character(let character): reader.fail("code", v.t("card.wrongCharacter", ["character": String(character)]))
            case .check: reader.fail("code", v.t("card.wrongCheck"))
            }
            return nil
        }
    }

    @Sendable func showLink(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer { .page(IdentityPages.link(v, FormState())) }

    @Sendable func signInWithLink(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let key = linkKey(v.form["secret"]?.nonEmpty ?? v.form["code"] ?? "")
        guard let person = try SignInQueries.useLink(tx, secretHash: Secret.hash(key)) else {
            let problems = [FormProblem("code", v.t("link.unknown"))]
            return try refuse(tx, v, IdentityPages.link(v, FormState(v.form.without("secret"), problems: problems)))
        }
        return goOn(v, try SignIn.start(tx, v, person: person, card: nil))
    }

    /// The key of a sign-in link; somebody may paste the whole address.
    private func linkKey(_ typed: String) -> String { typed.trimmed.split(separator: "#").last.map(String.init) ?? "" }

    /// The same page again; slower the more attempts have failed lately.
    private func refuse(_ tx: borrowing Transaction, _ v: Visit, _ page: Page) throws -> Answer {
        let failures = try SignInQueries.countFailure(tx, at: v.now)
        var answer = Answer.again(page)
        answer.delay = FailureBudget.delay(after: failures)
        return answer
    }

    /// Where a page or a form was interrupted for signing in.
    private func wanted(_ v: Visit) -> Interrupted? {
        Path(local: v.form["weiter"] ?? "").map { page in
            let typed = Data(base64Encoded: v.form["getippt"] ?? "").map { String(decoding: $0, as: UTF8.self) }
            return Interrupted(page: page, form: FormData(urlEncoded: typed ?? ""))
        }
    }

    /// After signing in: back to what was interrupted, else to the start.
    private func goOn(_ v: Visit, _ token: SessionToken) -> Answer {
        let wanted = wanted(v)
        var answer = Answer.redirect(wanted?.page ?? start)
        answer.session = .start(token, resuming: wanted.flatMap { $0.form.isEmpty ? nil : $0 })
        return answer
    }
}
