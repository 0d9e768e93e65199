/// Calls a pool back when time has passed. By the clock that nobody sets.
final class Keeper: Sendable {
    private struct Desk {
        /// When it is to call.
        var next: ContinuousClock.Instant?
        /// Until when its thread sleeps.
        var sleepsUntil: ContinuousClock.Instant?
        /// Nil once it has ended.
        var wake: WakeUp?
    }

    private let desk = Guarded(Desk())
    private static let never = ContinuousClock.now + .seconds(1_000_000_000)

    func start(_ action: @escaping @Sendable () -> Void) {
        let wake = WakeUp()
        desk.withLock { $0.wake = wake }
        let hasBegun = startThread("pg-keeper", stackSize: 1 << 18) { [desk] in
            while true {
                let (isDue, until) = desk.withLock { desk -> (Bool, ContinuousClock.Instant?) in
                    if desk.wake == nil { return (false, nil) }
                    if let next = desk.next, next <= .now {
                        desk.next = nil
                        return (true, next)
                    }
                    desk.sleepsUntil = desk.next ?? Self.never
                    return (false, desk.sleepsUntil)
                }
                guard let until else { return }
                if isDue { action() } else { _ = waitReady(-1, 0, wake: wake, until: until) }
            }
        }
        precondition(hasBegun && wake.descriptor >= 0, "no thread or file descriptor is left for a pool of connections")
    }

    /// The one time at which it calls; a new one replaces it. A thread that sleeps long enough already is left alone: it finds
    /// out for itself that there is nothing to do.
    func wake(at time: ContinuousClock.Instant?) {
        desk.withLock { desk in
            desk.next = time
            guard let time, let until = desk.sleepsUntil, time < until else { return }
            desk.sleepsUntil = time
            desk.wake?.signal()
        }
    }

    func stop() {
        desk.withLock { desk in
            desk.wake?.signal()
            desk.wake = nil
        }
    }
}
