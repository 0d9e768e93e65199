internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Takes a request through the house: host, language, origin, one transaction, page.
struct Dispatcher: Sendable {
    let house: House
    let announcer: Announcer
    private let map: PageMap
    /// By the template of their route.
    private let batches: [String: RouteBatch.Door]

    init(house: House) {
        self.house = house
        map = PageMap(house.routes)
        let opened = house.routes.compactMap { route in route.batch.map { (route.template.text, $0.open(house.database, house.batches)) } }
        batches = Dictionary(uniqueKeysWithValues: opened)
        announcer = Announcer(database: house.database, log: house.log)
    }

    /// More than any form of ours, filled to its limits in any script; a longer one is answered with a page of its own, since
    /// showing megabytes again would hold up a phone.
    static let bodyLimit = 400 * 1024

    func respond(to request: Request, context: WebContext, route: Route) async -> Response {
        guard let site = site(of: request) else { return elsewhere(request) }
        var visit = self.visit(request, context, site: site, template: route.template)
        if route.method == .post {
            guard isOurOwn(request) else { return render(.page(ErrorPages.foreignOrigin(visit), status: 403), visit, nil, request) }
            let form: FormData
            do {
                form = FormData(urlEncoded: String(buffer: try await request.body.collect(upTo: Self.bodyLimit)))
            } catch {
                return render(.page(ErrorPages.tooLarge(visit), status: 413), visit, nil, request)
            }
            visit = self.visit(request, context, site: site, template: route.template, form: form)
        }
        let mark = FormMark(visit.form[FormMark.field])
        visit.form = visit.form.without(FormMark.field)
        var (answer, viewer, shown) = await work(route, visit, session: session(of: request), mark, host: host(of: request))
        if case .errand(let errand) = answer.content {
            let begun = answer
            (answer, viewer, shown) = await work(
                route.goingOn(await errand.run()), visit, session: session(of: request), mark, host: host(of: request))
            if answer.attempt == nil { answer.attempt = begun.attempt }
            if case .errand = answer.content { answer.content = .redirect("/") }
        }
        if case .start(let token, let interrupted?)? = answer.session {
            let resumed = await resume(interrupted, visit, token, .signedIn, host: host(of: request))
            (answer.content, answer.status, viewer, shown) = (resumed.0.content, resumed.0.status, resumed.1, resumed.2)
        }
        announcer.announce(answer.announcing, of: site.tenant)
        if let viewer { noteUse(of: viewer, by: request) }
        if let delay = answer.delay { await house.pause(delay) }
        return render(answer, shown, viewer, request)
    }

    /// The page on which somebody was interrupted, with what they had typed; asked for with the session that has just begun.
    private func resume(_ interrupted: Interrupted, _ visit: Visit, _ token: SessionToken, _ reason: Resumption, host: String) async -> (
        Answer, Viewer?, Visit
    ) {
        guard let page = map.page(at: interrupted.page) else { return (.redirect("/"), nil, visit) }
        var resumed = visit
        (resumed.path, resumed.address, resumed.parameters) = (interrupted.page, interrupted.page, page.parameters)
        (resumed.form, resumed.resumption) = (interrupted.form, reason)
        let shown = await work(page.route, resumed, session: token, nil, host: host)
        // Nothing is typed on a page that first asks somebody outside: there one goes by oneself.
        if case .errand = shown.0.content { return (.redirect(interrupted.page), shown.1, shown.2) }
        return shown
    }

    /// The form was opened by somebody else than who is signed in now: nothing is done, and nothing that was typed is lost.
    private func unsent(_ visit: Visit, _ token: SessionToken, host: String) async -> (Answer, Viewer?, Visit) {
        let interrupted = Interrupted(page: visit.address, form: visit.form)
        var (answer, viewer, resumed) = await resume(interrupted, visit, token, .otherPerson, host: host)
        guard case .page = answer.content, answer.status == 200 else {
            // Where the other may not be, the page for signing in keeps it for whoever was.
            return (.page(house.signIn(visit, interrupted), status: 409), viewer, visit)
        }
        answer.status = 409
        return (answer, viewer, resumed)
    }

