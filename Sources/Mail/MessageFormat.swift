internal import Core
internal import Foundation

/// A letter as it goes over the wire (RFC 5322, MIME: RFC 2045 to 2047): plain text and HTML side by side, lines of at most 76
/// characters that end with CRLF, nothing but ASCII.
struct MessageFormat {
    let letter: Letter
    /// From whom, and where answers go.
    let sender: EmailAddress
    let recipient: EmailAddress
    /// The same at every try, by which a receiver can tell that it has the message already.
    let id: String
    let date: Date

    var bytes: [UInt8] {
        let boundary = "teil-\(id)"
        let domain = sender.text.split(separator: "@").last ?? "localhost"
        var lines = [
            "Date: \(Self.date(date))",
            "From: \(Self.words(letter.sender, after: 6)) <\(sender.text)>",
            "To: <\(recipient.text)>",
            "Subject: \(Self.words(letter.subject, after: 9))",
            "Message-ID: <\(id)@\(domain)>",
            "Content-Language: \(letter.language.code)",
            // Absences need no answer (RFC 3834).
            "Auto-Submitted: auto-generated",
        ]
        // RFC 2369. A page with a button: nothing that merely fetches an address ends anything.
        if let unsubscribe = letter.unsubscribe { lines.append("List-Unsubscribe:\r\n <\(unsubscribe.address)>") }
        lines += [
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
            "",
        ]
        for (type, content) in [("plain", Array(letter.plainText.replacing("\n", with: "\r\n").utf8)), ("html", letter.html)] {
            lines += ["--\(boundary)", "Content-Type: text/\(type); charset=utf-8", "Content-Transfer-Encoding: base64", ""]
            lines.append(Data(content).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]))
        }
        lines += ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    /// `Fri, 15 Nov 2024 17:30:00 +0000`
    static func date(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: date)
    }

    /// A header's text as encoded words (RFC 2047): each at most 75 characters and of whole letters, folded onto lines of their own.
    static func words(_ text: String, after column: Int) -> String {
        var groups: [String] = []
        var group = ""
        for character in text.map({ $0.isNewline ? " " : String($0) }) {
            // 45 bytes are 60 characters in base64, and 12 are needed around them; the first shares its line with the header's name.
            if !group.isEmpty, group.utf8.count + character.utf8.count > (groups.isEmpty ? 45 - column : 45) {
                groups.append(group)
                group = ""
            }
            group += character
        }
        return (groups + [group]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
