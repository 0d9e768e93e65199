internal import Core
public import Foundation

/// Dates and times as the reader's language writes them, in Hamburg's time.
public struct DateStyle: Sendable {
    public static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

    private let locale: Locale

    init(language: Language) {
        // Latin digits everywhere: tables, cards and codes carry them too. And 24 hours: nobody says "5 in the evening" on a programme.
        let region = language == .english ? "en_GB" : language.code
        locale = Locale(identifier: region + "@numbers=latn;hours=h23")
    }

    private var base: Date.FormatStyle { Date.FormatStyle(locale: locale, timeZone: Self.berlin) }

    /// Freitag, 15. November 2024
    public func longDay(_ date: Date) -> String { date.formatted(base.weekday(.wide).day().month(.wide).year()) }
    /// 15. November 2024
    public func day(_ date: Date) -> String { date.formatted(base.day().month(.wide).year()) }
    /// 17:00
    public func time(_ date: Date) -> String { date.formatted(base.hour(.twoDigits(amPM: .omitted)).minute(.twoDigits)) }

    /// For `datetime` attributes.
    public static func machine(_ date: Date) -> String { date.formatted(.iso8601) }
    /// The day as PostgreSQL and `<input type=date>` write it: 2024-11-15.
    public static func isoDay(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return "\(parts.year ?? 0)-" + pad(parts.month) + "-" + pad(parts.day)
    }
    /// 17:00, for `<input type=time>`.
    public static func isoTime(_ date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        return pad(parts.hour) + ":" + pad(parts.minute)
    }

    private static func pad(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }

    public static let calendar: Foundation.Calendar = {
        var calendar = Foundation.Calendar(identifier: .gregorian)
        calendar.timeZone = berlin
        return calendar
    }()

    /// A day and a time of day in Hamburg, from `2024-11-15` and `17:00`; nil when either is not one.
    public static func moment(day: String, time: String) -> Date? {
        let days = day.split(separator: "-").compactMap { Int($0) }
        let times = time.split(separator: ":").compactMap { Int($0) }
        guard days.count == 3, times.count >= 2, (1...12).contains(days[1]), (1...31).contains(days[2]), (2000...2200).contains(days[0]),
            (0...23).contains(times[0]), (0...59).contains(times[1])
        else { return nil }
        let parts = DateComponents(year: days[0], month: days[1], day: days[2], hour: times[0], minute: times[1])
        guard let date = calendar.date(from: parts), calendar.component(.day, from: date) == days[2] else { return nil }
        return date
    }
}