    /// The one transaction of a request; or a part of one, where many write together.
    private func work(_ route: Route, _ visit: Visit, session: SessionToken?, _ mark: FormMark?, host: String) async -> (Answer, Viewer?, Visit) {
        let principal = Principal(door: .host(host, session: session?.hash), permission: route.permission)
        // Somebody's own form, or one whose session has changed: then it is looked whether the person is still the same.
        let doubtful = mark.flatMap { mark in route.isForBrowser || session.map(mark.fits) != false ? nil : mark }
        let work: @Sendable (borrowing Transaction) throws -> (Answer, Viewer, Visit) = { tx in
            if let doubtful, let person = try tx.viewer.person, doubtful.person != FormMark.of(person) { throw OtherPerson() }
            return (try route.handler(tx, visit), try tx.viewer, visit)
        }
        do {
            if doubtful == nil, route.method == .post, let batch = batches[route.template.text],
                let answer = try await batch(visit, session?.hash, host)
            {
                return (answer, nil, visit)
            }
            return switch route.method {
            case .get: try await house.database.read(as: principal, work)
            case .post: try await house.database.write(as: principal, work)
            }
        } catch is OtherPerson {
            guard let session else { return (.redirect("/"), nil, visit) }
            return await unsent(visit, session, host: host)
        } catch let rollBack as RollBack {
            return (rollBack.answer, await who(principal), visit)
        } catch Refusal.signInNeeded {
            return (.page(house.signIn(visit, Interrupted(page: visit.address, form: visit.form)), status: 401), nil, visit)
        } catch is Refusal {
            let viewer = await who(principal)
            if let doubtful, let session, let person = viewer?.person, doubtful.person != FormMark.of(person) {
                return await unsent(visit, session, host: host)
            }
            return (.page(ErrorPages.notFound(visit), status: 404), viewer, visit)
        } catch let error as DatabaseError where [.busy, .unavailable, .closed, .timedOut].contains(error.kind) {
            house.log.error("the database had no time for a request", metadata: ["error": "\(String(reflecting: error))"])
            return (.page(ErrorPages.busy(visit), status: 503), nil, visit)
        } catch let error as DatabaseError where error.kind == .commitOutcomeUnknown {
            house.log.error("the outcome of a request is unknown", metadata: ["error": "\(String(reflecting: error))"])
            return (.page(ErrorPages.unknown(visit), status: 503), nil, visit)
        } catch is CancellationError {
            // The visitor has gone; nobody reads this.
            return (.page(ErrorPages.busy(visit), status: 503), nil, visit)
        } catch {
            let reference = String(UInt64.random(in: 0 ... .max), radix: 36).uppercased().prefix(8)
            house.log.error(
                "a request failed",
                metadata: ["reference": "\(reference)", "route": "\(route.template.text)", "error": "\(String(reflecting: error))"])
            return (.page(ErrorPages.fault(visit, reference: String(reference)), status: 500), nil, visit)
        }
    }

    private struct OtherPerson: Error {}

    /// A session that nobody uses ends. A page that keeps itself up to date is nobody.
    private func noteUse(of viewer: Viewer, by request: Request) {
        guard viewer.sessionIsStale, let session = viewer.session, request.headers[LiveStreams.partHeader] == nil else { return }
        Task {
            do { try await house.database.touch(session, of: viewer.tenant) } catch {
                house.log.warning("use of a session was not written down", metadata: ["error": "\(String(reflecting: error))"])
            }
        }
    }

    /// Who is asking, after their own transaction was rolled back; so that the page still greets them.
    private func who(_ principal: Principal) async -> Viewer? {
        try? await house.database.read(as: Principal(door: principal.door, permission: .everyone)) { tx in try tx.viewer }
    }

    // MARK: Reading the request

    func host(of request: Request) -> String {
        let authority = (request.head.authority ?? "").lowercased()
        return String(authority.prefix { $0 != ":" })
    }

    func site(of request: Request) -> Site? { house.directory.site(host(of: request)) }

    /// - Parameter template: of the route; nil where there is none.
    func visit(_ request: Request, _ context: WebContext, site: Site, template: PathTemplate? = nil, form: FormData = FormData()) -> Visit {
        let language = language(of: request, site: site)
        // As forms write it: a space is a plus.
        let asked = FormData(urlEncoded: request.uri.query ?? "")
        let query = Dictionary(asked.pairs.map { ($0.name, $0.value) }) { first, _ in first }
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters { parameters[String(name)] = String(value).removingPercentEncoding ?? String(value) }
        let path = HTML.Path(local: request.uri.path) ?? "/"
        return Visit(
            site: site, t: Wording(language: language, catalogue: house.catalogue, words: site.words), dates: DateStyle(language: language),
            now: house.clock.now(), path: path, address: request.method == .post ? template.map { map.address(of: $0, parameters) } ?? "/" : path,
            parameters: parameters, query: query, form: form, userAgent: request.headers[.userAgent] ?? "", attempt: attempt(of: request),
            isDevelopment: house.isDevelopment)
    }

