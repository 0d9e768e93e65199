internal import Core
internal import HTML
internal import Web

enum ChecklistPages {
    static func title(_ v: Visit, _ item: ChecklistItem) -> String { item.task.map { v.t(Wording.Key("task", $0)) } ?? item.title ?? "" }

    static func show(_ v: Visit, _ conference: Conference, _ items: [ChecklistItem], _ state: FormState) -> Page {
        Page(v.t("checklist.title")) { h in
            h.pageHead(
                v.t("checklist.title"), meta: Line(v.text(conference.name), v.dates.longDay(conference.startsAt)), lead: v.t("checklist.lead"))
            let done = items.count { $0.isDone(conference) }
            h.p(.class("row")) { h in
                h.strong(v.t("checklist.done", ["done": done, "all": items.count]))
                let overdue = items.count { $0.isOverdue(conference, at: v.now) }
                if overdue > 0 { h.tag(v.t("checklist.overdue", ["count": overdue]), .bad) }
            }
            for phase in ChecklistPhase.allCases {
                let own = items.filter { ChecklistPhase(days: $0.days) == phase }
                if own.isEmpty { continue }
                h.section(.class("card stack")) { h in
                    h.h2(v.t(Wording.Key("phase", phase)))
                    h.table(
                        v.t(Wording.Key("phase", phase)), columns: [v.t("checklist.what"), v.t("checklist.due"), v.t("desk.state")],
                        rows: own.map { item in row(v, conference, item) })
                }
            }
            h.section(.class("card warm stack")) { h in
                h.h2(v.t("checklist.add"))
                h.postForm(ConferencePaths.checklist.path(conference.slug), state, v.t) { h in
                    h.div(.class("split")) { h in
                        h.field("titel", v.t("checklist.what"), state, v.t, .german { $0.autocomplete = "off" })
                        h.field("tag", v.t("checklist.due"), state, v.t, .make { $0.type = "date" })
                    }
                    h.submit(v.t("checklist.add"))
                }
            }
        }
    }

    private static func row(_ v: Visit, _ conference: Conference, _ item: ChecklistItem) -> [(inout Markup) -> Void] {
        let isDone = item.isDone(conference)
        return [
            { h in
                h.span(.id("aufgabe-\(item.id)")) { h in
                    let words = Phrase(text: title(v, item), language: item.task == nil ? .german : nil)
                    if let path = item.task?.path(conference) { h.a(words, .href(path.path(conference.slug))) } else { h.text(words) }
                }
            },
            { h in h.text(v.dates.day(item.due(conference))) },
            { h in
                h.span(.class("row")) { h in
                    if isDone {
                        h.tag(v.t("checklist.isDone"), .good)
                    } else if item.isOverdue(conference, at: v.now) {
                        h.tag(v.t("checklist.late"), .bad)
                    }
                    if item.isTicked {
                        let action = ConferencePaths.checklistTick.path(conference.slug, item.id.description)
                        if isDone {
                            h.actionButton(action, v.t("checklist.reopen"), class: "plain", fields: ["offen": "ja"])
                        } else {
                            h.actionButton(action, v.t("checklist.tick"), class: "button quiet")
                            h.actionButton(
                                ConferencePaths.checklistRemoval.path(conference.slug, item.id.description), v.t("checklist.remove"), class: "plain",
                                confirm: Confirmation(
                                    v.t("checklist.removeQuestion"), title(v, item), yes: v.t("checklist.remove"), no: v.t("form.back")))
                        }
                    }
                }
            },
        ]
    }
}
