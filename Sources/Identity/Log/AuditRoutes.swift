internal import Core
internal import Database
internal import Foundation
internal import Web

/// The log, for those who administer a council. Nobody can change it, not even they.
enum AuditRoutes {
    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        .page(AuditPages.log(v, try AuditQueries.page(tx, before: v.query["vor"].flatMap { UUID(uuidString: $0) })))
    }

    @Sendable static func seals(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        .page(AuditPages.seals(v, try AuditQueries.seals(tx), try AuditSeals.verify(tx), hasStopped: try AuditQueries.hasSealingStopped(tx)))
    }

    /// To be kept somewhere else: whoever has it can tell later whether anybody has changed the log or its seals.
    @Sendable static func sealList(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let lines = try AuditQueries.seals(tx).map { seal in
            "\(seal.number)\t\(seal.until)\t\(seal.events)\t\(AuditPages.hex(seal.root))\t\(AuditPages.hex(seal.chained))\n"
        }
        return .bytes(Array(lines.joined().utf8), type: "text/plain; charset=utf-8")
    }
}
