public import Core
internal import HTML

public import struct Foundation.Date

/// How the house speaks when nobody is visiting: for letters that are written by a job.
public struct Voice: Sendable {
    private let catalogue: Catalogue
    private let directory: SiteDirectory

    public init(catalogue: Catalogue, directory: SiteDirectory) {
        self.catalogue = catalogue
        self.directory = directory
    }

    /// As if somebody with this language had come to this council's first page; nil when this server does not know the council.
    public func visit(_ tenant: ID<Tenant>, in language: Language, at now: Date) -> Visit? {
        guard let site = directory.all().first(where: { $0.tenant == tenant }) else { return nil }
        let known = site.languages.contains(language) ? language : .german
        return Visit(
            site: site, t: Wording(language: known, catalogue: catalogue, words: site.words), dates: DateStyle(language: known), now: now, path: "/",
            address: "/", parameters: [:], query: [:], form: FormData(), userAgent: "", attempt: nil, isDevelopment: false)
    }
}
