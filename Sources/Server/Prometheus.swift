package import CoreMetrics
internal import Synchronization

/// What swift-metrics measures, as text that Prometheus reads (text exposition format 0.0.4).
///
/// Counters, gauges and histograms with fixed buckets. Labels are from a fixed list: a metric must never carry a council,
/// a person or an address, and cannot grow without bound.
package final class Prometheus: MetricsFactory {
    /// The only labels there are. Others are left out.
    private static let labels: Set<String> = ["status"]
    /// Upper bounds of what is measured in seconds, and of what is counted.
    private static let seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    private static let numbers: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]

    private struct Key: Hashable {
        let name: String
        let labels: String
    }

    private let series = Mutex<[Key: any Series]>([:])

    package init() {}

    /// All there is, by name.
    package func text() -> String {
        let all = series.withLock { $0 }.sorted { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }
        var lines: [String] = []
        var last = ""
        for (key, series) in all {
            if key.name != last { lines.append("# TYPE \(key.name) \(series.type)") }
            last = key.name
            lines += series.lines(key.name, key.labels)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func make<Made: Series>(_ label: String, _ dimensions: [(String, String)], _ make: () -> Made) -> Made {
        let name = String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
        let labels = dimensions.filter { Self.labels.contains($0.0) }.map { "\($0.0)=\"\(Self.escape($0.1))\"" }.joined(separator: ",")
        return series.withLock { series in
            let key = Key(name: name, labels: labels)
            // Whoever asks for the same again, goes on counting the same. Another kind under this name is a mistake in the program.
            if let known = series[key] {
                guard let known = known as? Made else { preconditionFailure("\(name) is measured as two kinds") }
                return known
            }
            let made = make()
            series[key] = made
            return made
        }
    }

    private static func escape(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    // MARK: MetricsFactory

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { make(label, dimensions) { Count() } }
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { make(label, dimensions) { Level() } }
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { make(label, dimensions) { Histogram(Self.seconds) } }
    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        // swift-metrics makes its gauges as recorders that do not aggregate.
        if aggregate { make(label, dimensions) { Histogram(Self.numbers) } } else { make(label, dimensions) { Level() } }
    }

    /// Prometheus wants what was counted to stay.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}

private protocol Series: Sendable {
    var type: String { get }
    func lines(_ name: String, _ labels: String) -> [String]
}

private func braces(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

/// 3 and not 3.0, as people write numbers.
private func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}

private final class Count: CounterHandler, Series {
    private let value = Atomic<Int64>(0)
    let type = "counter"
    func increment(by amount: Int64) { value.add(amount, ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }
    func lines(_ name: String, _ labels: String) -> [String] { ["\(name)\(braces(labels)) \(value.load(ordering: .relaxed))"] }
}

private final class Level: MeterHandler, RecorderHandler, Series {
    private let value = Mutex<Double>(0)
    let type = "gauge"
    func set(_ new: Int64) { set(Double(new)) }
    func set(_ new: Double) { value.withLock { $0 = new } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ new: Int64) { set(Double(new)) }
    func record(_ new: Double) { set(new) }
    func lines(_ name: String, _ labels: String) -> [String] { ["\(name)\(braces(labels)) \(number(value.withLock { $0 }))"] }
}

private final class Histogram: TimerHandler, RecorderHandler, Series {
    private struct State {
        /// One for each bound, and one for what is beyond.
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>
    let type = "histogram"

    init(_ bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    func lines(_ name: String, _ labels: String) -> [String] {
        let state = state.withLock { $0 }
        let prefix = labels.isEmpty ? "" : labels + ","
        var total = 0
        var lines: [String] = []
        for (bound, count) in zip(bounds.map(number) + ["+Inf"], state.counts) {
            total += count
            lines.append("\(name)_bucket{\(prefix)le=\"\(bound)\"} \(total)")
        }
        return lines + ["\(name)_sum\(braces(labels)) \(number(state.sum))", "\(name)_count\(braces(labels)) \(total)"]
    }
}
