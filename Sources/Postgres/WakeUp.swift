internal import CLibPQ
internal import Glibc
internal import Synchronization

/// Wakes a thread out of poll(2), by an eventfd.
final class WakeUp: Sendable {
    let descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))

    /// - Throws: when there are no descriptors left; nobody could be woken then.
    func check() throws {
        if descriptor < 0 { throw PostgresError(.unavailable, "no file descriptor is left") }
    }

    func signal() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    /// Takes back all signals so far.
    func drain() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
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

/// Begins a thread that runs `body` and ends. Foundation's `Thread` does not say when there is none to be had.
/// - Returns: whether it began.
func startThread(_ name: String, stackSize: Int = 1 << 20, _ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // The default of 8 MB is address space only, but recursion here is shallow.
    pthread_attr_setstacksize(&attributes, stackSize)
    let luggage = Unmanaged.passRetained(Luggage(name: name, body: body))
    var thread = pthread_t()
    let code = pthread_create(
        &thread, &attributes,
        { luggage in
            let luggage = Unmanaged<Luggage>.fromOpaque(luggage!).takeRetainedValue()
            mitreden_name_thread(luggage.name)
            luggage.body()
            return nil
        }, luggage.toOpaque())
    if code != 0 { luggage.release() }
    return code == 0
}

private final class Luggage: Sendable {
    let name: String
    let body: @Sendable () -> Void
    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}
