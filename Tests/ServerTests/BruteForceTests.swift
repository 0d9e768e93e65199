import Core
import Database
import Foundation
import Identity
import Synchronization
import TestSupport
import Testing
import Web

@testable import Server

/// A hall signs in while somebody tries codes as fast as they can: nobody in the hall notices.
@Suite struct BruteForceTests {
    private static let isDeep = ProcessInfo.processInfo.environment["MITREDEN_DEEP"] != nil

    private final class Counter: Sendable {
        private let value = Mutex(0)
        func add() { value.withLock { $0 += 1 } }
        var count: Int { value.withLock { $0 } }
    }

    /// Whose request this is; so the house's pauses can be told apart.
    @TaskLocal private static var isGuest = false

    /// Cards that work this evening, made as the desk makes them.
    private func cards(_ house: TestHouse, count: Int) async throws -> [String] {
        let tenant = try #require(house.house.directory.site("harburg.localhost")).tenant
        let key = try Composition.houseKey(try house.testDatabase.settings())
        return try await house.house.database.write(as: .house(tenant)) { tx in
            let hours = CodeHours(from: TestClock.evening.addingTimeInterval(-3600), until: TestClock.evening.addingTimeInterval(6 * 3600))
            return try (0..<count).map { number in
                try Identity.Cards.issue(tx, houseKey: key, to: try People.add(tx, name: "Gast \(number)"), hours).code.text
            }
        }
    }

    /// Signs in with all cards at once; how many got in, and how long each waited, shortest first.
    private func signIn(_ house: TestHouse, _ codes: ArraySlice<String>) async throws -> (let: Int, waits: [Duration]) {
        let outcomes = try await withThrowingTaskGroup(of: (Bool, Duration).self) { group in
            for code in codes {
                group.addTask {
                    try await Self.$isGuest.withValue(true) {
                        var visitor = house.visitor()
                        let began = ContinuousClock.now
                        let status = try await visitor.post("/karte/anmeldung", ["code": code]).status
                        return (status == 303, ContinuousClock.now - began)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        return (outcomes.count { $0.0 }, outcomes.map(\.1).sorted())
    }

    @Test func aHallSignsInWhileSomebodyTriesCodes() async throws {
        let (phones, attackers) = (200, Self.isDeep ? 1000 : 100)
        let (heldBack, attempts, slowed) = (Counter(), Counter(), Counter())
        try await TestHouse.with(change: { house in
            house.pause = { duration in
                if Self.isGuest { heldBack.add() } else { slowed.add() }
                try? await Task.sleep(for: duration)
            }
        }) { house in
            let codes = try await cards(house, count: 2 * phones)
            let calm = try await signIn(house, codes.prefix(phones))
            let began = ContinuousClock.now
            let attack = Task {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<attackers {
                        group.addTask {
                            while !Task.isCancelled {
                                // Its check character fits: a code that could be somebody's.
                                var visitor = house.visitor()
                                guard let answer = try? await visitor.post("/karte/anmeldung", ["code": CardCode().text]) else { continue }
                                if answer.status == 422 { attempts.add() }
                            }
                        }
                    }
                }
            }
            // Until the attack is under way: more failures than a hall makes by itself, and the brake is on.
            for _ in 0..<3000 where attempts.count < 50 || slowed.count < attackers * 4 / 5 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(attempts.count >= 50 && slowed.count >= attackers * 4 / 5)
            let stormy = try await signIn(house, codes.suffix(phones))
            attack.cancel()
            await attack.value
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            #expect(calm.let == phones && stormy.let == phones, "everybody is in")
            #expect(heldBack.count == 0, "and nobody who has a card was made to wait")

            // Every code as likely as any other: 31 characters, eight of them random.
            let rate = Double(attempts.count) / seconds
            let chance = rate * 6 * 3600 * Double(2 * phones) / pow(31, 8)
            print(
                """
                Guessing codes: \(attackers) at once made \(Int(rate)) tries a second against \(2 * phones) cards that work; in six hours the chance to \
                hit one of them would be \(String(format: "%.7f", chance)) (1 in \(Int(1 / max(chance, 1e-12)))). The hall waited \
                \(String(format: "%.1f", stormy.waits[phones / 2] / calm.waits[phones / 2])) times as long for half of its sign-ins as without it.
                """)
        }
    }
}
