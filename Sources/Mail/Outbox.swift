public import Core
public import Database
internal import Foundation
public import Web

public import struct Foundation.Date

/// Where messages leave the house. A message is put down in the transaction that has something to say, sealed, and sent by a job.
public struct Outbox: Sendable {
    public enum Way: Sendable {
        /// To the people.
        case server(MailServer, sender: EmailAddress)
        /// On a developer's machine: kept, and shown on a page.
        case mailbox
    }

    let houseKey: HouseKey
    let way: Way

    public init(houseKey: HouseKey, way: Way) {
        self.houseKey = houseKey
        self.way = way
    }

    /// Puts a letter down without a recipient: it leaves when ``address(_:_:to:of:at:)`` says where to.
    /// - Parameter hours: after so many it is of no use any more.
    public func put(_ tx: borrowing Transaction, _ letter: Letter, hours: Int) throws -> ID<Letter> {
        let id = ID<Letter>(UUID())
        try MailQueries.insert(tx, id, letter: try sealed(letter, id, of: tx.viewer.tenant), hours: hours)
        return id
    }

    /// Sends a letter that was put down to somebody.
    /// - Parameter minutes: after so many it is of no use any more, and not sent.
    public func address(
        _ tx: borrowing Transaction, _ id: ID<Letter>, to recipient: EmailAddress, of person: ID<Person>, minutes: Int, at now: Date
    ) throws {
        let sealed = houseKey.seal(Array(recipient.text.utf8), for: Self.place("recipient", id, of: try tx.viewer.tenant))
        try MailQueries.address(tx, id, recipient: sealed, person: person, minutes: minutes)
        tx.enqueue(Self.kind, subject: id.description, at: now)
    }

    /// The letter as it was put down; nil when it is gone.
    public func letter(_ tx: borrowing Transaction, _ id: ID<Letter>) throws -> Letter? {
        guard let sealed = try MailQueries.letter(tx, id) else { return nil }
        return try opened(sealed, id, of: tx.viewer.tenant)
    }

    /// The same message, saying something else.
    public func replace(_ tx: borrowing Transaction, _ id: ID<Letter>, with letter: Letter) throws {
        try MailQueries.replace(tx, id, letter: try sealed(letter, id, of: tx.viewer.tenant))
    }

    /// It is not needed any more.
    public func discard(_ tx: borrowing Transaction, _ id: ID<Letter>) throws { try MailQueries.delete(tx, id) }

    // MARK: Sealing

    private func sealed(_ letter: Letter, _ id: ID<Letter>, of tenant: ID<Tenant>) throws -> [UInt8] {
        houseKey.seal(Array(try JSONEncoder().encode(letter)), for: Self.place("letter", id, of: tenant))
    }

    private struct Unreadable: Error {}

    func opened(_ sealed: [UInt8], _ id: ID<Letter>, of tenant: ID<Tenant>) throws -> Letter {
        guard let bytes = houseKey.open(sealed, from: Self.place("letter", id, of: tenant)) else { throw Unreadable() }
        return try JSONDecoder().decode(Letter.self, from: Data(bytes))
    }

    func recipient(_ sealed: [UInt8], _ id: ID<Letter>, of tenant: ID<Tenant>) throws -> EmailAddress {
        guard let bytes = houseKey.open(sealed, from: Self.place("recipient", id, of: tenant)),
            let address = EmailAddress(String(decoding: bytes, as: UTF8.self))
        else { throw Unreadable() }
        return address
    }

    private static func place(_ what: StaticString, _ id: ID<Letter>, of tenant: ID<Tenant>) -> String { "mail \(what) \(tenant) \(id)" }

    // MARK: Sending

    static let kind = "mail"

    /// Each message is handed over once at the most. Before it goes, that it goes is written down; what is then not known to have
    /// failed is never tried again but becomes a dead letter.
    func send(_ database: Database, _ job: Job, _ now: Date) async throws {
        guard let id = ID<Letter>(job.subject) else { return }
        try Task.checkCancellation()
        // A server that is told to stop ends what it has begun: what became of a message is written down.
        try await Task { try await handOver(id, database, job, now) }.value
    }

    private func handOver(_ id: ID<Letter>, _ database: Database, _ job: Job, _ now: Date) async throws {
        let taken = try await database.write(as: .house(job.tenant)) { tx in try MailQueries.take(tx, id) }
        switch taken {
        case .gone: return
        case .expired: throw JobFailure("too old to be of use", isFinal: true)
        case .onItsWay: throw JobFailure("it is not known whether it arrived", isFinal: true)
        case .message(let sealedLetter, let sealedRecipient):
            let letter = try opened(sealedLetter, id, of: job.tenant)
            let recipient = try recipient(sealedRecipient, id, of: job.tenant)
            switch way {
            case .mailbox: try await database.write(as: .house(job.tenant)) { tx in try MailQueries.keep(tx, id) }
            case .server(let server, let sender):
                let message = MessageFormat(letter: letter, sender: sender, recipient: recipient, id: id.description, date: now)
                switch await server.send(message.bytes, from: sender, to: recipient) {
                case .accepted: try await database.write(as: .house(job.tenant)) { tx in try MailQueries.delete(tx, id) }
                case .notTaken(let isFinal, let text):
                    try await database.write(as: .house(job.tenant)) { tx in try MailQueries.putBack(tx, id) }
                    throw JobFailure(text, isFinal: isFinal)
                case .unknown(let text): throw JobFailure("not known whether it arrived: " + text, isFinal: true)
                }
            }
        }
    }
}