    private func language(of request: Request, site: Site) -> Language {
        var wishes: [String] = []
        if let chosen = request.uri.queryParameters["sprache"] { wishes.append(String(chosen)) }
        if let kept = cookie(Self.languageCookie, of: request) { wishes.append(kept) }
        for part in (request.headers[.acceptLanguage] ?? "").split(separator: ",") {
            wishes.append(String(part.prefix { $0 != ";" && $0 != "-" }).trimmed)
        }
        if house.isDevelopment, wishes.first == Catalogue.pseudo.code { return Catalogue.pseudo }
        return wishes.lazy.map { Language($0) }.first { site.languages.contains($0) } ?? site.languages.first ?? .german
    }

    /// Sibling councils are the same *site* for a browser, so SameSite cookies do not keep their pages from posting to us:
    /// an unsafe request must come from exactly our own origin.
    func isOurOwn(_ request: Request) -> Bool {
        if let origin = request.headers[.origin] {
            return origin.lowercased() == "\(house.scheme)://\((request.head.authority ?? "").lowercased())"
        }
        return request.headers[.secFetchSite] == "same-origin"
    }

    // MARK: Writing the response

    func render(_ answer: Answer, _ visit: Visit, _ viewer: Viewer?, _ request: Request) -> Response {
        var headers = Self.securityHeaders
        var body: [UInt8] = []
        headers[.cacheControl] = "no-store"
        switch answer.content {
        case .page(let page):
            // Going back must find a guest's form as it was left, above all one that was sent in vain: with what was typed, and with
            // the key by which a second sending is no second registration. What only the signed-in may see is kept nowhere.
            if !page.isConfidential && viewer?.isSignedIn != true { headers[.cacheControl] = "private, no-cache" }
            headers[.contentType] = "text/html; charset=utf-8"
            headers[.contentLanguage] = visit.language.code
            if !page.topics.isEmpty { headers.append(LiveStreams.stamp(visit.now)) }
            var token = session(of: request)
            if case .start(let new, _)? = answer.session { token = new }
            let (who, session) = page.isSameForAll ? (nil, nil) : (viewer, token)
            body = Shell(house: house, visit: visit, viewer: who, token: session).render(page)
        case .redirect(let path): headers[.location] = path.text
        case .leave(let address): headers[.location] = address.text
        // Errands were run before; should one be left, nobody waits for it.
        case .errand: headers[.location] = "/"
        case .bytes(let bytes, let type):
            headers[.contentType] = type
            body = bytes
        }
        for cookie in cookies(answer, visit, request) { headers.append(HTTPField(name: .setCookie, value: cookie)) }
        if request.method == .get && answer.status == 200 {
            let tag = Self.entityTag(body)
            headers[.eTag] = tag
            // Live pages ask often and mostly find that nothing changed for them. A proxy may have made the tag a weak one.
            if (request.headers[.ifNoneMatch] ?? "").contains(tag) { return Response(status: .notModified, headers: headers) }
        }
        if answer.status == 503 { headers[.retryAfter] = "3" }
        return Response(status: .init(code: answer.status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// FNV-1a (64 bits): says "the same bytes", and need not withstand anybody.
    private static func entityTag(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        return "\"\(String(hash, radix: 36))\""
    }

    static let securityHeaders: HTTPFields = [
        .contentSecurityPolicy:
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        .xContentTypeOptions: "nosniff",
        // Not no-referrer: with it browsers send `Origin: null` with our own forms.
        HTTPField.Name("Referrer-Policy")!: "same-origin",
        HTTPField.Name("Cross-Origin-Opener-Policy")!: "same-origin",
        HTTPField.Name("Permissions-Policy")!: "camera=(), geolocation=(), microphone=()",
    ]

    // MARK: Not a council's page

    /// The operator's host, or a name nobody answers to.
    func elsewhere(_ request: Request) -> Response {
        let isOperator = host(of: request) == house.directory.operatorHost
        let sites = house.directory.all()
        let languages = house.catalogue.languages
        let blank = LocalizedText(["de": "Mitreden", "en": "Mitreden", "ar": "Mitreden"])
        let site = Site(
            tenant: ID(UUID()), slug: "", origin: "", name: blank, district: blank, claim: LocalizedText([:]), about: blank, imprint: blank,
            words: [:], hue: 205, languages: languages, isDemonstration: false)
        let visit = self.visit(request, WebContext.empty, site: site)
        var bare = house
        bare.modules = []
        bare.footer = []
        let page = ErrorPages.councils(visit, sites, isOperator: isOperator)
        return Dispatcher(house: bare).render(.page(page, status: isOperator ? 200 : 404), visit, nil, request)
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
