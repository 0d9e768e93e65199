internal import Core
internal import HTML

/// The pages for what went wrong. Each says what happened, that nothing is lost, and what to do; none shows an error's innards.
enum ErrorPages {
    static func notFound(_ v: Visit) -> Page {
        Page(v.t("error.notFound.title")) { h in
            h.div(.class("empty")) { h in
                h.trusted(RoundTable.drawing(seats: 8, taken: 0))
                h.h1(v.t("error.notFound.title"))
                h.p(v.t("error.notFound.text"))
                h.a(v.t("error.home"), .class("button"), .href("/"))
            }
        }
    }

    static func busy(_ v: Visit) -> Page { simple(v, "error.busy.title", "error.busy.text") }
    static func tooLarge(_ v: Visit) -> Page { simple(v, "error.tooLarge.title", "error.tooLarge.text") }
    static func foreignOrigin(_ v: Visit) -> Page { simple(v, "error.origin.title", "error.origin.text") }

    static func fault(_ v: Visit, reference: String) -> Page {
        Page(v.t("error.fault.title")) { h in
            h.pageHead(v.t("error.fault.title"), lead: v.t("error.fault.text"))
            h.p(v.t("error.reference", ["reference": reference]), .class("meta"))
            h.p { h in h.a(v.t("error.home"), .class("button"), .href("/")) }
        }
    }

    /// The connection broke while the work was being made durable. Every form may be sent twice and does its work once.
    static func unknown(_ v: Visit) -> Page {
        Page(v.t("error.unknown.title")) { h in
            h.pageHead(v.t("error.unknown.title"), lead: v.t("error.unknown.text"))
            h.postForm(v.path) { h in
                for pair in v.form.pairs { h.input(.type("hidden"), .name(pair.name), .value(pair.value)) }
                h.submit(v.t("error.unknown.again"))
            }
        }
    }

    private static func simple(_ v: Visit, _ title: Wording.Key, _ text: Wording.Key) -> Page {
        Page(v.t(title)) { h in
            h.pageHead(v.t(title), lead: v.t(text))
            h.p { h in h.a(v.t("error.home"), .class("button"), .href("/")) }
        }
    }

    /// For a host name that no council of this server answers to, and for the operator's host: who can be found here.
    static func councils(_ v: Visit, _ sites: [Site], isOperator: Bool) -> Page {
        let title = v.t(isOperator ? "operator.title" : "error.host.title")
        return Page(title) { h in
            h.pageHead(title, lead: v.t(isOperator ? "operator.text" : "error.host.text"))
            h.ul(.class("tiles")) { h in
                for site in sites {
                    guard let url = ExternalURL(site.origin) else { continue }
                    h.li { h in
                        h.a(.class("tile"), .href(url)) { h in
                            h.trusted(RoundTable.mark)
                            h.span { h in
                                h.strong(v.text(site.name))
                                h.small(site.origin)
                            }
                        }
                    }
                }
            }
        }
    }
}
