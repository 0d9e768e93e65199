import Foundation
import Testing

@testable import Conferences
@testable import Web

/// When something has to be done that councils do so many days before an evening.
@Suite struct ChecklistTests {
    private let evening = DateStyle.moment(day: "2027-02-04", time: "17:00")!

    private func due(_ days: Int, begun: String?) -> String {
        DateStyle.isoDay(ChecklistItem.due(days: days, evening: evening, begun: begun.flatMap { DateStyle.moment(day: $0, time: "00:00") }))
    }

    @Test func countsFromTheEvening() {
        for begun in [nil, "2026-09-01"] {
            #expect(due(-98, begun: begun) == "2026-10-29")
            #expect(due(-1, begun: begun) == "2027-02-03")
            #expect(due(0, begun: begun) == "2027-02-04")
            #expect(due(168, begun: begun) == "2027-07-22")
        }
    }

    /// Sixty days before: what should have been done has a week, what is still ahead keeps its day.
    @Test func whoBeginsLateHasAWeek() {
        #expect(due(-98, begun: "2026-12-06") == "2026-12-13")
        #expect(due(-61, begun: "2026-12-06") == "2026-12-13")
        #expect(due(-60, begun: "2026-12-06") == "2026-12-06")
        #expect(due(-56, begun: "2026-12-06") == "2026-12-10")
        #expect(due(3, begun: "2026-12-06") == "2027-02-07")
    }

    @Test func neverBeyondTheDayBefore() {
        #expect(due(-12, begun: "2027-01-30") == "2027-02-03")
        #expect(due(-3, begun: "2027-01-30") == "2027-02-01")
        #expect(due(-1, begun: "2027-01-30") == "2027-02-03")
        // Begun on the day itself: then that day.
        #expect(due(-12, begun: "2027-02-04") == "2027-02-04")
    }
}
