import Testing

@testable import Recommendations

@Suite struct ChainTests {
    private let drafted = ChainEvent(.drafted, on: "2024-11-15", .init())
    private let votedYes = ChainEvent(.voted, on: "2024-11-15", .make { $0.isAdopted = true })
    private let decidedYes = ChainEvent(.decided, on: "2024-12-10", .make { $0.isAdopted = true })
    private let submitted = ChainEvent(.submitted, on: "2024-12-12", .make { $0.due = "2025-01-23" })
    private let answered = ChainEvent(.answered, on: "2025-04-17", .init())

    private func waiting(_ events: [ChainEvent], today: String = "2025-02-01") -> Chain.Waiting? { Chain(events, today: today).waiting }

    @Test func waitsStepByStep() {
        #expect(waiting([drafted]) == nil)
        #expect(waiting([drafted, votedYes]) == .decision)
        #expect(waiting([drafted, votedYes, decidedYes]) == .submission)
        #expect(waiting([drafted, votedYes, decidedYes, submitted]) == .answer(days: 51, overdue: 9))
        #expect(waiting([drafted, votedYes, decidedYes, submitted], today: "2025-01-23") == .answer(days: 42, overdue: 0))
        #expect(waiting([drafted, votedYes, decidedYes, submitted, answered]) == .implementation)
    }

    @Test func endsWhereItWasRefusedOrDone() {
        let votedNo = ChainEvent(.voted, on: "2024-11-15", .make { $0.isAdopted = false })
        #expect(waiting([drafted, votedNo]) == nil)
        let decidedNo = ChainEvent(.decided, on: "2024-12-10", .make { $0.isAdopted = false })
        #expect(waiting([drafted, votedYes, decidedNo]) == nil)
        let rejected = ChainEvent(.deliberated, on: "2025-01-28", .make { $0.result = .rejected })
        #expect(waiting([drafted, votedYes, decidedYes, submitted, rejected]) == nil)
        for status in ChainEvent.Implementation.allCases {
            let end = ChainEvent(.implemented, on: "2025-06-01", .make { $0.status = status })
            #expect(waiting([drafted, votedYes, decidedYes, submitted, answered, end]) == (status == .running ? .implementation : nil))
        }
    }

    @Test func ordersByDayWhateverTheOrderOfEntry() {
        let chain = Chain([submitted, decidedYes, votedYes, drafted], today: "2025-01-01")
        #expect(chain.events.map(\.kind) == [.drafted, .voted, .decided, .submitted])
    }

    @Test func countsSixWeeks() {
        #expect(Chain.answerDue(after: "2025-02-27") == "2025-04-10")
        #expect(Chain.days(from: "2025-03-29", to: "2025-03-31") == 2, "over the change to summer time")
        #expect(Chain.answerDue(after: "kein Tag") == nil)
    }
}
