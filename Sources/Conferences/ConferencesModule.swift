internal import Core
internal import Database
public import HTML
public import Identity
public import Mail
public import Web

public enum ConferencePaths {
    public static let index: PathTemplate = "/konferenzen"
    static let new: PathTemplate = "/konferenzen/neu"
    public static let show: PathTemplate = "/konferenzen/{conference}"
    /// For people's own calendars: all that is announced, and one evening.
    static let calendar: PathTemplate = "/konferenzen/kalender.ics"
    static let calendarEntry: PathTemplate = "/konferenzen/{conference}/termin.ics"
    /// To be printed and hung up.
    static let poster: PathTemplate = "/konferenzen/{conference}/plakat"
    static let edit: PathTemplate = "/konferenzen/{conference}/bearbeiten"
    static let step: PathTemplate = "/konferenzen/{conference}/schritte/{step}"
    public static let registration: PathTemplate = "/konferenzen/{conference}/anmeldung"
    static let confirmation: PathTemplate = "/konferenzen/{conference}/anmeldung/{reference}"
    static let cancellation: PathTemplate = "/konferenzen/{conference}/anmeldung/{reference}/absage"
    public static let desk: PathTemplate = "/konferenzen/{conference}/einlass"
    static let walkIn: PathTemplate = "/konferenzen/{conference}/einlass/gaeste"
    static let arrival: PathTemplate = "/konferenzen/{conference}/einlass/{registration}/ankunft"
    static let newCard: PathTemplate = "/konferenzen/{conference}/einlass/{registration}/karte"
    static let homeCard: PathTemplate = "/konferenzen/{conference}/einlass/{registration}/zuhause"
    static let handOut: PathTemplate = "/konferenzen/{conference}/einlass/{registration}/karte/ausgabe"
    static let cards: PathTemplate = "/konferenzen/{conference}/karten"
    static let discardCards: PathTemplate = "/konferenzen/{conference}/karten/verwerfung"
}

public enum ConferencesModule {
    static let deskPeople = Permission.roles(.desk, .moderator, .councilOffice, .tenantAdmin)

    public static func make(houseKey: HouseKey, outbox: Outbox?) -> Module {
        let checkIn = CheckInRoutes(houseKey: houseKey)
        let homeCards = HomeCardRoutes(houseKey: houseKey, outbox: outbox)
        let cardSheets = CardSheetRoutes(houseKey: houseKey)
        var module = Module("conferences")
        module.routes = [
            .get(ConferencePaths.index, for: .everyone, ConferenceRoutes.index),
            .get(ConferencePaths.new, for: Conference.editors, AnnouncementRoutes.new),
            .post(ConferencePaths.new, for: Conference.editors, AnnouncementRoutes.create),
            .get(ConferencePaths.show, for: .everyone, ConferenceRoutes.show),
            .get(ConferencePaths.calendar, for: .everyone, ConferenceRoutes.calendar),
            .get(ConferencePaths.calendarEntry, for: .everyone, ConferenceRoutes.calendarEntry),
            .get(ConferencePaths.poster, for: Conference.editors, ConferenceRoutes.poster),
            .get(ConferencePaths.edit, for: Conference.editors, AnnouncementRoutes.edit),
            .post(ConferencePaths.edit, for: Conference.editors, AnnouncementRoutes.update),
            .post(ConferencePaths.step, for: .roles(.councilOffice, .tenantAdmin, .moderator), AnnouncementRoutes.take),
            .get(ConferencePaths.registration, for: .everyone, RegistrationRoutes.form),
            .post(ConferencePaths.registration, for: .everyone, batch: RegistrationRoutes.rush, RegistrationRoutes.register),
            .get(ConferencePaths.confirmation, for: .everyone, RegistrationRoutes.confirmation),
            .post(ConferencePaths.cancellation, for: .everyone, RegistrationRoutes.cancel),
            .get(ConferencePaths.desk, for: deskPeople, checkIn.list),
            .post(ConferencePaths.walkIn, for: deskPeople, checkIn.walkIn),
            .post(ConferencePaths.arrival, for: deskPeople, checkIn.arrive),
            .post(ConferencePaths.newCard, for: deskPeople, checkIn.replaceCard),
            .get(ConferencePaths.homeCard, for: deskPeople, homeCards.form),
            .post(ConferencePaths.homeCard, for: deskPeople, homeCards.send),
            .post(ConferencePaths.handOut, for: deskPeople, checkIn.handOut),
            .get(ConferencePaths.cards, for: deskPeople, cardSheets.form),
            .post(ConferencePaths.cards, for: deskPeople, cardSheets.make),
            .post(ConferencePaths.discardCards, for: deskPeople, cardSheets.discard),
        ]
        module.navigation = [NavigationItem("navigation.conferences", ConferencePaths.index.path(), order: 10)]
        module.home = [HomeSection(order: 10, ConferenceHome.next)]
        module.duties = [
            Duty(for: [.desk, .moderator, .councilOffice, .tenantAdmin], order: 10, ConferenceHome.deskDuties),
            Duty(for: [.councilOffice, .tenantAdmin], order: 40, ConferenceHome.officeDuties),
        ]
        module.search = [SearchKind("conference", "conference.one") { ConferencePaths.show.path($0) }]
        module.personalData = [
            PersonalData("registrations", "person_id", .afterConference(.attendance)),
            PersonalData("registration_needs", "registration_id", .afterConference(.needs)),
            PersonalData("registration_cancellations", "registration_id", .afterConference(.attendance)),
            PersonalData("check_ins", "registration_id", .afterConference(.attendance)),
            PersonalData("check_ins", "recorded_by", .record),
            PersonalData("conference_steps", "taken_by", .record),
        ]
        module.retention = [
            RetentionRule(.needs) { tx, days, now in try RegistrationQueries.forgetNeeds(tx, days: days, at: now) },
            RetentionRule(.attendance) { tx, days, now in
                try RegistrationQueries.forgetRegistrations(tx, days: days, at: now)
            },
        ]
        module.beforeErasing = { tx, person, now in try RegistrationQueries.cancelAll(tx, of: person, at: now) }
        module.jobs = [
            // Their evening is over: what nobody took is paper.
            JobWork(
                "blank-cards-retention", every: .night,
                .inside { tx, _, now in
                    for conference in try ConferenceQueries.all(tx, withDrafts: true) where conference.codeHours.until < now {
                        try BlankCards.forget(tx, of: conference.id)
                    }
                })
        ]
        module.demonstration = ConferenceDemonstration.demonstration
        return module
    }
}
