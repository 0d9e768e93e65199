internal import Core
internal import Foundation
internal import HTML
internal import Web

enum PersonalDataPages {
    static func show(_ v: Visit, _ viewer: Viewer, _ records: [PersonalRecords], _ days: [RetentionRule.Kind: Int]) -> Page {
        Page(v.t("personal.title")) { h in
            h.pageHead(v.t("personal.title"), lead: v.t("personal.lead"))
            h.div(.class("row")) { h in
                h.a(v.t("personal.take"), .class("button"), .href(PersonalDataModule.archive.path()))
                h.a(v.t("personal.erase"), .class("button quiet"), .href(PersonalDataModule.erasure.path()))
            }
            h.records(v, records, days, isStaff: !viewer.roles.subtracting([.participant]).isEmpty)
            h.section(.class("card stack")) { h in
                h.h2(v.t("personal.notHere"))
                h.p(v.t("personal.notHereText"))
            }
        }.confidential()
    }

    static func erasure(_ v: Visit, _ viewer: Viewer, _ state: FormState) -> Page {
        Page(v.t("personal.erase")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("personal.erase"), lead: v.t("personal.eraseLead"))
                h.ul { h in
                    for key in ["personal.eraseCard", "personal.eraseVotes", "personal.eraseNotes"] as [Wording.Key] { h.li(v.t(key)) }
                }
                h.postForm(PersonalDataModule.erasure.path(), state, v.t) { h in
                    h.options(
                        v.t("personal.eraseQuestion", ["name": viewer.name ?? ""]), "checkbox", [("sicher", "ja", v.t("personal.sure"), nil)], state)
                    h.submit(v.t("personal.eraseNow"), class: "button danger wide")
                }
                h.p { h in h.a(v.t("form.back"), .href(PersonalDataModule.show.path())) }
            }
        }.confidential()
    }

    static func erased(_ v: Visit) -> Page {
        Page(v.t("personal.erased")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("personal.erased"), lead: v.t("personal.erasedText"))
                h.p { h in h.a(v.t("personal.home"), .class("button"), .href("/")) }
            }
        }
    }
}

extension Markup {
    /// Place by place: what it is, how long it is kept, and what stands there.
    mutating func records(_ v: Visit, _ records: [PersonalRecords], _ days: [RetentionRule.Kind: Int], isStaff: Bool) {
        for record in records where record.place.retention != .record {
            section(.class("card stack")) { h in
                h.h2(v.t(Wording.Key("personal.table", Name(rawValue: record.place.table))))
                h.p(v.kept(record.place.retention, days, isStaff: isStaff), .class("meta"))
                for entry in record.entries {
                    let facts = entry.compactMap { column, value -> (any Words, any Words)? in
                        guard UUID(uuidString: value) == nil else { return nil }
                        return (v.t(Wording.Key("personal.column", Name(rawValue: column))), v.stored(value, in: column))
                    }
                    if !facts.isEmpty { h.facts(facts) }
                }
            }
        }
        let office = records.filter { $0.place.retention == .record }.reduce(0) { $0 + $1.entries.count }
        if office > 0 {
            section(.class("card stack")) { h in
                h.h2(v.t("personal.office"))
                h.p(v.t("personal.officeText", ["count": office]))
            }
        }
    }
}

extension Visit {
    fileprivate func kept(_ retention: PersonalData.Retention, _ days: [RetentionRule.Kind: Int], isStaff: Bool) -> String {
        switch retention {
        case .withPerson where !isStaff: t("personal.keptUntilForgotten", ["count": days[.participants] ?? 0])
        case .withPerson, .record: t("personal.keptWithPerson")
        case .afterConference(let kind): t("personal.keptAfterConference", ["count": days[kind] ?? 0])
        case .days(let days): t("personal.keptDays", ["count": days])
        }
    }

    /// A value of the database as people read it.
    fileprivate func stored(_ value: String, in column: String) -> any Words {
        // Names of products and characters without a meaning (BCP 47: zxx) are in no language of the page.
        if column == "device" { return Phrase(text: value, language: .english) }
        if ["ending", "reference"].contains(column) { return Phrase(text: value, language: Language("zxx")) }
        if column == "algorithm" { return Phrase(text: value == "-7" ? "ES256" : "RS256", language: Language("zxx")) }
        if column == "language" { return Phrase(text: Language(value).ownName, language: Language(value)) }
        if let known = KnownValue(rawValue: value) { return t(Wording.Key("personal.value", known)) }
        if let role = Role(rawValue: value) { return t(Wording.Key("role", role)) }
        if let date = try? Date(value, strategy: .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .colon)) {
            return Line(dates.day(date), t("time.clock", ["time": dates.time(date)]))
        }
        return Typed(value)
    }
}

/// The words that the database uses for a choice.
enum KnownValue: String, CaseIterable {
    case yes, no, abstain, confirmed, waiting, online
    case offered, lapsed, guest, office, mail, phone, letter, paper, registered, seat, offer, reminder, cancelled, moved, news
    case vegetarian, vegan, halal
    case walkIn = "walk_in"
    case arrival, photo, mistake, home, done, returned, already, unknown, closed
    case noCard = "no_card"
    case hasCard = "has_card"
    case tooLate = "too_late"
    case card, link, email, passkey, recovery, provider
    case isTrue = "true"
    case isFalse = "false"
}

/// A table's or a column's name, as part of a key.
private struct Name: RawRepresentable {
    let rawValue: String
    init(rawValue: String) { self.rawValue = rawValue }
}
