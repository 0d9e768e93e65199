internal import Core
internal import HTML
internal import Web

/// Everything that gets into the log. A test reads the sources for what is missing here.
enum AuditAction: String, CaseIterable {
    case accountConnected = "account.connected"
    case accountDisconnected = "account.disconnected"
    case cardIssued = "card.issued"
    case cardsDiscarded = "cards.discarded"
    case cardsPrinted = "cards.printed"
    case conferenceChanged = "conference.changed"
    case conferenceDrafted = "conference.drafted"
    case conferenceStep = "conference.step"
    case conferenceTold = "conference.told"
    case emailRemoved = "email.removed"
    case emailSet = "email.set"
    case linkMade = "link.made"
    case needsForgotten = "needs.forgotten"
    case noteReleased = "note.released"
    case noteWithdrawn = "note.withdrawn"
    case passkeyAdded = "passkey.added"
    case passkeyCopied = "passkey.copied"
    case passkeyRemoved = "passkey.removed"
    case personErased = "person.erased"
    case pollClosed = "poll.closed"
    case pollCreated = "poll.created"
    case pollOpened = "poll.opened"
    case recommendationEvent = "recommendation.event"
    case recommendationEventWithdrawn = "recommendation.event.withdrawn"
    case recommendationReleased = "recommendation.released"
    case pollReleased = "poll.released"
    case recoveryMade = "recovery.made"
    case recoveryUsed = "recovery.used"
    case retentionChanged = "retention.changed"
    case retentionDeleted = "retention.deleted"
    case participationChanged = "participation.changed"
    case roleGranted = "role.granted"
    case roleRevoked = "role.revoked"
    case ruleAdded = "rule.added"
    case ruleRemoved = "rule.removed"
    case roundClosed = "round.closed"
    case roundOpened = "round.opened"
}

enum AuditPages {
    static func log(_ v: Visit, _ entries: [AuditEntry]) -> Page {
        Page(v.t("audit.title")) { h in
            h.pageHead(v.t("audit.title"), lead: v.t("audit.lead"))
            h.p { h in h.a(v.t("audit.seals"), .href(IdentityPaths.seals.path())) }
            if entries.isEmpty { h.empty(v.t("audit.empty"), v.t("audit.emptyText")) }
            if !entries.isEmpty {
                h.table(
                    v.t("audit.title"), columns: [v.t("audit.when"), v.t("audit.who"), v.t("audit.what")],
                    rows: entries.prefix(AuditQueries.pageSize).map { entry in
                        [
                            { h in h.span(Line(v.dates.day(entry.happenedAt), v.t("time.clock", ["time": v.dates.time(entry.happenedAt)]))) },
                            { h in who(&h, v, entry) },
                            { h in what(&h, v, entry) },
                        ]
                    })
            }
            if entries.count > AuditQueries.pageSize {
                let last = entries[AuditQueries.pageSize - 1].id
                h.p { h in h.a(v.t("audit.older"), .class("button quiet"), .href(IdentityPaths.log.path().query(["vor": last]))) }
            }
        }.confidential()
    }

    private static func who(_ h: inout Markup, _ v: Visit, _ entry: AuditEntry) {
        if let name = entry.person { h.text(Typed(name)) } else { h.text(v.t(entry.isByTheHouse ? "audit.house" : "audit.gone")) }
    }

    private static func what(_ h: inout Markup, _ v: Visit, _ entry: AuditEntry) {
        guard let action = AuditAction(rawValue: entry.action) else { return h.text(Typed(entry.action)) }
        let role = entry.subject.split(separator: " ").last.flatMap { Role(rawValue: String($0)) }.map { v.t(Wording.Key("role", $0)) }
        if [.retentionChanged, .retentionDeleted].contains(action) {
            let parts = entry.subject.split(separator: " ").map(String.init)
            let kind = parts.first.flatMap { RetentionRule.Kind(rawValue: $0) }
            return h.text(Line(v.t(Wording.Key("audit.action", action)), kind.map { v.t(Wording.Key("retention.kind", $0)) }, parts.last))
        }
        h.text(Line(v.t(Wording.Key("audit.action", action)), role, entry.about.map { Typed($0) }))
    }

    static func seals(_ v: Visit, _ seals: [AuditSeal], _ finding: AuditSeals.Finding, hasStopped: Bool) -> Page {
        Page(v.t("audit.seals")) { h in
            h.pageHead(v.t("audit.seals"), lead: v.t("audit.sealsLead"))
            switch finding {
            case .whole where seals.isEmpty: h.empty(v.t("audit.noSeals"), v.t("audit.noSealsText"))
            case .whole: h.notice(.good, v.t("audit.whole", ["count": seals.count]))
            case .broken(let number):
                h.notice(.bad, v.t("audit.broken", ["number": number])) { h in h.p(v.t("audit.brokenText")) }
            }
            if hasStopped { h.notice(.bad, v.t("audit.stopped")) { h in h.p(v.t("audit.stoppedText")) } }
            if let last = seals.last(where: { $0.forgottenAt != nil }) {
                h.p(v.t("audit.forgotten", ["number": last.number]), .class("meta"))
            }
            if let last = seals.last {
                h.section(.class("card stack")) { h in
                    h.h2(v.t("audit.last"))
                    h.p(v.t("audit.lastText"))
                    h.p(hex(last.chained), .class("code long"), .dir("ltr"), .data("translate", "no"))
                    h.p { h in h.a(v.t("audit.list"), .class("button quiet"), .href(IdentityPaths.sealList.path())) }
                }
            }
            h.p { h in h.a(v.t("form.back"), .href(IdentityPaths.log.path())) }
        }.confidential()
    }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
