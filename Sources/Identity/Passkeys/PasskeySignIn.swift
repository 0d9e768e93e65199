internal import Core
internal import Database
internal import Foundation
internal import Web

/// What is done with what an authenticator has brought back.
struct PasskeySignIn: Sendable {
    let houseKey: HouseKey

    func challenge(_ v: Visit, newFor person: ID<Person>? = nil) -> BrowserChallenge {
        let purpose = person.map { "passkey of \($0)" } ?? "passkey"
        return BrowserChallenge(houseKey: houseKey, purpose: purpose, tenant: v.site.tenant)
    }

    /// Whose passkey it is; nil: no one's here.
    func use(_ tx: borrowing Transaction, _ v: Visit) throws -> Result<ID<Person>, PasskeyCeremony.Problem> {
        do {
            let (reply, credential) = try read(tx, v, challenge(v))
            guard let known = try PasskeyQueries.find(tx, credential: credential),
                reply.userHandle.map({ $0 == Self.handle(known.person) }) ?? true,
                let key = PasskeyKey.Algorithm(rawValue: known.algorithm).flatMap({ PasskeyKey($0, known.publicKey) })
            else { return .failure(.unknownKey) }
            do {
                let used = try PasskeyCeremony.get(reply, origin: v.site.origin, key: key, signCount: known.signCount)
                try PasskeyQueries.noteUse(tx, known.id, used)
                return .success(known.person)
            } catch PasskeyCeremony.Problem.copied {
                try tx.audit(AuditEvent("passkey.copied", known.person))
                return .failure(.copied)
            }
        } catch let problem as PasskeyCeremony.Problem {
            return .failure(problem)
        }
    }

    /// A new one of this person. False: this council knows it already.
    func add(_ tx: borrowing Transaction, _ v: Visit, to person: ID<Person>) throws -> Result<Bool, PasskeyCeremony.Problem> {
        do {
            let (reply, _) = try read(tx, v, challenge(v, newFor: person))
            let new = try PasskeyCeremony.create(reply, origin: v.site.origin)
            return .success(try PasskeyQueries.insert(tx, new, of: person, device: DeviceName.of(userAgent: v.userAgent)))
        } catch let problem as PasskeyCeremony.Problem {
            return .failure(problem)
        }
    }

    private func read(_ tx: borrowing Transaction, _ v: Visit, _ challenge: BrowserChallenge) throws -> (PasskeyCeremony.Reply, [UInt8]) {
        guard let reply = PasskeyCeremony.Reply(v.form["passkey"] ?? ""), let credential = Secret.bytes(base64URL: reply.id) else {
            throw PasskeyCeremony.Problem.malformed
        }
        guard try challenge.accept(tx, PasskeyCeremony.challenge(reply), from: v.attempt, at: v.now) else { throw PasskeyCeremony.Problem.elsewhere }
        return (reply, credential)
    }

    /// By which an authenticator tells the accounts of one council apart. Says nothing about the person.
    static func handle(_ person: ID<Person>) -> String { Secret.base64URL(Array(Secret.hash("passkey \(person)").prefix(16))) }

    // MARK: Codes

    /// New ones, in place of those there were. The only time they are known.
    func makeCodes(_ tx: borrowing Transaction, _ v: Visit, for person: ID<Person>) throws -> [RecoveryCode] {
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode() }
        try PasskeyQueries.setCodes(tx, codes.map { $0.mac(houseKey, of: v.site.tenant) }, of: person)
        try tx.audit(AuditEvent("recovery.made", person))
        return codes
    }

    func useCode(_ tx: borrowing Transaction, _ v: Visit) throws -> ID<Person>? {
        guard let code = RecoveryCode(typed: v.form["code"] ?? ""),
            let person = try PasskeyQueries.useCode(tx, mac: code.mac(houseKey, of: v.site.tenant))
        else { return nil }
        try tx.audit(AuditEvent("recovery.used", person))
        return person
    }
}
