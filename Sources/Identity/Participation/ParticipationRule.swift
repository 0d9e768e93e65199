public import Core
public import Database
public import HTML
public import Web

/// Who can take part in a council's conferences, as they say themselves: nobody shows papers at the door.
public struct ParticipationRule: Sendable, Equatable {
    /// What ties somebody to the district; one of them is enough.
    public enum Tie: String, Sendable, CaseIterable { case lives, works, learns }

    public var minimumAge = 14
    public var ties: Set<Tie> = [.lives, .works, .learns]

    /// From this age on somebody decides alone about what is stored of them (Art. 8 GDPR).
    static let ageOfConsent = 16

    public var admitsMinors: Bool { minimumAge < Self.ageOfConsent }

    public static func of(_ tx: borrowing Transaction) throws -> ParticipationRule { try ParticipationQueries.rule(tx) ?? ParticipationRule() }

    /// The rule in a sentence.
    public func sentence(_ v: Visit) -> String {
        let ties = Tie.allCases.filter { self.ties.contains($0) }.map(\.rawValue).joined(separator: "-")
        return v.t("participation.rule", ["age": minimumAge, "ties": v.t(Wording.Key("participation.ties", TieSet(rawValue: ties)))])
    }

    private struct TieSet: RawRepresentable {
        let rawValue: String
    }
}

/// What somebody says of themselves before they take part. Asked for and not kept: nobody's age is stored.
public enum ParticipationDeclaration: String, Sendable {
    case grown = "ab16"
    case minor = "jung"

    static let field = "teilnahme"

    /// Fails the form where nothing was said.
    public static func read(_ reader: inout FormReader, _ v: Visit) -> ParticipationDeclaration? {
        let said = ParticipationDeclaration(rawValue: v.form[field] ?? "")
        if said == nil { reader.fail(field, v.t("participation.missing")) }
        return said
    }

    /// An old form may still offer what the council does not any more.
    public static func check(_ reader: inout FormReader, _ v: Visit, _ rule: ParticipationRule) {
        if v.form[field] == minor.rawValue && !rule.admitsMinors { reader.fail(field, v.t("participation.missing")) }
    }
}

extension Markup {
    /// The rule, and what its reader says of themselves; with the words of consent for those who are not sixteen yet.
    public mutating func participationDeclaration(_ rule: ParticipationRule, _ state: FormState, _ v: Visit) {
        var choices: [(String, String, String, String?)] = [
            (
                ParticipationDeclaration.field, ParticipationDeclaration.grown.rawValue,
                v.t(rule.admitsMinors ? "participation.grown" : "participation.fits"), nil
            )
        ]
        if rule.admitsMinors {
            choices.append(
                (
                    ParticipationDeclaration.field, ParticipationDeclaration.minor.rawValue,
                    v.t("participation.minor", ["from": rule.minimumAge]), v.t("participation.consent")
                ))
        }
        options(rule.sentence(v), "radio", choices.map { (name: $0.0, value: $0.1, label: $0.2, hint: $0.3) }, state)
    }
}
