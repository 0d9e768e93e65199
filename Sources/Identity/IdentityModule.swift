internal import Core
internal import Database
public import HTML
public import Mail
public import OpenID
public import Web

public enum IdentityPaths {
    /// Where a card's QR code leads, and where its code is typed.
    public static let card: PathTemplate = "/karte"
    static let cardSignIn: PathTemplate = "/karte/anmeldung"
    /// Where a sign-in link leads.
    public static let link: PathTemplate = "/anmelden"
    static let linkSignIn: PathTemplate = "/anmelden/anmeldung"
    /// Signing in by e-mail; where the link in the message leads.
    static let email: PathTemplate = "/anmelden/e-mail"
    static let emailConfirmation: PathTemplate = "/anmelden/e-mail/bestaetigung"
    static let ownEmail: PathTemplate = "/mein-konto/e-mail"
    static let ownEmailConfirmation: PathTemplate = "/mein-konto/e-mail/bestaetigung"
    static let emailRemoval: PathTemplate = "/mein-konto/e-mail/entfernung"
    static let passkey: PathTemplate = "/anmelden/passkey"
    static let passkeyQuestion: PathTemplate = "/anmelden/passkey/frage"
    static let passkeySignIn: PathTemplate = "/anmelden/passkey/anmeldung"
    static let recovery: PathTemplate = "/anmelden/passkey/ersatz"
    /// Signing in with an account elsewhere, and where its provider sends people back to.
    static let providers: PathTemplate = "/anmelden/anbieter"
    static let provider: PathTemplate = "/anmelden/anbieter/{provider}/weg"
    static let providerReturn: PathTemplate = "/anmelden/anbieter/{provider}/rueckkehr"
    static let providerSignIn: PathTemplate = "/anmelden/anbieter/{provider}/anmeldung"
    static let ownProvider: PathTemplate = "/mein-konto/anbieter/{provider}/weg"
    static let providerRemoval: PathTemplate = "/mein-konto/anbieter/{provider}/trennung"
    static let providerRules: PathTemplate = "/rechte/anbieter"
    static let providerRuleRemoval: PathTemplate = "/rechte/anbieter/regeln/{rule}/entfernung"
    static let ownPasskeys: PathTemplate = "/mein-konto/passkeys"
    static let newPasskeyQuestion: PathTemplate = "/mein-konto/passkeys/frage"
    static let passkeyRemoval: PathTemplate = "/mein-konto/passkeys/{passkey}/entfernung"
    static let recoveryCodes: PathTemplate = "/mein-konto/passkeys/ersatz"
    public static let signOut: PathTemplate = "/abmeldung"
    static let account = WellKnownPaths.account
    static let rights: PathTemplate = "/rechte"
    static let rightsOf: PathTemplate = "/rechte/personen/{person}"
    static let revocation: PathTemplate = "/rechte/personen/{person}/entzug"
    static let newLink: PathTemplate = "/rechte/personen/{person}/link"
    /// What was done here, by whom; and whether the log is as it was.
    static let log: PathTemplate = "/protokoll"
    static let seals: PathTemplate = "/protokoll/siegel"
    static let sealList: PathTemplate = "/protokoll/siegel/liste.txt"
    static let participation: PathTemplate = "/rechte/teilnahme"
    static let otherSessions: PathTemplate = "/mein-konto/geraete/abmeldung"
    /// Somebody else who shares this browser.
    static let change: PathTemplate = "/mein-konto/wechsel/{session}"
    static let endSession: PathTemplate = "/mein-konto/geraete/{session}/abmeldung"
}

public enum IdentityModule {
    private static let admins = Permission.roles(.tenantAdmin)

