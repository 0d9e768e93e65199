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

    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        // After signing in again, the part that was being written is open, with what was written.
        if let part = v.form["teil"].flatMap(OfficePages.Part.init(rawValue:)) { return .page(try page(tx, v, OfficePages.state(of: part, v.form))) }
        if let entry = v.form["eintrag"].flatMap({ ID<ChainEvent>($0) }) {
            return .page(try page(tx, v, OfficePages.state(ofWithdrawing: entry, v.form)))
        }
        return .page(try page(tx, v, FormState()))
    }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ state: FormState) throws -> Page {
        let recommendation = try RecommendationQueries.recommendation(tx, try v.id("recommendation"))
        let chain = try chain(tx, v, recommendation.id)
        return OfficePages.work(v, recommendation, chain, state)
            .watching(RecommendationQueries.topic(recommendation.id)).demonstration(recommendation.isDemonstration)
    }

    private static func chain(_ tx: borrowing Transaction, _ v: Visit, _ id: ID<Recommendation>) throws -> Chain {
        Chain(try RecommendationQueries.events(tx, of: id), today: DateStyle.isoDay(v.now))
    }

    /// Reads a form, records one event, and shows the page again with it.
    private static func record(
        _ tx: borrowing Transaction, _ v: Visit, _ part: OfficePages.Part,
        _ read: (inout FormReader, _ day: String) throws -> ChainEvent.Facts,
        store: (borrowing Transaction, ID<Recommendation>) throws -> Void = { _, _ in }
    ) throws -> Answer {
        let recommendation = try RecommendationQueries.recommendation(tx, try v.id("recommendation"))
        var reader = FormReader(v)
        let day = reader.text("tag", limit: 10)
        if !day.isEmpty && DateStyle.moment(day: day, time: "12:00") == nil { reader.fail("tag", v.t("form.day")) }
        let event = ChainEvent(part.kind, on: day, try read(&reader, day))
        try RecommendationQueries.lock(tx, recommendation.id)
        let chain = try chain(tx, v, recommendation.id)
        let done = Answer.redirect(RecommendationPaths.work.path(recommendation.id.description))
        if reader.isFine {
            if try chain.events.contains(where: { try isSame($0, event) }) {
                try store(tx, recommendation.id)
                return done
            }
            if let objection = chain.objection(to: event, today: DateStyle.isoDay(v.now)) {
                reader.fail("tag", ChainWords.objection(objection, v))
            }
        }
        guard reader.isFine else { return .again(try page(tx, v, OfficePages.state(of: part, reader.values, reader.problems))) }
        try store(tx, recommendation.id)
        try RecommendationQueries.append(tx, event, to: recommendation.id)
        try tx.audit(AuditEvent("recommendation.event", "\(recommendation.id) \(part.kind.rawValue)"))
        return done
    }

    /// The same entry a second time (a double tap, the back button) is told once.
    private static func isSame(_ known: ChainEvent, _ new: ChainEvent) throws -> Bool {
        guard known.kind == new.kind && known.day == new.day else { return false }
        return try JSON(known.facts).postgresParameter.bytes == JSON(new.facts).postgresParameter.bytes
    }

    /// Takes back an entry that was a mistake. It stays to be seen, with the reason; the right one is then entered anew.
    @Sendable static func withdraw(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let recommendation = try RecommendationQueries.recommendation(tx, try v.id("recommendation"))
        let wanted = try v.id("event", of: ChainEvent.self)
        try RecommendationQueries.lock(tx, recommendation.id)
        let chain = try chain(tx, v, recommendation.id)
        let done = Answer.redirect(RecommendationPaths.work.path(recommendation.id.description))
        if chain.corrected.contains(where: { $0.id == wanted }) { return done }
        guard let event = chain.events.first(where: { $0.id == wanted }), event.kind.isOffice else { throw Refusal.notFound }
        var reader = FormReader(v)
        let reason = reader.text("grund", limit: 500)
        if let objection = chain.objection(toWithdrawing: event) { reader.fail("grund", ChainWords.objection(objection, v)) }
        guard reader.isFine else { return .again(try page(tx, v, OfficePages.state(ofWithdrawing: wanted, reader.values, reader.problems))) }
        try RecommendationQueries.withdraw(tx, event, of: recommendation.id, reason: reason)
        try tx.audit(AuditEvent("recommendation.event.withdrawn", "\(recommendation.id) \(wanted)"))
        return done
    }

    @Sendable static func decide(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let recommendation: ID<Recommendation> = try v.id("recommendation")
        var number = ""
        return try record(
            tx, v, .decision,
            { reader, _ in
                number = reader.text("nummer", limit: 40, isRequired: false)
                if try RecommendationQueries.isNumber(tx, number, ofAnotherThan: recommendation) {
                    reader.fail("nummer", v.t("office.numberTaken"))
                }
                if reader.values["beschluss"] == nil { reader.fail("beschluss", v.t("form.choose")) }
                var facts = ChainEvent.Facts()
                facts.isAdopted = reader.values["beschluss"] == "ja"
                facts.yes = reader.number("ja", in: 0...999)
                facts.no = reader.number("nein", in: 0...999, empty: 0)
                facts.abstain = reader.number("enthaltung", in: 0...999, empty: 0)
                return facts
            },
            store: { tx, id in
                // The number can come later: the same decision again, with it.
                if !number.isEmpty { try RecommendationQueries.number(tx, id, number) }
            })
    }

    @Sendable static func submit(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try record(tx, v, .submission) { reader, day in
            let route = reader.choice("weg", of: Route.self)
            let recipient = reader.text("empfaenger", limit: 300)
            return .make { facts in
                facts.route = route?.rawValue
                facts.recipient = LocalizedText(german: recipient)
                facts.due = reader.isChecked("frist") ? Chain.answerDue(after: day) : nil
            }
        }
    }

    @Sendable static func addPaper(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try record(tx, v, .paper) { reader, _ in
            let reference = reader.text("drucksache", limit: 60)
            let url = reader.text("adresse", limit: 2000, isRequired: false)
            if !url.isEmpty && ExternalURL(url) == nil { reader.fail("adresse", v.t("form.url")) }
            return .make { facts in
                facts.reference = reference
                facts.url = url.nonEmpty
            }
        }
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
