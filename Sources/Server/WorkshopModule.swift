internal import Conferences
internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

/// On a developer's machine only: all parts on one page, and a door for every role of the demonstration.
enum WorkshopModule {
    static let parts: PathTemplate = "/werkstatt/bausteine"
    static let roles: PathTemplate = "/werkstatt/rollen"

    static func make() -> Module {
        var module = Module("workshop")
        module.routes = [
            .get(parts, for: .everyone) { _, v in .page(WorkshopPages.parts(v)) },
            .get(roles, for: .everyone) { _, v in .page(WorkshopPages.roles(v)) },
            .post(roles, for: .everyone, isForBrowser: true) { tx, v in
                guard let role = Role(rawValue: v.form["rolle"] ?? ""), let person = try DemonstrationPeople.person(tx, for: role) else {
                    throw Refusal.notFound
                }
                var answer = Answer.redirect(StartPaths.evening.path())
                answer.session = .start(try SignIn.start(tx, v, person: person, card: nil, by: .link))
                return answer
            },
        ]
        return module
    }
}

/// Who stands for a role in the demonstration.
enum DemonstrationPeople {
    static func person(_ tx: borrowing Transaction, for role: Role) throws -> ID<Person>? {
        guard role == .participant else { return try People.first(tx, with: role) }
        guard let live = try ConferenceQueries.live(tx) else { return nil }
        return try RegistrationQueries.all(tx, of: live.id).first(where: \.hasArrived)?.person
    }
}

// The words of these pages are for developers and stand here, not in the catalogue.
enum WorkshopPages {
    static func roles(_ v: Visit) -> Page {
        Page("Werkstatt: Rollen") { h in
            h.pageHead("Rollen der Demonstration", lead: "Ein Knopf meldet Sie als diese Rolle an. Diese Seite gibt es nur in der Entwicklung.")
            h.ul(.class("symbols")) { h in
                for role in Role.allCases {
                    h.li { h in h.actionButton(WorkshopModule.roles.path(), role.rawValue, fields: ["rolle": role.rawValue]) }
                }
            }
        }
    }

    static func parts(_ v: Visit) -> Page {
        Page("Werkstatt: Bausteine") { h in
            h.pageHead("Bausteine", meta: "Nur in der Entwicklung", lead: "Jeder Baustein einmal, in den Farben dieses Rates.")
            h.notice(.good, "Ihre Stimme ist gezählt") { h in h.p("So sieht Gelungenes aus.") }
            h.notice(.warm, "Gleich geht es los") { h in h.p("So sieht aus, was jetzt ist oder wartet.") }
            h.notice(.bad, "Das hat nicht geklappt") { h in h.p("So sieht aus, was nicht ging.") }
            h.tiles([
                Tile(title: "Jetzt abstimmen", detail: "Das Nächste", path: WorkshopModule.parts.path(), isNow: true, symbol: 3),
                Tile(title: "Ihr Tisch", detail: "Das andere", path: WorkshopModule.parts.path(), symbol: 12),
            ])
            h.ul(.class("symbols")) { h in for number in 1...16 { h.li { h in h.trusted(Symbol.drawing(number, label: Symbol.name(number, v.t))) } } }
            h.div(.class("row")) { h in
                h.trusted(RoundTable.drawing(seats: 8, taken: 5, mine: true, number: 4, label: "Tisch 4, 5 von 8"))
                h.trusted(RoundTable.drawing(seats: 8, taken: 3, class: "busy"))
            }
            let wrong = FormState(FormData([("name", "zu kurz")]), problems: [FormProblem("name", "Bitte sagen Sie uns, wie wir Sie nennen dürfen.")])
            h.section(.class("card stack")) { h in
                h.postForm(WorkshopModule.parts.path(), wrong, v.t) { h in
                    h.field("name", "Ihr Name", wrong, v.t, .make { $0.hint = "So steht es auf Ihrer Karte." })
                }
                h.field(
                    "notiz", "Was wurde gesagt?", FormState(), v.t,
                    .make {
                        $0.rows = 3; $0.isOptional = true
                    })
                h.selection("sprache", "Sprache", v.site.languages.map { ($0.code, $0.ownName) }, FormState(), v.t)
                h.options(
                    "Was brauchen Sie?", "checkbox", [("a", "1", "Kinderbetreuung", "kostenlos"), ("a", "2", "Stufenloser Weg", nil)], FormState())
                h.div(.class("row")) { h in
                    h.button("Wichtig", .class("button"), .type("button"))
                    h.button("Ruhig", .class("button quiet"), .type("button"))
                    h.button("Endgültig", .class("button danger"), .type("button"))
                    h.button("Beschäftigt", .class("button"), .type("button"), .data("aria-busy", "true"))
                }
            }
            h.section(.class("card stack")) { h in
                h.resultBar("Wahlinfo-Abende", symbol: 1, yes: 64, no: 9, abstain: 6, v.t, verdict: ("angenommen", .good))
            }
            h.element("ol", [.class("steps")]) { h in
                h.li("Erzählen")
                h.li(.current("step")) { $0.text("Verstehen") }
                h.li("Vorschlagen")
            }
            h.facts([("Wann", "Freitag, 17 Uhr"), ("Wo", "Elbcampus")])
            h.clock(until: v.now.addingTimeInterval(20 * 60), v)
            h.element("ol", [.class("chain")]) { h in
                for (style, title) in [
                    ("done", "Gesagt an Tisch 9"), ("refused", "abgelehnt"), ("done good", "Umgesetzt"), ("waiting", "Keine Antwort seit 94 Tagen"),
                ] {
                    h.li(.class(style)) { h in
                        h.time("15. November 2024", .datetime("2024-11-15"))
                        h.h2(title)
                    }
                }
            }
            h.actionButton(
                WorkshopModule.parts.path(), "Mit Rückfrage", class: "button danger",
                confirm: Confirmation("Wirklich?", "So sieht der Dialog aus.", yes: "Ja", no: "Zurück"))
            h.table(
                "Eine Tabelle", columns: ["Name", "Stand"],
                rows: [[{ $0.text("Ein sehr langer zusammengesetzter Donaudampfschifffahrtsname") }, { $0.tag("da", .good) }]])
            h.empty("Noch nichts da", "So sieht eine leere Liste aus.", action: ("Anfangen", WorkshopModule.parts.path()))
        }
    }
}
