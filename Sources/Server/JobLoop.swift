internal import Database
internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import Web

/// Does the modules' jobs: at once when one is put down, and every quarter of a minute whatever has become due.
struct JobLoop: Service {
    let house: House

    /// So many jobs wait for others outside at the same time. A mail server that takes a minute holds up nothing here.
    private static let outside = 4

    func run() async throws {
        let works = house.modules.flatMap(\.jobs)
        let inside = JobRunner(house.database, works.filter { !$0.leavesTheHouse })
        let outside = JobRunner(house.database, works.filter(\.leavesTheHouse))
        let lanes = [inside] + Array(repeating: outside, count: Self.outside)
        let signals = lanes.map { _ in AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }
        let wake: @Sendable () -> Void = { for signal in signals { signal.continuation.yield() } }
        house.live.on(.jobs, wake)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !Task.isCancelled {
                        wake()
                        try? await Task.sleep(for: .seconds(15))
                    }
                    for signal in signals { signal.continuation.finish() }
                }
                for (index, lane) in lanes.enumerated() {
                    group.addTask { await follow(signals[index].stream, lane, putsDownRepeated: index == 0) }
                }
            }
        }
    }

    private func follow(_ signals: AsyncStream<Void>, _ runner: JobRunner, putsDownRepeated: Bool) async {
        var lastDay = ""
        for await _ in signals {
            // New councils get theirs within a day; those that are here get them at the start.
            let day = house.clock.now().formatted(.iso8601.year().month().day())
            if putsDownRepeated, day != lastDay, await work({ try await runner.putDownRepeated(now: house.clock.now()) }) { lastDay = day }
            while !Task.isCancelled, await work({ try await runOne(runner) }) {}
        }
    }

    private struct NothingToDo: Error {}

    private func runOne(_ runner: JobRunner) async throws {
        guard let (job, outcome) = try await runner.runOne(now: house.clock.now()) else { throw NothingToDo() }
        switch outcome {
        case .done, .takenByOthers: break
        case .failed: house.log.warning("a job failed and will be tried again", metadata: ["kind": "\(job.kind)", "attempt": "\(job.attempt)"])
        case .givenUp: house.log.error("a job was given up; see `mitreden jobs`", metadata: ["kind": "\(job.kind)", "job": "\(job.id)"])
        }
    }

    /// Whether it went well. What goes wrong is tried again at the next signal.
    private func work(_ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
            return true
        } catch is NothingToDo {
            return false
        } catch {
            if !Task.isCancelled { house.log.warning("jobs wait", metadata: ["error": "\(String(reflecting: error))"]) }
            return false
        }
    }
}
