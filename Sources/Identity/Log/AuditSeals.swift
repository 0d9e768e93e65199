internal import Core
internal import Crypto
internal import Database
internal import Foundation

/// A Merkle tree over texts (RFC 6962, section 2.1): one hash that depends on all of them and on their order.
enum MerkleTree {
    static func root(_ leaves: [[UInt8]]) -> [UInt8] {
        switch leaves.count {
        case 0: return hash([])
        case 1: return hash([0] + leaves[0])
        default:
            // The largest power of two that is smaller.
            var half = 1
            while half * 2 < leaves.count { half *= 2 }
            return hash([1] + root(Array(leaves[..<half])) + root(Array(leaves[half...])))
        }
    }

    static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}

/// One hour of the log, sealed.
struct AuditSeal: Sendable {
    let number: Int
    /// As the database writes it in UTC, to the microsecond; part of what is sealed.
    let until: String
    let events: Int
    let root: [UInt8]
    let chained: [UInt8]
    /// Set when the events were deleted because their time was over; the seal stays.
    var forgottenAt: Date?

    /// Over the seal before and everything that this one says.
    static func chain(_ previous: [UInt8], number: Int, until: String, events: Int, root: [UInt8]) -> [UInt8] {
        MerkleTree.hash(previous + root + Array("\(number) \(until) \(events)".utf8))
    }
}

/// The log and its seals.
enum AuditSeals {
    /// Before the first.
    static let beginning = [UInt8](repeating: 0, count: 32)

    /// Seals what has been added since the last seal. What is not old enough for every transaction that wrote it to have ended waits
    /// for the next.
    static func seal(_ tx: borrowing Transaction) throws {
        try AuditQueries.lockSeals(tx)
        let last = try AuditQueries.seals(tx).last
        let until = try AuditQueries.sealableUntil(tx)
        let leaves = try AuditQueries.leaves(tx, from: last?.until, until: until)
        if leaves.isEmpty { return }
        let number = (last?.number ?? 0) + 1
        let root = MerkleTree.root(leaves)
        let chained = AuditSeal.chain(last?.chained ?? beginning, number: number, until: until, events: leaves.count, root: root)
        try AuditQueries.insert(tx, AuditSeal(number: number, until: until, events: leaves.count, root: root, chained: chained))
    }

    enum Finding: Sendable, Equatable {
        /// Everything is as it was sealed.
        case whole
        /// The events of this seal, or the seal itself, were changed.
        case broken(number: Int)
    }

    /// Computes all seals anew.
    static func verify(_ tx: borrowing Transaction) throws -> Finding {
        var previous = beginning
        var from: String?
        for (index, seal) in try AuditQueries.seals(tx).enumerated() {
            let leaves = try AuditQueries.leaves(tx, from: from, until: seal.until)
            // Of what was deleted in its time there is nothing left to compute; the chain holds its seal.
            let isGone = seal.forgottenAt != nil && leaves.isEmpty
            let (events, root) = isGone ? (seal.events, seal.root) : (leaves.count, MerkleTree.root(leaves))
            let chained = AuditSeal.chain(previous, number: index + 1, until: seal.until, events: events, root: root)
            guard seal.number == index + 1, seal.events == events, seal.root == root, seal.chained == chained else {
                return .broken(number: seal.number)
            }
            (previous, from) = (chained, seal.until)
        }
        return .whole
    }
}
