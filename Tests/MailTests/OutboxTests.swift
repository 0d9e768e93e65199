import Core
import Database
import Foundation
import Server
import TestSupport
import Testing
import Web

@testable import Mail

/// Messages arrive once, or stand in the dead letters; against a real server.
@Suite struct OutboxTests {
    private struct Setting {
        let testDatabase: TestDatabase
        let database: Database
        let tenant: ID<Tenant>
        let person: ID<Person>
        let server: SMTPServer
        var outbox: Outbox

        var runner: JobRunner { JobRunner(database, MailModule.make(outbox).jobs) }

        func post(to address: String, hours: Int = 1) async throws {
            let (outbox, person) = (outbox, person)
            let recipient = try #require(EmailAddress(address))
            try await database.write(as: .house(tenant)) { tx in
                try outbox.address(
                    tx, try outbox.put(tx, .probe, hours: hours), to: recipient, of: person, minutes: 60 * hours, at: TestClock.evening)
            }
        }

        func deadLetters() async throws -> [String] {
            try await database.read(as: .house(tenant)) { tx in try JobState.all(tx).filter(\.isGivenUp).map { $0.lastError ?? "" } }
        }

        func waiting() async throws -> Int {
            try await database.read(as: .house(tenant)) { tx in try JobState.all(tx).filter { !$0.isGivenUp }.count }
        }

        func stored() async throws -> Int {
            try await database.read(as: .house(tenant)) { tx in
                try tx.one("select count(*)::int as n from mails where tenant_id = current_tenant()") { row in try row("n") }
            }
        }

        func mail() async throws -> ID<Letter> {
            try await database.read(as: .house(tenant)) { tx in
                try tx.one("select id from mails where tenant_id = current_tenant()") { row in try row("id") }
            }
        }

        /// As a thief would read it.
        func atRest() async throws -> String {
            try await database.read(as: .house(tenant)) { tx in
                try tx.one("select encode(letter, 'escape') || encode(recipient, 'escape') as t from mails where tenant_id = current_tenant()") {
                    row in
                    try row("t")
                }
            }
        }

        func makeAllDue() throws { try testDatabase.run("update jobs set run_at = '2026-01-01' where given_up_at is null") }

        @discardableResult
        func runOne() async throws -> JobRunner.Outcome? { try await runner.runOne(now: TestClock.evening)?.outcome }
    }

    private func with(
        withTLS: Bool = false, asksForTLS: Bool = true, change: (inout MailServer) -> Void = { _ in }, _ test: (Setting) async throws -> Void
    ) async throws {
        let server = try SMTPServer(withTLS: withTLS, asksForTLS: asksForTLS)
        try await TestDatabase.with { testDatabase in
            let database = testDatabase.open(connections: 4)
            defer { database.shutdown() }
            let tenant = try await database.readRegister { tx in
                try tx.one("select id from tenants where slug = 'harburg'") { row in try row("id") as ID<Tenant> }
            }
            let person = try await database.write(as: .house(tenant)) { tx in
                try tx.one("insert into people (name) values ('Fatma') returning id") { row in try row("id") as ID<Person> }
            }
            var relay = MailServer(url: "smtp://localhost:\(server.port)", needsTLS: withTLS)
            change(&relay)
            let key = try HouseKey(secret: String(repeating: "s", count: 40))
            let sender = try #require(EmailAddress("rat@mitreden.example"))
            try await test(
                Setting(
                    testDatabase: testDatabase, database: database, tenant: tenant, person: person, server: server,
                    outbox: Outbox(houseKey: key, way: .server(relay, sender: sender))))
        }
    }

