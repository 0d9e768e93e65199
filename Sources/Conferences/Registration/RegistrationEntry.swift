internal import Core
internal import Foundation
internal import Identity
internal import Web

/// A registration as a request brings it, found fine as far as one can see without the database.
struct RegistrationEntry: Sendable {
    let slug: String
    /// Who registers, and those who come along.
    var names: [String]
    let language: Language
    var needs = Needs()
    var contact: NewContact?
    var channel = Registration.Channel.online
    let key: SubmissionKey
    /// In the addresses of their pages, one for each name.
    var references: [String]
    /// Those they come with have registered before.
    var party: ID<Registration>?
    /// When it was sent, by the program's clock.
    let at: Date

    init(
        slug: String, names: [String], language: Language, needs: Needs = Needs(), contact: NewContact? = nil,
        channel: Registration.Channel = .online, key: SubmissionKey = SubmissionKey(), at: Date
    ) {
        (self.slug, self.names, self.language, self.needs, self.contact) = (slug, names, language, needs, contact)
        (self.channel, self.key, self.at) = (channel, key, at)
        references = names.map { _ in RegistrationNumber.random() }
    }

    /// Those of the party who are not among the first `count` yet.
    func companions(from count: Int, joining party: ID<Registration>) -> RegistrationEntry {
        var entry = RegistrationEntry(
            slug: slug, names: Array(names.dropFirst(count)), language: language, needs: needs.forCompanions, channel: channel, at: at)
        entry.party = party
        return entry
    }
}

/// By which somebody finds their registration again, on paper or by telephone: twelve characters without look-alikes, nearly 60 bits.
enum RegistrationNumber {
    static let length = 12

    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return String((0..<length).map { _ in CardCode.alphabet.randomElement(using: &generator)! })
    }

    /// In groups of four, as printed and read aloud.
    static func groups(_ number: String) -> String {
        stride(from: 0, to: number.count, by: 4).map { String(number.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }

    /// What somebody typed: spaces and dashes do not matter, nor does case.
    static func read(_ typed: String) -> String? {
        let number = typed.uppercased().filter { !$0.isWhitespace && !"-–.·_".contains($0) }
        return number.count == length && number.allSatisfy(CardCode.alphabet.contains) ? number : nil
    }
}

/// The form, from what was typed to an entry.
struct RegistrationForm: Sendable {
    let houseKey: HouseKey
    /// More than that are a group, which registers with the office.
    static let mostOnline = 5
    static let mostByOffice = 40

    func read(_ reader: inout FormReader, _ v: Visit, by channel: Registration.Channel = .online) -> RegistrationEntry {
        // Nobody sees this field; whoever fills it is a machine.
        if reader.values["webseite"]?.trimmed.isEmpty == false { reader.fail("webseite", v.t("registration.trap")) }
        let name = reader.text("name", limit: 80)
        // A name goes into letters to addresses that anybody can type: it must not be somebody's advertisement.
        if ["://", "www."].contains(where: { name.lowercased().contains($0) }) { reader.fail("name", v.t("registration.nameIsAddress")) }
        let language = v.site.languages.first { $0.code == v.form["sprache"] } ?? v.language
        let most = channel == .online ? Self.mostOnline : Self.mostByOffice
        let companions = companions(&reader, v.in(language), of: name, most: most)
        let needs = NeedsForm.read(&reader)
        let contact = ContactForm(houseKey: houseKey).read(&reader, v)
        return RegistrationEntry(
            slug: v["conference"], names: [name] + companions, language: language, needs: needs, contact: contact, channel: channel,
            key: reader.submission(of: name), at: v.now)
    }

    /// Who comes along: as many as were said, by the names that were said.
    private func companions(_ reader: inout FormReader, _ v: Visit, of name: String, most: Int) -> [String] {
        let count = reader.number("weitere", in: 0...most, empty: 0)
        let names = reader.text("namen", limit: 80 * most, isRequired: false).split(separator: "\n").map { String($0).trimmed }.filter { !$0.isEmpty }
        if let long = names.first(where: { $0.unicodeScalars.count > 80 }) {
            reader.fail("namen", v.t("form.tooLong", ["limit": 80, "length": long.unicodeScalars.count]))
        }
        if names.count > most { reader.fail("namen", v.t("form.number", ["from": 0, "to": most])) }
        return names
            + (names.count..<max(count, names.count)).map {
                v.t("registration.companion", ["name": name.prefix(60), "number": $0 + 1]).withoutControls
            }
    }
}
