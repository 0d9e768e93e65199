internal import Core
internal import Foundation
internal import HTML
internal import Web

/// The office's form for a conference: from typed text to a draft and back.
enum AnnouncementForm {
    static func blank(_ v: Visit) -> FormData {
        FormData([
            ("einlass", "16:30"), ("beginn", "17:00"), ("ende", "20:30"), ("plaetze", "100"), ("sprachen", "de"),
            ("format", Conference.Format.worldCafe.rawValue),
            ("wer", v.german("conference.everyone")),
        ])
    }

    static func values(_ c: Conference, _ offers: [Offer], _ programme: [ProgrammeItem]) -> FormData {
        var pairs: [(String, String)] = [
            ("kurzname", c.shortName), ("name", c.name.german), ("motto", c.motto.german), ("kurz", c.summary.german),
            ("lang", c.description.german), ("tag", DateStyle.isoDay(c.startsAt)), ("einlass", DateStyle.isoTime(c.doorsAt)),
            ("beginn", DateStyle.isoTime(c.startsAt)), ("ende", DateStyle.isoTime(c.endsAt)), ("ort", c.venueName),
            ("adresse", c.venueAddress), ("weg", c.directions.german), ("zugang", c.access.german), ("wer", c.whoCanCome.german),
            ("plaetze", "\(c.capacity)"), ("bedarf", c.needsUntil ?? ""), ("format", c.format.rawValue),
            ("programm", programme.map { DateStyle.isoTime($0.startsAt) + " " + $0.title.german }.joined(separator: "\n")),
        ]
        pairs += [
            ("sprecher", c.speakers ?? ""), ("leicht", c.easy.text ?? ""), ("leicht_geprueft", c.easy.testedBy ?? ""),
            ("video", c.easy.signVideo ?? ""),
        ]
        pairs += c.venueFacts.map { ("gebaeude", $0.rawValue) }
        pairs += c.languages.map { ("sprachen", $0.code) }
        pairs += offers.map { ("angebote", $0.kind.rawValue) }
        for language in ["en", "ar"] {
            pairs.append(("motto_\(language)", c.motto.byLanguage[language] ?? ""))
            pairs.append(("kurz_\(language)", c.summary.byLanguage[language] ?? ""))
        }
        return FormData(pairs)
    }

    /// When and where an evening is, as the form was opened with.
    static func state(of c: Conference) -> String { "\(Int(c.startsAt.timeIntervalSince1970)) \(c.venueName) \(c.venueAddress)" }

    /// What another evening was like, for one that is to be like it: all but what is always new.
    static func proposal(_ v: Visit, like c: Conference, _ offers: [Offer], _ programme: [ProgrammeItem]) -> FormData {
        let new = ["kurzname", "name", "motto", "kurz", "lang", "tag", "bedarf", "leicht", "leicht_geprueft", "video", "sprecher"]
        let kept = values(c, offers, programme).pairs.filter { !new.contains($0.name) && !$0.name.hasPrefix("motto_") && !$0.name.hasPrefix("kurz_") }
        return FormData(kept.map { ($0.name, $0.value) } + [("vorlage", c.slug)])
    }

