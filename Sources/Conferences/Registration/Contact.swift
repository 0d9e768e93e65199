internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Mail
internal import Web

/// How somebody wants to be reached. One field is enough to say it: the three look nothing like each other.
enum Contact: Sendable, Equatable {
    case mail(EmailAddress)
    /// As it was typed.
    case phone(String)
    /// Lines of a postal address.
    case letter(String)

    enum Way: String, Sendable, CaseIterable { case mail, phone, letter }

    static let limit = 300

    var way: Way {
        switch self {
        case .mail: .mail
        case .phone: .phone
        case .letter: .letter
        }
    }

    var text: String {
        switch self {
        case .mail(let address): address.text
        case .phone(let text), .letter(let text): text
        }
    }

    /// Nil when it is none of the three.
    init?(_ typed: String) {
        if typed.contains("@") {
            guard let address = EmailAddress(typed) else { return nil }
            self = .mail(address)
        } else if typed.allSatisfy({ $0.isNumber || $0.isWhitespace || "+()/-–.".contains($0) }) {
            // Digits of any script: an Arabic keyboard types ٢ for 2.
            let digits = typed.compactMap { $0.wholeNumberValue.map(String.init) ?? ($0.isWhitespace ? " " : String($0)) }.joined()
            guard (5...20).contains(digits.count(where: \.isNumber)) else { return nil }
            self = .phone(digits.trimmed)
        } else if typed.contains(where: \.isNumber), typed.contains(where: { $0.isNewline || $0 == "," }) {
            self = .letter(typed)
        } else {
            return nil
        }
    }

    init?(_ way: Way, _ text: String) {
        switch way {
        case .mail:
            guard let address = EmailAddress(text) else { return nil }
            self = .mail(address)
        case .phone: self = .phone(text)
        case .letter: self = .letter(text)
        }
    }

    /// By which the same address, typed another way, is found.
    var key: String {
        switch self {
        case .mail(let address): address.key
        case .phone(let text): text.filter(\.isNumber)
        case .letter(let text): text.lowercased().filter { $0.isLetter || $0.isNumber }
        }
    }
}

/// A contact as it is stored: sealed, and found by its MAC.
struct NewContact: Sendable {
    let way: Contact.Way
    let address: [UInt8]
    let mac: [UInt8]
    let reminders: Bool
    let followUp: Bool
}

/// Seals contacts and opens them.
struct ContactSeal: Sendable {
    let houseKey: HouseKey

    func mac(_ contact: Contact, of tenant: ID<Tenant>) -> [UInt8] { houseKey.mac("contact \(tenant) \(contact.way.rawValue) \(contact.key)") }

    func seal(_ contact: Contact, of tenant: ID<Tenant>) -> (address: [UInt8], mac: [UInt8]) {
        let mac = mac(contact, of: tenant)
        return (houseKey.seal(Array(contact.text.utf8), for: Self.place(mac, of: tenant)), mac)
    }

    func open(_ stored: StoredContact, of tenant: ID<Tenant>) -> Contact? {
        houseKey.open(stored.address, from: Self.place(stored.mac, of: tenant)).flatMap { Contact(stored.way, String(decoding: $0, as: UTF8.self)) }
    }

    private static func place(_ mac: [UInt8], of tenant: ID<Tenant>) -> String { "contact \(tenant) \(Secret.base64URL(mac))" }
}

/// The part of the form that asks how to reach somebody, and what for.
struct ContactForm: Sendable {
    let houseKey: HouseKey

    func read(_ reader: inout FormReader, _ v: Visit) -> NewContact? {
        let typed = reader.text("kontakt", limit: Contact.limit, isRequired: false)
        if typed.isEmpty { return nil }
        guard let contact = Contact(typed) else {
            reader.fail("kontakt", v.t("contact.unclear"))
            return nil
        }
        let sealed = ContactSeal(houseKey: houseKey).seal(contact, of: v.site.tenant)
        return NewContact(
            way: contact.way, address: sealed.address, mac: sealed.mac, reminders: reader.isChecked("erinnern"),
            followUp: reader.isChecked("ergebnis"))
    }

    /// - Parameter days: for how long after the evening an address is kept of whoever wants to be told; nil where others write it down.
    static func write(_ h: inout Markup, _ v: Visit, _ state: FormState, days: Int?) {
        h.section(.class("card stack")) { h in
            h.h2(v.t("contact.title"))
            h.field(
                "kontakt", v.t("contact.field"), state, v.t,
                .make {
                    $0.rows = 2; $0.isOptional = true; $0.hint = v.t("contact.hint"); $0.autocomplete = "email"
                })
            h.options(
                v.t("contact.forWhat"), "checkbox",
                [
                    ("erinnern", "ja", v.t("contact.reminders"), nil),
                    ("ergebnis", "ja", v.t("contact.followUp"), days.map { v.t("contact.followUpHint", ["days": $0]) }),
                ], state)
        }
    }
}
