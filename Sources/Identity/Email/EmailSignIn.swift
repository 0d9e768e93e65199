internal import Core
internal import Database
internal import Foundation
internal import Mail
internal import Web

/// Coming in by e-mail, and showing that an address is one's own. The same steps: somebody names an address, a message goes there,
/// what it says is used in the browser that asked.
struct EmailSignIn: Sendable {
    static let kind = "sign-in-mail"

    let houseKey: HouseKey
    let outbox: Outbox

    // MARK: Asking

    /// Whatever the address, the same is written down and the same is answered. Whether anybody has it, the job will find out.
    /// - Returns: what the browser has to keep.
    func ask(_ tx: borrowing Transaction, _ v: Visit, _ address: EmailAddress, key: SubmissionKey, claimedBy person: ID<Person>?) throws
        -> SessionToken
    {
        let token = SessionToken()
        let id = ID<EmailRequest>(key.uuid)
        try tx.waitForTurn(key)
        if try EmailQueries.rebind(tx, id, browserHash: token.hash) { return token }
        let code = EmailRules.code()
        let link = Secret.random(bytes: 16)
        let letter = person == nil ? EmailLetters.signIn(v, code: code, link: link) : EmailLetters.confirmation(v, code: code)
        try EmailQueries.insert(
            tx,
            EmailQueries.NewRequest(
                id: id, browserHash: token.hash, addressMAC: mac(address, v), claimedBy: person,
                claimedAddress: try person.map { try seal(address, of: $0, tx) }, mail: try outbox.put(tx, letter, hours: 2),
                codeMAC: codeMAC(code, id), linkHash: person == nil ? Secret.hash(link) : nil))
        tx.enqueue(Self.kind, subject: id.description, at: v.now)
        return token
    }

    // MARK: Sending

    func send(_ tx: borrowing Transaction, _ job: Job, _ now: Date) throws {
        guard let id = ID<EmailRequest>(job.subject), let mac = try EmailQueries.addressMAC(tx, of: id) else { return }
        try EmailQueries.lock(tx, addressMAC: mac)
        guard let request = try EmailQueries.request(tx, id), !request.isMailed, let mail = request.mail else { return }
        let step = EmailRules.step(try EmailQueries.situation(tx, addressMAC: mac, claimedBy: request.claimedBy))
        // For an address that nobody has the same is written down at the same time, so that no answer tells it later either; only the
        // letter goes nowhere.
        switch step {
        case .wait(let minutes): tx.enqueue(Self.kind, subject: job.subject, at: now.addingTimeInterval(60 * minutes + 1))
        case .send(let withCode):
            try EmailQueries.noteMailed(tx, id, withCode: withCode)
            // Without its code there is nothing in a confirmation.
            if !withCode && request.linkHash == nil { return try outbox.discard(tx, mail) }
            try deliver(tx, mail, of: request, withCode: withCode, now)
        case .sendToAll:
            if request.linkHash == nil {
                try EmailQueries.noteMailed(tx, id, withCode: true)
            } else {
                for unneeded in try EmailQueries.shareLink(tx, of: request) { try outbox.discard(tx, unneeded) }
            }
            try deliver(tx, mail, of: request, withCode: request.linkHash == nil, now)
        }
    }

    private func deliver(_ tx: borrowing Transaction, _ mail: ID<Letter>, of request: EmailQueries.Request, withCode: Bool, _ now: Date) throws {
        guard let (person, address) = try recipient(tx, of: request), let letter = try outbox.letter(tx, mail) else {
            return try outbox.discard(tx, mail)
        }
        if !withCode { try outbox.replace(tx, mail, with: letter.withoutCode) }
        try outbox.address(tx, mail, to: address, of: person, minutes: EmailRules.minutes, at: now)
    }

    private func recipient(_ tx: borrowing Transaction, of request: EmailQueries.Request) throws -> (ID<Person>, EmailAddress)? {
        if let person = request.claimedBy, let sealed = request.claimedAddress { return try open(sealed, of: person, tx).map { (person, $0) } }
        guard let owner = try EmailQueries.owner(tx, addressMAC: request.addressMAC) else { return nil }
        return try open(owner.address, of: owner.person, tx).map { (owner.person, $0) }
    }

    // MARK: Using

    enum Outcome {
        case used(EmailQueries.Request)
        /// Wrong; so many more tries.
        case wrong(left: Int)
        /// Too many wrong ones, or none was sent.
        case codeIsDead
        /// This browser has not asked, or too long ago, or has used it.
        case nothingOpen
    }

