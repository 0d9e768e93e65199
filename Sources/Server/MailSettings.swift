internal import Configuration
internal import Foundation
internal import Mail

/// Whether and how mail leaves this installation.
public struct MailSettings: Sendable {
    public enum Encryption: String, Sendable, CaseIterable {
        case required
        /// Only for a server on this very machine.
        case none
    }

    /// Empty: nowhere; in development to a page.
    var url = ""
    var user = ""
    var passwordFile = ""
    var encryption = Encryption.required
    var authoritiesFile = ""
    var sender = ""

    static let names = [
        "MITREDEN_SMTP_URL", "MITREDEN_SMTP_USER", "MITREDEN_SMTP_PASSWORD_FILE", "MITREDEN_SMTP_TLS", "MITREDEN_SMTP_AUTHORITIES_FILE",
        "MITREDEN_MAIL_SENDER",
    ]
    static var defaults: [String: String] {
        names.reduce(into: [:]) { $0[$1] = "" }.merging(["MITREDEN_SMTP_TLS": Encryption.required.rawValue]) { $1 }
    }

    init(_ reader: ConfigReader) throws {
        url = try reader.requiredString(forKey: "mitreden.smtp.url")
        user = try reader.requiredString(forKey: "mitreden.smtp.user")
        passwordFile = try reader.requiredString(forKey: "mitreden.smtp.password.file")
        encryption = try Settings.choice(reader, "MITREDEN_SMTP_TLS")
        authoritiesFile = try reader.requiredString(forKey: "mitreden.smtp.authorities.file")
        sender = try reader.requiredString(forKey: "mitreden.mail.sender")
    }
}

extension Settings {
    /// Nil: no mail leaves, and nobody is offered to sign in by it.
    var outbox: Outbox.Way? {
        get throws {
            if mail.url.isEmpty { return environment == .development ? .mailbox : nil }
            guard let url = URLComponents(string: mail.url), ["smtp", "smtps"].contains(url.scheme), let host = url.host, !host.isEmpty,
                url.user == nil, url.password == nil
            else { throw Problem(description: "MITREDEN_SMTP_URL must be like smtp://mail.example:587 or smtps://mail.example:465") }
            if mail.encryption == .none, !["localhost", "127.0.0.1", "[::1]"].contains(host) {
                throw Problem(description: "MITREDEN_SMTP_TLS is none, which is for a server on this very machine only")
            }
            guard let sender = EmailAddress(mail.sender.isEmpty ? "mitreden@\(baseDomain)" : mail.sender) else {
                throw Problem(description: "MITREDEN_MAIL_SENDER must be an e-mail address")
            }
            let password = try mail.passwordFile.nonEmpty.map { path in
                guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw Problem(description: "cannot read \(path)") }
                return text.trimmed
            }
            let server = MailServer(
                url: mail.url, user: mail.user.nonEmpty, password: password, needsTLS: mail.encryption == .required,
                authoritiesFile: mail.authoritiesFile.nonEmpty)
            return .server(server, sender: sender)
        }
    }
}
