public import FoundationEssentials

/// One bound value in the form libpq takes it.
public struct Parameter: Sendable {
    /// The type's object id; 0 lets the server infer it.
    public let type: UInt32
    /// Nil is SQL's null.
    public let bytes: [UInt8]?
    /// Whether `bytes` are PostgreSQL's binary format for the type, or text.
    public let isBinary: Bool

    /// - Parameters: as the properties.
    public init(type: UInt32, bytes: [UInt8]?, isBinary: Bool) {
        self.type = type
        self.bytes = bytes
        self.isBinary = isBinary
    }
}

/// A Swift value that can be bound to `$n`.
public protocol PostgresEncodable: Sendable {
    /// The PostgreSQL type's object id (pg_type.dat), or 0 to let the server infer it.
    static var postgresType: UInt32 { get }
    /// The value as it is bound.
    var postgresParameter: Parameter { get }
}

/// A value whose array form can be bound as well.
public protocol PostgresArrayElement: PostgresEncodable {
    /// The object id of the type's array (pg_type.dat).
    static var postgresArrayType: UInt32 { get }
}

enum TypeID {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let json: UInt32 = 114
    static let float8: UInt32 = 701
    static let date: UInt32 = 1082
    static let timestamp: UInt32 = 1114
    static let timestamptz: UInt32 = 1184
    static let uuid: UInt32 = 2950
    static let jsonb: UInt32 = 3802
}

extension FixedWidthInteger {
    /// Network byte order, as PostgreSQL's binary formats want it.
    var networkBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}

extension String: PostgresArrayElement {
    // Left to inference, so that a String also fits enumerations, citext and inet.
    public static var postgresType: UInt32 { 0 }
    public static var postgresArrayType: UInt32 { 1009 }
    public var postgresParameter: Parameter {
        // PostgreSQL's text cannot hold U+0000; a stray one in a pasted text must not fail the statement.
        Parameter(type: 0, bytes: Array(utf8.contains(0) ? replacing("\0", with: "").utf8 : utf8), isBinary: false)
    }
}

extension Int: PostgresArrayElement {
    public static var postgresType: UInt32 { TypeID.int8 }
    public static var postgresArrayType: UInt32 { 1016 }
    public var postgresParameter: Parameter { Parameter(type: TypeID.int8, bytes: Int64(self).networkBytes, isBinary: true) }
}

extension Bool: PostgresArrayElement {
    public static var postgresType: UInt32 { TypeID.bool }
    public static var postgresArrayType: UInt32 { 1000 }
    public var postgresParameter: Parameter { Parameter(type: TypeID.bool, bytes: [self ? 1 : 0], isBinary: true) }
}

extension UUID: PostgresArrayElement {
    public static var postgresType: UInt32 { TypeID.uuid }
    public static var postgresArrayType: UInt32 { 2951 }
    public var postgresParameter: Parameter {
        Parameter(type: TypeID.uuid, bytes: withUnsafeBytes(of: uuid) { Array($0) }, isBinary: true)
    }
}

extension Date: PostgresArrayElement {
    public static var postgresType: UInt32 { TypeID.timestamptz }
    public static var postgresArrayType: UInt32 { 1185 }
    /// Microseconds since 2000-01-01 00:00 UTC.
    public var postgresParameter: Parameter {
        let microseconds = ((timeIntervalSince1970 - Date.postgresEpoch) * 1_000_000).rounded()
        return Parameter(type: TypeID.timestamptz, bytes: Int64(microseconds).networkBytes, isBinary: true)
    }
    /// 2000-01-01 00:00 UTC in seconds since 1970.
    static let postgresEpoch: Double = 946_684_800
}

/// Raw bytes (`bytea`).
public struct Bytes: PostgresArrayElement, Hashable {
    /// The bytes.
    public let array: [UInt8]
    /// Bytes to be bound.
    public init(_ array: some Sequence<UInt8>) { self.array = Array(array) }
    public static var postgresType: UInt32 { TypeID.bytea }
    public static var postgresArrayType: UInt32 { 1001 }
    public var postgresParameter: Parameter { Parameter(type: TypeID.bytea, bytes: array, isBinary: true) }
}

/// A Codable value stored as `jsonb`.
public struct JSON<Value: Codable & Sendable>: PostgresEncodable {
    /// What was stored, or will be.
    public let value: Value
    private let encoded: [UInt8]
    /// - Throws: what encoding the value throws.
    public init(_ value: Value) throws {
        self.value = value
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoded = Array(try encoder.encode(value))
    }
    init(value: Value, encoded: [UInt8]) {
        self.value = value
        self.encoded = encoded
    }
    public static var postgresType: UInt32 { TypeID.jsonb }
    /// jsonb_recv() wants its version first.
    public var postgresParameter: Parameter { Parameter(type: TypeID.jsonb, bytes: [1] + encoded, isBinary: true) }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    public static var postgresType: UInt32 { Wrapped.postgresType }
    public var postgresParameter: Parameter {
        self?.postgresParameter ?? Parameter(type: Wrapped.postgresType, bytes: nil, isBinary: true)
    }
}

extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement {
    public static var postgresArrayType: UInt32 { Wrapped.postgresArrayType }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    public static var postgresType: UInt32 { Element.postgresArrayType }
    /// The one-dimensional binary array format of array_send(): dimensions, null flag, element type, length, lower bound, elements.
    public var postgresParameter: Parameter {
        let element = Element.postgresType == 0 ? TypeID.text : Element.postgresType
        let elements = map(\.postgresParameter.bytes)
        let hasNull = elements.contains(nil)
        var bytes = Int32(isEmpty ? 0 : 1).networkBytes + Int32(hasNull ? 1 : 0).networkBytes + element.networkBytes
        if !isEmpty { bytes += Int32(count).networkBytes + Int32(1).networkBytes }
        for encoded in elements {
            // A length of -1 is null.
            bytes += Int32(encoded?.count ?? -1).networkBytes
            if let encoded { bytes += encoded }
        }
        return Parameter(type: Element.postgresArrayType, bytes: bytes, isBinary: true)
    }
}
