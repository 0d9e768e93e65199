internal import CCurl
public import Foundation

/// The server that takes our messages (a relay, "smarthost"), and how we speak to it.
public struct MailServer: Sendable {
    /// `smtp://host:587` (STARTTLS) or `smtps://host:465`.
    public let url: String
    public let user: String?
    public let password: String?
    /// False only for a server on this very machine.
    public let needsTLS: Bool
    /// Certificates of the authorities to trust, instead of the system's.
    public let authoritiesFile: String?
    /// All together stays below the time for which a job is ours (two minutes).
    public var connectTime: Duration = .seconds(15)
    public var totalTime: Duration = .seconds(40)

    public init(url: String, user: String? = nil, password: String? = nil, needsTLS: Bool = true, authoritiesFile: String? = nil) {
        self.url = url
        self.user = user
        self.password = password
        self.needsTLS = needsTLS
        self.authoritiesFile = authoritiesFile
    }

    /// What is known after a try.
    enum Outcome: Sendable, Equatable {
        case accepted
        /// The server does not have it. `isFinal`: and said that it never will (RFC 5321, replies 5yz to this recipient or message).
        case notTaken(isFinal: Bool, String)
        /// All was sent and no answer came. Nobody knows; to send again might be to send twice.
        case unknown(String)
    }

    /// Hands over one message. libcurl waits on a thread of its own.
    func send(_ message: [UInt8], from sender: EmailAddress, to recipient: EmailAddress) async -> Outcome {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: self.handOver(message, sender, recipient)) }
        }
    }

    private func handOver(_ message: [UInt8], _ sender: EmailAddress, _ recipient: EmailAddress) -> Outcome {
        let result = withOptionalCStrings(url, user, password, authoritiesFile) { url, user, password, authorities in
            var server = mitreden_smtp_server()
            (server.url, server.user, server.password, server.authorities_file) = (url, user, password, authorities)
            server.tls_is_required = needsTLS ? 1 : 0
            server.connect_milliseconds = connectTime.milliseconds
            server.total_milliseconds = totalTime.milliseconds
            return mitreden_smtp_send(&server, sender.text, recipient.text, message, message.count)
        }
        let reply = result.reply > 0 ? "SMTP \(result.reply)" : ""
        let what = result.curl_code == 0 ? "" : String(cString: mitreden_curl_text(result.curl_code))
        let text = [reply, what].filter { !$0.isEmpty }.joined(separator: ", ")
        switch result.outcome {
        case MITREDEN_SMTP_ACCEPTED: return .accepted
        case MITREDEN_SMTP_UNKNOWN: return .unknown(text)
        default:
            // 530 to 535 and 538 are about us and not about the message: somebody may put that right.
            return .notTaken(isFinal: (550...559).contains(result.reply), text)
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}

private func withOptionalCStrings<Value>(
    _ a: String, _ b: String?, _ c: String?, _ d: String?,
    _ body: (UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Value
) -> Value {
    func with(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Value) -> Value { text.map { $0.withCString { body($0) } } ?? body(nil) }
    return with(a) { a in with(b) { b in with(c) { c in with(d) { d in body(a, b, c, d) } } } }
}
