internal import Core
internal import Database

enum ParticipationQueries {
    /// Nil: the council has not decided.
    static func rule(_ tx: borrowing Transaction) throws -> ParticipationRule? {
        try tx.first("select minimum_age, lives, works, learns from participation_rules where tenant_id = (select current_tenant())") { row in
            var ties: Set<ParticipationRule.Tie> = []
            if try row("lives") { ties.insert(.lives) }
            if try row("works") { ties.insert(.works) }
            if try row("learns") { ties.insert(.learns) }
            return ParticipationRule(minimumAge: try row("minimum_age"), ties: ties)
        }
    }

    static func set(_ tx: borrowing Transaction, _ rule: ParticipationRule) throws {
        try tx.execute(
            """
            insert into participation_rules (minimum_age, lives, works, learns) values ($1::int, $2, $3, $4)
            on conflict (tenant_id) do update set minimum_age = excluded.minimum_age, lives = excluded.lives, works = excluded.works,
                learns = excluded.learns
            """, rule.minimumAge, rule.ties.contains(.lives), rule.ties.contains(.works), rule.ties.contains(.learns))
    }
}
