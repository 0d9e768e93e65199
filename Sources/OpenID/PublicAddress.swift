internal import Foundation

/// Which addresses of the net our server asks when it is told a name. Whoever enters a name, or answers for one, must not make it knock at
/// what only this machine or its neighbours can reach (server-side request forgery).
enum PublicAddress {
    /// True for what is routed in the public Internet (IANA's special-purpose registries; RFC 6890).
    /// - Parameter bytes: 4 or 16, in network order.
    static func isPublic(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 4: !closedIPv4.contains { matches(bytes, $0.0, $0.1) }
        // 2000::/3 is all there is in public; of that not what carries an IPv4 address or is for examples.
        case 16: bytes[0] & 0xe0 == 0x20 && !closedIPv6.contains { matches(bytes, $0.0, $0.1) }
        default: false
        }
    }

    static func isThisMachine(_ bytes: [UInt8]) -> Bool {
        bytes.count == 4 && bytes[0] == 127 || bytes.count == 16 && bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    private static let closedIPv4: [([UInt8], Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24), ([192, 0, 2], 24),
        ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24), ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]
    private static let closedIPv6: [([UInt8], Int)] = [
        ([0x20, 0x01, 0], 23), ([0x20, 0x01, 0x0d, 0xb8], 32), ([0x20, 0x02], 16), ([0x3f, 0xff, 0], 20),
    ]

    private static func matches(_ bytes: [UInt8], _ prefix: [UInt8], _ bits: Int) -> Bool {
        (0..<bits).allSatisfy { bit in
            let mask = UInt8(0x80 >> (bit % 8))
            return bytes[bit / 8] & mask == (bit / 8 < prefix.count ? prefix[bit / 8] : 0) & mask
        }
    }

    /// All addresses of a name, as numbers and as text; empty when it has none. On a thread of its own, since it may take long.
    static func resolve(_ host: String) async -> [(bytes: [UInt8], text: String)] {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: lookUp(host)) }
        }
    }

    private static func lookUp(_ host: String) -> [(bytes: [UInt8], text: String)] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [(bytes: [UInt8], text: String)] = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr else { continue }
            let bytes: [UInt8]
            switch entry.ai_family {
            case AF_INET:
                bytes = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) } }
            case AF_INET6:
                bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) } }
            default: continue
            }
            var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(address, entry.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0 {
                found.append((bytes, String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)))
            }
        }
        return found
    }
}
