import Core
import Database
import Foundation
import TestSupport
import Testing

@testable import Conferences
@testable import Web

@Suite struct SeatRulesTests {
    @Test func seatsAreGivenInOrderAndNobodyOvertakes() {
        var seats = SeatCount(taken: 1, waiting: 0, lastPlace: 4)
        #expect(seats.next(capacity: 2) == (.confirmed, 5))
        #expect(seats.next(capacity: 2) == (.waiting, 6))
        // A seat that became free belongs to who waits.
        seats.taken = 0
        #expect(seats.next(capacity: 2) == (.waiting, 7))
        #expect(seats.nextAtTheDoor() == (.confirmed, 8))
        #expect(seats == SeatCount(taken: 1, waiting: 2, lastPlace: 8))
    }

    @Test(arguments: [
        // Hours before the doors open, and how long there is to answer; nil: no time to ask.
        (2000.0, 48.0), (72, 48), (71, 47), (36, 12), (35.9, nil), (24, nil), (1, nil), (-5, nil),
    ])
    func timeToAnswer(before: Double, hours: Double?) {
        let now = TestClock.evening
        let end = SeatOffer.end(from: now, doorsAt: now.addingTimeInterval(before * 3600))
        #expect(end.map { $0.timeIntervalSince(now) / 3600 } == hours)
    }

    @Test(arguments: [
        ("Gast@Example.org ", Contact.Way.mail, "gast@example.org"), ("+49 40 / 123-456", .phone, "4940123456"), ("٠٤٠ ١٢٣٤٥٦", .phone, "040123456"),
        ("Gast\nWeg 1\n21073 Hamburg", .letter, "gastweg121073hamburg"), ("Weg 1, 21073 Hamburg", .letter, "weg121073hamburg"),
    ])
    func whatSomebodyTypesSaysHowToReachThem(typed: String, way: Contact.Way, key: String) throws {
        let contact = try #require(Contact(typed))
        #expect(contact.way == way && contact.key == key)
        #expect(Contact(way, contact.text) == contact, "read back from the database")
    }

