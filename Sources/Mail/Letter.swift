public import Core
internal import HTML
public import Web

/// What a message says, before it is known where it goes: written in the language of its reader, by the room that has something to say.
public struct Letter: Codable, Sendable {
    /// Something to type, in large characters that stay in their order.
    public struct Code: Codable, Sendable {
        public let label: String
        public let characters: String
        public init(label: String, characters: String) { (self.label, self.characters) = (label, characters) }
    }

    /// Something to press.
    public struct Link: Codable, Sendable {
        public let lead: String
        public let label: String
        public let address: String
        public init(lead: String, label: String, address: String) { (self.lead, self.label, self.address) = (lead, label, address) }
    }

    let language: Language
    /// Who writes: the council, in German where it has no name in the reader's language.
    let sender: String
    let senderLanguage: Language?
    let hue: Int
    public let subject: String
    public var paragraphs: [String]
    public var code: Code?
    public var link: Link?
    /// Below: what to do when it was not oneself, who answers.
    public var footer: [String]
    /// By which its reader gets no more of the kind; only where it is of a kind that comes again.
    public var unsubscribe: Link?
}

extension Letter {
    /// - Parameter v: of whom it is written to: their language, their council.
    public init(
        _ v: Visit, subject: String, paragraphs: [String], code: Code? = nil, link: Link? = nil, footer: [String] = [], unsubscribe: Link? = nil
    ) {
        let name = v.text(v.site.name)
        self.init(
            language: v.language, sender: name.text, senderLanguage: name.language, hue: v.site.hue, subject: subject, paragraphs: paragraphs,
            code: code, link: link, footer: footer, unsubscribe: unsubscribe)
    }

    /// For those who read without pictures and colours. What is typed or pressed stands on a line of its own, so that its direction is its own.
    var plainText: String {
        var parts = [sender] + paragraphs
        if let code { parts.append(code.label + "\n" + code.characters) }
        if let link { parts.append(link.lead + "\n" + link.address) }
        let last = footer + (unsubscribe.map { [$0.label + "\n" + $0.address] } ?? [])
        if !last.isEmpty { parts.append("-- \n" + last.joined(separator: "\n\n")) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// One column that any program can show; no picture, nothing that is fetched.
    var html: [UInt8] {
        StandaloneDocument(language: language, title: subject, hue: hue).bytes(style: Self.style) { h in
            h.p(Phrase(text: sender, language: senderLanguage), .class("sender"))
            h.h1(subject)
            for paragraph in paragraphs { h.p(paragraph, .dir("auto")) }
            if let code {
                h.p(code.label, .class("label"))
                h.p(code.characters, .class("code"), .dir("ltr"))
            }
            if let link, let address = ExternalURL(link.address) {
                h.p(link.lead, .class("label"))
                h.p { h in h.a(.class("button"), .href(address)) { $0.text(link.label) } }
                h.p(link.address, .class("address"), .dir("ltr"))
            }
            if !footer.isEmpty || unsubscribe != nil {
                h.div(.class("footer")) { h in
                    for paragraph in footer { h.p(paragraph) }
                    if let unsubscribe, let address = ExternalURL(unsubscribe.address) { h.p { h in h.a(unsubscribe.label, .href(address)) } }
                }
            }
        }
    }

    /// Most programs read a style sheet in the head, and those that do not still show plain paragraphs in order.
    private static func style(_ color: (String) -> String) -> String {
        """
        .sender { margin: 0 0 18px; color: \(color("brand")); font-weight: 700; }
        .label { margin-bottom: 4px; font-weight: 700; }
        .code { margin: 0 0 20px; padding: 12px 16px; background: \(color("warm-soft")); color: \(color("warm-soft-ink")); border-radius: 10px; text-align: center; font: 700 32px/1.3 ui-monospace, monospace; letter-spacing: 4px; }
        .button { display: inline-block; padding: 12px 22px; background: \(color("brand")); color: \(color("brand-ink")); border-radius: 10px; font-weight: 700; text-decoration: none; }
        .address { color: \(color("ink-soft")); font-size: 14px; overflow-wrap: anywhere; }
        .footer { margin-top: 26px; padding-top: 14px; border-top: 1px solid \(color("line")); color: \(color("ink-soft")); font-size: 15px; }
        """
    }
}
