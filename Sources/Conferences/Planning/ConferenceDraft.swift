internal import Core
internal import Foundation
internal import Web

/// Something that is there for people who could not come without it.
struct Offer: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case interpreting
        case signLanguage = "sign_language"
        case childcare
        case food
        case stepFree = "step_free"
        case travel
    }
    let kind: Kind
    /// Empty: the page says it in its own words.
    let description: LocalizedText
}

struct ProgrammeItem: Sendable {
    let startsAt: Date
    let title: LocalizedText
}

/// A conference as the office writes it.
struct ConferenceDraft: Sendable {
    var slug = ""
    var shortName = ""
    var name = LocalizedText([:])
    var motto = LocalizedText([:])
    var summary = LocalizedText([:])
    var description = LocalizedText([:])
    var doorsAt = Date.distantPast
    var startsAt = Date.distantPast
    var endsAt = Date.distantPast
    var venueName = ""
    var venueAddress = ""
    var directions = LocalizedText([:])
    var access = LocalizedText([:])
    var whoCanCome = LocalizedText([:])
    var languages: [Language] = [.german]
    var capacity = 100
    /// `2024-11-01`
    var needsUntil: String?
    var format = Conference.Format.worldCafe
    var speakers: String?
    var venueFacts: [VenueFact] = []
    var easy = EasyVersion()
    var isDemonstration = false
    var offers: [Offer] = []
    var programme: [ProgrammeItem] = []

    /// Whether somebody who has noted day and place would come in vain.
    func isElsewhere(than conference: Conference) -> Bool {
        startsAt != conference.startsAt || venueName != conference.venueName || venueAddress != conference.venueAddress
    }

    /// An address part from a short name: "16. HIK" → `16-hik`.
    static func slug(from name: String) -> String {
        var slug = ""
        for character in name.lowercased().replacing("ä", with: "ae").replacing("ö", with: "oe").replacing("ü", with: "ue").replacing("ß", with: "ss")
        {
            if character.isASCII && (character.isLetter || character.isNumber) {
                slug.append(character)
            } else if !slug.isEmpty && slug.last != "-" {
                slug.append("-")
            }
        }
        while slug.last == "-" { slug.removeLast() }
        return String(slug.prefix(60))
    }

    /// A programme as typed: a line for each item, its time first. Lines that do not begin with a time are told by number.
    static func programme(from text: String, day: String) -> (items: [ProgrammeItem], wrongLines: [Int]) {
        var items: [ProgrammeItem] = []
        var wrong: [Int] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = String(line).trimmed
            if line.isEmpty { continue }
            let parts = line.split(separator: " ", maxSplits: 1)
            let time = String(parts[0]).replacing(".", with: ":")
            if parts.count == 2, let moment = DateStyle.moment(day: day, time: time) {
                items.append(ProgrammeItem(startsAt: moment, title: LocalizedText(german: String(parts[1]).trimmed)))
            } else {
                wrong.append(index + 1)
            }
        }
        return (items, wrong)
    }
}
