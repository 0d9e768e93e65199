internal import Core
public import HTML
public import Web

public enum IdentityPaths {
    /// Where a card's QR code leads, and where its code is typed.
    public static let card: PathTemplate = "/karte"
    static let cardSignIn: PathTemplate = "/karte/anmeldung"
    /// Where a sign-in link leads.
    public static let link: PathTemplate = "/anmelden"
    static let linkSignIn: PathTemplate = "/anmelden/anmeldung"
    public static let signOut: PathTemplate = "/abmeldung"
}

public enum IdentityModule {
    /// - Parameter start: where somebody goes after signing in.
    public static func make(keys: CardKeys, start: Path) -> Module {
        let routes = IdentityRoutes(keys: keys, start: start)
        var module = Module("identity")
        module.routes = [
            .get(IdentityPaths.card, for: .everyone, routes.showCard),
            .post(IdentityPaths.cardSignIn, for: .everyone, routes.signInWithCard),
            .get(IdentityPaths.link, for: .everyone, routes.showLink),
            .post(IdentityPaths.linkSignIn, for: .everyone, routes.signInWithLink),
            .post(IdentityPaths.signOut, for: .signedIn, routes.signOut),
        ]
        module.personalData = [
            PersonalData("people", "id", .withPerson),
            PersonalData("role_grants", "person_id", .withPerson),
            PersonalData("role_grants", "granted_by", .record),
            PersonalData("cards", "person_id", .withPerson),
            PersonalData("cards", "issued_by", .record),
            PersonalData("card_withdrawals", "withdrawn_by", .record),
            PersonalData("sessions", "person_id", .days(1)),
            PersonalData("signin_links", "person_id", .days(1)),
            PersonalData("audit_events", "person_id", .days(365)),
        ]
        module.demonstration = Demonstration { tx, file, _ in
            for person in file.people { _ = try People.add(tx, name: person.name, roles: Set(person.roles)) }
        }
        return module
    }
}