    @Test(arguments: ["gast@", "@", "12", "Hamburg", "🙂", "ruf mich an", "123456789012345678901"])
    func whatIsNothingIsNotGuessed(typed: String) { #expect(Contact(typed) == nil) }

    @Test func numbersAreReadAsTheyAreSpoken() {
        let number = RegistrationNumber.random()
        #expect(number.count == 12 && RegistrationNumber.read(RegistrationNumber.groups(number).lowercased()) == number)
        #expect(RegistrationNumber.read(" \(number.prefix(6))-\(number.dropFirst(6))") == number)
        for wrong in ["", String(number.dropLast()), number + "2", "O" + number.dropFirst(), "🙂"] { #expect(RegistrationNumber.read(wrong) == nil) }
    }
}

/// Who gets a seat that became free, against the real database.
@Suite struct WaitingListTests {
    private struct Setting: Sendable {
        let database: Database
        let principal: Principal
        let conference: Conference
        let seal: ContactSeal
        let now = TestClock.evening

        /// - Returns: the reference of the first.
        func register(_ names: String..., mail: String? = nil) async throws -> String {
            let contact = try mail.map { try #require(Contact($0)) }
            let tenant = try await database.read(as: principal) { tx in try tx.viewer.tenant }
            let sealed = contact.map { seal.seal($0, of: tenant) }
            let entry = RegistrationEntry(
                slug: conference.slug, names: names, language: .german,
                contact: sealed.map { NewContact(way: .mail, address: $0.address, mac: $0.mac, reminders: true, followUp: false) }, at: now)
            return try await database.write(as: principal) { tx in
                try #require(try RegistrationBatchQueries.register(tx, [(entry, conference)]).first.flatMap { $0 }).reference
            }
        }

        func cancel(_ names: String..., after hours: Double = 0) async throws {
            let ids = try await all().filter { names.contains($0.name) }.map(\.id)
            try await database.write(as: principal) { tx in
                try WaitingList(canMail: true).cancel(tx, ids, of: conference, because: .guest, at: now.addingTimeInterval(hours * 3600))
            }
        }

        func all() async throws -> [Registration] {
            try await database.read(as: principal) { tx in try RegistrationQueries.all(tx, of: conference.id) }.sorted { $0.place < $1.place }
        }

        /// `Anna confirmed, Ben waiting 1`, in the order of their places; without those who have cancelled.
        func line() async throws -> String {
            try await all().filter { !$0.isCancelled }.map {
                "\($0.name) \($0.standing)\($0.waitingPosition > 0 ? " \($0.waitingPosition)" : "")"
            }.joined(separator: ", ")
        }

        /// What was written down to be told, `kind name`.
        func messages() async throws -> [String] {
            try await database.read(as: principal) { tx in
                try tx.rows("select kind, name from message_list($1) order by created_at, kind, name", conference.id) { row in
                    "\(try row("kind") as String) \(try row("name") as String)"
                }
            }
        }

        /// Lets the jobs run that are due by then.
        func runJobs(after hours: Double) async throws {
            let work = JobWork(
                WaitingList.kind,
                .inside { tx, _, now in try WaitingList(canMail: true).lapse(tx, in: try ConferenceQueries.conference(tx, id: conference.id), at: now)
                })
            let mail = JobWork(
                MessageQueries.kind,
                .inside { tx, job, _ in
                    // Its letter has left and is gone.
                    if let id = ID<NewMessage>(job.subject) { try MessageQueries.noteSent(tx, id, by: nil) }
                })
            let runner = JobRunner(database, [work, mail])
            while try await runner.runOne(now: now.addingTimeInterval(hours * 3600)) != nil {}
        }
    }

    private func with(capacity: Int, days: Double = 30, _ test: (Setting) async throws -> Void) async throws {
        try await TestHouse.with { house in
            let tenant = try #require(house.house.directory.site("harburg.localhost")).tenant
            let conference = try await house.house.database.write(as: .house(tenant)) { tx in
                var draft = ConferenceDraft()
                (draft.slug, draft.shortName, draft.motto) = ("probe", "Probe", LocalizedText(german: "Probe"))
                draft.doorsAt = TestClock.evening.addingTimeInterval(days * 86_400)
                draft.startsAt = draft.doorsAt
                draft.endsAt = draft.doorsAt.addingTimeInterval(3600)
                (draft.venueName, draft.venueAddress, draft.capacity) = ("Saal", "Weg 1", capacity)
                return try ConferenceQueries.conference(tx, id: try ConferenceQueries.insert(tx, draft))
            }
            let seal = ContactSeal(houseKey: try HouseKey(secret: String(repeating: "k", count: 40)))
            try await test(Setting(database: house.house.database, principal: .house(tenant), conference: conference, seal: seal))
        }
    }

    /// Whoever reads mail is asked and has two days; nobody answers, and the seat goes on; whoever reads none gets it at once.
    @Test func aSeatGoesDownTheLine() async throws {
        try await with(capacity: 1) { setting in
            _ = try await setting.register("Anna")
            _ = try await setting.register("Ben", mail: "gast@example.org")
            _ = try await setting.register("Cem")
            _ = try await setting.register("Dana", mail: "gast2@example.org")
            #expect(try await setting.line() == "Anna confirmed, Ben waiting 1, Cem waiting 2, Dana waiting 3")
            try await setting.cancel("Anna")
            #expect(try await setting.line() == "Ben offered, Cem waiting 1, Dana waiting 2")
            // Nobody takes the seat while it waits for an answer.
            _ = try await setting.register("Emil")
            try await setting.runJobs(after: 47)
            #expect(try await setting.line() == "Ben offered, Cem waiting 1, Dana waiting 2, Emil waiting 3")
            try await setting.runJobs(after: 49)
            #expect(try await setting.line() == "Cem confirmed, Dana waiting 1, Emil waiting 2")
            #expect(try await setting.all().first { $0.name == "Ben" }?.cancelledBecause == .lapsed)
            #expect(try await setting.messages().filter { $0.hasSuffix("Ben") } == ["registered Ben", "offer Ben", "lapsed Ben"])
            // Once more does nothing more.
            try await setting.runJobs(after: 100)
            #expect(try await setting.messages().filter { $0.hasSuffix("Ben") }.count == 3)
        }
    }

    @Test func anAnswerInTimeKeepsTheSeatAndALateOneDoesNot() async throws {
        try await with(capacity: 2) { setting in
            for name in ["Anna", "Ben"] { _ = try await setting.register(name) }
            for name in ["Cem", "Dana"] { _ = try await setting.register(name, mail: "\(name)@example.org") }
            try await setting.cancel("Anna", "Ben")
            #expect(try await setting.line() == "Cem offered, Dana offered")
            let all = try await setting.all()
            let accepted = try await setting.database.write(as: setting.principal) { tx in
                try [("Cem", 47.9), ("Cem", 47.9), ("Dana", 48.1)].map { name, hours in
                    try WaitingList(canMail: true).accept(
                        tx, [try #require(all.first { $0.name == name }).id], of: setting.conference, at: setting.now.addingTimeInterval(hours * 3600)
                    )
                }
            }
            #expect(accepted == [true, false, false], "twice is once, and too late is too late")
            try await setting.runJobs(after: 49)
            #expect(try await setting.line() == "Cem confirmed")
        }
    }

    /// A day before, nobody is asked any more: the seat is theirs.
    @Test func shortlyBeforeThereIsNoTimeToAsk() async throws {
        try await with(capacity: 1, days: 1.2) { setting in
            _ = try await setting.register("Anna")
            _ = try await setting.register("Ben", mail: "gast@example.org")
            try await setting.cancel("Anna")
            #expect(try await setting.line() == "Ben confirmed")
            #expect(try await setting.messages() == ["registered Ben", "seat Ben"])
        }
    }

    @Test func aPartyMovesUpOneAfterTheOther() async throws {
        try await with(capacity: 3) { setting in
            _ = try await setting.register("Anna")
            _ = try await setting.register("Ben", "Ben 2", "Ben 3", mail: "gast@example.org")
            _ = try await setting.register("Cem")
            #expect(try await setting.line() == "Anna confirmed, Ben confirmed, Ben 2 confirmed, Ben 3 waiting 1, Cem waiting 2")
            try await setting.cancel("Anna")
            #expect(try await setting.line() == "Ben confirmed, Ben 2 confirmed, Ben 3 offered, Cem waiting 1")
            #expect(try await setting.messages().sorted() == ["offer Ben", "registered Ben"], "who came with them is asked through them")
            try await setting.cancel("Ben", "Ben 2", "Ben 3")
            #expect(try await setting.line() == "Cem confirmed")
        }
    }

    /// A mistake of the office is undone where it happened; who changes their mind goes to the end.
    @Test func comingBack() async throws {
        try await with(capacity: 1) { setting in
            for name in ["Anna", "Ben", "Cem", "Dana"] { _ = try await setting.register(name) }
            try await setting.cancel("Ben", "Cem")
            let gone = try await setting.all().filter(\.isCancelled)
            try await setting.database.write(as: setting.principal) { tx in
                for registration in gone {
                    let keeps = registration.name == "Cem"
                    // A second tap changes nothing.
                    for _ in 0..<2 {
                        try WaitingList(canMail: true).restore(tx, registration, of: setting.conference, keepsPlace: keeps, at: setting.now)
                    }
                }
            }
            #expect(try await setting.line() == "Anna confirmed, Cem waiting 1, Dana waiting 2, Ben waiting 3")
            try await setting.cancel("Anna", "Cem", "Dana", "Ben")
            let anna = try #require(try await setting.all().first { $0.name == "Anna" })
            try await setting.database.write(as: setting.principal) { tx in
                try WaitingList(canMail: true).restore(tx, anna, of: setting.conference, keepsPlace: false, at: setting.now)
            }
            #expect(try await setting.line() == "Anna confirmed")
        }
    }

    /// Seats are given back from all sides at once, and each goes to one person, in order.
    @Test func manyCancelAtOnce() async throws {
        try await with(capacity: 20) { setting in
            for number in 1...40 { _ = try await setting.register("Gast \(number)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...10 { group.addTask { try await setting.cancel("Gast \(number)") } }
                try await group.waitForAll()
            }
            let all = try await setting.all().filter { !$0.isCancelled }
            #expect(all.filter { $0.standing == .confirmed }.map(\.name) == (11...30).map { "Gast \($0)" })
            #expect(all.filter { $0.standing == .waiting }.map(\.waitingPosition) == Array(1...10))
        }
    }

    /// Asked once, not answered, taken up again by the office: asked again, and told.
    @Test func aSecondOfferIsSentAsWell() async throws {
        try await with(capacity: 1) { setting in
            _ = try await setting.register("Anna")
            _ = try await setting.register("Ben", mail: "gast@example.org")
            try await setting.cancel("Anna")
            try await setting.runJobs(after: 49)
            let ben = try #require(try await setting.all().first { $0.name == "Ben" })
            #expect(ben.cancelledBecause == .lapsed)
            _ = try await setting.register("Cem")
            let later = setting.now.addingTimeInterval(60 * 3600)
            try await setting.database.write(as: setting.principal) { tx in
                try WaitingList(canMail: true).restore(tx, ben, of: setting.conference, keepsPlace: true, at: later)
            }
            #expect(try await setting.line() == "Ben waiting 1, Cem confirmed")
            try await setting.cancel("Cem", after: 61)
            #expect(try await setting.line() == "Ben offered")
            #expect(try await setting.messages().filter { $0 == "offer Ben" }.count == 2)
        }
    }

    /// A party is asked once, and one answer is for all of it.
    @Test func aPartyIsAskedOnce() async throws {
        try await with(capacity: 3) { setting in
            for name in ["Anna", "Ben", "Cem"] { _ = try await setting.register(name) }
            _ = try await setting.register("Dana", "Dana 2", "Dana 3", mail: "gast@example.org")
            try await setting.cancel("Anna", "Ben", "Cem")
            #expect(try await setting.line() == "Dana offered, Dana 2 offered, Dana 3 offered")
            #expect(try await setting.messages().sorted() == ["offer Dana", "registered Dana"])
            let party = try await setting.all().filter { !$0.isCancelled }
            let isInTime = try await setting.database.write(as: setting.principal) { tx in
                try WaitingList(canMail: true).accept(tx, party.map(\.id), of: setting.conference, at: setting.now)
            }
            #expect(isInTime)
            #expect(try await setting.line() == "Dana confirmed, Dana 2 confirmed, Dana 3 confirmed")
        }
    }

    /// Where no mail leaves, nobody is asked by mail and loses the seat unheard.
    @Test func withoutMailNobodyIsAskedByMail() async throws {
        try await with(capacity: 1) { setting in
            _ = try await setting.register("Anna")
            _ = try await setting.register("Ben", mail: "gast@example.org")
            let anna = try #require(try await setting.all().first)
            try await setting.database.write(as: setting.principal) { tx in
                try WaitingList(canMail: false).cancel(tx, [anna.id], of: setting.conference, because: .guest, at: setting.now)
            }
            #expect(try await setting.line() == "Ben confirmed")
            let open = try await setting.database.read(as: setting.principal) { tx in
                try MessageQueries.open(tx, of: setting.conference.id, canMail: false).map(\.kind)
            }
            #expect(open == [.seat], "the office tells them")
        }
    }

    /// An offer whose letter never left was no question; whoever has come has answered; a called-off evening has no seats to pass on.
    @Test func nobodyLosesASeatUnheard() async throws {
        try await with(capacity: 3) { setting in
            for name in ["Anna", "Ben", "Cem"] { _ = try await setting.register(name) }
            for name in ["Dana", "Emil", "Fata"] { _ = try await setting.register(name, mail: "\(name)@example.org") }
            try await setting.cancel("Anna", "Ben", "Cem")
            let people = Dictionary(uniqueKeysWithValues: try await setting.all().map { ($0.name, $0) })
            let (dana, emil) = (try #require(people["Dana"]), try #require(people["Emil"]))
            try await setting.database.write(as: setting.principal) { tx in
                _ = try RegistrationQueries.checkIn(tx, emil.id)
                // Fata's letter has left and is gone, Dana's has not.
                try tx.execute("delete from jobs where tenant_id = current_tenant() and kind = 'conference-mail'")
                try tx.execute(
                    "update messages set handled_at = now() where tenant_id = current_tenant() and kind = 'offer' and person_id <> $1", dana.person)
            }
            try await setting.runJobs(after: 49)
            #expect(try await setting.line() == "Dana confirmed, Emil confirmed")
        }
        try await with(capacity: 1) { setting in
            _ = try await setting.register("Anna")
            _ = try await setting.register("Ben", mail: "gast@example.org")
            try await setting.cancel("Anna")
            try await setting.database.write(as: setting.principal) { tx in
                try ConferenceQueries.take(tx, .cancelled, of: setting.conference.id, at: setting.now)
            }
            try await setting.runJobs(after: 49)
            let messages = try await setting.messages()
            #expect(!messages.contains("lapsed Ben"))
        }
    }

    /// The server was away until the evening had begun: whoever has not answered is not told afterwards that the seat is gone.
    @Test func nothingLapsesOnceTheEveningHasBegun() async throws {
        try await with(capacity: 1) { setting in
            _ = try await setting.register("Anna")
            _ = try await setting.register("Ben", mail: "gast@example.org")
            try await setting.cancel("Anna")
            try await setting.runJobs(after: 24 * 40)
            #expect(try await setting.line() == "Ben offered")
            let messages = try await setting.messages()
            #expect(!messages.contains("lapsed Ben"))
            // Moved to a later day, the seat goes on as it should.
            let later = try await setting.database.write(as: setting.principal) { tx in
                try tx.execute(
                    """
                    update conferences set doors_at = doors_at + interval '60 days', starts_at = starts_at + interval '60 days',
                        ends_at = ends_at + interval '60 days' where tenant_id = current_tenant() and id = $1
                    """, setting.conference.id)
                let later = try ConferenceQueries.conference(tx, id: setting.conference.id)
                try WaitingList(canMail: true).adjust(tx, in: later, at: setting.now.addingTimeInterval(24 * 40 * 3600))
                return later
            }
            #expect(later.startsAt > setting.conference.startsAt)
            try await setting.runJobs(after: 24 * 41)
            #expect(try await setting.line() == "Ben offered", "asked anew: two days")
            try await setting.runJobs(after: 24 * 43)
            #expect(try await setting.messages().contains("lapsed Ben"))
        }
    }

    @Test func doubtsAreHintedAtAndNothingIsMerged() async throws {
        try await with(capacity: 9) { setting in
            _ = try await setting.register("Anna  Gast")
            _ = try await setting.register("anna gast")
            _ = try await setting.register("Ben", "Cem", mail: "gast@example.org")
            _ = try await setting.register("Dana", mail: "GAST@example.org")
            _ = try await setting.register("Emil", "Emil")
            let doubtful = try await setting.database.read(as: setting.principal) { tx in
                try RegistrationQueries.doubtful(tx, of: setting.conference.id)
            }
            let names = try await setting.all().filter { doubtful.contains($0.id) }.map(\.name)
            #expect(names == ["Anna  Gast", "anna gast", "Ben", "Dana"])
        }
    }
}
