import Testing

@testable import Postgres

@Suite struct BatchStateTests {
    private typealias State = BatchState<String>
    private let start = ContinuousClock.now

    private func state(size: Int = 3, underWay: Int = 1, waiting: Int = 10) -> State {
        State(State.Limits(size: size, window: .milliseconds(10), underWay: underWay, waiting: waiting))
    }

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    @Test func aFullLineDepartsAtOnce() {
        var state = state()
        #expect(state.add(1, "a", now: start) == [])
        #expect(state.add(2, "a", now: after(1)) == [])
        #expect(state.add(3, "a", now: after(2)) == [.run([1, 2, 3], of: "a")])
        #expect(state.waitingCount == 0 && state.nextTick == nil)
    }

    @Test func theFirstWaitsForTheWindowOnly() {
        var state = state()
        _ = state.add(1, "a", now: start)
        _ = state.add(2, "a", now: after(9))
        #expect(state.nextTick == after(10))
        #expect(state.tick(now: after(9)) == [])
        #expect(state.tick(now: after(10)) == [.run([1, 2], of: "a")])
    }

    @Test func eachKeyHasItsOwnLine() {
        var state = state(size: 2)
        _ = state.add(1, "a", now: start)
        #expect(state.add(2, "b", now: start) == [])
        #expect(state.add(3, "b", now: start) == [.run([2, 3], of: "b")])
        #expect(state.tick(now: after(10)) == [.run([1], of: "a")])
    }

    @Test func whatComesWhileABatchIsUnderWayIsTheNextOne() {
        var state = state(size: 2)
        for id in 1...2 { _ = state.add(id, "a", now: start) }
        for id in 3...5 { #expect(state.add(id, "a", now: start) == []) }
        #expect(state.nextTick == nil, "one at a time")
        #expect(state.tick(now: after(50)) == [])
        #expect(state.finished("a", now: after(50)) == [.run([3, 4], of: "a")])
        #expect(state.finished("a", now: after(51)) == [.run([5], of: "a")])
        #expect(state.finished("a", now: after(52)) == [])
        #expect(state.lineCount == 0)
    }

    @Test func severalMayBeUnderWay() {
        var state = state(size: 1, underWay: 2)
        #expect(state.add(1, "a", now: start) == [.run([1], of: "a")])
        #expect(state.add(2, "a", now: start) == [.run([2], of: "a")])
        #expect(state.add(3, "a", now: start) == [])
        #expect(state.finished("a", now: start) == [.run([3], of: "a")])
    }

    @Test func tooManyAreRefused() {
        var state = state(size: 2, waiting: 2)
        for id in 1...4 { _ = state.add(id, "a", now: start) }
        #expect(state.waitingCount == 2)
        #expect(state.add(5, "b", now: start) == [.refuse(5)])
    }

    @Test func whoStillWaitsCanWithdraw() {
        var state = state(size: 2)
        _ = state.add(1, "a", now: start)
        let first = [state.withdraw(1, "a"), state.withdraw(1, "a"), state.withdraw(9, "z")]
        #expect(first == [true, false, false])
        #expect(state.lineCount == 0 && state.waitingCount == 0)
        for id in 2...3 { _ = state.add(id, "a", now: start) }
        let late = state.withdraw(2, "a")
        #expect(!late, "it is under way")
    }

    /// Whatever happens in whatever order: everything that was taken departs exactly once, and nothing stays behind.
    @Test(arguments: 0..<20) func everyEntryDepartsOnce(seed: Int) {
        var generator = SplitMix(state: UInt64(seed))
        var state = state(size: 4, underWay: 2, waiting: 50)
        var (departed, refused, withdrawn, underWay): ([Int], Set<Int>, Set<Int>, [String]) = ([], [], [], [])
        var now = start
        func carryOut(_ actions: [State.Action]) {
            for action in actions {
                switch action {
                case .run(let ids, let key):
                    #expect((1...4).contains(ids.count))
                    departed += ids
                    underWay.append(key)
                case .refuse(let id): refused.insert(id)
                }
            }
            for key in ["a", "b", "c"] { #expect(underWay.count { $0 == key } <= 2) }
        }
        for id in 0..<400 {
            now += .milliseconds(Int.random(in: 0...3, using: &generator))
            let key = ["a", "b", "c"].randomElement(using: &generator)!
            carryOut(state.add(id, key, now: now))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: carryOut(state.tick(now: now))
            case 1 where !underWay.isEmpty:
                carryOut(state.finished(underWay.remove(at: Int.random(in: 0..<underWay.count, using: &generator)), now: now))
            case 2: if state.withdraw(id, key) { withdrawn.insert(id) }
            default: break
            }
        }
        while !underWay.isEmpty || state.nextTick != nil {
            if let next = state.nextTick { carryOut(state.tick(now: max(now, next))) }
            if !underWay.isEmpty { carryOut(state.finished(underWay.removeFirst(), now: now)) }
        }
        #expect(departed.count == Set(departed).count)
        #expect(Set(departed).union(refused).union(withdrawn) == Set(0..<400))
        #expect(state.lineCount == 0 && state.waitingCount == 0)
    }
}
