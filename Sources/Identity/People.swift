public import Core
public import Database

/// People of a council. What they want to be called is all that must be known.
public enum People {
    public static func add(_ tx: borrowing Transaction, name: String, language: Language = .german, roles: Set<Role> = []) throws -> ID<Person> {
        let id: ID<Person> = try tx.one("insert into people (name, language) values ($1, $2) returning id", name, language) { row in try row("id") }
        for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
            try tx.execute("insert into role_grants (person_id, role, granted_by) values ($1, $2, current_person())", id, role)
        }
        return id
    }

    /// A person with a role: the one with the fewest others, and of those the one who has held it longest.
    public static func first(_ tx: borrowing Transaction, with role: Role) throws -> ID<Person>? {
        try tx.first(
            """
            select g.person_id from role_grants as g where g.tenant_id = current_tenant() and g.role = $1
            order by (select count(*) from role_grants as o where o.tenant_id = g.tenant_id and o.person_id = g.person_id), g.granted_at, g.person_id
            limit 1
            """, role
        ) { row in try row("person_id") }
    }
}

extension Role: Bindable {}
