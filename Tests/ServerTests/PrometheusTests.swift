import CoreMetrics
import Testing

@testable import Server

@Suite struct PrometheusTests {
    @Test func writesWhatPrometheusReads() {
        let prometheus = Prometheus()
        Counter(label: "things_total", factory: prometheus).increment(by: 3)
        Gauge(label: "waiting", factory: prometheus).record(7)
        let timer = Timer(label: "answer_seconds", dimensions: [("status", "2xx")], factory: prometheus)
        for nanoseconds in [400_000, 400_000, 3_000_000, 60_000_000_000] { timer.recordNanoseconds(Int64(nanoseconds)) }
        let lines = prometheus.text().split(separator: "\n").map(String.init)
        #expect(lines.contains("# TYPE things_total counter") && lines.contains("things_total 3"))
        #expect(lines.contains("# TYPE waiting gauge") && lines.contains("waiting 7"))
        #expect(lines.contains("# TYPE answer_seconds histogram"))
        // Buckets are cumulative.
        #expect(lines.contains("answer_seconds_bucket{status=\"2xx\",le=\"0.0005\"} 2"))
        #expect(lines.contains("answer_seconds_bucket{status=\"2xx\",le=\"0.005\"} 3"))
        #expect(lines.contains("answer_seconds_bucket{status=\"2xx\",le=\"10\"} 3"))
        #expect(lines.contains("answer_seconds_bucket{status=\"2xx\",le=\"+Inf\"} 4"))
        #expect(lines.contains("answer_seconds_count{status=\"2xx\"} 4"))
        #expect(lines.contains("answer_seconds_sum{status=\"2xx\"} 60.0038"))
        #expect(Set(lines.filter { $0.hasPrefix("#") }).count == 3, "each type is said once")
    }

    @Test func theSameMetricGoesOnCounting() {
        let prometheus = Prometheus()
        for _ in 0..<3 { Counter(label: "things_total", factory: prometheus).increment() }
        #expect(prometheus.text() == "# TYPE things_total counter\nthings_total 3\n")
    }

    /// A council or an address as a label would tell too much, and grow without end.
    @Test func labelsOutsideTheListAreLeftOut() {
        let prometheus = Prometheus()
        for tenant in ["harburg", "wandsbek"] {
            Counter(label: "things.total", dimensions: [("tenant", tenant), ("status", "a\"b")], factory: prometheus).increment()
        }
        #expect(prometheus.text() == "# TYPE things_total counter\nthings_total{status=\"a\\\"b\"} 2\n")
    }
}
