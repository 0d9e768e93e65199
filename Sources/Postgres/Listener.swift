internal import CLibPQ
internal import Glibc
public import Logging

/// One connection that listens on one channel, on a thread of its own. Reconnects for as long as it lives.
public final class Listener: Sendable {
    /// What a listener tells.
    public enum Event: Sendable {
        /// Somebody notified the channel.
        case notification(Notification)
        /// Listening has begun (again): whatever was notified before may have been missed.
        case listening
    }

    private let conninfo: String
    private let statement: Statement
    private let log: Logger
    private let handler: @Sendable (Event) -> Void
    /// Signalled once, to wake the thread out of poll(2) for its end.
    private let wake = WakeUp()
    private let isOver = Interruption()

    /// - Parameter listen: the literal `listen …` statement.
    public init(conninfo: String, listen: StaticString, log: Logger, _ handler: @escaping @Sendable (Event) -> Void) {
        self.conninfo = conninfo
        statement = Statement(listen)
        self.log = log
        self.handler = handler
        let hasBegun = startThread("pg-listen") { [self] in run() }
        precondition(hasBegun && wake.descriptor >= 0, "no thread or file descriptor is left for listening")
    }

    /// Ends the thread.
    public func shutdown() {
        isOver.request()
        wake.signal()
    }

    private func run() {
        while !isOver.isRequested {
            do {
                let connection = try Connection(conninfo: conninfo, applicationName: "mitreden \(getpid()) listen", wake: wake)
                connection.interruption = isOver
                _ = try connection.run([statement])
                handler(.listening)
                while !isOver.isRequested {
                    // Before waiting: some may have come together with the answer to LISTEN.
                    for notification in try connection.takeNotifications() { handler(.notification(notification)) }
                    _ = waitReady(connection.socket, Int32(POLLIN), wake: wake, until: nil)
                }
            } catch {
                if isOver.isRequested { return }
                log.warning("listening for notifications broke off", metadata: ["error": "\(String(reflecting: error))"])
                _ = waitReady(-1, 0, wake: wake, until: .now + .seconds(1))
            }
        }
    }
}
