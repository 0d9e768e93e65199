internal import HTTPTypes
internal import Hummingbird

/// The three cookies there are: who is signed in, what a browser has begun in order to sign in, and its language.
extension Dispatcher {
    static let languageCookie = "sprache"

    /// `__Host-` binds a cookie to this one host and to https; plain http on a developer's machine cannot have it.
    private func bound(_ name: String) -> String { house.scheme == "https" ? "__Host-\(name)" : name }

    func session(of request: Request) -> SessionToken? { cookie(bound("mitreden"), of: request).flatMap { SessionToken($0) } }
    func attempt(of request: Request) -> SessionToken? { cookie(bound("anmeldung"), of: request).flatMap { SessionToken($0) } }

    func cookie(_ name: String, of request: Request) -> String? {
        for header in request.headers[values: .cookie] {
            for part in header.split(separator: ";") {
                let sides = part.split(separator: "=", maxSplits: 1)
                if sides.count == 2, String(sides[0]).trimmed == name { return String(sides[1]).trimmed }
            }
        }
        return nil
    }

    func cookies(_ answer: Answer, _ visit: Visit, _ request: Request) -> [String] {
        let secure = house.scheme == "https" ? "; Secure" : ""
        var cookies: [String] = []
        switch answer.session {
        // A session cookie: it goes with the browser's session; the server ends it earlier.
        case .start(let token, _): cookies.append("\(bound("mitreden"))=\(token.text); Path=/; HttpOnly; SameSite=Lax\(secure)")
        case .end: cookies.append("\(bound("mitreden"))=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0\(secure)")
        case nil: break
        }
        if let attempt = answer.attempt {
            cookies.append("\(bound("anmeldung"))=\(attempt.text); Path=/; HttpOnly; SameSite=Lax; Max-Age=3600\(secure)")
        }
        if request.uri.queryParameters["sprache"].map({ String($0) == visit.language.code }) == true {
            cookies.append("\(Self.languageCookie)=\(visit.language.code); Path=/; SameSite=Lax; Max-Age=31536000\(secure)")
        }
        return cookies
    }
}
