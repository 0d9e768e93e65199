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

    @Test func whatWasTakenBackCountsNoMore() {
        let wrong = ChainEvent(.decided, on: "2024-12-09", .make { $0.isAdopted = false }, withdrawal: .init(day: "2024-12-11", reason: "Tippfehler"))
        let chain = Chain([drafted, votedYes, wrong], today: "2025-02-01")
        #expect(chain.waiting == .decision && chain.events.count == 2)
        #expect(chain.corrected.map(\.withdrawal?.reason) == ["Tippfehler"])
    }

    @Test func objectsToWhatCannotBe() {
        func objection(_ kind: ChainEvent.Kind, _ day: String, after events: [ChainEvent]) -> Objection? {
            Chain(events, today: "2025-06-01").objection(to: ChainEvent(kind, on: day, .init()), today: "2025-06-01")
        }
        let all = [drafted, votedYes, decidedYes, submitted]
        #expect(objection(.decided, "2025-06-02", after: [drafted, votedYes]) == .inFuture)
        #expect(objection(.decided, "2024-11-14", after: [drafted, votedYes]) == .before(.voted, day: "2024-11-15"))
        #expect(objection(.decided, "2024-11-15", after: [drafted]) == nil, "a council may decide without a vote in the hall")
        #expect(objection(.decided, "2024-12-11", after: [drafted, votedYes, decidedYes]) == .already(day: "2024-12-10"))
        #expect(objection(.submitted, "2024-12-12", after: [drafted, votedYes]) == .missing(.decided))
        #expect(objection(.submitted, "2024-12-09", after: [drafted, votedYes, decidedYes]) == .before(.decided, day: "2024-12-10"))
        #expect(objection(.submitted, "2024-12-13", after: all) == .already(day: "2024-12-12"))
        let decidedNo = ChainEvent(.decided, on: "2024-12-10", .make { $0.isAdopted = false })
        #expect(
            objection(.submitted, "2024-12-12", after: [drafted, votedYes, decidedNo]) == .refused(day: "2024-12-10"),
            "what was refused is not handed over")
        for kind in [ChainEvent.Kind.numbered, .deliberated, .answered] {
            #expect(objection(kind, "2025-01-02", after: [drafted, votedYes, decidedYes]) == .missing(.submitted))
            #expect(objection(kind, "2024-12-11", after: all) == .before(.submitted, day: "2024-12-12"))
            #expect(objection(kind, "2025-01-02", after: all) == nil)
        }
        #expect(objection(.implemented, "2025-01-02", after: [drafted, votedYes]) == nil, "a project of the council's own")
    }

    @Test func takesBackFromTheEnd() {
        let numbered = ChainEvent(.numbered, on: "2024-12-17", .init())
        let chain = Chain([drafted, votedYes, decidedYes, submitted, numbered, answered], today: "2025-06-01")
        #expect(chain.objection(toWithdrawing: decidedYes) == .neededBy(.submitted))
        #expect(chain.objection(toWithdrawing: submitted) == .neededBy(.numbered))
        #expect(chain.objection(toWithdrawing: numbered) == nil && chain.objection(toWithdrawing: answered) == nil)
    }

    @Test func countsSixWeeks() {
        #expect(Chain.answerDue(after: "2025-02-27") == "2025-04-10")
        #expect(Chain.days(from: "2025-03-29", to: "2025-03-31") == 2, "over the change to summer time")
        #expect(Chain.answerDue(after: "kein Tag") == nil)
    }
}
