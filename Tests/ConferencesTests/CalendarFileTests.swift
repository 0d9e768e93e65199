import Core
import Foundation
import TestSupport
import Testing

@testable import Conferences

@Suite struct CalendarFileTests {
    @Test(arguments: [
        "DESCRIPTION:" + String(repeating: "ä", count: 200), "SUMMARY:" + String(repeating: "نحن ", count: 60),
        "X:" + String(repeating: "👩‍👩‍👧", count: 20), "kurz", "",
    ])
    func linesAreFoldedBetweenCharacters(_ line: String) {
        let folded = CalendarFile.folded(line)
        let text = String(decoding: folded, as: UTF8.self)
        #expect(text.replacing("\r\n ", with: "") == line)
        for part in text.components(separatedBy: "\r\n") { #expect(part.utf8.count <= 75) }
        #expect(!text.contains("\u{fffd}"))
    }

    @Test func whatAnnouncedIsCanBeSubscribedTo() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            let one = try await guest.get("/konferenzen/19-hik/termin.ics")
            #expect(one.status == 200 && one.header("content-type") == "text/calendar; charset=utf-8")
            let lines = one.text.replacing("\r\n ", with: "").components(separatedBy: "\r\n")
            #expect(lines.first == "BEGIN:VCALENDAR" && lines.dropLast().last == "END:VCALENDAR" && lines.last == "")
            #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 1)
            let start = try #require(lines.first { $0.hasPrefix("DTSTART:") })
            #expect(start.firstMatch(of: /^DTSTART:\d{8}T\d{6}Z$/) != nil, "\(start)")
            #expect(lines.contains { $0.hasPrefix("URL:http") && $0.hasSuffix("/konferenzen/19-hik") })
            // What an office types stays within its line.
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                update conferences set venue_name = E'Saal; A, B\\\\C\\nEND:VEVENT\\nBEGIN:VEVENT' where slug = '19-hik' and tenant_id = current_tenant();
                """)
            let hostile = try await guest.get("/konferenzen/19-hik/termin.ics").text.replacing("\r\n ", with: "")
            #expect(hostile.components(separatedBy: "\r\n").filter { $0 == "BEGIN:VEVENT" }.count == 1)
            #expect(hostile.contains("LOCATION:Saal\\; A\\, B\\\\C\\nEND:VEVENT\\nBEGIN:VEVENT"))
            // All of this council, the same entries, nothing that is not announced, nothing of others.
            let all = try await guest.get("/konferenzen/kalender.ics").text
            let uid = try #require(lines.first { $0.hasPrefix("UID:") })
            #expect(all.replacing("\r\n ", with: "").contains(uid))
            var sibling = house.visitor("wandsbek")
            #expect(try await sibling.get("/konferenzen/kalender.ics").text.contains(uid) == false)
            #expect(try await sibling.get("/konferenzen/19-hik/termin.ics").status == 404)
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                delete from conference_steps where tenant_id = current_tenant() and conference_id = (
                    select id from conferences where slug = '19-hik' and tenant_id = current_tenant());
                """)
            #expect(try await guest.get("/konferenzen/19-hik/termin.ics").status == 404)
            #expect(try await guest.get("/konferenzen/kalender.ics").text.contains(uid) == false)
            guest.language = "ar"
            #expect(try await guest.get("/konferenzen/kalender.ics?sprache=ar").text.contains("PRODID:-//Mitreden//Mitreden//AR"))
        }
    }
}
