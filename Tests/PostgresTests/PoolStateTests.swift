import Testing

@testable import Postgres

/// Every decision of the pool, without a thread, a clock or a server.
@Suite struct PoolStateTests {
    private typealias Time = PoolState.Time
    private let start = ContinuousClock.now
    private func at(_ seconds: Double) -> Time { start + .seconds(seconds) }
    private func job(_ number: Int) -> PoolState.JobID { .init(number: number) }
    private func worker(_ number: Int) -> PoolState.WorkerID { .init(number: number) }

    private func pool(minimum: Int = 0, maximum: Int = 2, waiting: Int = 3) -> PoolState {
        var limits = PoolState.Limits()
        (limits.minimum, limits.maximum, limits.waiting) = (minimum, maximum, waiting)
        (limits.lifetime, limits.idleTime) = (.seconds(100), .seconds(10))
        (limits.firstPause, limits.longestPause) = (.seconds(1), .seconds(4))
        return PoolState(limits)
    }

    @Test func connectsForWorkAndGivesItOut() {
        var state = pool()
        #expect(state.open(now: start) == [])
        #expect(state.submit(job(1), deadline: at(5), now: start) == [.start(worker(0))])
        #expect(state.connected(worker(0), jitter: 0, now: at(0.1)) == [.run(job(1), on: worker(0))])
        #expect(state.finished(worker(0), isUsable: true, now: at(0.2)) == [])
        #expect(state.submit(job(2), deadline: at(5), now: at(0.3)) == [.run(job(2), on: worker(0))], "no second connection is needed")
    }

    @Test func keepsTheMinimum() {
        var state = pool(minimum: 2)
        #expect(state.open(now: start) == [.start(worker(0)), .start(worker(1))])
        _ = state.connected(worker(0), jitter: 0, now: start)
        _ = state.connected(worker(1), jitter: 0, now: start)
        #expect(state.lost(worker(0), now: at(1)) == [.start(worker(2))])
        #expect(state.tick(now: at(50)) == [], "idle for long, but kept")
    }

    @Test func makesNoMoreConnectionsThanAllowedAndRefusesWhatDoesNotFit() {
        var state = pool()
        #expect(state.submit(job(1), deadline: at(5), now: start) == [.start(worker(0))])
        #expect(state.submit(job(2), deadline: at(5), now: start) == [.start(worker(1))])
        #expect(state.submit(job(3), deadline: at(5), now: start) == [])
        #expect(state.submit(job(4), deadline: at(5), now: start) == [.refuse(job(4), .full)])
        #expect(state.connectionCount == 2 && state.waitingCount == 3)
    }

    @Test func refusesInTimeWhatWaitsTooLong() {
        var state = pool(maximum: 1)
        _ = state.submit(job(1), deadline: at(5), now: start)
        _ = state.connected(worker(0), jitter: 0, now: start)
        _ = state.submit(job(2), deadline: at(3), now: start)
        #expect(state.nextTick == at(3))
        #expect(state.tick(now: at(2.9)) == [])
        #expect(state.tick(now: at(3)) == [.refuse(job(2), .late)])
        #expect(state.finished(worker(0), isUsable: true, now: at(4)) == [], "what was refused is not run")
    }

    @Test func usesTheWarmestConnectionAndLetsTheOthersGo() {
        var state = pool(maximum: 2)
        for number in 0..<2 { _ = state.submit(job(number), deadline: at(5), now: start) }
        for number in 0..<2 { _ = state.connected(worker(number), jitter: 0, now: start) }
        _ = state.finished(worker(0), isUsable: true, now: at(1))
        _ = state.finished(worker(1), isUsable: true, now: at(2))
        #expect(state.submit(job(3), deadline: at(9), now: at(3)) == [.run(job(3), on: worker(1))])
        #expect(state.nextTick == at(11))
        #expect(state.tick(now: at(11)) == [.retire(worker(0))])
        #expect(state.connectionCount == 1)
    }

    @Test func endsOldConnectionsBetweenJobs() {
        var state = pool(minimum: 1, maximum: 1)
        _ = state.open(now: start)
        _ = state.connected(worker(0), jitter: 0.5, now: start)
        _ = state.submit(job(1), deadline: at(200), now: at(94))
        _ = state.submit(job(2), deadline: at(200), now: at(94))
        #expect(state.finished(worker(0), isUsable: true, now: at(96)) == [.retire(worker(0)), .start(worker(1))], "95 s: 5 % less than 100")
        #expect(state.connected(worker(1), jitter: 0, now: at(97)) == [.run(job(2), on: worker(1))])
    }

