internal import Core
public import Database
public import Web

public import struct Foundation.Date

public enum RetentionQueries {
    public struct Deletion: Sendable {
        public let at: Date
        public let count: Int
    }

    static func decided(_ tx: borrowing Transaction) throws -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: try tx.rows("select kind, days from retention_periods where tenant_id = (select current_tenant())") { row in
                (try row("kind") as String, try row("days") as Int)
            })
    }

    public static func set(_ tx: borrowing Transaction, _ kind: RetentionRule.Kind, days: Int) throws {
        try tx.execute(
            "insert into retention_periods (kind, days) values ($1, $2::int) on conflict (tenant_id, kind) do update set days = excluded.days",
            kind.rawValue, days)
    }

    /// When something was last deleted by itself, and how much, as the log has it.
    public static func lastDeletions(_ tx: borrowing Transaction) throws -> [String: Deletion] {
        Dictionary(
            uniqueKeysWithValues: try tx.rows(
                """
                select distinct on (split_part(subject, ' ', 1)) split_part(subject, ' ', 1) as kind, split_part(subject, ' ', 2)::int as count,
                    happened_at
                from audit_events where tenant_id = (select current_tenant()) and action = 'retention.deleted'
                order by split_part(subject, ' ', 1), happened_at desc
                """
            ) { row in (try row("kind") as String, Deletion(at: try row("happened_at"), count: try row("count"))) })
    }
}
