internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Web

struct IdentityRoutes: Sendable {
    let houseKey: HouseKey
    let entrance: Entrance
    /// Whether one can also sign in by e-mail here.
    let withEmail: Bool

    @Sendable func showCard(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let wanted = Path(local: v.query["weiter"] ?? "").map { Interrupted(page: $0, form: FormData()) }
        return .page(IdentityPages.card(v, FormState(), wanted, withEmail: withEmail, signedIn: try tx.viewer))
    }

    @Sendable func signInWithCard(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        var reader = FormReader(v)
        let secret = v.form["secret"] ?? ""
        // People of the office have a link and no card; whoever was interrupted may paste it here.
        if secret.isEmpty, let person = try SignInQueries.useLink(tx, secretHash: Secret.hash(linkKey(v.form["code"] ?? ""))) {
            return try entrance.enter(tx, v, person: person, by: .link)
        }
        let holder: CardQueries.Holder?
        let isBlank: Bool
        if secret.isEmpty {
            guard let code = read(&reader, v) else { return .again(IdentityPages.card(v, reader.state, entrance.wanted(v), withEmail: withEmail)) }
            let mac = houseKey.code(code, of: v.site.tenant)
            holder = try CardQueries.holder(tx, codeMAC: mac, at: v.now)
            isBlank = try holder == nil && BlankCardQueries.isBlank(tx, secretHash: nil, codeMAC: mac)
        } else {
            holder = try CardQueries.holder(tx, secretHash: Secret.hash(secret))
            isBlank = try holder == nil && BlankCardQueries.isBlank(tx, secretHash: Secret.hash(secret), codeMAC: nil)
        }
        guard let holder else {
            reader.fail("code", v.t(isBlank ? "card.notYet" : secret.isEmpty ? "card.unknown" : "card.unknownQR"))
            return try entrance.refuse(
                tx, v, IdentityPages.card(v, FormState(v.form.without("secret"), problems: reader.problems), entrance.wanted(v), withEmail: withEmail)
            )
        }
        return try entrance.enter(tx, v, person: holder.person, card: holder.card, by: .card)
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
            return try entrance.refuse(tx, v, IdentityPages.link(v, FormState(v.form.without("secret"), problems: problems)))
        }
        return try entrance.enter(tx, v, person: person, by: .link)
    }

    /// The key of a sign-in link; somebody may paste the whole address.
    private func linkKey(_ typed: String) -> String { typed.trimmed.split(separator: "#").last.map(String.init) ?? "" }
}
