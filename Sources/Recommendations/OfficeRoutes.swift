internal import Core
internal import Database
internal import HTML
internal import Web

/// The council's office carries recommendations to the district and writes down what comes back.
enum OfficeRoutes {
    @Sendable static func index(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let events = try RecommendationQueries.allEvents(tx)
        let today = DateStyle.isoDay(v.now)
        let chains = try RecommendationQueries.all(tx).map { ($0, Chain(events[$0.id] ?? [], today: today)) }
        return .page(OfficePages.index(v, chains))
    }

    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer { .page(try page(tx, v, FormState(), open: nil)) }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ state: FormState, open: OfficePages.Part?) throws -> Page {
        let recommendation = try RecommendationQueries.recommendation(tx, try v.id("recommendation"))
        let chain = Chain(try RecommendationQueries.events(tx, of: recommendation.id), today: DateStyle.isoDay(v.now))
        return OfficePages.work(v, recommendation, chain, state, open: open)
            .watching(RecommendationQueries.topic(recommendation.id)).demonstration(recommendation.isDemonstration)
    }

    /// Reads a form, records one event, and shows the page again with it.
    private static func record(
        _ tx: borrowing Transaction, _ v: Visit, _ part: OfficePages.Part,
        _ read: (inout FormReader, _ day: String) -> ChainEvent.Facts,
        store: (borrowing Transaction, ID<Recommendation>, ChainEvent) throws -> Bool = { _, _, _ in true }
    ) throws -> Answer {
        let recommendation = try RecommendationQueries.recommendation(tx, try v.id("recommendation"))
        var reader = FormReader(v)
        let day = reader.text("tag", limit: 10)
        if !day.isEmpty && DateStyle.moment(day: day, time: "12:00") == nil { reader.fail("tag", v.t("form.day")) }
        let facts = read(&reader, day)
        guard reader.isFine else {
            var state = reader.state
            state.idPrefix = OfficePages.blank(part, v).idPrefix
            return .again(try page(tx, v, state, open: part))
        }
        let event = ChainEvent(part.kind, on: day, facts)
        if try store(tx, recommendation.id, event), try !isKnown(tx, event, of: recommendation.id) {
            try RecommendationQueries.append(tx, event, to: recommendation.id)
            try tx.audit(AuditEvent("recommendation.event", "\(recommendation.id) \(part.kind.rawValue)"))
        }
        return .redirect(RecommendationPaths.work.path(recommendation.id.description))
    }

    /// The same entry a second time (a double tap, the back button) is told once.
    private static func isKnown(_ tx: borrowing Transaction, _ event: ChainEvent, of id: ID<Recommendation>) throws -> Bool {
        let new = try JSON(event.facts).postgresParameter.bytes
        return try RecommendationQueries.events(tx, of: id).contains { known in
            guard known.kind == event.kind && known.day == event.day else { return false }
            return try JSON(known.facts).postgresParameter.bytes == new
        }
    }

    @Sendable static func decide(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try record(
            tx, v, .decision,
            { reader, _ in
                ChainEvent.Facts.make { facts in
                    facts.isAdopted = reader.values["beschluss"] == "ja"
                    if reader.values["beschluss"] == nil { reader.fail("beschluss", v.t("form.choose")) }
                    facts.yes = reader.number("ja", in: 0...999)
                    facts.no = reader.number("nein", in: 0...999, empty: 0)
                    facts.abstain = reader.number("enthaltung", in: 0...999, empty: 0)
                }
            },
            store: { tx, id, _ in
                if let number = v.form["nummer"]?.trimmed.nonEmpty { try RecommendationQueries.number(tx, id, String(number.prefix(40))) }
                return true
            })
    }

    @Sendable static func submit(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try record(
            tx, v, .submission,
            { reader, day in
                let route = reader.choice("weg", of: Route.self)
                let recipient = reader.text("empfaenger", limit: 300)
                return .make { facts in
                    facts.route = route?.rawValue
                    facts.recipient = LocalizedText(german: recipient)
                    facts.due = reader.isChecked("frist") ? Chain.answerDue(after: day) : nil
                }
            },
            store: { tx, id, event in
                guard let route = event.facts.route.flatMap(Route.init(rawValue:)) else { return false }
                return try RecommendationQueries.submit(
                    tx, id, route: route, recipient: event.facts.recipient?.german ?? "", on: event.day, due: event.facts.due)
            })
    }

    @Sendable static func addPaper(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try record(
            tx, v, .paper,
            { reader, _ in
                let reference = reader.text("drucksache", limit: 60)
                let url = reader.text("adresse", limit: 2000, isRequired: false)
                if !url.isEmpty && ExternalURL(url) == nil { reader.fail("adresse", v.t("form.url")) }
                return .make { facts in
                    facts.reference = reference
                    facts.url = url.nonEmpty
                }
            },
            store: { tx, id, event in
                try RecommendationQueries.addPaper(tx, to: id, reference: event.facts.reference ?? "", url: event.facts.url, on: event.day)
            })
    }

    @Sendable static func addDeliberation(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try record(tx, v, .deliberation) { reader, _ in
            let body = reader.text("gremium", limit: 200)
            let result = reader.choice("ergebnis", of: ChainEvent.Deliberation.self)
            let item = reader.text("top", limit: 30, isRequired: false)
            let text = reader.text("text", limit: 2000, isRequired: false)
            return .make { facts in
                facts.body = LocalizedText(german: body)
                facts.result = result
                facts.agendaItem = item.nonEmpty
                facts.text = text.nonEmpty.map { LocalizedText(german: $0) }
            }
        }
    }

    @Sendable static func answer(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try record(tx, v, .answer) { reader, _ in
            let from = reader.text("von", limit: 200)
            let text = reader.text("text", limit: 4000)
            let reference = reader.text("drucksache", limit: 60, isRequired: false)
            return .make { facts in
                facts.from = LocalizedText(german: from)
                facts.text = LocalizedText(german: text)
                facts.reference = reference.nonEmpty
            }
        }
    }

    @Sendable static func implement(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try record(tx, v, .implementation) { reader, _ in
            let status = reader.choice("stand", of: ChainEvent.Implementation.self)
            // Whoever says "not done" says why.
            let text = reader.text("text", limit: 2000, isRequired: status == .notDone)
            return .make { facts in
                facts.status = status
                facts.text = text.nonEmpty.map { LocalizedText(german: $0) }
            }
        }
    }
}
