import Core
import Database
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing
import Web

/// Streams over real sockets. One after the other: who reads from a socket holds up one of the few threads.
@Suite(.serialized) struct StreamTests {
    private static let isDeep = ProcessInfo.processInfo.environment["MITREDEN_DEEP"] != nil

    /// Five thousand phones watch, one NOTIFY reaches them all, and the server ends them all when it ends.
    @Test func thousandsWatchTheSameConference() async throws {
        // Both ends of each are ours.
        let count = min(Self.isDeep ? 5000 : 200, (Self.descriptors() - 500) / 2)
        try await TestHouse.with(.empty) { house in
            let hub = house.house.live
            let tenant = try #require(house.house.directory.site("harburg.localhost")).tenant
            let topic = Topic("conference", "probe")
            let sockets = try await house.serving { port in
                let before = Self.residentBytes
                let sockets = try (0..<count).map { _ in try Socket(port: port) }
                for socket in sockets {
                    try socket.send("GET /ereignisse?thema=\(topic.name) HTTP/1.1\r\nHost: harburg.localhost\r\n\r\n")
                }
                #expect(sockets.allSatisfy { $0.read(until: "retry: 2000") }, "every stream begins")
                for _ in 0..<500 where hub.watcherCount < count { try await Task.sleep(for: .milliseconds(10)) }
                #expect(hub.watcherCount == count)
                print("\(count) streams: \((Self.residentBytes - before) / count) bytes of memory each")
                let began = ContinuousClock.now
                try await house.house.database.write(as: .house(tenant)) { tx in try tx.changed(topic) }
                #expect(sockets.allSatisfy { $0.read(until: "\"topic\":\"\(topic.name)\"") }, "every stream is told")
                print("told them all within \(ContinuousClock.now - began)")
                return sockets
            }
            #expect(sockets.allSatisfy { $0.readToEnd() }, "every stream ends with the server, in good order")
            #expect(hub.watcherCount == 0)
        }
    }

    /// A page of long ago, or of a time that somebody made up.
    @Test func aStreamBeginsWhateverThePageSaysOfItself() async throws {
        try await TestHouse.with(.empty) { house in
            let sockets = try await house.serving { port in
                try ["0", "-9223372036854775808", "9223372036854775807", "nan", "1e400", ""].map { stand in
                    let socket = try Socket(port: port)
                    try socket.send("GET /ereignisse?thema=conference:probe&stand=\(stand) HTTP/1.1\r\nHost: harburg.localhost\r\n\r\n")
                    #expect(socket.read(until: stand == "0" ? "\"topic\":\"*\"" : "retry: 2000"), "\(stand)")
                    return socket
                }
            }
            #expect(sockets.allSatisfy { $0.readToEnd() })
        }
    }

    /// As many file descriptors as we may have.
    private static func descriptors() -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(clamping: limit.rlim_cur)
    }

    private static var residentBytes: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }

    /// A client in ten lines: what it has read is looked at and forgotten.
    private final class Socket: Sendable {
        struct Failed: Error { let code: Int32 }
        let descriptor: Int32
        private let seen = Mutex("")

        init(port: Int) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
            if result != 0 { throw Failed(code: errno) }
            var timeout = timeval(tv_sec: 20, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(descriptor) }

        func send(_ text: String) throws { if write(descriptor, text, text.utf8.count) != text.utf8.count { throw Failed(code: errno) } }

        func read(until mark: String) -> Bool {
            while true {
                if seen.withLock({ seen in
                    guard let range = seen.range(of: mark) else { return false }
                    seen = String(seen[range.upperBound...])
                    return true
                }) {
                    return true
                }
                if !readSome() { return false }
            }
        }

        /// Whether the answer came to its proper end (RFC 9112, section 7.1: the last chunk is empty).
        func readToEnd() -> Bool { read(until: "0\r\n\r\n") }

        private func readSome() -> Bool {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = Glibc.read(descriptor, &bytes, bytes.count)
            guard count > 0 else { return false }
            seen.withLock { $0 += String(decoding: bytes[..<count], as: UTF8.self) }
            return true
        }
    }
}
