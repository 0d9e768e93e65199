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
            let own = house.house.live.watch(harburg, [topic.name])
            let others = house.house.live.watch(wandsbek, [topic.name])
            let unrelated = house.house.live.watch(harburg, ["conference:andere"])
            func announce() async throws {
                try await house.house.database.write(as: .house(harburg)) { tx in try tx.changed(topic) }
            }
            try await announce()
            var message = try #require(await own.next())
            if message == .everything {
                // Listening has only now begun: what was told before is said to be missed.
                try await announce()
                message = try #require(await own.next())
                for watch in [others, unrelated] { #expect(await watch.next() == .everything) }
            }
            #expect(message == .changed(topic: topic.name))
            house.house.live.heartbeat()
            for watch in [others, unrelated] { #expect(await watch.next() == .heartbeat) }
            house.house.live.close()
            for watch in [own, others, unrelated] {
                var last = await watch.next()
                if last == .heartbeat { last = await watch.next() }
                #expect(last == nil)
            }
        }
    }

    /// Between a page and its stream lie seconds on a bad network: what changes in them is told when the stream opens.
    @Test func whatChangedSinceThePageWasMadeIsTold() async throws {
        try await TestHouse.with(.empty) { house in
            let hub = house.house.live
            let harburg = try #require(house.house.directory.site("harburg.localhost")).tenant
            func change(_ topic: Topic) async throws {
                let watch = hub.watch(harburg, [topic.name])
                repeat {
                    try await house.house.database.write(as: .house(harburg)) { tx in try tx.changed(topic) }
                } while try #require(await watch.next()) == .everything
            }
            try await change(Topic("a", 1))
            let between = ContinuousClock.now
            try await Task.sleep(for: .milliseconds(300))
            try await change(Topic("b", 2))
            // What lies between here and there has to be shorter than the pause.
            let late = hub.watch(harburg, ["a:1", "b:2", "c:3"], age: .now - between)
            #expect(await late.next() == .changed(topic: "b:2"))
            let unborn = hub.watch(harburg, ["a:1", "b:2"])
            hub.heartbeat()
            for watch in [late, unborn] { #expect(await watch.next() == .heartbeat) }
            let older = hub.watch(harburg, ["c:3"], age: .seconds(86_400))
            #expect(await older.next() == .everything, "so far back nobody remembers")
        }
    }

    /// While it writes, what changes is remembered without a buffer; who never comes back is dropped.
    @Test func aSlowReaderIsToldOnceAndALateOneIsDropped() async throws {
        try await TestHouse.with(.empty) { house in
            let hub = house.house.live
            let harburg = try #require(house.house.directory.site("harburg.localhost")).tenant
            let watch = hub.watch(harburg, ["a:1", "b:2"])
            for _ in 0..<5 {
                try await house.house.database.write(as: .house(harburg)) { tx in
                    try tx.changed(Topic("a", 1))
                    try tx.changed(Topic("b", 2))
                }
            }
            var told: [LiveHub.Message] = []
            while !(told.contains(.changed(topic: "a:1")) && told.contains(.changed(topic: "b:2"))) {
                told.append(try #require(await watch.next()))
                // Listening may begin only now; then everything is to be looked at again.
                if told.last == .everything {
                    try await house.house.database.write(as: .house(harburg)) { tx in
                        try tx.changed(Topic("a", 1))
                        try tx.changed(Topic("b", 2))
                    }
                }
            }
            hub.heartbeat()
            #expect(hub.watcherCount == 1)
            hub.heartbeat()
            #expect(hub.watcherCount == 0)
            #expect(await watch.next() == nil)
        }
    }

    @Test func whoHasThePageAlreadyIsToldSo() async throws {
        try await TestHouse.with { house in
            var visitor = try await house.visitor(as: .participant)
            let first = try await visitor.get("/mein-abend")
            let tag = try #require(first.header("etag"))
            // Of when it is, for the stream that begins later.
            let stand = "stand;dur=\(Int(TestClock.evening.timeIntervalSince1970 * 1000))"
            #expect(first.header("server-timing") == stand)
            visitor.extraHeaders = [("If-None-Match", "W/" + tag)]
            let again = try await visitor.get("/mein-abend")
            #expect(again.status == 304 && again.text.isEmpty && again.header("server-timing") == stand)
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
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(status == 200)
        }
    }
}
