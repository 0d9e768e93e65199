internal import Core
public import Database
public import HTML

/// What leaves: a page, a way on, or a file.
public struct Answer: Sendable {
    public enum Content: Sendable {
        case page(Page)
        case redirect(Path)
        /// To somebody else's page.
        case leave(ExternalURL)
        case errand(Errand)
        case bytes([UInt8], type: String)
    }

    public enum SessionChange: Sendable {
        /// Shows the page on which somebody was interrupted, with what they had typed, instead of the answer's own content.
        case start(SessionToken, resuming: Interrupted? = nil)
        case end
    }

    public var status: Int
    public var content: Content
    public var session: SessionChange?
    /// What the browser is to keep until it has signed in; for an hour.
    public var attempt: SessionToken?
    /// Waited before answering; how failing attempts are slowed down without keeping a connection busy.
    public var delay: Duration?
    /// What changed and is told a moment after the commit, together with what others change meanwhile.
    public var announcing: [Topic] = []

    private init(status: Int, content: Content) {
        self.status = status
        self.content = content
    }

    public static func page(_ page: Page, status: Int = 200) -> Answer { Answer(status: status, content: .page(page)) }
    /// After a form has done its work (303 See Other): reloading does not send it again.
    public static func redirect(_ path: Path) -> Answer { Answer(status: 303, content: .redirect(path)) }
    /// To somebody else's page (303); only ever from a GET, since the content security policy lets no form of ours end there.
    public static func leave(_ address: ExternalURL) -> Answer { Answer(status: 303, content: .leave(address)) }
    /// First asks somebody outside, then goes on.
    public static func errand<Value: Sendable>(
        _ ask: @escaping @Sendable () async -> Value,
        then goOn: @escaping @Sendable (borrowing Transaction, Visit, Value) throws -> Answer
    ) -> Answer {
        let errand = Errand {
            let value = await ask()
            return { tx, v in try goOn(tx, v, value) }
        }
        return Answer(status: 200, content: .errand(errand))
    }
    public static func bytes(_ bytes: [UInt8], type: String) -> Answer { Answer(status: 200, content: .bytes(bytes, type: type)) }
    /// The same page again, with what is wrong and everything that was typed.
    public static func again(_ page: Page) -> Answer { Answer(status: 422, content: .page(page)) }
}

/// Somebody outside is asked in the middle of a request. What came before is committed, no transaction waits meanwhile, and what comes
/// after has one of its own, for whoever is signed in by then.
public struct Errand: Sendable {
    let run: @Sendable () async -> Route.Handler
}

/// Thrown by a handler: roll back what it did and send this instead.
public struct RollBack: Error {
    public let answer: Answer
    public init(_ answer: Answer) { self.answer = answer }
}

/// The content of one page; the shell around it is Web's.
public struct Page: Sendable {
    public enum Frame: Sendable {
        case standard
        /// A projector: no menu, large.
        case hall
        case print
    }

    public var title: String
    public var frame = Frame.standard
    /// What the page watches; it refetches itself when one of them changes.
    public var topics: [Topic] = []
    /// Where this page can be asked for, if that is not the address above the form that made it; see ``PageMap``.
    public var address: Path?
    /// Holds what whoever uses this browser next must not find by going back.
    public var isConfidential = false
    /// Says nothing about who asks for it, not even in its head: a device may keep it.
    public var isSameForAll = false
    /// Shows the banner that says that the data are invented.
    public var isDemonstration = false
    public let body: @Sendable (inout Markup) -> Void

    public init(_ title: String, body: @escaping @Sendable (inout Markup) -> Void) {
        self.title = title
        self.body = body
    }

    public func watching(_ topics: Topic...) -> Page { with { $0.topics = topics } }
    public func at(_ address: Path) -> Page { with { $0.address = address } }
    public func confidential() -> Page { with { $0.isConfidential = true } }
    public func sameForAll() -> Page { with { $0.isSameForAll = true } }
    public func framed(_ frame: Frame) -> Page { with { $0.frame = frame } }
    public func demonstration(_ isDemonstration: Bool) -> Page { with { $0.isDemonstration = isDemonstration } }

    private func with(_ change: (inout Page) -> Void) -> Page {
        var copy = self
        change(&copy)
        return copy
    }
}
