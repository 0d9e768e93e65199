internal import Conferences
internal import Core
public import HTML
public import Web

enum TablePages {
    static func index(_ v: Visit, _ conference: Conference, _ tables: [DiscussionTable], seat: Int?, maySit: Bool, isFull: Bool) -> Page {
        Page(v.t("table.all")) { h in
            h.pageHead(v.t("table.all"), meta: v.text(conference.name), lead: v.t(maySit ? "table.chooseLead" : "table.lead"))
            if isFull { h.notice(.bad, v.t("table.full")) { h in h.p(v.t("table.fullText")) } }
            if tables.isEmpty { h.empty(v.t("table.none"), v.t("table.noneText")) }
            h.div(.class("split"), .id("tische"), .data("data-live")) { h in
                for table in tables { card(&h, v, conference, table, seat: seat, maySit: maySit) }
            }
        }
    }

    private static func card(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ table: DiscussionTable, seat: Int?, maySit: Bool) {
        let isMine = seat == table.number
        h.section(.class(isMine ? "card warm stack" : "card stack")) { h in
            h.div(.class("row")) { h in
                h.trusted(
                    RoundTable.drawing(
                        seats: table.seats, taken: table.taken, mine: isMine, number: table.number,
                        label: v.t("table.picture", ["number": table.number, "taken": table.taken, "seats": table.seats])))
                h.div { h in
                    h.h2(v.t("table.number", ["number": table.number]))
                    h.p(v.text(table.topic))
                }
            }
            h.languageTags(table.languages)
            if isMine {
                h.a(v.t("table.toMine"), .class("button"), .href(DiscussionTablePaths.show.path(conference.slug, "\(table.number)")))
            } else if maySit && !table.isFull {
                h.actionButton(
                    DiscussionTablePaths.seat.path(conference.slug, "\(table.number)"), v.t("table.sit", ["number": table.number]),
                    class: seat == nil ? "button" : "button quiet")
            } else if maySit {
                h.p(v.t("table.isFull"), .class("meta"))
            }
        }
    }

    static func show(
        _ v: Visit, _ conference: Conference, _ table: DiscussionTable, _ rounds: [Round], _ notes: [Note], _ place: TablePlace, _ state: FormState
    ) -> Page {
        Page(v.t("table.number", ["number": table.number])) { h in
            h.header(.class("row"), .id("kopf"), .data("data-live")) { h in
                h.trusted(Symbol.drawing(table.number, class: "big"))
                h.div { h in
                    h.h1(v.t("table.number", ["number": table.number]))
                    h.p(v.text(table.topic), .class("meta"))
                }
                if let ends = rounds.running?.endsAt { h.div(.class("end")) { h in h.clock(until: ends, v) } }
            }
            h.div(.id("runde"), .data("data-live"), .data("data-announce", v.t("round.changed"))) { h in round(&h, v, table, rounds) }
            if conference.isLive && place.mayWrite { form(&h, v, conference, table, state) }
            h.section(.class("stack"), .id("notizen"), .data("data-live")) { h in
                h.h2(v.t("note.ours"))
                if notes.isEmpty { h.empty(v.t("note.none"), v.t("note.noneText")) }
                h.notes(notes.reversed(), v)
            }
            if place.isHost || place.isModerator {
                h.p { h in
                    h.a(v.t("draft.make"), .class("button quiet"), .href(DiscussionTablePaths.draft(conference.slug, table.number)))
                }
            }
        }
    }

    private static func round(_ h: inout Markup, _ v: Visit, _ table: DiscussionTable, _ rounds: [Round]) {
        h.section(.class("card warm stack tight")) { h in
            if let running = rounds.running {
                h.p(Line(v.t("round.of", ["number": running.number, "count": rounds.count]), v.text(running.title)), .class("meta"))
                let question = v.text(table.question).text.isEmpty ? v.text(running.question) : v.text(table.question)
                h.h2(question)
                if !v.text(running.question).text.isEmpty && question != v.text(running.question) { h.p(v.text(running.question)) }
            } else if let next = rounds.upcoming {
                h.h2(v.t("round.pause"))
                h.p(v.t("round.next", ["number": next.number]))
            } else {
                h.h2(v.t("round.allDone"))
            }
        }
    }

    private static func form(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ table: DiscussionTable, _ state: FormState) {
        let keep = "notiz-\(conference.slug)-\(table.number)"
        h.postForm(DiscussionTablePaths.notes.path(conference.slug, "\(table.number)"), state, v.t) { h in
            h.field(
                "notiz", v.t("note.what"), state, v.t,
                .make {
                    $0.rows = 4
                    $0.hint = v.t("note.hint")
                    $0.keep = keep
                    $0.limit = Note.limit
                })
            h.options(
                v.t("note.kind"), "radio", Note.Kind.allCases.map { ("art", $0.rawValue, v.t(Wording.Key("note.kind", $0)), nil) }, state,
                across: true)
            let languages = table.spoken(in: v.site)
            if languages.count > 1 { h.selection("sprache", v.t("note.language"), languages.map { ($0.code, $0.ownName) }, state, v.t) }
            h.submit(v.t("note.keep"))
        }
    }
}

extension DiscussionTablePaths {
    /// Where a table's notes become a draft; the page is of the room of recommendations.
    static func draft(_ conference: String, _ table: Int) -> Path { draftTemplate.path(conference, "\(table)") }
    public static let draftTemplate: PathTemplate = "/konferenzen/{conference}/tische/{table}/empfehlung"
}

extension Markup {
    /// Sentences from a table, as slips of paper.
    public mutating func notes(_ notes: [Note], _ v: Visit, withTable: Bool = false) {
        if notes.isEmpty { return }
        ul(.class("notes")) { h in for note in notes { h.li { h in h.note(note, v, withTable: withTable) } } }
    }

    public mutating func note(_ note: Note, _ v: Visit, withTable: Bool = false, actions: Content = { _ in }) {
        article(.class("note \(note.kind.rawValue)")) { h in
            h.p(note.body, .lang(note.language.code), .dir("auto"))
            h.p(.class("meta")) { h in
                h.tag(v.t(Wording.Key("note.kind", note.kind)))
                h.text(" ")
                h.text(
                    Line(
                        withTable ? v.t("table.number", ["number": note.table]) : nil, note.round.map { v.t("round.number", ["number": $0]) },
                        note.language == v.language ? nil : Phrase(text: note.language.ownName, language: note.language)))
            }
            actions(&h)
        }
    }
}
