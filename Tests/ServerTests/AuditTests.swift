import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

@testable import Identity

/// The log is written by what is done, read by those who administer, and changed by nobody unnoticed.
@Suite struct AuditTests {
    private func seal(_ house: TestHouse) async throws {
        let tenant = try #require(house.house.directory.site("harburg.localhost")).tenant
        try await house.house.database.write(as: .house(tenant)) { tx in try AuditSeals.seal(tx) }
    }

    private func finding(_ house: TestHouse) async throws -> AuditSeals.Finding {
        let tenant = try #require(house.house.directory.site("harburg.localhost")).tenant
        return try await house.house.database.read(as: .house(tenant)) { tx in try AuditSeals.verify(tx) }
    }

    @Test func theLogShowsWhatWasDone() async throws {
        try await TestHouse.with { house in
            _ = try await Cards.new(house, "Gast")
            var admin = try await house.visitor(as: .tenantAdmin)
            let page = try await admin.get("/protokoll")
            #expect(page.status == 200 && page.text.contains("Karte ausgegeben") && page.text.contains("<bdi>Einlass</bdi>"))
            #expect(!page.text.contains("⟪"))
            for role in Role.allCases where role != .tenantAdmin && role != .participant {
                var visitor = try await house.visitor(as: role)
                #expect(try await visitor.get("/protokoll").status == 404, "\(role)")
                #expect(try await visitor.get("/protokoll/siegel").status == 404, "\(role)")
            }
        }
    }

    @Test func itGoesOnPageByPage() async throws {
        try await TestHouse.with { house in
            let tenant = try #require(house.house.directory.site("harburg.localhost")).tenant
            // Many in one transaction: at the same moment, and still each on one page only.
            try await house.house.database.write(as: .house(tenant)) { tx in
                for number in 0..<120 { try tx.audit(AuditEvent("needs.forgotten", number)) }
            }
            var admin = try await house.visitor(as: .tenantAdmin)
            var (address, rows) = ("/protokoll", 0)
            for _ in 0..<20 {
                let page = try await admin.get(address)
                rows += page.text.components(separatedBy: "<tr>").count - 2
                guard let next = page.text.firstMatch(of: /protokoll\?vor=[0-9a-f-]{36}/) else { break }
                address = "/" + String(next.0)
            }
            let count = try await house.testDatabase.strings("select count(*)::text from audit_events where tenant_id = '\(tenant)'")
            #expect(count == ["\(rows)"])
        }
    }

    @Test func nobodyWhoServesCanChangeIt() async throws {
        try await TestHouse.with { house in
            for statement in [
                "update audit_events set action = 'x'", "delete from audit_events", "truncate audit_events",
                "update audit_seals set events = 1", "delete from audit_seals",
                "insert into audit_events (action, subject, person_id) values ('a', 'b', new_id())",
                "insert into audit_events (action, subject, happened_at) values ('a', 'b', now() - interval '1 day')",
            ] {
                #expect(throws: (any Error).self, "\(statement)") {
                    try house.testDatabase.run(
                        "select enter_house((select id from tenants where slug = 'harburg')); \(statement)", as: "mitreden_app")
                }
            }
        }
    }

    @Test func everyChangeBreaksASeal() async throws {
        let changes = [
            "update audit_events set subject = subject || '.' where id = (select id from audit_events where action = 'card.issued' order by id limit 1)",
            "update audit_events set happened_at = happened_at + interval '1 microsecond' where id = (select id from audit_events order by id limit 1)",
            "update audit_events set person_id = null where id = (select id from audit_events where person_id is not null order by id limit 1)",
            "delete from audit_events where id = (select id from audit_events where action = 'card.issued' order by id limit 1)",
            "insert into audit_events (tenant_id, happened_at, action, subject) select tenant_id, happened_at, 'role.granted', 'x' from audit_events order by id limit 1",
            "update audit_seals set root = sha256(root) where number = 1",
            "update audit_seals set chained = sha256(chained) where number = 1",
            "update audit_seals set events = events + 1 where number = 2",
            "delete from audit_seals where number = 1",
            "update audit_seals set sealed_until = sealed_until + interval '1 second' where number = 1",
        ]
        for change in changes {
            try await sealed { house in
                #expect(try await finding(house) == .whole)
                try house.testDatabase.run(change)
                let found = try await finding(house)
                #expect(found != .whole, "\(change)")
                var admin = try await house.visitor(as: .tenantAdmin)
                #expect(try await admin.get("/protokoll/siegel").text.contains("passt nicht"))
            }
        }
    }

    /// Two seals: the first over what the demonstration did, the second over what came then.
    private func sealed(_ test: (TestHouse) async throws -> Void) async throws {
        try await TestHouse.with { house in
            _ = try await Cards.new(house, "Früher")
            try house.testDatabase.run("update audit_events set happened_at = now() - interval '3 hours'")
            try await seal(house)
            // An hour later.
            try house.testDatabase.run("update audit_seals set sealed_until = sealed_until - interval '2 hours'")
            try rechain(house)
            _ = try await Cards.new(house, "Gast")
            try house.testDatabase.run(
                "update audit_events set happened_at = now() - interval '30 minutes' where happened_at > now() - interval '5 minutes'")
            try await seal(house)
            try await test(house)
        }
    }

    private func rechain(_ house: TestHouse) throws {
        // The end is part of what is sealed: the seal as it would have been made two hours ago.
        try house.testDatabase.run(
            """
            update audit_seals set chained = sha256(decode(repeat('00', 32), 'hex') || root || convert_to(number || ' '
                || to_char(sealed_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ' ' || events, 'UTF8'))
            """)
    }

    @Test func whatIsNewIsSealedEveryHour() async throws {
        try await sealed { house in
            let count = try await house.testDatabase.strings("select number || ' ' || events from audit_seals order by number")
            #expect(count.count == 2 && count[1] == "2 1")
            try await seal(house)
            #expect(try await house.testDatabase.strings("select number::text from audit_seals").count == 2, "nothing new, no seal")
            var admin = try await house.visitor(as: .tenantAdmin)
            let page = try await admin.get("/protokoll/siegel")
            #expect(page.text.contains("2 Siegel nachgerechnet"))
            let list = try await admin.get("/protokoll/siegel/liste.txt").text
            #expect(list.split(separator: "\n").count == 2)
            let last = try #require(list.split(separator: "\n").last?.split(separator: "\t").last)
            #expect(page.text.contains(last))
        }
    }

    /// A transaction that is still writing when the seal is made.
    @Test func whatIsNotYetWrittenIsNotMissed() async throws {
        try await sealed { house in
            _ = try await Cards.new(house, "Später")
            try await seal(house)
            let (found, number) = (try await finding(house), try await house.testDatabase.strings("select number::text from audit_seals").count)
            #expect(found == .whole && number == 2, "what is younger than ten minutes waits")
        }
    }

    /// What is written down has words: every action in the sources is one that the page knows.
    @Test func everyActionHasItsWords() throws {
        var found: Set<String> = []
        let sources = TestDatabase.repository.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
            for match in text.matches(of: /AuditEvent\("([a-z.]+)"/) { found.insert(String(match.1)) }
            for match in text.matches(of: /step\(tx, v, from: \.[a-z]+, "([a-z.]+)"/) { found.insert(String(match.1)) }
        }
        #expect(found.count > 15)
        #expect(found.subtracting(AuditAction.allCases.map(\.rawValue)) == [])
        #expect(Set(AuditAction.allCases.map(\.rawValue)).subtracting(found) == ["needs.forgotten"])
    }
}
