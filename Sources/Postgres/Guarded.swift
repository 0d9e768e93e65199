internal import Glibc

/// A value behind a lock.
///
/// POSIX's lock and not `Synchronization.Mutex`, which is built on futexes that Thread Sanitizer knows nothing of: it would report
/// every guarded access as a race and hide the real ones. (Swift 6.3 on Linux, 2026-11-25)
final class Guarded<Value>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var value: Value

    init(_ value: Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
