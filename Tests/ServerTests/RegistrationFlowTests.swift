import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

/// From the form to the seat and to the message that tells of it, over HTTP.
@Suite struct RegistrationFlowTests {
    private let form = "/konferenzen/19-hik/anmeldung"
    private let office = "/konferenzen/19-hik/anmeldungen"

    private func fields(_ more: KeyValuePairs<String, String>) -> [(String, String)] {
        [("teilnahme", "ab16"), ("schluessel", SubmissionKey().description)] + more.map { ($0.key, $0.value) }
    }

    /// Registers and returns the address of the confirmation.
    private func register(_ house: TestHouse, _ more: KeyValuePairs<String, String>) async throws -> String {
        var guest = house.visitor()
        let answer = try await guest.post(form, form: fields(more))
        #expect(answer.status == 303, "\(answer.text)")
        return try #require(answer.location)
    }

    private func runJobs(_ house: TestHouse, days: Double = 0) async throws {
        let runner = JobRunner(house.house.database, house.house.modules.flatMap(\.jobs))
        while try await runner.runOne(now: TestClock.evening.addingTimeInterval(days * 86_400 + 1)) != nil {}
    }

    private func setCapacity(_ house: TestHouse, free: Int) throws {
        try house.testDatabase.run(
            """
            select enter_house((select id from tenants where slug = 'harburg'));
            update conferences as c set capacity = \(free) + (select count(*) from registrations as r where r.conference_id = c.id and r.tenant_id = c.tenant_id)
            where c.slug = '19-hik' and c.tenant_id = current_tenant();
            """)
    }

