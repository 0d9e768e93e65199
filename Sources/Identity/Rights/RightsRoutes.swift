internal import Core
internal import Database
internal import Web

/// Who may do what: invitations, roles, and new links for those who lost theirs. Nobody changes their own rights.
enum RightsRoutes {
    /// Participants come by card.
    static let given = Role.allCases.filter { $0 != .participant }
    /// Long enough for somebody who reads their messages on the weekend.
    static let hours = 72

    @Sendable static func index(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        .page(RightsPages.index(v, try RightsQueries.staff(tx), try tx.viewer, v.state()))
    }

    @Sendable static func invite(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        var reader = FormReader(v)
        let name = reader.text("name", limit: 80)
        let roles = chosen(v)
        if roles.isEmpty { reader.fail("rolle", v.t("rights.noRole")) }
        guard reader.isFine else { return .again(RightsPages.index(v, try RightsQueries.staff(tx), try tx.viewer, reader.state)) }
        let key = reader.submission(of: name)
        if let known = try RightsQueries.invited(tx, by: key) { return .redirect(IdentityPaths.rightsOf.path(known.description)) }
        let person = try RightsQueries.add(tx, name: name, key: key)
        try change(tx, person, to: roles, from: [])
        return .page(RightsPages.link(v, name: name, secret: try SignInLink.make(tx, for: person, hours: hours)))
    }

    @Sendable static func edit(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let member = try other(tx, v)
        return .page(RightsPages.edit(v, member, v.state(or: FormData(member.roles.map { ("rolle", $0.rawValue) }))))
    }

    @Sendable static func update(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try RightsQueries.lock(tx)
        let member = try other(tx, v)
        let roles = chosen(v)
        guard !roles.isEmpty else {
            return .again(RightsPages.edit(v, member, FormState(v.form, problems: [FormProblem("rolle", v.t("rights.noRole"))])))
        }
        try change(tx, member.id, to: roles, from: member.roles)
        return .redirect(IdentityPaths.rights.path())
    }

    /// Somebody does not work here any more.
    @Sendable static func revoke(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try RightsQueries.lock(tx)
        let member = try other(tx, v)
        try change(tx, member.id, to: [], from: member.roles)
        return .redirect(IdentityPaths.rights.path())
    }

    /// Whoever lost their link: a new one, and nothing that was opened with the others works any more.
    @Sendable static func newLink(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let member = try other(tx, v)
        return .page(RightsPages.link(v, name: member.name, secret: try SignInLink.makeAnew(tx, for: member.id, hours: hours)))
    }

    private static func chosen(_ v: Visit) -> Set<Role> { Set(v.form.all("rolle").compactMap(Role.init(rawValue:))).intersection(given) }

    /// Somebody else: so there is always one left who may.
    private static func other(_ tx: borrowing Transaction, _ v: Visit) throws -> StaffMember {
        let member = try RightsQueries.member(tx, try v.id("person"))
        if member.id == (try tx.viewer.person) { throw Refusal.notFound }
        return member
    }

    /// Every change is in the log, by whom the database knows. It ends the sessions of whom it concerns.
    private static func change(_ tx: borrowing Transaction, _ person: ID<Person>, to new: Set<Role>, from old: Set<Role>) throws {
        for role in given where new.contains(role) != old.contains(role) {
            if new.contains(role) {
                try RightsQueries.grant(tx, role, to: person)
                try tx.audit(AuditEvent("role.granted", "\(person) \(role.rawValue)"))
            } else {
                try RightsQueries.revoke(tx, role, of: person)
                try tx.audit(AuditEvent("role.revoked", "\(person) \(role.rawValue)"))
            }
        }
        if new.isEmpty { try RightsQueries.forgetLinks(tx, of: person) }
    }
}
