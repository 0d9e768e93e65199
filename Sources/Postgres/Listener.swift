internal import CLibPQ
internal import Foundation
internal import Glibc
public import Logging

/// One connection that listens on one channel, on a thread of its own. Reconnects for as long as it lives.
public final class Listener: @unchecked Sendable {
    public enum Event: Sendable {
        case notification(Notification)
        /// Listening has begun (again): whatever was notified before may have been missed.
        case listening
    }

    private let conninfo: String
    private let statement: Statement
    private let log: Logger
    private let handler: @Sendable (Event) -> Void
    /// Written to once, to wake the thread out of poll(2) for its end.
    private let wake = eventfd(0, Int32(EFD_CLOEXEC))

    /// - Parameter listen: the literal `listen …` statement.
    public init(conninfo: String, listen: StaticString, log: Logger, _ handler: @escaping @Sendable (Event) -> Void) {
        self.conninfo = conninfo
        statement = Statement(listen)
        self.log = log
        self.handler = handler
        let thread = Thread { [self] in run() }
        thread.name = "pg-listen"
        thread.start()
    }

    /// Ends the thread. The descriptor is left to the process: the thread may still be polling it.
    public func shutdown() {
        var one: UInt64 = 1
        _ = write(wake, &one, 8)
    }

    private func run() {
        while true {
            do {
                let connection = try Connection(conninfo: conninfo, applicationName: "mitreden listen")
                _ = try connection.run([statement])
                handler(.listening)
                while try wait(for: connection) {
                    for notification in try connection.takeNotifications() { handler(.notification(notification)) }
                }
                return
            } catch {
                log.warning("listening for notifications broke off", metadata: ["error": "\(String(reflecting: error))"])
                var descriptor = pollfd(fd: wake, events: Int16(POLLIN), revents: 0)
                if poll(&descriptor, 1, 1000) > 0 { return }
            }
        }
    }

    /// False when it is time to end.
    private func wait(for connection: Connection) throws -> Bool {
        var descriptors = [
            pollfd(fd: connection.socket, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
        ]
        if poll(&descriptors, 2, -1) < 0 && errno != EINTR { throw PostgresError(.unavailable, "poll failed") }
        return descriptors[1].revents == 0
    }
}