    @Test func machinesAndMistakesAreToldWhatIsWrong() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            for (field, value) in [
                ("webseite", "https://spam.example"), ("kontakt", "weiß nicht"), ("weitere", "12"), ("weitere", "-1"),
                ("namen", String(repeating: "W", count: 81)),
                ("namen", (1...12).map { "Gast \($0)" }.joined(separator: "\n")), ("kinder", "13"), ("sonst", String(repeating: "W", count: 501)),
            ] {
                let answer = try await guest.post(form, form: fields(["name": "Gast", field: value]))
                #expect(answer.status == 422 && answer.text.contains(value.prefix(40)), "\(field) \(value.prefix(20))")
            }
            let found = try await house.testDatabase.strings(
                "select name from people where tenant_id = (select id from tenants where slug = 'harburg') and name = 'Gast'")
            #expect(found.isEmpty)
        }
    }

    @Test func aFamilyComesTogether() async throws {
        try await TestHouse.with { house in
            let key = SubmissionKey().description
            var guest = house.visitor()
            func send(_ count: String, _ names: String = "Amir\nأميرة") async throws -> String {
                let answer = try await guest.post(
                    form,
                    [
                        "name": "Fatima", "weitere": count, "namen": names, "dolmetschen": "ar", "essen": "halal", "kinder": "1", "schluessel": key,
                        "teilnahme": "ab16",
                    ])
                return try #require(answer.location)
            }
            let page = try await send("3")
            let text = try await guest.get(page).text
            #expect(text.contains("Amir") && text.contains("أميرة") && text.contains("Fatima, Begleitung 3"))
            // Back, one more, sent again: nobody twice, and the one more is there.
            #expect(try await send("4") == page)
            #expect(try await send("4") == page)
            let names = try await house.testDatabase.strings(
                """
                select p.name from registrations as r join people as p on p.tenant_id = r.tenant_id and p.id = r.person_id
                join registrations as f on f.tenant_id = r.tenant_id and f.id = r.party_id
                where r.tenant_id = (select id from tenants where slug = 'harburg') and f.reference = '\(page.split(separator: "/").last ?? "")' order by r.place
                """)
            #expect(names == ["Fatima", "Amir", "أميرة", "Fatima, Begleitung 3", "Fatima, Begleitung 4"])
            // What they need is for those who prepare it, and counted by heads.
            var office = try await house.visitor(as: .councilOffice)
            let needs = try await office.get("/konferenzen/19-hik/bedarf").text
            #expect(needs.contains("العربية") && needs.contains("<dd>5</dd>"))
            for role in [Role.desk, .moderator, .chair, .councilMember] {
                var other = try await house.visitor(as: role)
                #expect(try await other.get("/konferenzen/19-hik/bedarf").status == 404)
            }
            // One goes, then all.
            let own = try await guest.get(page)
            let others = own.forms.filter { $0.hasSuffix("/absage") }
            #expect(Set(others).count == 5)
            #expect(
                try await guest.post(try #require(others.first { !$0.hasPrefix(page) }), ["zurueck": String(page.split(separator: "/").last ?? "")])
                    .location == page)
            #expect(Set(try await guest.get(page).forms.filter { $0.hasSuffix("/absage") }).count == 4)
            _ = try await guest.post(page + "/absage", ["alle": "ja"])
            let after = try await guest.get(page)
            #expect(after.text.contains("Sie haben abgesagt") && after.forms.filter { $0.hasSuffix("/absage") }.isEmpty)
        }
    }

    /// Back, an address typed that was forgotten, sent again: it is there. Ending messages ends all of this address.
    @Test func anAddressCanBeAddedAndEnded() async throws {
        try await TestHouse.with { house in
            let key = SubmissionKey().description
            var guest = house.visitor()
            func send(_ contact: String) async throws -> String {
                let answer = try await guest.post(form, ["name": "Fatima", "kontakt": contact, "schluessel": key, "teilnahme": "ab16"])
                return try #require(answer.location)
            }
            let page = try await send("")
            #expect(try await guest.get(page).text.contains("nachrichten") == false)
            #expect(try await send("vergessen@example.org") == page)
            #expect(try await guest.get(page).text.contains("Wir schreiben Ihnen eine E-Mail"))
            try await runJobs(house)
            #expect(try await guest.get("/werkstatt/postfach").text.contains("vergessen@example.org"))
            let other = try await register(house, ["name": "Fatima noch einmal", "kontakt": "Vergessen@Example.org"])
            _ = try await guest.post(page + "/nachrichten")
            #expect(try await guest.get(other).text.contains("Sie bekommen keine Nachrichten mehr"))
        }
    }

    @Test func aNameIsNoAdvertisement() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            for name in ["Gewinn https://spam.example", "WWW.spam.example"] {
                let answer = try await guest.post(form, form: fields(["name": name]))
                #expect(answer.status == 422, "\(name)")
            }
        }
    }

    @Test func theNumberLeadsBack() async throws {
        try await TestHouse.with { house in
            let page = try await register(house, ["name": "Gast"])
            let number = try #require(page.split(separator: "/").last).lowercased()
            var guest = house.visitor()
            let spoken = "\(number.prefix(4))-\(number.dropFirst(4).prefix(4)) \(number.dropFirst(8))"
            let path = "/konferenzen/19-hik/anmeldung-finden?nummer="
            #expect(try await guest.get(path + spoken.replacing(" ", with: "+")).location == page)
            for wrong in ["222222222222", "", "x", "%00", String(repeating: "A", count: 5000)] {
                let answer = try await guest.get(path + wrong)
                #expect(answer.status == 200 && answer.text.contains("kennen wir hier nicht"))
            }
            // Another council's number is no number here.
            var sibling = house.visitor("wandsbek")
            #expect(try await sibling.get(page).status == 404)
        }
    }

    /// A seat becomes free: whoever has a telephone is on the office's list, whoever has mail is asked by mail and answers on their page.
    @Test func everybodyLearnsOfTheirSeat() async throws {
        try await TestHouse.with { house in
            try setCapacity(house, free: 2)
            let first = try await register(house, ["name": "Anna"])
            let second = try await register(house, ["name": "Ben"])
            let byPhone = try await register(house, ["name": "Cem", "kontakt": "040 123456", "sprache": "ar"])
            let byMail = try await register(house, ["name": "Dana", "kontakt": "Gast@example.org"])
            var guest = house.visitor()
            #expect(try await guest.get(byMail).text.contains("Platz 2 auf der Liste"))
            for page in [first, second] { _ = try await guest.post(page + "/absage") }
            #expect(try await guest.get(byPhone).text.contains("Ihr Platz ist reserviert"))
            try await runJobs(house)
            let mailbox = try await guest.get("/werkstatt/postfach").text
            #expect(mailbox.contains("Ein Platz ist frei. Kommen Sie?") && mailbox.contains(byMail))
            // By mail, with the way to end messages: a page with a button, no address that does it.
            #expect(mailbox.contains("/nachrichten/ende/"))
            #expect(try await guest.get(byMail).text.contains("Ein Platz ist frei"))
            _ = try await guest.post(byMail + "/zusage")
            #expect(try await guest.get(byMail).text.contains("Ihr Platz ist reserviert"))

            var desk = try await house.visitor(as: .desk)
            #expect(try await desk.get(office).text.contains("Einer Person Bescheid sagen"))
            let list = try await desk.get("/konferenzen/19-hik/nachrichten")
            #expect(list.text.contains("tel:040123456") && list.text.contains("شغر مكان") && !list.text.contains("Dana"))
            let done = try #require(list.forms.first { $0.contains("/nachrichten/") })
            let after = try #require(try await desk.post(done).location)
            #expect(try await desk.get(after).text.contains("Alle wissen Bescheid"))
            _ = try await desk.post(done, ["doch": "ja"])
            #expect(try await desk.get("/konferenzen/19-hik/nachrichten").text.contains("tel:040123456"))
        }
    }

    @Test func whoWantsNoMessagesGetsNone() async throws {
        try await TestHouse.with { house in
            try setCapacity(house, free: 1)
            let first = try await register(house, ["name": "Anna"])
            let second = try await register(house, ["name": "Ben", "kontakt": "stopp@example.org"])
            var guest = house.visitor()
            let answer = try await guest.post(second + "/nachrichten")
            #expect(answer.location == second + "#nachrichten")
            #expect(try await guest.get(second).text.contains("Sie bekommen keine Nachrichten mehr"))
            try await runJobs(house)
            _ = try await guest.post(first + "/absage")
            try await runJobs(house)
            #expect(try await guest.get("/werkstatt/postfach").text.contains("stopp@example.org") == false)
            // Nobody is asked by messages they do not read.
            #expect(try await guest.get(second).text.contains("Ihr Platz ist reserviert"))
        }
    }

    /// Whoever types somebody else's address again and again fills no mailbox.
    @Test func anAddressGetsFiveConfirmationsADay() async throws {
        try await TestHouse.with { house in
            for number in 1...8 { _ = try await register(house, ["name": "Gast \(number)", "kontakt": "opfer@example.org"]) }
            try await runJobs(house)
            var guest = house.visitor()
            let mailbox = try await guest.get("/werkstatt/postfach").text
            #expect(mailbox.components(separatedBy: "opfer@example.org").count - 1 == 5)
        }
    }

    @Test func theOfficeEntersFromTelephoneAndPaper() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let key = SubmissionKey().description
            var location = ""
            for _ in 0..<2 {
                let answer = try await desk.post(office, ["name": "Gast vom Telefon", "kanal": "paper", "weitere": "20", "schluessel": key])
                location = try #require(answer.location)
            }
            let page = try await desk.get(location)
            #expect(page.text.contains("Gast vom Telefon: 21 Personen sind eingetragen"))
            #expect(page.text.contains(#"value="paper" id="kanal""#) == false && page.text.contains("Papier"))
            let again = try await desk.post(office, ["name": "gast vom telefon", "schluessel": SubmissionKey().description])
            #expect(try await desk.get(try #require(again.location)).text.contains("Vielleicht doppelt"))
            let wrong = try await desk.post(office, ["name": "", "kontakt": "?"])
            #expect(wrong.status == 422 && wrong.text.contains("<details open"))
            // A call: they cannot come. A mistake: they can.
            let cancel = try #require(page.forms.first { $0.hasSuffix("/absage") })
            _ = try await desk.post(cancel)
            let gone = try await desk.get(office)
            let back = try #require(gone.forms.first { $0.hasSuffix("/rueckkehr") })
            #expect(back == cancel.replacing("absage", with: "rueckkehr"))
            _ = try await desk.post(back)
            #expect(try await desk.get(office).forms.contains { $0.hasSuffix("/rueckkehr") } == false)
        }
    }

    /// Two servers do the jobs of half a year, and one of them is killed again and again in between: each message once.
    @Test func halfAYearWithTwoServers() async throws {
        try await TestHouse.with { house in
            try setCapacity(house, free: 3)
            var pages: [String] = []
            for number in 1...12 {
                pages.append(
                    try await register(
                        house, ["name": "Gast \(number)", "kontakt": number.isMultiple(of: 3) ? "040 11111\(number)" : "gast\(number)@example.org"]))
            }
            try await runJobs(house)
            var guest = house.visitor()
            for page in pages.prefix(2) { _ = try await guest.post(page + "/absage") }
            let works = house.house.modules.flatMap(\.jobs)
            let database = house.house.database
            for day in 0..<182 {
                let now = TestClock.evening.addingTimeInterval(Double(day) * 86_400)
                await withTaskGroup(of: Void.self) { servers in
                    for server in 0..<2 {
                        servers.addTask {
                            let runner = JobRunner(database, works)
                            // One of them is ended in the middle of its work every third day.
                            let task = Task { while try await runner.runOne(now: now) != nil {} }
                            if server == 1 && day.isMultiple(of: 3) { task.cancel() }
                            _ = try? await task.value
                        }
                    }
                }
            }
            try await runJobs(house, days: 182)
            let twice = try await house.testDatabase.strings(
                """
                select kind || occasion from messages where tenant_id = (select id from tenants where slug = 'harburg')
                group by person_id, conference_id, kind, occasion having count(*) > 1
                """)
            #expect(twice.isEmpty)
            let open = try await house.testDatabase.strings(
                """
                select m.kind from messages as m join contacts as c on c.tenant_id = m.tenant_id and c.person_id = m.person_id
                where m.tenant_id = (select id from tenants where slug = 'harburg') and c.way = 'mail' and m.handled_at is null
                """)
            #expect(open.isEmpty, "all that leaves by itself has left")
            // As many letters as messages by mail: none was lost, none went twice.
            let counts = try await house.testDatabase.strings(
                """
                select (select count(*) from mails where tenant_id = t.id and kept_at is not null)::text || ' ' || (
                    select count(*) from messages as m join contacts as c on c.tenant_id = m.tenant_id and c.person_id = m.person_id
                    where m.tenant_id = t.id and c.way = 'mail')::text
                from tenants as t where slug = 'harburg'
                """)
            let pair = try #require(counts.first).split(separator: " ")
            #expect(pair[0] == pair[1] && Int(pair[0]) ?? 0 > 10, "\(counts)")
        }
    }
}