    /// What somebody brings back from a message: the code they typed, or the secret of the link.
    func use(_ tx: borrowing Transaction, _ v: Visit, code: String?, secret: String, claimedBy person: ID<Person>?) throws -> Outcome {
        guard let attempt = v.attempt, let mac = try EmailQueries.addressMAC(tx, browserHash: attempt.hash) else { return .nothingOpen }
        // One at a time for each address: so the tries of a day are counted, whoever makes them and in however many browsers.
        try EmailQueries.lock(tx, addressMAC: mac)
        guard let request = try EmailQueries.open(tx, browserHash: attempt.hash), request.claimedBy == person else { return .nothingOpen }
        if !secret.isEmpty {
            guard request.linkHash == Secret.hash(secret) else { return .nothingOpen }
        } else {
            guard let codeMAC = request.codeMAC, request.failures < EmailRules.tries,
                try EmailQueries.situation(tx, addressMAC: mac, claimedBy: person).wrongCodesToday < EmailRules.wrongCodesADay
            else { return .codeIsDead }
            guard let code, codeMAC == self.codeMAC(code, request.id) else {
                try EmailQueries.noteFailure(tx, request.id)
                let left = EmailRules.tries - request.failures - 1
                return left > 0 ? .wrong(left: left) : .codeIsDead
            }
        }
        try EmailQueries.use(tx, request.id)
        return .used(request)
    }

    // MARK: Addresses

    func address(_ tx: borrowing Transaction, of person: ID<Person>) throws -> EmailAddress? {
        try EmailQueries.address(tx, of: person).flatMap { try open($0, of: person, tx) }
    }

    /// Tells somebody at their address that a way in was added or taken away: should somebody else have done it, they learn of it.
    func tell(_ tx: borrowing Transaction, _ v: Visit, _ person: ID<Person>, _ news: EmailLetters.News) throws {
        guard let address = try address(tx, of: person) else { return }
        try outbox.address(tx, outbox.put(tx, EmailLetters.news(v, news), hours: 48), to: address, of: person, minutes: 48 * 60, at: v.now)
    }

    private func mac(_ address: EmailAddress, _ v: Visit) -> [UInt8] { houseKey.mac("e-mail \(v.site.tenant) \(address.key)") }

    private func codeMAC(_ code: String, _ request: ID<EmailRequest>) -> [UInt8] { houseKey.mac("e-mail code \(request) \(code)") }

    private func seal(_ address: EmailAddress, of person: ID<Person>, _ tx: borrowing Transaction) throws -> [UInt8] {
        houseKey.seal(Array(address.text.utf8), for: try place(person, tx))
    }

    private func open(_ sealed: [UInt8], of person: ID<Person>, _ tx: borrowing Transaction) throws -> EmailAddress? {
        houseKey.open(sealed, from: try place(person, tx)).flatMap { EmailAddress(String(decoding: $0, as: UTF8.self)) }
    }

    private func place(_ person: ID<Person>, _ tx: borrowing Transaction) throws -> String { "e-mail \(try tx.viewer.tenant) \(person)" }
}

extension Letter {
    fileprivate var withoutCode: Letter {
        var letter = self
        letter.code = nil
        return letter
    }
}

/// The words of the messages.
enum EmailLetters {
    static func signIn(_ v: Visit, code: String, link: String) -> Letter {
        let name = v.text(v.site.name).text
        return Letter(
            v, subject: v.t("email.letter.signIn", ["name": name]), paragraphs: [v.t("email.letter.signInText", ["name": name])],
            code: Letter.Code(label: v.t("email.letter.code", ["count": EmailRules.minutes]), characters: spaced(code)),
            link: Letter.Link(
                lead: v.t("email.letter.link"), label: v.t("email.signIn"), address: v.site.origin + IdentityPaths.email.path().text + "#" + link),
            footer: [v.t("email.letter.notYou")])
    }

    static func confirmation(_ v: Visit, code: String) -> Letter {
        let name = v.text(v.site.name).text
        return Letter(
            v, subject: v.t("email.letter.confirm"), paragraphs: [v.t("email.letter.confirmText", ["name": name])],
            code: Letter.Code(label: v.t("email.letter.confirmCode", ["count": EmailRules.minutes]), characters: spaced(code)),
            footer: [v.t("email.letter.notYours")])
    }

    /// What was changed about somebody's ways in.
    enum News: String, CaseIterable { case addressRemoved, passkeyAdded, passkeyRemoved, codesMade, accountConnected }

    static func news(_ v: Visit, _ news: News) -> Letter {
        Letter(
            v, subject: v.t(Wording.Key("email.news", news)),
            paragraphs: [v.t(Wording.Key("email.newsText", news), ["name": v.text(v.site.name).text])], footer: [v.t("email.newsNotYou")])
    }

    /// In two groups, as people read it out.
    private static func spaced(_ code: String) -> String { code.prefix(3) + " " + code.suffix(3) }
}
