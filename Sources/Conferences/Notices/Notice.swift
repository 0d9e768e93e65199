internal import Core
internal import Foundation

/// What the office tells everybody who is expected, or who wanted to know what became of it.
struct Notice: Sendable {
    enum Kind: String, Sendable { case cancelled, moved, news }

    static let limit = 1000

    let id: ID<Notice>
    let kind: Kind
    let text: LocalizedText
    /// When it was to be before.
    let oldStart: Date?
    let madeAt: Date
}
