internal import HTML

struct Item {
    struct Step {
        let name: String
        let isDone: Bool
    }
    let title: String
    let text: String
    let path: Path
    let number: String?
    let steps: [Step]
}

/// Writes a page of 30 recommendations both ways, in turns, and prints the ratio of the medians.
@main
enum Benchmark {
    static func main() {
        let template: PathTemplate = "/empfehlungen/{recommendation}"
        let items = (1...30).map { number in
            Item(
                title: "Empfehlung \(number): \"Bänke & Tische\" für <alle>", text: String(repeating: "Ein Satz über den Bezirk. ", count: 6),
                path: template.path("\(number)"), number: number % 3 == 0 ? "22-\(9000 + number)" : nil,
                steps: ["gesagt", "abgestimmt", "beschlossen", "übergeben", "beantwortet"].map { .init(name: $0, isDone: number % 2 == 0) })
        }
        precondition(Functions.page(items) == Builder.page(items), "both ways must write the same page")
        var times: (functions: [Double], builder: [Double]) = ([], [])
        for _ in 0..<40 {
            times.functions.append(measure { Functions.page(items) })
            times.builder.append(measure { Builder.page(items) })
        }
        let functions = median(times.functions)
        let builder = median(times.builder)
        print("page of \(Functions.page(items).count) bytes; medians of 40 rounds in turns")
        print("functions into a buffer \(functions) µs, result builder \(builder) µs, ratio \((builder / functions * 100).rounded() / 100)")
    }

    private static func measure(_ write: () -> [UInt8]) -> Double {
        let clock = ContinuousClock()
        let rounds = 50
        let time = clock.measure { for _ in 0..<rounds { precondition(!write().isEmpty) } }
        let microseconds = Double(time.components.attoseconds) / 1e12 + Double(time.components.seconds) * 1e6
        return (microseconds / Double(rounds) * 10).rounded() / 10
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
