internal import CLibPQ
internal import Glibc
internal import Synchronization

/// Wakes a thread out of poll(2), by an eventfd.
final class WakeUp: Sendable {
    let descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))

    func signal() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    /// Takes back all signals so far.
    func drain() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }

    deinit { close(descriptor) }
}

/// Somebody may ask a running job to end. Asking twice is asking once.
final class Interruption: Sendable {
    private let flag = Atomic<Bool>(false)

    func request() { flag.store(true, ordering: .releasing) }
    var isRequested: Bool { flag.load(ordering: .acquiring) }
}

/// Waits for a descriptor to become ready.
/// - Returns: whether it did; false when `deadline` passed or somebody woke the thread.
func waitReady(_ descriptor: Int32, _ events: Int32, wake: WakeUp?, until deadline: ContinuousClock.Instant?) -> Bool {
    var timeout: Int32 = -1
    if let deadline {
        let left = deadline - ContinuousClock.now
        // Rounded up: waking a moment too early would only mean polling again.
        timeout =
            left <= .zero ? 0 : Int32(min(Int64(Int32.max), left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1))
    }
    var descriptors = [pollfd(fd: descriptor, events: Int16(events), revents: 0)]
    if let wake { descriptors.append(pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)) }
    // A signal that interrupts poll(2) looks like a wake-up: the caller looks again.
    guard poll(&descriptors, nfds_t(descriptors.count), timeout) > 0 else { return false }
    if let wake, descriptors[1].revents != 0 { wake.drain() }
    return descriptors[0].revents != 0
}
