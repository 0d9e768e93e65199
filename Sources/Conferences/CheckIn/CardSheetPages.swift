internal import Core
internal import HTML
internal import Identity
internal import Web

enum CardSheetPages {
    static func form(_ v: Visit, _ conference: Conference, _ pile: BlankCards.Pile?, proposed: Int, _ state: FormState) -> Page {
        Page(v.t("cards.title")) { h in
            h.pageHead(v.t("cards.title"), meta: v.text(conference.name), lead: v.t("cards.lead"))
            h.section(.class("card stack")) { h in
                h.h2(v.t("cards.pile"))
                if let pile {
                    h.p(v.t("cards.onPile", ["count": pile.count]))
                    h.p(v.t("cards.numbers", ["from": pile.lowest, "to": pile.highest]), .class("meta"))
                    h.actionButton(
                        ConferencePaths.discardCards.path(conference.slug), v.t("cards.discard"), class: "button quiet",
                        confirm: Confirmation(v.t("cards.discardQuestion"), v.t("cards.discardText"), yes: v.t("cards.discard"), no: v.t("form.back"))
                    )
                } else {
                    h.p(v.t("cards.noPile"))
                }
            }
            if !conference.isOver {
                h.section(.class("card warm stack")) { h in
                    h.h2(v.t("cards.print"))
                    h.postForm(ConferencePaths.cards.path(conference.slug), state, v.t) { h in
                        h.field(
                            "anzahl", v.t("cards.count"), state, v.t,
                            .make {
                                $0.hint = v.t("cards.countHint")
                                $0.initial = "\(proposed)"
                                $0.inputmode = "numeric"
                            })
                        h.submit(v.t("cards.make"))
                    }
                }
            }
            h.p { h in h.a(v.t("cards.back"), .href(ConferencePaths.desk.path(conference.slug))) }
        }
    }

    static func sheet(_ v: Visit, _ conference: Conference, _ printed: [BlankCards.Printed]) -> Page {
        // German first, then what the conference is held in and this house speaks.
        let readers = v.site.languages.filter { $0 == .german || conference.languages.contains($0) }.map { v.in($0) }
        let german = v.in(.german)
        return Page(v.t("cards.title")) { h in
            h.div(.class("stack no-print")) { h in
                h.pageHead(
                    v.t("cards.made", ["count": printed.count]), meta: v.t("cards.numbers", ["from": printed[0].number, "to": printed.last!.number]),
                    lead: v.t("cards.printNow"))
                h.div(.class("row")) { h in
                    h.button(v.t("form.print"), .class("button"), .data("data-print"), .hidden(), .type("button"))
                    h.a(v.t("cards.printed"), .class("button quiet"), .href(ConferencePaths.cards.path(conference.slug)))
                }
            }
            h.div(.class("card-sheet blank")) { h in
                for card in printed {
                    h.participationCard(card.secrets, german, conference: german.text(conference.name), .number(card.number, readers))
                }
            }
        }.framed(.print).confidential()
    }

    static func printedBefore(_ v: Visit, _ conference: Conference, _ pile: BlankCards.Pile) -> Page {
        Page(v.t("cards.title")) { h in
            h.notice(.warm, v.t("cards.printedBefore")) { h in
                h.p(v.t("cards.printedBeforeText", ["from": pile.lowest, "to": pile.highest]))
            }
            h.p { h in h.a(v.t("cards.toPile"), .class("button"), .href(ConferencePaths.cards.path(conference.slug))) }
        }
    }
}
