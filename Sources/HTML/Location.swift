/// An address on the same host: what `href`, `src` and `action` may hold besides ``ExternalURL``.
///
/// Built from a ``PathTemplate`` or a literal, so that nothing a person typed becomes an address unescaped.
public struct Path: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String

    public init(stringLiteral value: StaticString) { text = "\(value)" }
    init(escaped: String) { text = escaped }

    public var description: String { text }

    /// The same path with a query; values are percent-encoded.
    public func query(_ items: KeyValuePairs<StaticString, String>) -> Path {
        var result = text
        for (index, item) in items.enumerated() {
            result += (index == 0 ? "?" : "&") + "\(item.key)=" + Path.encode(item.value)
        }
        return Path(escaped: result)
    }

    /// A part of the page one is on.
    public static func here(_ id: String) -> Path { Path(escaped: "#" + encode(id)) }

    public func fragment(_ id: String) -> Path { Path(escaped: text + "#" + Path.encode(id)) }

    /// A path from outside (a form's hidden field, a header): accepted only when it stays on this host.
    public init?(local: String) {
        guard local.hasPrefix("/"), !local.hasPrefix("//"), !local.hasPrefix("/\\"), local.utf8.count < 2000,
            local.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") })
        else { return nil }
        text = local
    }

    /// Undoes ``encode(_:)``; malformed escapes stand for themselves.
    public static func decode(_ encoded: some Sequence<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = Array(encoded)[...]
        func digit(_ byte: UInt8) -> UInt8? { Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) } }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let high = digit(rest[rest.startIndex]), let low = digit(rest[rest.startIndex + 1]) {
                bytes.append(high << 4 | low)
                rest.removeFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Percent-encodes everything but RFC 3986's unreserved characters.
    public static func encode(_ value: String) -> String {
        var result = ""
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = Array("0123456789ABCDEF")
                result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return result
    }
}

/// A path with named places, written once: the router matches it and links are made from it, so the two cannot drift apart.
public struct PathTemplate: Hashable, Sendable, ExpressibleByStringLiteral {
    /// `/konferenzen/{conference}/anmeldung`
    public let text: String
    public let parameters: [String]

    public init(stringLiteral value: StaticString) { self.init("\(value)") }

    private init(_ text: String) {
        self.text = text
        parameters = text.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// The template without its last part; nil for the root.
    public var parent: PathTemplate? {
        guard let slash = text.lastIndex(of: "/"), text.count > 1 else { return nil }
        return PathTemplate(slash == text.startIndex ? "/" : String(text[..<slash]))
    }

    /// What stands at the places of this template in a path, decoded; nil when the path is none of this template's.
    public func match(_ path: Path) -> [String: String]? {
        let parts = path.text.prefix { $0 != "?" && $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
        let own = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == own.count else { return nil }
        var values: [String: String] = [:]
        for (part, place) in zip(parts, own) {
            if place.hasPrefix("{") {
                guard !part.isEmpty else { return nil }
                values[String(place.dropFirst().dropLast())] = Path.decode(part.utf8)
            } else if part != place {
                return nil
            }
        }
        return values
    }

    /// The path with its places filled in order. Passing another number of values than there are places is a mistake in the program.
    public func path(_ values: String...) -> Path { path(filling: values) }

    public func path(filling values: [String]) -> Path {
        precondition(values.count == parameters.count, "\(text) takes \(parameters.count) values")
        var remaining = values[...]
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix("{") ? Path.encode(remaining.removeFirst()) : String(part)
        }
        return Path(escaped: parts.joined(separator: "/"))
    }
}

/// An address on another host. Only http and https; anything else is not an address a page links to.
public struct ExternalURL: Hashable, Sendable {
    public let text: String

    public init?(_ text: String) {
        let lowered = text.lowercased()
        guard lowered.hasPrefix("https://") || lowered.hasPrefix("http://"), text.utf8.count <= 2000,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") })
        else { return nil }
        self.text = text
    }

    /// Calls a number (RFC 3966); nil when it has no digits.
    public init?(calling number: String) {
        guard let number = Self.number(number) else { return nil }
        text = "tel:" + number
    }

    /// Opens a short message to a number (RFC 5724), with its text.
    public init?(messaging number: String, _ body: String) {
        guard let number = Self.number(number) else { return nil }
        text = "sms:" + number + "?body=" + Path.encode(body)
    }

    private static func number(_ typed: String) -> String? {
        // +49 (0)40 …: the nought is for those who call from within the country.
        let isInternational = typed.hasPrefix("+") || typed.hasPrefix("00")
        let digits = (isInternational ? typed.replacing("(0)", with: "") : typed).filter { $0.isASCII && $0.isNumber }
        return digits.isEmpty ? nil : (typed.hasPrefix("+") ? "+" : "") + digits
    }
}
