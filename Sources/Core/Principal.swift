/// What a person may be for a council. The raw value is what the database stores.
public enum Role: String, CaseIterable, Sendable, Codable {
    case participant
    case tableHost = "table_host"
    case moderator
    case interpreter
    case desk
    case councilMember = "council_member"
    case chair
    case councilOffice = "council_office"
    case tenantAdmin = "tenant_admin"
}

/// Who may use a route. Written at the route; the database checks it before the first statement runs.
public struct Permission: Hashable, Sendable {
    /// Nil: everybody, signed in or not. Empty: everybody who is signed in.
    public let roles: Set<Role>?

    private init(_ roles: Set<Role>?) { self.roles = roles }

    public static let everyone = Permission(nil)
    public static let signedIn = Permission([])
    public static func roles(_ roles: Role...) -> Permission { Permission(Set(roles)) }

    public func allows(_ held: Set<Role>?) -> Bool {
        guard let roles else { return true }
        guard let held else { return false }
        return roles.isEmpty || !roles.isDisjoint(with: held)
    }
}

/// On whose behalf a transaction runs: where the request came in, what it brought, and what it wants to be allowed.
///
/// It is only a claim until the database has looked at it: the transaction's first statement names tenant and
/// person, or raises.
public struct Principal: Sendable {
    public enum Door: Sendable {
        /// A request for this host name, with the SHA-256 of its session's token if it brought one.
        case host(String, session: [UInt8]?)
        /// The house itself, for one tenant: demonstration data, jobs, commands of an operator.
        case house(ID<Tenant>)
    }

    public let door: Door
    public let permission: Permission

    public init(door: Door, permission: Permission) {
        self.door = door
        self.permission = permission
    }

    public static func house(_ tenant: ID<Tenant>) -> Principal { Principal(door: .house(tenant), permission: .everyone) }
}

/// Who somebody turned out to be, once the database had looked.
public struct Viewer: Sendable, Hashable {
    public let tenant: ID<Tenant>
    /// Nil for a guest.
    public let person: ID<Person>?
    public let name: String?
    public let roles: Set<Role>
    /// The card this session was opened with, and its last two characters.
    public let card: ID<Card>?
    public let cardEnding: String?
    public let session: ID<Session>?
    /// The session was used without anybody having written that down for a while.
    public let sessionIsStale: Bool

    public init(
        tenant: ID<Tenant>, person: ID<Person>?, name: String?, roles: Set<Role>, card: ID<Card>?, cardEnding: String?,
        session: ID<Session>? = nil, sessionIsStale: Bool = false
    ) {
        self.tenant = tenant
        self.person = person
        self.name = name
        self.roles = roles
        self.card = card
        self.cardEnding = cardEnding
        self.session = session
        self.sessionIsStale = sessionIsStale
    }

    public var isSignedIn: Bool { person != nil }
    public func has(_ role: Role) -> Bool { roles.contains(role) }
}