    /// - Parameters: `over` and the following: what is being changed; translations and details the form does not show are kept.
    ///   `other`: the evening that this one is to be like.
    static func read(
        _ reader: inout FormReader, _ v: Visit, over old: Conference? = nil, like other: Conference? = nil, offers: [Offer] = [],
        programme: [ProgrammeItem] = []
    ) -> ConferenceDraft {
        var draft = ConferenceDraft()
        draft.shortName = reader.text("kurzname", limit: 60)
        draft.slug = ConferenceDraft.slug(from: draft.shortName)
        if !draft.shortName.isEmpty && (draft.slug.isEmpty || draft.slug == "neu") { reader.fail("kurzname", v.t("conference.nameTaken")) }
        draft.name = german(&reader, "name", 120, old?.name, isRequired: false)
        if draft.name.german.isEmpty { draft.name = LocalizedText(german: draft.shortName) }
        draft.motto = translated(&reader, v, "motto", 160, old?.motto)
        draft.summary = translated(&reader, v, "kurz", 600, old?.summary)
        draft.description = german(&reader, "lang", 6000, old?.description, isRequired: false)
        readTimes(&reader, v, &draft)
        draft.venueName = reader.text("ort", limit: 120)
        draft.venueAddress = reader.text("adresse", limit: 200)
        let like = old ?? other
        draft.directions = german(&reader, "weg", 600, like?.directions, isRequired: false)
        draft.access = german(&reader, "zugang", 600, like?.access, isRequired: false)
        draft.whoCanCome = german(&reader, "wer", 600, like?.whoCanCome)
        draft.capacity = reader.number("plaetze", in: 1...5000)
        draft.needsUntil = readNeedsUntil(&reader, v, draft)
        draft.format = reader.values["format"].flatMap(Conference.Format.init(rawValue:)) ?? old?.format ?? .worldCafe
        draft.speakers = reader.text("sprecher", limit: 2000, isRequired: false).nonEmpty
        draft.venueFacts = VenueFact.allCases.filter { reader.values.all("gebaeude").contains($0.rawValue) }
        draft.easy = EasyVersion(
            text: reader.text("leicht", limit: 3000, isRequired: false).nonEmpty,
            testedBy: reader.text("leicht_geprueft", limit: 120, isRequired: false).nonEmpty,
            signVideo: reader.text("video", limit: 500, isRequired: false).nonEmpty)
        if let video = draft.easy.signVideo, !video.hasPrefix("https://") || ExternalURL(video) == nil {
            reader.fail("video", v.t("conference.signVideoWrong"))
        }
        let chosen = Set(reader.values.all("sprachen") + ["de"])
        draft.languages =
            ([.german] + Interpreting.languages).filter { chosen.contains($0.code) } + (old?.languages ?? []).filter { !known.contains($0) }
        draft.offers = Offer.Kind.allCases.filter { reader.values.all("angebote").contains($0.rawValue) }.map { kind in
            offers.first { $0.kind == kind } ?? Offer(kind: kind, description: LocalizedText([:]))
        }
        let typed = ConferenceDraft.programme(from: reader.text("programm", limit: 4000, isRequired: false), day: reader.values["tag"] ?? "")
        if let first = typed.wrongLines.first { reader.fail("programm", v.t("conference.programmeLine", ["line": first])) }
        draft.programme = typed.items.map { item in
            programme.first { $0.title.german == item.title.german }.map { ProgrammeItem(startsAt: item.startsAt, title: $0.title) } ?? item
        }
        return draft
    }

    private static let known = Set([.german] + Interpreting.languages)

    private static func readTimes(_ reader: inout FormReader, _ v: Visit, _ draft: inout ConferenceDraft) {
        let day = reader.text("tag", limit: 10)
        func moment(_ field: String) -> Date? { DateStyle.moment(day: day, time: reader.values[field] ?? "") }
        if !day.isEmpty && DateStyle.moment(day: day, time: "12:00") == nil { reader.fail("tag", v.t("form.day")) }
        guard let begins = moment("beginn"), let ends = moment("ende"), let doors = moment("einlass") else {
            for field in ["einlass", "beginn", "ende"] where DateStyle.moment(day: "2024-01-01", time: reader.values[field] ?? "") == nil {
                reader.fail(field, v.t("form.time"))
            }
            return
        }
        if ends <= begins { reader.fail("ende", v.t("conference.endsBeforeStart")) }
        if doors > begins { reader.fail("einlass", v.t("conference.doorsAfterStart")) }
        (draft.doorsAt, draft.startsAt, draft.endsAt) = (doors, begins, ends)
    }

    /// What has to be ordered and booked needs a date; where none is typed, two weeks before.
    private static func readNeedsUntil(_ reader: inout FormReader, _ v: Visit, _ draft: ConferenceDraft) -> String? {
        let typed = (reader.values["bedarf"] ?? "").trimmed
        if typed.isEmpty {
            let proposed = DateStyle.calendar.date(byAdding: .day, value: -14, to: draft.startsAt)
            return proposed.flatMap { $0 > v.now ? DateStyle.isoDay($0) : nil }
        }
        guard let day = DateStyle.moment(day: typed, time: "00:00") else {
            reader.fail("bedarf", v.t("form.day"))
            return nil
        }
        if reader.isFine, day > draft.startsAt { reader.fail("bedarf", v.t("conference.needsUntilLate")) }
        return DateStyle.isoDay(day)
    }

    private static func german(_ reader: inout FormReader, _ field: String, _ limit: Int, _ old: LocalizedText?, isRequired: Bool = true)
        -> LocalizedText
    {
        let german = reader.text(field, limit: limit, isRequired: isRequired)
        // What says something else now is no longer what the translations say.
        guard var text = old, text.german == german else { return LocalizedText(german: german) }
        text.byLanguage["de"] = german
        return text
    }

    private static func translated(_ reader: inout FormReader, _ v: Visit, _ field: String, _ limit: Int, _ old: LocalizedText?) -> LocalizedText {
        var text = german(&reader, field, limit, old)
        for language in v.site.languages where language != .german {
            let translation = reader.text("\(field)_\(language)", limit: limit, isRequired: false)
            text.byLanguage[language.code] = translation.nonEmpty
        }
        return text
    }
}
