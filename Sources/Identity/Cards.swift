public import Core
public import Database
public import HTML
public import Web

public import struct Foundation.Date

/// A card that was made a moment ago: the only time its secrets are known.
public struct IssuedCard: Sendable {
    public let id: ID<Card>
    public let code: CardCode
    /// 128 random bits in base64url; in the QR code behind the `#`, which no server ever sees in an address.
    public let secret: String

    /// What the QR code says.
    public func address(_ site: Site) -> String { site.origin + IdentityPaths.card.path().text + "#" + secret }
}

public enum Cards {
    /// Gives a person a card; any card they had before is dead from then on.
    /// - Parameters:
    ///   - from: since when the printed code works; the QR code works at once.
    ///   - until: until when the printed code works: while the conference runs.
    public static func issue(
        _ tx: borrowing Transaction, keys: CardKeys, to person: ID<Person>, from: Date, until: Date
    ) throws -> IssuedCard {
        let code = CardCode()
        let secret = Secret.random(bytes: 16)
        let tenant = try tx.viewer.tenant
        try CardQueries.withdrawAll(tx, of: person)
        let id = try CardQueries.insert(
            tx, person: person, secretHash: Secret.hash(secret), codeMAC: keys.code(code, of: tenant), ending: code.ending, from: from,
            until: until)
        try tx.audit(AuditEvent("card.issued", id))
        return IssuedCard(id: id, code: code, secret: secret)
    }
}

extension Markup {
    /// A participation card as it is printed, in the language of its holder.
    public mutating func participationCard(_ card: IssuedCard, _ v: Visit, conference: some Words, name: String, table: Int?) {
        article(.class("participation-card"), .lang(v.language.code), .dir(v.language.isRightToLeft ? "rtl" : "ltr")) { h in
            h.header { h in
                h.trusted(RoundTable.mark)
                h.p { h in
                    h.strong(conference)
                    h.text(" ")
                    h.text(v.text(v.site.name))
                }
            }
            if let drawing = QRCode.drawing(card.address(v.site), label: v.t("card.qr")) {
                h.div(.class("qr")) { $0.trusted(drawing) }
            }
            h.div(.class("keys")) { h in
                h.p(v.t("card.code"), .class("meta"))
                h.p(.class("code"), .data("translate", "no")) { h in for group in card.code.groups { h.span(group) } }
                h.p(v.site.address(of: IdentityPaths.card.path()), .class("meta"), .dir("ltr"))
            }
            h.p(.class("place")) { h in
                if let table {
                    h.trusted(Symbol.drawing(table))
                    h.span(v.t("table.number", ["number": table]))
                } else {
                    h.span(Typed(name))
                }
            }
        }
    }
}
