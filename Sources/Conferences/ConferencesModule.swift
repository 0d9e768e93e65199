internal import Core
internal import Database
public import HTML
internal import Identity
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
    static let checklist: PathTemplate = "/konferenzen/{conference}/planung"
    static let checklistTick: PathTemplate = "/konferenzen/{conference}/planung/{item}/haken"
    static let checklistRemoval: PathTemplate = "/konferenzen/{conference}/planung/{item}/wegfall"
    static let step: PathTemplate = "/konferenzen/{conference}/schritte/{step}"
    public static let registration: PathTemplate = "/konferenzen/{conference}/anmeldung"
    static let confirmation: PathTemplate = "/konferenzen/{conference}/anmeldung/{reference}"
    static let cancellation: PathTemplate = "/konferenzen/{conference}/anmeldung/{reference}/absage"
    static let acceptance: PathTemplate = "/konferenzen/{conference}/anmeldung/{reference}/zusage"
    static let returning: PathTemplate = "/konferenzen/{conference}/anmeldung/{reference}/rueckkehr"
    static let stopMessages: PathTemplate = "/konferenzen/{conference}/anmeldung/{reference}/nachrichten"
    static let findRegistration: PathTemplate = "/konferenzen/{conference}/anmeldung-finden"
    /// For the office: all registrations, what is needed, whom to tell what.
    static let registrations: PathTemplate = "/konferenzen/{conference}/anmeldungen"
    static let officeCancellation: PathTemplate = "/konferenzen/{conference}/anmeldungen/{registration}/absage"
    static let restoring: PathTemplate = "/konferenzen/{conference}/anmeldungen/{registration}/rueckkehr"
    static let officeAcceptance: PathTemplate = "/konferenzen/{conference}/anmeldungen/{registration}/zusage"
    static let needs: PathTemplate = "/konferenzen/{conference}/bedarf"
    static let messages: PathTemplate = "/konferenzen/{conference}/nachrichten"
    static let cancelling: PathTemplate = "/konferenzen/{conference}/ausfall"
    static let news: PathTemplate = "/konferenzen/{conference}/mitteilung"
    /// In every message: to get no more of them.
    static let stop: PathTemplate = "/nachrichten/ende/{stop}"
    static let message: PathTemplate = "/konferenzen/{conference}/nachrichten/{message}"
    public static let desk: PathTemplate = "/konferenzen/{conference}/einlass"
    /// On a device that works without network.
    static let device: PathTemplate = "/konferenzen/{conference}/einlass/geraet"
    static let deviceList: PathTemplate = "/konferenzen/{conference}/einlass/geraet/{device}/liste"
    static let deviceEntries: PathTemplate = "/konferenzen/{conference}/einlass/geraet/eintraege"
    static let settling: PathTemplate = "/konferenzen/{conference}/einlass/eintraege/{entry}/erledigung"
    static let walkIn: PathTemplate = "/konferenzen/{conference}/einlass/gaeste"
    static let arrival: PathTemplate = "/konferenzen/{conference}/einlass/{registration}/ankunft"
    static let newCard: PathTemplate = "/konferenzen/{conference}/einlass/{registration}/karte"
    static let homeCard: PathTemplate = "/konferenzen/{conference}/einlass/{registration}/zuhause"
    static let handOut: PathTemplate = "/konferenzen/{conference}/einlass/{registration}/karte/ausgabe"
    /// To be printed and worn.
    static let badges: PathTemplate = "/konferenzen/{conference}/namensschilder"
    static let photos: PathTemplate = "/konferenzen/{conference}/einlass/{registration}/fotos"
    static let cards: PathTemplate = "/konferenzen/{conference}/karten"
    static let discardCards: PathTemplate = "/konferenzen/{conference}/karten/verwerfung"
}

public enum ConferencesModule {
    static let deskPeople = Permission.roles(.desk, .moderator, .councilOffice, .tenantAdmin)

