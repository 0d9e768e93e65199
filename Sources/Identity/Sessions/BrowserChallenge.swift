internal import Core
internal import Database
internal import Foundation
internal import Web

/// What a browser is given to sign, or to bring back from elsewhere. Nothing is stored when one is made, so strangers can ask for as many
/// as they like: it says itself until when it is good, and the key says that it is ours, for this council, purpose and browser.
/// What was brought back is stored, so that it works once.
struct BrowserChallenge: Sendable {
    static let minutes = 5.0
    /// Servers whose clocks differ by less understand each other.
    static let skew = 30.0

    private static let randomBytes = 16
    private static let timeBytes = 8

    let houseKey: HouseKey
    /// What it is for, and for whom if that is known.
    let purpose: String
    let tenant: ID<Tenant>

    /// - Parameter browser: what the browser keeps in its cookie while it signs in.
    func make(_ browser: SessionToken, at now: Date) -> String {
        var generator = SystemRandomNumberGenerator()
        var bytes = (0..<Self.randomBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let end = UInt64(max(0, now.timeIntervalSince1970 + 60 * Self.minutes))
        bytes += (0..<Self.timeBytes).reversed().map { UInt8(truncatingIfNeeded: end >> (8 * UInt64($0))) }
        return Secret.base64URL(bytes + mac(bytes, browser))
    }

    /// Whether this is one of ours that is still good, and brought back for the first time.
    func accept(_ tx: borrowing Transaction, _ text: String, from browser: SessionToken?, at now: Date) throws -> Bool {
        guard let browser, let bytes = Secret.bytes(base64URL: text), bytes.count == Self.randomBytes + Self.timeBytes + 32 else { return false }
        let content = Array(bytes.prefix(Self.randomBytes + Self.timeBytes))
        guard houseKey.isMAC(Array(bytes.suffix(32)), of: macText(content, browser)) else { return false }
        let end = Date(timeIntervalSince1970: TimeInterval(content.suffix(Self.timeBytes).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
        guard now < end, now > end.addingTimeInterval(-60 * Self.minutes - Self.skew) else { return false }
        return try SignInQueries.spend(tx, challengeHash: Secret.hash(text), until: end)
    }

    private func mac(_ content: [UInt8], _ browser: SessionToken) -> [UInt8] { houseKey.mac(macText(content, browser)) }

    private func macText(_ content: [UInt8], _ browser: SessionToken) -> String {
        "challenge \(purpose) \(tenant) \(Secret.base64URL(browser.hash)) \(Secret.base64URL(content))"
    }
}
