internal import Core
internal import Foundation

/// What somebody needs that evening. Kept apart from everything else.
struct Needs: Sendable, Equatable {
    static let remarkLimit = 500

    enum Food: String, Sendable, CaseIterable { case vegetarian, vegan, halal }

    var interpreter: Language?
    var signLanguage = false
    var stepFree = false
    var children = 0
    var food: Food?
    var photoConsent = false
    var remark: String?

    /// When they are deleted.
    static func expiry(after conference: Conference) -> Date { conference.endsAt.addingTimeInterval(30 * 86_400) }

    /// What goes for those who come along as well: they share a language and a kitchen. The rest they say themselves.
    var forCompanions: Needs {
        var needs = Needs()
        (needs.interpreter, needs.food) = (interpreter, food)
        return needs
    }
}
