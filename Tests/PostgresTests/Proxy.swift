import Foundation
import Glibc

@testable import Postgres

/// A TCP proxy in front of the cluster's socket that can cut, stall or half-close what goes through it.
final class Proxy: Sendable {
    enum Fault: String, Sendable { case cut, stall, halfClose }

    private struct State {
        var fault: Fault?
        var pairs: [(client: Int32, server: Int32)] = []
        var isStopped = false
    }

    private let listener: Int32
    let port: UInt16
    private let path: String
    private let state = Guarded(State())

    var conninfo: String { "host=127.0.0.1 port=\(port) user=postgres dbname=postgres sslmode=disable" }

    init() throws {
        let environment = ProcessInfo.processInfo.environment
        path = "\(environment["MITREDEN_TEST_SOCKET"]!)/.s.PGSQL.\(environment["MITREDEN_TEST_PORT"]!)"
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard bind(listener, pointer, size) == 0, listen(listener, 64) == 0 else { throw Stop() }
                var length = size
                getsockname(listener, pointer, &length)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        Thread { [self] in accept() }.start()
    }

    func stop() {
        let pairs = state.withLock { state in
            state.isStopped = true
            return state.pairs
        }
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        for pair in pairs { end(pair, Int32(SHUT_RDWR)) }
    }

    func fail(_ fault: Fault) {
        let pairs = state.withLock { state in
            state.fault = fault
            return state.pairs
        }
        switch fault {
        case .cut: for pair in pairs { end(pair, Int32(SHUT_RDWR)) }
        // The server's side hears nothing more, the client's side stays open: as when a router forgets a connection.
        case .halfClose: for pair in pairs { shutdown(pair.client, Int32(SHUT_WR)) }
        case .stall: break
        }
    }

    func heal() { state.withLock { $0.fault = nil } }

    private func end(_ pair: (client: Int32, server: Int32), _ how: Int32) {
        shutdown(pair.client, how)
        shutdown(pair.server, how)
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            if client < 0 { return }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { target in path.utf8CString.withUnsafeBytes { target.copyMemory(from: $0) } }
            let size = socklen_t(MemoryLayout<sockaddr_un>.size)
            let isConnected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, size) == 0 }
            }
            let isCut = state.withLock { state in
                if isConnected && !state.isStopped && state.fault != .cut { state.pairs.append((client, server)) }
                return state.isStopped || state.fault == .cut
            }
            guard isConnected, !isCut else {
                close(client)
                close(server)
                continue
            }
            let done = Guarded(0)
            for (from, to) in [(client, server), (server, client)] {
                Thread { [self] in
                    pump(from, to)
                    // Both directions share the two descriptors: the last one closes them.
                    let isLast = done.withLock { done in
                        done += 1
                        return done == 2
                    }
                    end((client, server), Int32(SHUT_RDWR))
                    if !isLast { return }
                    state.withLock { $0.pairs.removeAll { $0.client == client } }
                    close(client)
                    close(server)
                }.start()
            }
        }
    }

    private func pump(_ from: Int32, _ to: Int32) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(from, &buffer, buffer.count)
            if count <= 0 { return }
            while state.withLock({ $0.fault == .stall && !$0.isStopped }) { usleep(5000) }
            var sent = 0
            while sent < count {
                let written = buffer.withUnsafeBytes { send(to, $0.baseAddress! + sent, count - sent, Int32(MSG_NOSIGNAL)) }
                if written <= 0 { return }
                sent += written
            }
        }
    }
}
