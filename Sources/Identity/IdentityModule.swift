internal import Core
internal import Database
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
    static let account = WellKnownPaths.account
    static let rights: PathTemplate = "/rechte"
    static let rightsOf: PathTemplate = "/rechte/personen/{person}"
    static let revocation: PathTemplate = "/rechte/personen/{person}/entzug"
    static let newLink: PathTemplate = "/rechte/personen/{person}/link"
    static let otherSessions: PathTemplate = "/mein-konto/geraete/abmeldung"
    /// Somebody else who shares this browser.
    static let change: PathTemplate = "/mein-konto/wechsel/{session}"
    static let endSession: PathTemplate = "/mein-konto/geraete/{session}/abmeldung"
}

public enum IdentityModule {
    private static let admins = Permission.roles(.tenantAdmin)

    /// - Parameter start: where somebody goes after signing in.
    public static func make(keys: CardKeys, start: Path) -> Module {
        let routes = IdentityRoutes(keys: keys, start: start)
        var module = Module("identity")
        module.routes = [
            .get(IdentityPaths.card, for: .everyone, routes.showCard),
            .post(IdentityPaths.cardSignIn, for: .everyone, isForBrowser: true, routes.signInWithCard),
            .get(IdentityPaths.link, for: .everyone, routes.showLink),
            .post(IdentityPaths.linkSignIn, for: .everyone, isForBrowser: true, routes.signInWithLink),
            .post(IdentityPaths.signOut, for: .signedIn, isForBrowser: true, AccountRoutes.signOut),
            .get(IdentityPaths.rights, for: admins, RightsRoutes.index),
            .post(IdentityPaths.rights, for: admins, RightsRoutes.invite),
            .get(IdentityPaths.rightsOf, for: admins, RightsRoutes.edit),
            .post(IdentityPaths.rightsOf, for: admins, RightsRoutes.update),
            .post(IdentityPaths.revocation, for: admins, RightsRoutes.revoke),
            .post(IdentityPaths.newLink, for: admins, RightsRoutes.newLink),
            .get(IdentityPaths.account, for: .signedIn, AccountRoutes.show),
            .post(IdentityPaths.otherSessions, for: .signedIn, isForBrowser: true, AccountRoutes.endOthers),
            .post(IdentityPaths.change, for: .signedIn, isForBrowser: true, AccountRoutes.change),
            .post(IdentityPaths.endSession, for: .signedIn, isForBrowser: true, AccountRoutes.endSession),
        ]
        module.duties = [
            Duty(for: [.tenantAdmin], order: 90) { _, v, _ in
                [Tile(title: v.t("rights.title"), detail: v.t("rights.lead"), path: IdentityPaths.rights.path())]
            }
        ]
        module.personalData = [
            PersonalData("people", "id", .withPerson),
            PersonalData("role_grants", "person_id", .withPerson),
            PersonalData("role_grants", "granted_by", .record),
            PersonalData("cards", "person_id", .withPerson),
            PersonalData("cards", "issued_by", .record),
            PersonalData("blank_cards", "printed_by", .record),
            PersonalData("card_withdrawals", "withdrawn_by", .record),
            PersonalData("sessions", "person_id", .days(1)),
            PersonalData("signin_links", "person_id", .days(1)),
            PersonalData("audit_events", "person_id", .days(365)),
        ]
        module.jobs = [JobWork("sign-in-retention", isDaily: true, .inside { tx, _, _ in try SignInQueries.forgetExpired(tx) })]
        module.demonstration = Demonstration { tx, file, _ in
            for person in file.people { _ = try People.add(tx, name: person.name, roles: Set(person.roles)) }
        }
        return module
    }
}
