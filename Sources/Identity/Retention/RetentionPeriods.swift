public import Database
public import Web

/// How long the council keeps what: its own decision, or what is proposed, and always within the bounds.
public enum RetentionPeriods {
    /// In days.
    public static func all(_ tx: borrowing Transaction) throws -> [RetentionRule.Kind: Int] {
        let decided = try RetentionQueries.decided(tx)
        return Dictionary(
            uniqueKeysWithValues: RetentionRule.Kind.allCases.map { kind in
                (kind, min(max(decided[kind.rawValue] ?? kind.standard, kind.bounds.lowerBound), kind.bounds.upperBound))
            })
    }
}