    @Test func pausesLongerAfterEachFailureAndTriesOneAtATime() {
        var state = pool(maximum: 2)
        _ = state.submit(job(1), deadline: at(60), now: start)
        _ = state.submit(job(2), deadline: at(60), now: start)
        #expect(state.failedToConnect(worker(0), jitter: 1, now: start) == [])
        #expect(state.failedToConnect(worker(1), jitter: 1, now: start) == [])
        #expect(state.isFailing && state.nextTick == at(2))
        #expect(state.tick(now: at(1)) == [])
        #expect(state.tick(now: at(2)) == [.start(worker(2))], "not two at once")
        #expect(state.nextTick == at(60), "while one connects, nothing is due: the keeper must not spin")
        #expect(state.failedToConnect(worker(2), jitter: 1, now: at(2)) == [])
        #expect(state.tick(now: at(6)) == [.start(worker(3))], "four seconds later")
        #expect(state.connected(worker(3), jitter: 0, now: at(6)) == [.run(job(1), on: worker(3)), .start(worker(4))], "it is back: go on")
        #expect(!state.isFailing)
    }

    @Test func aBrokenConnectionIsReplacedAndItsJobGoesFirst() {
        var state = pool(maximum: 1)
        _ = state.submit(job(1), deadline: at(5), now: start)
        _ = state.submit(job(2), deadline: at(5), now: start)
        _ = state.connected(worker(0), jitter: 0, now: start)
        #expect(state.finished(worker(0), isUsable: false, again: true, now: at(1)) == [.start(worker(1))])
        #expect(state.connected(worker(1), jitter: 0, now: at(1)) == [.run(job(1), on: worker(1))])
    }

    @Test func aJobOnAConnectionThatDiedIdleGoesToAnother() {
        var state = pool(maximum: 2)
        _ = state.submit(job(1), deadline: at(5), now: start)
        _ = state.connected(worker(0), jitter: 0, now: start)
        _ = state.finished(worker(0), isUsable: true, now: start)
        // The server ended it at the moment when it was given work.
        #expect(state.submit(job(2), deadline: at(5), now: at(1)) == [.run(job(2), on: worker(0))])
        #expect(state.lost(worker(0), now: at(1)) == [.start(worker(1))])
        #expect(state.connected(worker(1), jitter: 0, now: at(1)) == [.run(job(2), on: worker(1))])
    }

    @Test func cancelsWhatWaitsAndInterruptsWhatRuns() {
        var state = pool(maximum: 1)
        _ = state.submit(job(1), deadline: at(5), now: start)
        _ = state.submit(job(2), deadline: at(5), now: start)
        _ = state.connected(worker(0), jitter: 0, now: start)
        #expect(state.cancel(job(2)) == [.refuse(job(2), .cancelled)])
        #expect(state.cancel(job(1)) == [.interrupt(worker(0))])
        #expect(state.cancel(job(9)) == [])
        #expect(state.finished(worker(0), isUsable: true, now: at(1)) == [])
    }

    @Test func closesWithoutLosingWhatRuns() {
        var state = pool(maximum: 2)
        for number in 1...2 { _ = state.submit(job(number), deadline: at(5), now: start) }
        for number in 0..<2 { _ = state.connected(worker(number), jitter: 0, now: start) }
        _ = state.submit(job(3), deadline: at(5), now: start)
        _ = state.finished(worker(1), isUsable: true, now: start)
        _ = state.finished(worker(1), isUsable: true, now: start)
        #expect(state.close() == [.retire(worker(1))])
        #expect(state.submit(job(4), deadline: at(5), now: start) == [.refuse(job(4), .closed)])
        #expect(!state.isOver)
        #expect(state.finished(worker(0), isUsable: true, now: at(1)) == [.retire(worker(0))])
        #expect(state.isOver && state.nextTick == nil)
    }

    @Test func whatShouldRunAgainAfterClosingIsRefused() {
        var state = pool(maximum: 1)
        _ = state.submit(job(1), deadline: at(5), now: start)
        _ = state.connected(worker(0), jitter: 0, now: start)
        _ = state.close()
        #expect(state.finished(worker(0), isUsable: false, again: true, now: at(1)) == [.refuse(job(1), .closed)])
        #expect(state.isOver)
    }

