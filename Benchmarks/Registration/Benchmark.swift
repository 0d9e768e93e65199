import AsyncHTTPClient
import Foundation
import NIOCore

/// The minutes after an announcement: two thousand people register at once over HTTP, every tenth sends twice. Says how long it took, that
/// nobody has a seat beyond the capacity or twice, that the line is in the order of the sequence, and how it compares with pgbench doing
/// the same statements on the same database, a transaction for each person: what writing them together gains, less what HTTP, forms and
/// checking cost. Called by `bin/bench registration`, which makes database and server.
@main
enum Benchmark {
    static let people = 2000
    static let atOnce = 200

    static func main() async throws {
        let setting = try Setting()
        let client = HTTPClient(
            configuration: .init(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(30), read: .seconds(60))))
        var rates: [(ours: Double, theirs: Double)] = []
        for round in 1...setting.rounds {
            let slug = "ours-\(round)"
            try setting.open(slug)
            let began = ContinuousClock.now
            let answers = try await registerAll(client, setting, slug)
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            guard answers.allSatisfy({ $0 == 303 }) else { fatalError("\(answers.filter { $0 != 303 }.count) were not taken: \(Set(answers))") }
            let facts = try setting.facts(slug)
            guard facts == Setting.Facts(registered: people, seated: setting.capacity, doubled: 0, overtaken: 0) else { fatalError("\(facts)") }
            let theirs = try setting.pgbench(people, round: round)
            rates.append((Double(people) / seconds, theirs))
            say(
                "round \(round): \(people) people (\(answers.count) forms, \(atOnce) at once) in \(String(format: "%.1f", seconds)) s; "
                    + "\(facts.seated) seats, \(people - facts.seated) in line, none twice, none overtaken; pgbench \(Int(theirs))/s")
            guard seconds < 60 else { fatalError("more than a minute") }
        }
        try await client.shutdown()
        let ratios = rates.map { $0.ours / $0.theirs }.sorted()
        say(
            "registrations per second through the whole house, which writes those that wait together, / pgbench's, one transaction each: \(String(format: "%.2f", ratios[ratios.count / 2])) (aim: 1)"
        )
    }

    private static func registerAll(_ client: HTTPClient, _ setting: Setting, _ slug: String) async throws -> [UInt] {
        // Every tenth is impatient.
        let forms = (0..<people).flatMap { number in Array(repeating: form(number), count: number.isMultiple(of: 10) ? 2 : 1) }
        return try await withThrowingTaskGroup(of: UInt.self) { group in
            var answers: [UInt] = []
            for (index, form) in forms.enumerated() {
                if index >= atOnce, let answer = try await group.next() { answers.append(answer) }
                group.addTask { try await send(form, client, setting, slug) }
            }
            for try await answer in group { answers.append(answer) }
            return answers
        }
    }

    private static func form(_ number: Int) -> String { "name=Gast+\(number)&sprache=de&teilnahme=ab16&schluessel=\(UUID().uuidString.lowercased())" }

    private static func send(_ form: String, _ client: HTTPClient, _ setting: Setting, _ slug: String) async throws -> UInt {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(setting.httpPort)/konferenzen/\(slug)/anmeldung")
        request.method = .POST
        let host = "harburg.localhost:\(setting.httpPort)"
        request.headers.add(name: "Host", value: host)
        request.headers.add(name: "Origin", value: "http://\(host)")
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: form))
        let answer = try await client.execute(request, timeout: .seconds(60))
        _ = try await answer.body.collect(upTo: 1 << 20)
        return answer.status.code
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
