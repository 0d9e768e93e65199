// How the values of Core travel to and from PostgreSQL.

public import Core
public import Postgres

import struct Foundation.UUID

extension ID: PostgresArrayElement {
    public static var postgresType: UInt32 { UUID.postgresType }
    public static var postgresArrayType: UInt32 { UUID.postgresArrayType }
    public var postgresParameter: Postgres.Parameter { uuid.postgresParameter }
}

extension ID: PostgresDecodable {
    public init?(cell: Postgres.Cell) {
        guard let uuid = UUID(cell: cell) else { return nil }
        self.init(uuid)
    }
}

extension SubmissionKey: PostgresArrayElement {
    public static var postgresType: UInt32 { UUID.postgresType }
    public static var postgresArrayType: UInt32 { UUID.postgresArrayType }
    public var postgresParameter: Postgres.Parameter { uuid.postgresParameter }
}

extension SubmissionKey: PostgresDecodable {
    public init?(cell: Postgres.Cell) {
        guard let uuid = UUID(cell: cell) else { return nil }
        self.init(uuid)
    }
}

extension Language: PostgresArrayElement {
    public static var postgresType: UInt32 { String.postgresType }
    public static var postgresArrayType: UInt32 { String.postgresArrayType }
    public var postgresParameter: Postgres.Parameter { code.postgresParameter }
}

extension Language: PostgresDecodable {
    public init?(cell: Postgres.Cell) {
        guard let code = String(cell: cell) else { return nil }
        self.init(code)
    }
}

extension LocalizedText: PostgresEncodable {
    public static var postgresType: UInt32 { JSON<[String: String]>.postgresType }
    public var postgresParameter: Postgres.Parameter {
        // A dictionary of strings always encodes.
        (try? JSON(byLanguage))!.postgresParameter
    }
}

extension LocalizedText: PostgresDecodable {
    public init?(cell: Postgres.Cell) throws {
        guard let json = try JSON<[String: String]>(cell: cell) else { return nil }
        self.init(json.value)
    }
}

/// Enumerations are stored by their raw value.
extension RawRepresentable where Self: Sendable, RawValue == String {
    public static var postgresType: UInt32 { String.postgresType }
    public static var postgresArrayType: UInt32 { String.postgresArrayType }
    public var postgresParameter: Postgres.Parameter { rawValue.postgresParameter }
    public init?(cell: Postgres.Cell) {
        guard let text = String(cell: cell) else { return nil }
        self.init(rawValue: text)
    }
}
