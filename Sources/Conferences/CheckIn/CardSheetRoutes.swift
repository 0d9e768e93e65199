internal import Core
internal import Database
internal import Identity
internal import Web

/// Printing cards before the evening.
struct CardSheetRoutes: Sendable {
    let houseKey: HouseKey

    @Sendable func form(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return .page(try page(tx, v, conference, v.state()))
    }

    private func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        let attendance = try RegistrationQueries.attendance(tx, of: conference.id)
        let pile = try BlankCards.pile(tx, of: conference.id)
        // Enough for everybody who may come and has no card on the pile yet, in whole sheets.
        let missing = max(0, conference.capacity - attendance.arrived - (pile?.count ?? 0))
        let proposed = min(BlankCards.most, max(10, (missing + 9) / 10 * 10))
        return CardSheetPages.form(v, conference, pile, proposed: proposed, state).demonstration(conference.isDemonstration)
    }

    /// The only page that ever shows the secrets of these cards; hence no redirect to it.
    @Sendable func make(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        if conference.isOver { throw Refusal.notFound }
        var reader = FormReader(v)
        let count = reader.number("anzahl", in: 1...BlankCards.most)
        guard reader.isFine else { return .again(try page(tx, v, conference, reader.state)) }
        do {
            let printed = try BlankCards.make(tx, houseKey: houseKey, for: conference.id, count: count, key: reader.submission(of: "\(count)"))
            return .page(CardSheetPages.sheet(v, conference, printed).demonstration(conference.isDemonstration))
        } catch BlankCards.Refused.printedBefore(let pile) {
            return .page(CardSheetPages.printedBefore(v, conference, pile))
        }
    }

    @Sendable func discard(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        _ = try BlankCards.discard(tx, of: conference.id)
        return .redirect(ConferencePaths.cards.path(conference.slug))
    }
}