    /// - Parameters: `outbox`: nil where no mail can be sent; `voice`: nil where no job runs.
    public static func make(houseKey: HouseKey, outbox: Outbox?, voice: Voice?) -> Module {
        let canMail = outbox != nil
        let waitingList = WaitingList(canMail: canMail)
        let registration = RegistrationRoutes(houseKey: houseKey)
        let confirmation = ConfirmationRoutes(waitingList: waitingList)
        let office = RegistrationOfficeRoutes(houseKey: houseKey, waitingList: waitingList)
        let messages = MessageRoutes(houseKey: houseKey, canMail: canMail)
        let notices = NoticeRoutes(messages: messages)
        let announcements = AnnouncementRoutes(waitingList: waitingList)
        let checkIn = CheckInRoutes(houseKey: houseKey)
        let desk = DeskRoutes(houseKey: houseKey, waitingList: waitingList)
        let homeCards = HomeCardRoutes(houseKey: houseKey, outbox: outbox, waitingList: waitingList)
        let cardSheets = CardSheetRoutes(houseKey: houseKey)
        var module = Module("conferences")
        module.routes = [
            .get(ConferencePaths.index, for: .everyone, ConferenceRoutes.index),
            .get(ConferencePaths.new, for: Conference.editors, announcements.new),
            .post(ConferencePaths.new, for: Conference.editors, announcements.create),
            .get(ConferencePaths.show, for: .everyone, ConferenceRoutes.show),
            .get(ConferencePaths.calendar, for: .everyone, ConferenceRoutes.calendar),
            .get(ConferencePaths.calendarEntry, for: .everyone, ConferenceRoutes.calendarEntry),
            .get(ConferencePaths.poster, for: Conference.editors, ConferenceRoutes.poster),
            .get(ConferencePaths.edit, for: Conference.editors, announcements.edit),
            .post(ConferencePaths.edit, for: Conference.editors, announcements.update),
            .get(ConferencePaths.checklist, for: Conference.editors, ChecklistRoutes.show),
            .post(ConferencePaths.checklist, for: Conference.editors, ChecklistRoutes.add),
            .post(ConferencePaths.checklistTick, for: Conference.editors, ChecklistRoutes.tick),
            .post(ConferencePaths.checklistRemoval, for: Conference.editors, ChecklistRoutes.remove),
            .post(ConferencePaths.step, for: .roles(.councilOffice, .tenantAdmin, .moderator), announcements.take),
            .get(ConferencePaths.registration, for: .everyone, registration.form),
            .post(ConferencePaths.registration, for: .everyone, batch: registration.rush, registration.register),
            .get(ConferencePaths.confirmation, for: .everyone, confirmation.show),
            .post(ConferencePaths.cancellation, for: .everyone, confirmation.cancel),
            .post(ConferencePaths.acceptance, for: .everyone, confirmation.accept),
            .post(ConferencePaths.returning, for: .everyone, confirmation.again),
            .post(ConferencePaths.stopMessages, for: .everyone, confirmation.messages),
            .get(ConferencePaths.findRegistration, for: .everyone, confirmation.find(byNumber:_:)),
            .get(ConferencePaths.registrations, for: deskPeople, office.list),
            .post(ConferencePaths.registrations, for: deskPeople, office.enter),
            .post(ConferencePaths.officeCancellation, for: deskPeople, office.cancel),
            .post(ConferencePaths.restoring, for: deskPeople, office.restore),
            .post(ConferencePaths.officeAcceptance, for: deskPeople, office.accept),
            .get(ConferencePaths.needs, for: Conference.editors, NeedsRoutes.plan),
            .get(ConferencePaths.cancelling, for: Conference.editors, notices.cancellation),
            .post(ConferencePaths.cancelling, for: Conference.editors, notices.cancel),
            .get(ConferencePaths.news, for: Conference.editors, notices.form),
            .post(ConferencePaths.news, for: Conference.editors, notices.tell),
            .get(ConferencePaths.stop, for: .everyone, StopRoutes.show),
            .post(ConferencePaths.stop, for: .everyone, StopRoutes.stop),
            .get(ConferencePaths.messages, for: deskPeople, messages.list),
            .post(ConferencePaths.message, for: deskPeople, messages.handle),
            .get(ConferencePaths.desk, for: deskPeople, checkIn.list),
            .get(ConferencePaths.device, for: deskPeople, desk.page),
            .get(ConferencePaths.deviceList, for: deskPeople, desk.list),
            .post(ConferencePaths.deviceEntries, for: deskPeople, desk.receive),
            .post(ConferencePaths.settling, for: deskPeople, desk.settle),
            .post(ConferencePaths.walkIn, for: deskPeople, checkIn.walkIn),
            .post(ConferencePaths.arrival, for: deskPeople, checkIn.arrive),
            .post(ConferencePaths.newCard, for: deskPeople, checkIn.replaceCard),
            .get(ConferencePaths.homeCard, for: deskPeople, homeCards.form),
            .post(ConferencePaths.homeCard, for: deskPeople, homeCards.send),
            .post(ConferencePaths.handOut, for: deskPeople, checkIn.handOut),
            .get(ConferencePaths.badges, for: deskPeople, BadgeRoutes.show),
            .post(ConferencePaths.photos, for: deskPeople, checkIn.photos),
            .get(ConferencePaths.cards, for: deskPeople, cardSheets.form),
            .post(ConferencePaths.cards, for: deskPeople, cardSheets.make),
            .post(ConferencePaths.discardCards, for: deskPeople, cardSheets.discard),
        ]
        module.navigation = [NavigationItem("navigation.conferences", ConferencePaths.index.path(), order: 10)]
        module.home = [HomeSection(order: 10, ConferenceHome.next)]
        module.duties = [
            Duty(for: [.desk, .moderator, .councilOffice, .tenantAdmin], order: 10, ConferenceHome.deskDuties),
            Duty(for: [.desk, .councilOffice, .tenantAdmin], order: 30, messages.duties),
            Duty(for: [.councilOffice, .tenantAdmin], order: 35, ChecklistRoutes.duties),
            Duty(for: [.councilOffice, .tenantAdmin], order: 40, ConferenceHome.officeDuties),
        ]
        module.search = [SearchKind("conference", "conference.one") { ConferencePaths.show.path($0) }]
        module.personalData = [
            PersonalData("registrations", "person_id", .afterConference(.attendance)),
            PersonalData("registration_needs", "registration_id", .afterConference(.needs)),
            PersonalData("registration_cancellations", "registration_id", .afterConference(.attendance)),
            PersonalData("check_ins", "registration_id", .afterConference(.attendance)),
            PersonalData("desk_entries", "registration_id", .afterConference(.attendance)),
            PersonalData("desk_entries", "recorded_by", .record),
            PersonalData("contacts", "person_id", .afterConference(.contacts)),
            PersonalData("messages", "person_id", .afterConference(.contacts)),
            PersonalData("messages", "handled_by", .record),
            PersonalData("check_ins", "recorded_by", .record),
            PersonalData("conference_steps", "taken_by", .record),
            PersonalData("conference_notices", "made_by", .record),
            PersonalData("checklist_items", "done_by", .record),
        ]
        module.retention = [
            RetentionRule(.needs) { tx, days, now in try NeedsQueries.forget(tx, days: days, at: now) },
            RetentionRule(.attendance) { tx, days, now in
                try RegistrationQueries.forgetRegistrations(tx, days: days, at: now)
            },
            RetentionRule(.contacts) { tx, days, now in try MessageQueries.forgetContacts(tx, days: days, at: now) },
        ]
        module.beforeErasing = { tx, person, now in try waitingList.cancelAll(tx, of: person, at: now) }
        let seal = ContactSeal(houseKey: houseKey)
        module.ownSealed = { tx, person in
            guard let stored = try MessageQueries.contact(tx, of: person), let contact = seal.open(stored, of: try tx.viewer.tenant) else {
                return []
            }
            return [(table: "contacts", column: "address", value: contact.text)]
        }
        if let outbox, let voice {
            let post = MessagePost(houseKey: houseKey, outbox: outbox, voice: voice)
            module.jobs.append(JobWork(MessageQueries.kind, .inside { tx, job, now in try post.send(tx, job, now) }))
        }
        module.jobs += [
            JobWork(Reminders.kind, every: .hour, .inside { tx, _, now in try Reminders.put(tx, at: now) }),
            JobWork(
                WaitingList.kind,
                .inside { tx, job, now in
                    guard let id = job.subject.split(separator: " ").first.flatMap({ ID<Conference>(String($0)) }) else { return }
                    try waitingList.lapse(tx, in: try ConferenceQueries.conference(tx, id: id), at: now)
                }),
            // Their evening is over: what nobody took is paper.
            JobWork(
                "blank-cards-retention", every: .night,
                .inside { tx, _, now in
                    for conference in try ConferenceQueries.all(tx, withDrafts: true) where conference.codeHours.until < now {
                        try BlankCards.forget(tx, of: conference.id)
                    }
                }),
        ]
        module.demonstration = ConferenceDemonstration.demonstration
        return module
    }
}