    @Test func whatIsPutDownArrivesAndIsForgotten() async throws {
        try await with { s in
            try await s.post(to: "fatma@example.org")
            let plain = try await s.atRest()
            #expect(!plain.contains("fatma") && !plain.contains("Anmeldung"), "sealed at rest")
            #expect(try await s.runOne() == .done)
            let message = try #require(s.server.messages.first)
            #expect(s.server.messages.count == 1)
            #expect(message.contains("To: <fatma@example.org>") && message.contains("Auto-Submitted: auto-generated"))
            #expect(message.contains("\r\nList-Unsubscribe:\r\n <https://rat.example/anmeldung/K7QM#nachrichten>\r\n"))
            #expect(message.contains("multipart/alternative") && message.contains("@mitreden.example>"))
            #expect(message.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 0x80 } })
            let (stored, waiting) = (try await s.stored(), try await s.waiting())
            #expect(stored == 0 && waiting == 0)
        }
    }

    @Test func aRefusedRecipientIsADeadLetterAtOnce() async throws {
        try await with { s in
            for (index, name) in ["refused", "unwanted"].enumerated() {
                try await s.post(to: "\(name)@example.org")
                #expect(try await s.runOne() == .givenUp, "\(name)")
                #expect(try await s.deadLetters().count == index + 1)
            }
            #expect(try await s.deadLetters().allSatisfy { $0.hasPrefix("SMTP 55") })
            #expect(s.server.messages.isEmpty)
        }
    }

    @Test func whatIsPutOffArrivesOnceLater() async throws {
        try await with { s in
            for name in ["greylisted", "cutoff"] { try await s.post(to: "\(name)@example.org") }
            for _ in 0..<2 { #expect(try await s.runOne() == .failed) }
            #expect(s.server.messages.isEmpty)
            try s.makeAllDue()
            for _ in 0..<2 { #expect(try await s.runOne() == .done) }
            #expect(s.server.messages.count == 2)
            #expect(try await s.deadLetters().isEmpty)
        }
    }

    @Test func aFullMailboxIsTriedEightTimesAndCanBeTriedAgain() async throws {
        try await with { s in
            try await s.post(to: "full@example.org")
            for attempt in 1...JobRunner.mostAttempts {
                #expect(try await s.runOne() == (attempt == JobRunner.mostAttempts ? .givenUp : .failed))
                try s.makeAllDue()
            }
            #expect(try await s.deadLetters().first?.hasPrefix("SMTP 452") == true)
            #expect(try await s.database.write(as: .house(s.tenant)) { tx in try JobState.retry(tx, at: TestClock.evening) } == 1)
            #expect(try await s.runOne() == .failed, "an operator may have made room")
        }
    }

    /// The server has it and goes without an answer. Nobody knows, so nobody sends it again, not even an operator.
    @Test func whoseArrivalIsUnknownIsNeverSentTwice() async throws {
        try await with { s in
            try await s.post(to: "dropped@example.org")
            #expect(try await s.runOne() == .givenUp)
            #expect(try await s.deadLetters().first?.contains("not known whether it arrived") == true)
            _ = try await s.database.write(as: .house(s.tenant)) { tx in try JobState.retry(tx, at: TestClock.evening) }
            #expect(try await s.runOne() == .givenUp)
            #expect(s.server.messages.count == 1)
        }
    }

    /// A server of ours that ends between sending and writing that down.
    @Test func whoEndsInTheMiddleLeavesADeadLetter() async throws {
        try await with { s in
            try await s.post(to: "fatma@example.org")
            let mail = try await s.mail()
            _ = try await s.database.write(as: .house(s.tenant)) { tx in try MailQueries.take(tx, mail) }
            #expect(try await s.runOne() == .givenUp)
            #expect(s.server.messages.isEmpty)
        }
    }

    @Test func aSlowServerIsWaitedForAndATooSlowOneIsNotAskedTwice() async throws {
        try await with { s in
            try await s.post(to: "slow@example.org")
            #expect(try await s.runOne() == .done)
            #expect(s.server.messages.count == 1)
        }
        try await with(change: { $0.totalTime = .seconds(5) }) { s in
            try await s.post(to: "asleep@example.org")
            #expect(try await s.runOne() == .givenUp)
            #expect(try await s.deadLetters().first?.contains("not known") == true)
        }
    }

    @Test func withoutAServerItWaits() async throws {
        try await with { s in
            var other = s
            let sender = try #require(EmailAddress("rat@mitreden.example"))
            other.outbox = Outbox(houseKey: s.outbox.houseKey, way: .server(MailServer(url: "smtp://127.0.0.1:1", needsTLS: false), sender: sender))
            try await other.post(to: "fatma@example.org")
            #expect(try await other.runOne() == .failed)
            try s.makeAllDue()
            #expect(try await s.runOne() == .done)
            #expect(s.server.messages.count == 1)
        }
    }

    @Test func whatIsTooOldIsNotSent() async throws {
        try await with { s in
            try await s.post(to: "fatma@example.org", hours: 0)
            #expect(try await s.runOne() == .givenUp)
            #expect(s.server.messages.isEmpty)
        }
    }

    @Test func withWhomThePersonGoesNothingIsSent() async throws {
        try await with { s in
            try await s.post(to: "fatma@example.org")
            try s.testDatabase.run("delete from people where id = '\(s.person)'")
            #expect(try await s.runOne() == .done)
            #expect(s.server.messages.isEmpty)
        }
    }

    @Test func fourServersSendEachOnce() async throws {
        try await with { s in
            for number in 0..<40 { try await s.post(to: "a\(number)@example.org") }
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask { while let _ = try? await s.runner.runOne(now: TestClock.evening) {} }
                }
            }
            #expect(s.server.messages.count == 40)
            let (stored, dead) = (try await s.stored(), try await s.deadLetters())
            #expect(stored == 0 && dead.isEmpty)
        }
    }

