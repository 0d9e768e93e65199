internal import CoreMetrics

/// What a pool tells about itself through swift-metrics. No label carries data.
struct Measures: Sendable {
    /// Units of work that wait for a connection; connections at work; connections there are.
    let waiting = Gauge(label: "postgres_waiting")
    let inUse = Gauge(label: "postgres_connections_in_use")
    let connections = Gauge(label: "postgres_connections")
    /// From asking for a connection to getting one.
    let wait = Timer(label: "postgres_wait_seconds")
    /// One pipeline of statements: from sending to its last result.
    let pipeline = Timer(label: "postgres_pipeline_seconds")
    /// Units of work that ran again.
    let retries = Counter(label: "postgres_retries_total")
    /// Connections made; the first ones and those that replace others.
    let connects = Counter(label: "postgres_connects_total")
    let failedConnects = Counter(label: "postgres_failed_connects_total")
    /// Units of work that got no connection.
    let refused = Counter(label: "postgres_refused_total")
}

extension CoreMetrics.Timer {
    func record(since start: ContinuousClock.Instant) {
        let time = ContinuousClock.now - start
        recordNanoseconds(time.components.seconds * 1_000_000_000 + time.components.attoseconds / 1_000_000_000)
    }
}
