internal import Core
internal import Foundation
internal import Web

/// Conferences for people's own calendars (iCalendar, RFC 5545): one evening, or all that a council has announced.
enum CalendarFile {
    static let type = "text/calendar; charset=utf-8"

    static func bytes(_ v: Visit, _ conferences: [Conference]) -> [UInt8] {
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mitreden//Mitreden//" + v.language.code.uppercased(), "CALSCALE:GREGORIAN"]
        lines.append("X-WR-CALNAME:" + escaped(v.text(v.site.name).text))
        for conference in conferences { lines += event(v, conference) }
        lines.append("END:VCALENDAR")
        return lines.flatMap { folded($0) + [0x0d, 0x0a] }
    }

    private static func event(_ v: Visit, _ conference: Conference) -> [String] {
        let page = v.site.origin + ConferencePaths.show.path(conference.slug).text
        let about = [v.text(conference.motto).text, v.text(conference.summary).text, v.text(conference.access).text, page]
        return [
            "BEGIN:VEVENT",
            // The same wherever it is fetched, so that a calendar changes its entry and does not add another.
            "UID:\(conference.id)@\(v.site.slug).mitreden",
            // When this file was made; to the day, so that nothing looks changed that is not.
            "DTSTAMP:" + moment(DateStyle.calendar.startOfDay(for: v.now)), "DTSTART:" + moment(conference.startsAt),
            "DTEND:" + moment(conference.endsAt), "SUMMARY:" + escaped(v.text(conference.name).text),
            "DESCRIPTION:" + escaped(about.filter { !$0.isEmpty }.joined(separator: "\n\n")),
            "LOCATION:" + escaped([conference.venueName, conference.venueAddress].filter { !$0.isEmpty }.joined(separator: ", ")), "URL:" + page,
            conference.isCancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED", "TRANSP:OPAQUE", "END:VEVENT",
        ]
    }

    /// In UTC, which needs no description of summer time.
    private static func moment(_ date: Date) -> String {
        date.formatted(.iso8601.year().month().day().dateSeparator(.omitted).time(includingFractionalSeconds: false).timeSeparator(.omitted)) + "Z"
    }

    /// Section 3.3.11.
    private static func escaped(_ text: String) -> String {
        text.withoutControls.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,").replacing("\r", with: "")
            .replacing("\n", with: "\\n")
    }

    /// Lines of at most 75 octets, continued by a space (section 3.1); never within a character.
    static func folded(_ line: String) -> [UInt8] {
        var result: [UInt8] = []
        var length = 0
        for character in line {
            let bytes = Array(character.utf8)
            if length + bytes.count > 75 {
                result += [0x0d, 0x0a, 0x20]
                length = 1
            }
            result += bytes
            length += bytes.count
        }
        return result
    }
}
