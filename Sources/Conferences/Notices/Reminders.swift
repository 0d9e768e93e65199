internal import Core
internal import Database
internal import Foundation
internal import Web

/// A word shortly before, for those who wanted one.
enum Reminders {
    static let kind = "conference-reminders"
    static let hoursBefore = 72.0

    static func put(_ tx: borrowing Transaction, at now: Date) throws {
        for conference in try ConferenceQueries.all(tx, withDrafts: false) where !conference.isOver && !conference.isLive {
            let left = conference.startsAt.timeIntervalSince(now)
            guard left > 0, left <= hoursBefore * 3600 else { continue }
            // Should it be moved, there is another reminder for the new day.
            let people = try MessageQueries.expected(tx, at: conference.id, onlyReminded: true)
            try MessageQueries.put(
                tx, people.map { NewMessage(.reminder, to: $0, of: conference.id, occasion: DateStyle.isoDay(conference.startsAt), at: now) })
        }
    }
}
