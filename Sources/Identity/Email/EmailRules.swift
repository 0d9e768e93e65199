internal import Foundation

/// Signing in by e-mail: how often, how long, how many tries. Pure; the figures are explained in Decisions, "E-mail and its budgets".
enum EmailRules {
    /// How long what stands in a message can be used, from when it leaves.
    static let minutes = 15
    /// How long a request waits for its message at the most.
    static let waitingMinutes = 60
    /// Wrong codes for one request. Then its code is dead, and its link is not.
    static let tries = 5
    /// Wrong codes for one address within a day. From then on messages come with a link alone, which nobody can guess: so a
    /// stranger who tries codes gets nowhere, and the person still comes in.
    static let wrongCodesADay = 20
    /// So many messages to one address come at once; further ones at most every few minutes, each for all who are waiting.
    static let burst = 3
    static let burstMinutes = 10
    static let pauseMinutes = 5
    /// How often somebody can name another address as theirs within a day: it makes us write to strangers.
    static let claimsADay = 5

    /// What is known about an address when one of its requests is looked at.
    struct Situation: Sendable {
        /// Messages of the last ``burstMinutes``.
        let recent: Int
        /// Minutes since the last one; nil: none for a day.
        let minutesSinceLast: Double?
        let wrongCodesToday: Int
    }

    enum Step: Equatable {
        /// A message of its own, with a code or with the link alone.
        case send(withCode: Bool)
        /// One message, by whose link everybody who is waiting for one comes in, each in their own browser.
        case sendToAll
        case wait(minutes: Double)
    }

    static func step(_ situation: Situation) -> Step {
        if situation.recent < burst { return .send(withCode: situation.wrongCodesToday < wrongCodesADay) }
        let since = situation.minutesSinceLast ?? .infinity
        return since >= Double(pauseMinutes) ? .sendToAll : .wait(minutes: Double(pauseMinutes) - since)
    }

    /// Six digits, each equally likely.
    static func code() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(format: "%06d", Int.random(in: 0..<1_000_000, using: &generator))
    }

    /// What somebody typed, in digits of any script, with or without spaces; nil when it cannot be a code.
    static func code(typed: String) -> String? {
        let digits = typed.filter { !$0.isWhitespace && $0 != "-" }.map { $0.wholeNumberValue.map(String.init) ?? "?" }.joined()
        return digits.utf8.count == 6 && !digits.contains("?") ? digits : nil
    }
}
