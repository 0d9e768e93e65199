/// Yes, no or abstain on one question: the plain majority of those who said yes or no.
public enum YesNoAbstain {
    public enum Choice: String, Sendable, CaseIterable {
        case yes, no, abstain
    }

    public struct Count: Sendable, Equatable {
        public let yes: Int
        public let no: Int
        public let abstain: Int

        public init(yes: Int, no: Int, abstain: Int) {
            self.yes = yes
            self.no = no
            self.abstain = abstain
        }

        public var cast: Int { yes + no + abstain }

        /// More yes than no. Abstentions count for neither side, and a tie carries nothing.
        public var isAccepted: Bool { yes > no }
    }

    public static func count(_ choices: some Sequence<Choice>) -> Count {
        var numbers: [Choice: Int] = [:]
        for choice in choices { numbers[choice, default: 0] += 1 }
        return Count(yes: numbers[.yes] ?? 0, no: numbers[.no] ?? 0, abstain: numbers[.abstain] ?? 0)
    }
}