    // MARK: TLS

    @Test func overTLSWithAPassword() async throws {
        try await with(withTLS: true) { s in
            guard case .server(let relay, let sender) = s.outbox.way else { return }
            func with(_ password: String, authorities: String?, needsTLS: Bool = true) -> Setting {
                var copy = s
                copy.outbox = Outbox(
                    houseKey: s.outbox.houseKey,
                    way: .server(
                        MailServer(url: relay.url, user: "mitreden", password: password, needsTLS: needsTLS, authoritiesFile: authorities),
                        sender: sender))
                return copy
            }
            let certificate = s.server.certificate.path
            try await s.post(to: "fatma@example.org")
            #expect(try await with("geheim", authorities: nil).runOne() == .failed, "an authority that we do not know")
            try s.makeAllDue()
            #expect(try await with("falsch", authorities: certificate).runOne() == .failed, "may be put right")
            try s.makeAllDue()
            #expect(try await with("geheim", authorities: certificate).runOne() == .done)
            #expect(s.server.messages.count == 1)
        }
        // A relay on this very machine whose certificate nobody knows is spoken to without.
        try await with(withTLS: true, asksForTLS: false, change: { $0 = MailServer(url: $0.url, needsTLS: false) }) { s in
            try await s.post(to: "fatma@example.org")
            #expect(try await s.runOne() == .done)
        }
        // A server that offers no TLS gets nothing.
        try await with(change: { $0 = MailServer(url: $0.url, needsTLS: true) }) { s in
            try await s.post(to: "fatma@example.org")
            #expect(try await s.runOne() == .failed)
            #expect(s.server.messages.isEmpty)
        }
    }
}

extension Letter {
    fileprivate static let probe = Letter(
        language: .german, sender: "Integrationsrat Harburg", senderLanguage: nil, hue: 205, subject: "Ihre Anmeldung – für Übergänge",
        paragraphs: ["Sie möchten sich anmelden.", ". Ein Punkt am Anfang"], code: Letter.Code(label: "Code", characters: "123 456"),
        link: nil, footer: ["Nicht Sie?"],
        unsubscribe: Letter.Link(lead: "", label: "Keine Nachrichten mehr", address: "https://rat.example/anmeldung/K7QM#nachrichten"))
}