    /// - Parameters:
    ///   - outbox: nil where no mail can be sent; then nobody signs in by it.
    ///   - providers: how providers of accounts are asked.
    ///   - start: where somebody goes after signing in.
    public static func make(houseKey: HouseKey, outbox: Outbox?, providers: ProviderClient, start: Path) -> Module {
        let entrance = Entrance(start: start)
        let routes = IdentityRoutes(houseKey: houseKey, entrance: entrance, withEmail: outbox != nil)
        let email = outbox.map { EmailSignIn(houseKey: houseKey, outbox: $0) }
        let account = AccountRoutes(email: email)
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
            .get(IdentityPaths.participation, for: admins, ParticipationRoutes.edit),
            .post(IdentityPaths.participation, for: admins, ParticipationRoutes.update),
            .get(IdentityPaths.log, for: admins, AuditRoutes.show),
            .get(IdentityPaths.seals, for: admins, AuditRoutes.seals),
            .get(IdentityPaths.sealList, for: admins, AuditRoutes.sealList),
            .get(IdentityPaths.account, for: .signedIn, account.show),
            .post(IdentityPaths.otherSessions, for: .signedIn, isForBrowser: true, AccountRoutes.endOthers),
            .post(IdentityPaths.change, for: .signedIn, isForBrowser: true, AccountRoutes.change),
            .post(IdentityPaths.endSession, for: .signedIn, isForBrowser: true, AccountRoutes.endSession),
        ]
        if let email { module.routes += emailRoutes(EmailRoutes(email: email, entrance: entrance)) }
        let directory = ProviderDirectory(client: providers)
        module.routes += providerRoutes(
            ProviderRoutes(providers: ProviderSignIn(houseKey: houseKey, directory: directory), entrance: entrance, email: email))
        module.routes += passkeyRoutes(PasskeyRoutes(passkeys: PasskeySignIn(houseKey: houseKey), entrance: entrance, email: email))
        module.duties = [
            Duty(for: [.tenantAdmin], order: 5) { tx, v, viewer in
                guard let person = viewer.person, try PasskeyQueries.own(tx, of: person).isEmpty else { return [] }
                return [Tile(title: v.t("passkey.adminFirst"), detail: v.t("passkey.adminTile"), path: IdentityPaths.ownPasskeys.path())]
            },
            Duty(for: [.tenantAdmin], order: 90) { _, v, _ in
                [
                    Tile(title: v.t("rights.title"), detail: v.t("rights.lead"), path: IdentityPaths.rights.path()),
                    Tile(title: v.t("audit.title"), detail: v.t("audit.lead"), path: IdentityPaths.log.path()),
                ]
            },
        ]
        module.personalData = [
            PersonalData("people", "id", .withPerson),
            PersonalData("role_grants", "person_id", .withPerson),
            PersonalData("role_grants", "granted_by", .record),
            PersonalData("cards", "person_id", .withPerson),
            PersonalData("cards", "issued_by", .record),
            PersonalData("blank_cards", "printed_by", .record),
            PersonalData("card_withdrawals", "withdrawn_by", .record),
            PersonalData("sessions", "person_id", .days(2)),
            PersonalData("signin_links", "person_id", .days(4)),
            PersonalData("email_addresses", "person_id", .withPerson),
            PersonalData("passkeys", "person_id", .withPerson),
            PersonalData("recovery_codes", "person_id", .withPerson),
            PersonalData("provider_accounts", "person_id", .withPerson),
            PersonalData("email_requests", "claimed_by", .days(2)),
            PersonalData("audit_events", "person_id", .record),
        ]
        if let email {
            module.ownSealed = { tx, person in
                try email.address(tx, of: person).map { [(table: "email_addresses", column: "address", value: $0.text)] } ?? []
            }
        }
        module.retention = [RetentionRule(.log) { tx, days, _ in try AuditQueries.forget(tx, days: days) }]
        module.jobs = [
            JobWork("sign-in-retention", every: .night, .inside { tx, _, _ in try SignInQueries.forgetExpired(tx) }),
            JobWork("audit-seal", every: .hour, .inside { tx, _, _ in try AuditSeals.seal(tx) }),
        ]
        if let email { module.jobs.append(JobWork(EmailSignIn.kind, .inside { tx, job, now in try email.send(tx, job, now) })) }
        module.demonstration = Demonstration { tx, file, _ in
            for person in file.people { _ = try People.add(tx, name: person.name, roles: Set(person.roles)) }
        }
        return module
    }

    private static func passkeyRoutes(_ passkeys: PasskeyRoutes) -> [Route] {
        [
            .get(IdentityPaths.passkey, for: .everyone, passkeys.show),
            .post(IdentityPaths.passkey, for: .everyone, isForBrowser: true, passkeys.open),
            .get(IdentityPaths.passkeyQuestion, for: .everyone, passkeys.question),
            .post(IdentityPaths.passkeySignIn, for: .everyone, isForBrowser: true, passkeys.signIn),
            .post(IdentityPaths.recovery, for: .everyone, isForBrowser: true, passkeys.signInWithCode),
            .get(IdentityPaths.ownPasskeys, for: .signedIn, passkeys.list),
            .get(IdentityPaths.newPasskeyQuestion, for: .signedIn, passkeys.newQuestion),
            .post(IdentityPaths.ownPasskeys, for: .signedIn, passkeys.add),
            .post(IdentityPaths.passkeyRemoval, for: .signedIn, passkeys.remove),
            .post(IdentityPaths.recoveryCodes, for: .signedIn, passkeys.newCodes),
        ]
    }

    private static func providerRoutes(_ providers: ProviderRoutes) -> [Route] {
        [
            .get(IdentityPaths.providers, for: .everyone, providers.choose),
            .get(IdentityPaths.provider, for: .everyone, providers.setOut),
            .get(IdentityPaths.providerReturn, for: .everyone, providers.comeBack),
            .post(IdentityPaths.providerSignIn, for: .everyone, isForBrowser: true, providers.signIn),
            .get(IdentityPaths.ownProvider, for: .signedIn, providers.setOutToConnect),
            .post(IdentityPaths.providerRemoval, for: .signedIn, providers.disconnect),
            .get(IdentityPaths.providerRules, for: admins, ProviderRoutes.rules),
            .post(IdentityPaths.providerRules, for: admins, ProviderRoutes.addRule),
            .post(IdentityPaths.providerRuleRemoval, for: admins, ProviderRoutes.removeRule),
        ]
    }

    private static func emailRoutes(_ email: EmailRoutes) -> [Route] {
        [
            .get(IdentityPaths.email, for: .everyone, email.show),
            .post(IdentityPaths.email, for: .everyone, isForBrowser: true, email.ask),
            .post(IdentityPaths.emailConfirmation, for: .everyone, isForBrowser: true, email.confirm),
            .get(IdentityPaths.ownEmail, for: .signedIn, email.edit),
            .post(IdentityPaths.ownEmail, for: .signedIn, email.claim),
            .post(IdentityPaths.ownEmailConfirmation, for: .signedIn, email.confirmClaim),
            .post(IdentityPaths.emailRemoval, for: .signedIn, email.remove),
        ]
    }
}
