public import FoundationEssentials

/// A Swift value that can be read from a column in binary format.
public protocol PostgresDecodable {
    /// Nil when the cell is null or holds another type.
    init?(cell: Cell) throws
}

extension UnsafeRawBufferPointer {
    func integer<Integer: FixedWidthInteger>(_ type: Integer.Type, at offset: Int = 0) -> Integer? {
        guard offset >= 0, count >= offset + MemoryLayout<Integer>.size else { return nil }
        return Integer(bigEndian: loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }
}

extension String: PostgresDecodable {
    public init?(cell: Cell) {
        guard let bytes = cell.bytes else { return nil }
        switch cell.type {
        case 25, 1043, 1042, 19, 705, TypeID.json: self = String(decoding: bytes, as: UTF8.self)
        // jsonb's binary form is one version byte and the text.
        case TypeID.jsonb: self = String(decoding: bytes.dropFirst(), as: UTF8.self)
        // Types made in this database (enumerations, domains) have ids from 16384 up (FirstNormalObjectId).
        case 16384...: self = String(decoding: bytes, as: UTF8.self)
        default: return nil
        }
    }
}

extension Int: PostgresDecodable {
    public init?(cell: Cell) {
        guard let bytes = cell.bytes else { return nil }
        switch cell.type {
        case TypeID.int8: self.init(exactly: bytes.integer(Int64.self) ?? 0)
        case TypeID.int4: self.init(exactly: bytes.integer(Int32.self) ?? 0)
        case TypeID.int2: self.init(exactly: bytes.integer(Int16.self) ?? 0)
        default: return nil
        }
    }
}

extension Bool: PostgresDecodable {
    public init?(cell: Cell) {
        guard cell.type == TypeID.bool, let byte = cell.bytes?.first else { return nil }
        self = byte != 0
    }
}

extension Double: PostgresDecodable {
    public init?(cell: Cell) {
        guard cell.type == TypeID.float8, let bits = cell.bytes?.integer(UInt64.self) else { return nil }
        self = Double(bitPattern: bits)
    }
}

extension UUID: PostgresDecodable {
    public init?(cell: Cell) {
        guard cell.type == TypeID.uuid, let bytes = cell.bytes, bytes.count == 16 else { return nil }
        self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}

extension Date: PostgresDecodable {
    public init?(cell: Cell) {
        guard cell.type == TypeID.timestamptz, let microseconds = cell.bytes?.integer(Int64.self) else { return nil }
        self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000 + Date.postgresEpoch)
    }
}

extension Bytes: PostgresDecodable {
    public init?(cell: Cell) {
        guard cell.type == TypeID.bytea, let bytes = cell.bytes else { return nil }
        self.init(bytes)
    }
}

extension JSON: PostgresDecodable {
    public init?(cell: Cell) throws {
        guard let bytes = cell.bytes else { return nil }
        let text: [UInt8]
        switch cell.type {
        case TypeID.jsonb: text = Array(bytes.dropFirst())
        case TypeID.json: text = Array(bytes)
        default: return nil
        }
        self.init(value: try JSONDecoder().decode(Value.self, from: Data(text)), encoded: text)
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    public init?(cell: Cell) throws {
        if cell.bytes == nil {
            self = Wrapped?.none
        } else if let value = try Wrapped(cell: cell) {
            self = Wrapped?.some(value)
        } else {
            return nil
        }
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    /// One-dimensional arrays only, as `array_send()` writes them.
    public init?(cell: Cell) throws {
        guard let bytes = cell.bytes, let dimensions = bytes.integer(Int32.self), let type = bytes.integer(UInt32.self, at: 8) else { return nil }
        self = []
        if dimensions == 0 { return }
        guard dimensions == 1, let count = bytes.integer(Int32.self, at: 12), count >= 0 else { return nil }
        var offset = 20
        for _ in 0..<count {
            guard let length = bytes.integer(Int32.self, at: offset) else { return nil }
            offset += 4
            let content = length < 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Int(length)])
            guard let element = try Element(cell: Cell(type: type, bytes: content)) else { return nil }
            append(element)
            offset += Swift.max(0, Int(length))
        }
    }
}
