internal import Core
internal import Database
internal import Web

internal import struct Foundation.Date

/// What is stored about one person at one place of the database.
struct PersonalRecords: Sendable {
    let place: PersonalData
    /// In the order of their columns' names. What is sealed is opened; hashes are left out, since nothing can be read from them.
    let entries: [[(column: String, value: String)]]
}

enum PersonalDataQueries {
    /// From all modules' lists, in their order; places at which nothing is stored are left out.
    static func all(_ tx: borrowing Transaction, about person: ID<Person>, _ modules: [Module]) throws -> [PersonalRecords] {
        let places = modules.flatMap(\.personalData)
        let rows = try tx.rows(
            "select place, entry from personal_data($1, $2, $3)", person, places.map(\.table), places.map(\.column)
        ) { row in (place: try row("place") as Int, entry: (try row("entry") as JSON<[String: StoredValue]>).value) }
        let sealed = try modules.flatMap { module in try module.ownSealed?(tx, person) ?? [] }
        let byPlace = Dictionary(grouping: rows, by: \.place)
        return places.enumerated().compactMap { index, place in
            guard let found = byPlace[index + 1] else { return nil }
            let opened = sealed.filter { $0.table == place.table }.map { ($0.column, $0.value) }
            return PersonalRecords(place: place, entries: found.map { read($0.entry) + opened })
        }
    }

    private static func read(_ entry: [String: StoredValue]) -> [(column: String, value: String)] {
        entry.sorted { $0.key < $1.key }.compactMap { name, value in value.readable.map { (name, $0) } }
    }

    /// People without a role who have not been here since; see `people_not_seen_since`.
    static func notSeen(_ tx: borrowing Transaction, since moment: Date, most: Int) throws -> [ID<Person>] {
        try tx.rows("select id from people_not_seen_since($1, $2::int)", moment, most) { row in try row("id") }
    }

    /// Everything that hangs on the person goes with the row, or forgets whose it was; the database's keys say which.
    static func erase(_ tx: borrowing Transaction, _ person: ID<Person>) throws {
        try tx.execute("delete from people where tenant_id = current_tenant() and id = $1", person)
    }
}

/// One value of a row, as JSON has it.
enum StoredValue: Codable, Sendable {
    case nothing
    case flag(Bool)
    case number(Double)
    case text(String)
    /// A list or more: shown as it is.
    case other(String)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            let parts = (try? container.decode([String: String].self))?.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            self = .other((parts ?? (try? container.decode([String].self)) ?? []).joined(separator: ", "))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .nothing: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .number(let number): try container.encode(number)
        case .text(let text), .other(let text): try container.encode(text)
        }
    }

    /// Nil for what is not there, and for hashes and what is sealed (`bytea`).
    var readable: String? {
        switch self {
        case .nothing: nil
        case .flag(let flag): "\(flag)"
        case .number(let number): number == number.rounded() ? "\(Int(number))" : "\(number)"
        case .text(let text): text.hasPrefix("\\x") ? nil : text
        case .other(let text): text
        }
    }
}