    /// Whatever comes in whatever order: every job ends exactly once, and no limit is passed.
    @Test(arguments: 0..<40) func everyJobEndsOnce(seed: UInt64) {
        var random = SplitMix(state: seed)
        var state = pool(minimum: Int(seed % 2), maximum: 1 + Int(seed % 3), waiting: 4)
        var now = start
        var running: [PoolState.WorkerID: PoolState.JobID] = [:]
        var connecting: Set<PoolState.WorkerID> = []
        var idle: Set<PoolState.WorkerID> = []
        var open: Set<PoolState.JobID> = []
        var ended: Set<PoolState.JobID> = []
        var next = 0
        func carryOut(_ actions: [PoolState.Action]) {
            for action in actions {
                switch action {
                case .start(let id): connecting.insert(id)
                case .run(let job, let id):
                    #expect(running[id] == nil && open.contains(job))
                    idle.remove(id)
                    running[id] = job
                case .refuse(let job, _):
                    #expect(open.remove(job) != nil && !running.values.contains(job))
                    ended.insert(job)
                case .interrupt(let id): #expect(running[id] != nil)
                case .retire(let id):
                    #expect(running[id] == nil)
                    idle.remove(id)
                }
            }
            #expect(running.count + connecting.count + idle.count == state.connectionCount)
        }
        carryOut(state.open(now: now))
        for _ in 0..<400 {
            now += .milliseconds(Int.random(in: 0...900, using: &random))
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1:
                next += 1
                open.insert(job(next))
                carryOut(state.submit(job(next), deadline: now + .seconds(2), now: now))
            case 2, 3:
                if let id = connecting.randomElement(using: &random) {
                    connecting.remove(id)
                    if Bool.random(using: &random) {
                        idle.insert(id)
                        carryOut(state.connected(id, jitter: 0.3, now: now))
                    } else {
                        carryOut(state.failedToConnect(id, jitter: 0.3, now: now))
                    }
                }
            case 4, 5:
                if let (id, done) = running.randomElement(using: &random) {
                    running[id] = nil
                    let isUsable = Bool.random(using: &random)
                    let again = !isUsable && Bool.random(using: &random)
                    if isUsable { idle.insert(id) }
                    if !again {
                        open.remove(done)
                        ended.insert(done)
                    }
                    carryOut(state.finished(id, isUsable: isUsable, again: again, now: now))
                }
            case 6: if let some = open.randomElement(using: &random) { carryOut(state.cancel(some)) }
            default: carryOut(state.tick(now: now))
            }
            #expect(state.connectionCount <= 1 + Int(seed % 3) && state.waitingCount <= 4 + 3)
        }
        carryOut(state.close())
        for (id, done) in running {
            open.remove(done)
            ended.insert(done)
            running[id] = nil
            idle.insert(id)
            carryOut(state.finished(id, isUsable: true, now: now))
        }
        for id in connecting {
            connecting.remove(id)
            idle.insert(id)
            carryOut(state.connected(id, jitter: 0, now: now))
        }
        #expect(open.isEmpty && ended.count == next && state.isOver)
    }
}

@Suite struct StatementCacheTests {
    private let memory = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 1)
    private func key(_ number: Int) -> UnsafeRawPointer { UnsafeRawPointer(memory + number) }

    @Test func namesEachStatementOnce() {
        defer { memory.deallocate() }
        var cache = StatementCache(limit: 3)
        let first = cache.use(key(0))
        let again = cache.use(key(0))
        let other = cache.use(key(1))
        #expect(first.isNew && again == .init(name: first.name, isNew: false) && other.name != first.name)
        #expect(cache.discarded.isEmpty)
    }

    @Test func theSameTextWithOtherTypesIsAnotherStatement() {
        defer { memory.deallocate() }
        var cache = StatementCache(limit: 3)
        let first = cache.use(key(0), [20])
        let other = cache.use(key(0), [1184])
        #expect(other.isNew && other.name != first.name && cache.discarded == [first.name])
    }

    @Test func letsTheLeastRecentlyUsedGo() {
        defer { memory.deallocate() }
        var cache = StatementCache(limit: 2)
        let first = cache.use(key(0)).name
        let second = cache.use(key(1)).name
        _ = cache.use(key(0))
        _ = cache.use(key(2))
        let discarded = cache.takeDiscarded()
        #expect(discarded == [second] && cache.discarded.isEmpty)
        let kept = cache.use(key(0))
        #expect(kept == .init(name: first, isNew: false))
        let back = cache.use(key(1))
        #expect(back.isNew && cache.count == 2)
    }

    @Test func forgetsWhatTheServerDoesNotHave() {
        defer { memory.deallocate() }
        var cache = StatementCache(limit: 2)
        let lost = cache.use(key(0)).name
        cache.forget(key(0))
        let again = cache.use(key(0))
        #expect(again.isNew && again.name != lost, "a name is never used twice")
    }
}
