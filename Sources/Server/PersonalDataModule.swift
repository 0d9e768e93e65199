internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

/// What is stored about oneself: to look at, to take along, to delete. Everybody who is signed in, with a card alone. Read from the
/// modules' lists of personal data, which a test holds against the database's keys: so there is nothing that it does not show.
enum PersonalDataModule {
    static let show = WellKnownPaths.ownData
    static let archive: PathTemplate = "/meine-daten/meine-daten.zip"
    static let erasure: PathTemplate = "/meine-daten/loeschung"
    static let erased: PathTemplate = "/meine-daten/geloescht"

    static func make(for modules: [Module]) -> Module {
        var module = Module("personal-data")
        module.retention = [participants(modules)]
        module.routes = [
            .get(show, for: .signedIn) { tx, v in
                .page(PersonalDataPages.show(v, try tx.viewer, try records(tx, modules), try RetentionPeriods.all(tx)))
            },
            .get(archive, for: .signedIn) { tx, v in
                .bytes(try PersonalDataExport.zip(v, try tx.viewer, try records(tx, modules), try RetentionPeriods.all(tx)), type: "application/zip")
            },
            .get(erasure, for: .signedIn) { tx, v in .page(PersonalDataPages.erasure(v, try tx.viewer, v.state())) },
            .post(erasure, for: .signedIn) { tx, v in try erase(tx, v, modules) },
            .get(erased, for: .everyone) { _, v in .page(PersonalDataPages.erased(v)) },
        ]
        return module
    }

    private static func participants(_ modules: [Module]) -> RetentionRule {
        RetentionRule(.participants) { tx, days, now in
            let gone = try PersonalDataQueries.notSeen(tx, since: now.addingTimeInterval(-86_400 * Double(days)), most: 200)
            for person in gone {
                for module in modules { try module.beforeErasing?(tx, person, now) }
                try PersonalDataQueries.erase(tx, person)
            }
            return gone.count
        }
    }

    private static func records(_ tx: borrowing Transaction, _ modules: [Module]) throws -> [PersonalRecords] {
        guard let person = try tx.viewer.person else { throw Refusal.signInNeeded }
        return try PersonalDataQueries.all(tx, about: person, modules)
    }

    private static func erase(_ tx: borrowing Transaction, _ v: Visit, _ modules: [Module]) throws -> Answer {
        let viewer = try tx.viewer
        guard let person = viewer.person else { throw Refusal.signInNeeded }
        var reader = FormReader(v)
        if !reader.isChecked("sicher") { reader.fail("sicher", v.t("personal.notSure")) }
        if viewer.has(.tenantAdmin) { try RightsQueries.lock(tx) }
        if try RightsQueries.isLastAdmin(tx, person) { reader.fail("sicher", v.t("personal.lastAdmin")) }
        guard reader.isFine else { return .again(PersonalDataPages.erasure(v, viewer, reader.state)) }
        do {
            for module in modules { try module.beforeErasing?(tx, person, v.now) }
            try PersonalDataQueries.erase(tx, person)
        } catch let error as DatabaseError where error.state?.code == "MR409" {
            reader.fail("sicher", v.t("personal.voteIsOpen"))
            throw RollBack(.again(PersonalDataPages.erasure(v, viewer, reader.state)))
        }
        try tx.audit(AuditEvent("person.erased", "by themselves"))
        var answer = Answer.redirect(erased.path())
        answer.session = .end
        return answer
    }
}
