import Core
import Database
import TestSupport
import Testing
import Web

@Suite struct LiveTests {
    @Test func aChangeReachesItsTenantsWatchersOnly() async throws {
        try await TestHouse.with(.empty) { house in
            let harburg = try #require(house.house.directory.site("harburg.localhost")).tenant
            let wandsbek = try #require(house.house.directory.site("wandsbek.localhost")).tenant
            let topic = Topic("conference", "probe")
            var own = house.house.live.events(of: harburg, [topic.name]).makeAsyncIterator()
            let others = house.house.live.events(of: wandsbek, [topic.name])
            let unrelated = house.house.live.events(of: harburg, ["conference:andere"])
            func announce() async throws {
                try await house.house.database.write(as: .house(harburg)) { tx in try tx.changed(topic) }
            }
            try await announce()
            var event = try #require(await own.next())
            if event.topic == nil {
                // Listening has only now begun: what was told before is said to be missed.
                try await announce()
                event = try #require(await own.next())
            }
            #expect(event.topic == topic.name)
            house.house.live.close()
            for stream in [others, unrelated] { for await event in stream { #expect(event.topic == nil) } }
        }
    }

    @Test func whoHasThePageAlreadyIsToldSo() async throws {
        try await TestHouse.with { house in
            var visitor = try await house.visitor(as: .participant)
            let tag = try #require(try await visitor.get("/mein-abend").header("etag"))
            visitor.extraHeaders = [("If-None-Match", "W/" + tag)]
            let again = try await visitor.get("/mein-abend")
            #expect(again.status == 304 && again.text.isEmpty)
            var moderator = try await house.visitor(as: .moderator)
            _ = try await moderator.post("/konferenzen/18-hik/leitung/runden/3/oeffnung")
            #expect(try await visitor.get("/mein-abend").status == 200)
        }
    }

    @Test func newCouncilsAnswerWithoutARestart() async throws {
        try await TestHouse.with(.empty) { house in
            try await house.addTenant("bergedorf")
            // The register is read anew when the database says so; ask until it has.
            var status = 404
            for _ in 0..<500 where status != 200 {
                var visitor = house.visitor("bergedorf")
                status = try await visitor.get("/").status
                await Task.yield()
            }
            #expect(status == 200)
        }
    }
}
