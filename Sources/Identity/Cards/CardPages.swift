public import Core
public import HTML
public import Web

/// What stands at the foot of a card.
public enum CardPlace: Sendable {
    case name(String)
    /// A blank card's number, with a line in each of the conference's languages.
    case number(Int, [Visit])
}

extension Markup {
    /// A participation card as it is printed, in the language of its holder.
    public mutating func participationCard(_ card: CardSecrets, _ v: Visit, conference: some Words, _ place: CardPlace) {
        article(.class("participation-card"), .lang(v.language.code), .dir(v.language.isRightToLeft ? "rtl" : "ltr")) { h in
            h.header { h in
                h.trusted(RoundTable.mark)
                h.p { h in
                    h.strong(conference)
                    h.text(" ")
                    h.text(v.text(v.site.name))
                }
                if case .number(let number, _) = place { h.p(v.t("card.number", ["number": number]), .class("number")) }
            }
            if let drawing = QRCode.drawing(card.address(v.site), label: v.t("card.qr")) {
                h.div(.class("qr")) { $0.trusted(drawing) }
            }
            h.div(.class("keys")) { h in
                h.p(v.t("card.code"), .class("meta"))
                h.p(.class("code"), .data("translate", "no")) { h in for group in card.code.groups { h.span(group) } }
                h.p(v.site.address(of: IdentityPaths.card.path()), .class("meta"), .dir("ltr"))
            }
            switch place {
            case .name(let name): h.p(.class("place")) { $0.span(Typed(name)) }
            case .number(_, let readers):
                h.ul(.class("readers meta")) { h in
                    for reader in readers {
                        h.li(
                            reader.t("card.scan"), .lang(reader.language.code), .dir(reader.language.isRightToLeft ? "rtl" : "ltr"))
                    }
                }
            }
        }
    }
}
