"""One conference, once through, as its people walk it: with JavaScript, and again without.

The office writes and announces a conference and somebody registers; then the demonstration's live evening, from the door
to the result on the wall; then what the council, the assembly and the administration made of it, in public.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE, Device
from people import LIVE, sign_in, sit_down, walk_in
from stack import Stack

MOTTO = "Nachbarn werden 🙂"
IDEA = "Ein Abend im Monat, an dem alle kochen, was sie von zu Hause kennen. نطبخ معًا 🙂"
QUOTE = "Beim Essen redet man anders."
PROPOSAL = "Einmal im Monat kochen alle zusammen"
PAPER = "Was nehmen wir heute mit?"


def test_the_whole_way(evening: Stack, open_device: OpenDevice, javascript: bool) -> None:
    way = Way(open_device, javascript)
    way.announce()
    way.register()
    way.come_in()
    way.take_a_seat()
    way.write_a_note()
    way.draft_a_recommendation()
    way.let_it_out()
    way.change_the_round()
    way.open_the_vote()
    way.vote()
    way.show_the_result()
    way.carry_it_on()
    way.read_what_became_of_it()


class Way:
    """Everybody's devices, and what they do in turn. Whatever changes a page is followed by a look at it."""

    def __init__(self, open_device: OpenDevice, javascript: bool) -> None:
        def phone() -> Device:
            return open_device(PHONE, javascript=javascript)

        def wide() -> Device:
            return open_device(WIDE, javascript=javascript)

        self.javascript = javascript
        self.visitor, self.participant, self.host = phone(), phone(), phone()
        self.office, self.desk, self.moderator, self.projector = wide(), wide(), wide(), wide()
        self.table = 0

    # --- before the evening

    def announce(self) -> None:
        """The office: a draft that nobody else sees, then announced, then open for registration."""
        office, page = self.office, self.office.page
        sign_in(office, "council_office")
        self.look(office)
        office.press("Neue Veranstaltung", role="link")
        self.arrive(office, "/konferenzen/neu")
        for label, text in (
            ("Kurzer Name", "20. HIK"),
            ("Name freiwillig", "20. Integrationskonferenz"),
            ("Motto", MOTTO),
            ("In zwei, drei Sätzen", "Wer hilft wem? Wir reden über Treppenhäuser."),
            ("Tag", (date.today() + timedelta(days=30)).isoformat()),
            ("Ort", "Elbcampus"),
            ("Adresse", "Zum Handwerkszentrum 1, 21079 Hamburg"),
        ):
            page.get_by_label(label, exact=True).fill(text)
        if self.javascript:
            page.get_by_text("Als Text schreiben").click()
        page.locator("[name=programm]").fill("17:00 Begrüßung\n18:00 An den Tischen")
        page.get_by_label("Kinderbetreuung").check()
        self.look(office, "filled in")
        office.press("Entwurf speichern")
        expect(page.get_by_text("Dieser Entwurf ist nur für das Büro zu sehen.")).to_be_visible()
        self.look(office)
        self.assert_hidden_from_visitors(checks.path_of(page.url))
        for step in ("Ankündigen", "Anmeldung öffnen"):
            self.confirm(office, step)
            expect(page.get_by_role("button", name=step)).to_have_count(0)
            self.look(office, step)

    def register(self) -> None:
        """A visitor, by phone: without an account, without e-mail."""
        visitor, page = self.visitor, self.visitor.page
        visitor.go("/konferenzen")
        self.look(visitor)
        visitor.press(re.compile(MOTTO), role="link")
        self.arrive(visitor, "/konferenzen/20-hik")
        visitor.press("Ich komme", role="link")
        self.arrive(visitor, "/konferenzen/20-hik/anmeldung")
        page.get_by_label("Ihr Name").fill("Zübeyde 🙂")
        page.get_by_label("ich bin 16 oder älter").check()
        page.get_by_label("Kinder in der Betreuung").fill("2")
        page.get_by_label("Essen").select_option("Vegetarisch")
        self.look(visitor, "filled in")
        visitor.press("Anmelden")
        expect(page.get_by_role("heading", name="Schön, dass Sie kommen, Zübeyde 🙂")).to_be_visible()
        expect(page.get_by_text("Ihr Platz ist reserviert.")).to_be_visible()
        self.look(visitor)

    # --- the evening

    def come_in(self) -> None:
        """The desk gives a card to somebody who did not register; with it they sign in."""
        sign_in(self.desk, "desk")
        self.look(self.desk)
        self.desk.press(re.compile("^Einlass"), role="link")
        self.arrive(self.desk, "/einlass")
        card = walk_in(self.desk, "Ọlá Müßig")
        self.look(self.desk)

        participant, page = self.participant, self.participant.page
        if self.javascript and card.address:
            page.goto(card.address)
            expect(page).to_have_url(re.compile(r"/karte$"))
        else:
            participant.go("/karte")
            page.get_by_label("Ihr Code").fill(card.code.lower())
        self.look(participant)
        participant.press("Mit dieser Karte anmelden")
        expect(page).to_have_url(re.compile("/mein-abend$"))
        expect(page.get_by_text(f"Karte …{card.code[-2:]}")).to_be_visible()
        self.look(participant)

    def take_a_seat(self) -> None:
        """The host is at a table already; the participant chooses the same one."""
        sign_in(self.host, "table_host")
        tile = self.host.page.get_by_role("link", name=re.compile(r"Sie begleiten Tisch \d+"))
        self.table = int(re.findall(r"\d+", tile.inner_text())[0])
        self.look(self.host)
        tile.tap()
        self.arrive(self.host, f"/tische/{self.table}")

        self.participant.press(re.compile("Suchen Sie sich einen Tisch"), role="link")
        self.arrive(self.participant, "/tische")
        sit_down(self.participant, self.table)
        self.look(self.participant)

    def write_a_note(self) -> None:
        participant, page = self.participant, self.participant.page
        page.get_by_label("Was wurde gesagt?").fill(IDEA)
        page.get_by_label("Idee").check()
        self.look(participant, "typed")
        page.get_by_role("button", name="Notiz behalten").dblclick()
        notes = page.locator("#notizen article", has_text=IDEA)
        expect(notes).to_be_visible()
        self.look(participant, "sent")
        page.reload()
        expect(notes).to_have_count(1)

        self.sees(self.host, self.host.page.locator("#notizen article", has_text=IDEA))
        self.host.page.get_by_label("Was wurde gesagt?").fill(QUOTE)
        self.host.page.get_by_label("Zitat").check()
        self.host.press("Notiz behalten")
        expect(self.host.page.locator("#notizen article", has_text=QUOTE)).to_have_count(1)
        self.look(self.host, "sent")

    def draft_a_recommendation(self) -> None:
        host, page = self.host, self.host.page
        host.press("Empfehlung aus Notizen machen", role="link")
        expect(page.get_by_label("Empfehlung in einem Satz")).to_be_visible()
        self.look(host)
        host.press("Entwurf speichern")
        expect(page.get_by_role("alert")).to_contain_text("Bitte wählen Sie mindestens eine Notiz.")
        host.expect_problem("status of 422")
        self.look(host, "with errors")
        for note in (IDEA, QUOTE):
            page.get_by_label(note).check()
        page.get_by_label("Empfehlung in einem Satz").fill(PROPOSAL)
        page.get_by_label("Erklärung").fill("Der Bezirk stellt eine Küche und bezahlt die Zutaten.")
        host.press("Entwurf speichern")
        expect(page.get_by_role("heading", name=PROPOSAL, level=1)).to_be_visible()
        expect(page.get_by_text("Noch nicht freigegeben")).to_be_visible()
        self.look(host)
        self.assert_hidden_from_visitors(checks.path_of(page.url))

    def let_it_out(self) -> None:
        """The moderator releases the participant's note, but not the host's, and the draft."""
        moderator, page = self.moderator, self.moderator.page
        sign_in(moderator, "moderator")
        self.look(moderator)
        moderator.press(re.compile("Abend leiten"), role="link")
        expect(page.locator("#notizen")).to_be_attached()
        self.look(moderator)
        note = page.locator("#notizen article", has_text=IDEA)
        note.get_by_role("button", name="Freigeben").click()
        expect(note.get_by_role("button", name="Zurücknehmen", include_hidden=True)).to_have_count(1)
        self.look(moderator, "note released")
        page.locator("#notizen summary").click()
        expect(note).to_be_visible()
        self.look(moderator, "released notes unfolded")

        self.start(moderator, "Empfehlungen freigeben")
        draft = page.locator("article", has_text=PROPOSAL)
        self.confirm(moderator, draft.get_by_role("button", name="Freigeben"))
        expect(draft.get_by_text("freigegeben")).to_be_visible()
        self.look(moderator, "draft released")

    def change_the_round(self) -> None:
        """The paper that was open is closed first; then the next round begins, and everybody sees it."""
        moderator, page = self.moderator, self.moderator.page
        self.projector.go(f"{LIVE}/leinwand")
        expect(self.projector.page.get_by_role("heading", name="Jetzt wird abgestimmt")).to_be_visible()
        self.look(self.projector)
        self.start(moderator, "Abstimmungen")
        self.confirm(moderator, "Abstimmung schließen")
        expect(page.get_by_role("button", name="Ergebnis zeigen")).to_be_visible()
        self.look(moderator, "closed")

        self.participant.go("/mein-abend")
        self.start(moderator, "Abend leiten")
        self.confirm(moderator, re.compile("Runde 3 starten"))
        expect(page.get_by_role("button", name="Runde 3 beenden")).to_be_visible()
        self.look(moderator, "round started")
        self.sees(self.participant, self.participant.page.get_by_text(re.compile("Runde 3 läuft bis")))
        self.look(self.participant, "round 3")
        self.sees(self.projector, self.projector.page.get_by_text("Runde 3 von 3"))
        self.look(self.projector, "round 3")
        self.confirm(moderator, "Runde 3 beenden")
        expect(page.get_by_role("button", name="Runde 3 beenden")).to_have_count(0)
        self.look(moderator, "round ended")

    def open_the_vote(self) -> None:
        moderator, page = self.moderator, self.moderator.page
        self.start(moderator, "Abstimmungen")
        page.get_by_label("Überschrift").fill(PAPER)
        page.get_by_label(PROPOSAL).check()
        moderator.press("Anlegen")
        expect(self.paper().get_by_text("vorbereitet")).to_be_visible()
        self.look(moderator, "paper made")
        self.confirm(moderator, self.paper().get_by_role("button", name="Abstimmung öffnen"))
        expect(self.paper().get_by_text("offen", exact=True)).to_be_visible()
        self.look(moderator, "vote opened")
        self.sees(self.projector, self.projector.page.get_by_role("heading", name="Jetzt wird abgestimmt"))
        self.sees(self.participant, self.participant.page.get_by_role("link", name="Jetzt abstimmen"))
        self.look(self.participant, "vote opened")

    def vote(self) -> None:
        """Taps twice, goes back and votes again, and has the same page open a second time: it counts once, the first."""
        participant, page = self.participant, self.participant.page
        participant.press("Jetzt abstimmen", role="link")
        counted = page.get_by_role("heading", name="Ihre Stimme ist gezählt")
        button = page.get_by_role("button", name="Abstimmen", exact=True)
        expect(button).to_be_visible()
        self.look(participant)
        second = participant.context.new_page()
        second.goto(page.url)
        second.locator("label.no").tap()

        page.bring_to_front()
        page.locator("label.yes").tap()
        self.look(participant, "chosen")
        button.dblclick()
        expect(counted).to_be_visible()
        self.look(participant, "voted")

        page.go_back()
        page.wait_for_load_state()
        if button.is_visible():
            page.locator("label.yes").tap()
            button.tap()
        expect(counted).to_be_visible()

        second.bring_to_front()
        second.get_by_role("button", name="Abstimmen", exact=True).tap()
        expect(second.get_by_role("heading", name="Ihre Stimme ist gezählt")).to_be_visible()
        expect(second.locator("dl.facts dd")).to_have_text(["Ja"])
        second.close()
        # The wall was there before this vote was.
        self.sees(self.projector, self.projector.page.get_by_text(re.compile("^1 von")))
        self.moderator.page.reload()
        expect(self.paper().get_by_text("Eine Stimme abgegeben")).to_be_visible()

    def show_the_result(self) -> None:
        moderator, page = self.moderator, self.moderator.page
        self.confirm(moderator, "Abstimmung schließen")
        self.paper().get_by_role("link", name="Erst selbst ansehen").click()
        expect(page.get_by_text("Das sehen bisher nur Sie")).to_be_visible()
        self.look(moderator)
        result = checks.path_of(page.url)
        self.assert_hidden_from_visitors(result)
        self.start(moderator, "Abstimmungen")
        self.confirm(moderator, self.paper().get_by_role("button", name="Ergebnis zeigen"))
        expect(self.paper().get_by_text("Ergebnis gezeigt")).to_be_visible()
        self.look(moderator, "result released")

        wall = self.projector.page
        self.sees(self.projector, wall.get_by_role("heading", name="Das nehmen wir mit"))
        expect(wall.locator(".bar", has_text=PROPOSAL).get_by_text("angenommen", exact=True)).to_be_visible()
        self.look(self.projector, "result")

        self.participant.go("/mein-abend")
        self.participant.page.get_by_role("link", name="Das Ergebnis ist da").filter(has_text=PAPER).tap()
        self.arrive(self.participant, result)
        expect(self.participant.page.get_by_text("Eine Person hat abgestimmt")).to_be_visible()

    # --- after the evening

    def carry_it_on(self) -> None:
        """The office writes down what the council, the assembly and the administration did."""
        office, page = self.office, self.office.page
        self.start(office, "Büro")
        office.press(PROPOSAL, role="link")
        expect(page.get_by_role("heading", name=PROPOSAL, level=1)).to_be_visible()
        # All of them open at once are looked at once.
        for fold in page.locator("#eintragen details.card").all():
            if fold.get_attribute("open") is None:
                fold.locator("summary").click()
        self.look(office, "everything unfolded")
        self.record("Entscheidung", {"Angenommen": True, "Ja-Stimmen": "14", "Nein-Stimmen": "1", "Nummer der": "HIR-E-18-01"})
        self.record("Übergabe", {"Auf welchem Weg?": "Gemeinsamer Antrag mehrerer Fraktionen", "Antwort innerhalb": True})
        self.record("Drucksache", {"Nummer der Drucksache": "22-1234", "Adresse im Netz": "https://sitzungsdienst.example/22-1234"})
        self.look(office, "half of it recorded")
        self.record("Beratung", {"Welches Gremium?": "Hauptausschuss", "Ergebnis": "beschlossen", "Tagesordnungspunkt": "7.2"})
        self.record("Antwort", {"Von wem?": "Bezirksamt Harburg", "Was steht darin?": "Die Küche im Haus der Kirche ist gebucht."})
        self.record("Umsetzung", {"Umgesetzt": True, "Erklärung": "Seit Oktober, jeden ersten Freitag."})
        self.look(office, "everything recorded")

    def record(self, part: str, entries: dict[str, str | bool]) -> None:
        office, page = self.office, self.office.page
        fold = page.locator("#eintragen details.card").filter(has=page.locator("summary", has_text=re.compile(f"^{part}")))
        known = page.locator("#weg li:not(.waiting)").count()
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        for label, value in entries.items():
            field = fold.get_by_label(label, exact=label in ("Angenommen", "Umgesetzt", "Ergebnis"))
            if value is True:
                field.check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        fold.get_by_role("button", name="Speichern").click()
        expect(page.locator("#weg li:not(.waiting)")).to_have_count(known + 1)
        checks.assert_structure(office, f"{part} recorded")
        checks.assert_no_overflow(office)

    def read_what_became_of_it(self) -> None:
        """The participant finds the whole chain, in the order in which it happened; so does everybody else."""
        participant, page = self.participant, self.participant.page
        self.start(participant, "Was aus Vorschlägen wurde")
        participant.press(PROPOSAL, role="link")
        expect(page.get_by_role("heading", name=PROPOSAL, level=1)).to_be_visible()
        self.look(participant)
        self.visitor.go(checks.path_of(page.url))
        self.look(self.visitor)
        for device in (participant, self.visitor):
            chain = device.page.locator("ol.chain > li")
            expect(chain.locator("h3")).to_have_text(
                [
                    f"Gesagt an Tisch {self.table}",
                    "Die Anwesenden haben zugestimmt",
                    "Entscheidung des Integrationsrats: angenommen",
                    "Übergeben",
                    "Drucksache 22-1234",
                    "beschlossen",
                    "Antwort",
                    "Umgesetzt",
                ]
            )
            expect(chain.nth(0)).to_contain_text(IDEA)
            expect(chain.nth(0)).to_contain_text("Aus 2 Notizen")
            expect(chain.nth(0)).not_to_contain_text(QUOTE)
            expect(chain.nth(1)).to_contain_text("Ja 1, Nein 0, Enthaltung 0")
            expect(chain.nth(2)).to_contain_text("Ja 14, Nein 1, Enthaltung 0")
            expect(chain.nth(3)).to_contain_text("Antwort erwartet bis")
            expect(chain.nth(5)).to_contain_text("Hauptausschuss")
            expect(chain.nth(6)).to_contain_text("Die Küche im Haus der Kirche ist gebucht.")
            link = chain.get_by_role("link", name="Zum Dokument")
            expect(link).to_have_attribute("href", "https://sitzungsdienst.example/22-1234")

    # --- helpers

    def look(self, device: Device, when: str = "after load") -> None:
        """What every page has to pass, at every stop of the way."""
        device.page.wait_for_load_state()
        checks.assert_language(device)
        checks.assert_structure(device, when)
        checks.assert_no_overflow(device)
        if self.javascript:
            checks.assert_accessible(device, when)

    def arrive(self, device: Device, path: str) -> None:
        expect(device.page).to_have_url(re.compile(f"{path}$"))
        self.look(device)

    def start(self, device: Device, tile: str) -> None:
        """From one's own starting page to what one has to do."""
        device.go("/mein-abend")
        device.press(re.compile(f"^{tile}"), role="link")
        expect(device.page).not_to_have_url(re.compile("/mein-abend$"))
        self.look(device)

    def confirm(self, device: Device, button: str | re.Pattern[str] | Locator) -> None:
        device.confirm(button, lambda: checks.assert_accessible(device, f"asked about {button}"))

    def sees(self, device: Device, something: Locator) -> None:
        """With JavaScript it comes by itself; without, by loading the page again."""
        if not self.javascript:
            device.page.reload()
        expect(something).to_be_visible()

    def paper(self) -> Locator:
        page = self.moderator.page
        return page.locator("#abstimmungen section").filter(has=page.get_by_role("heading", name=PAPER))

    def assert_hidden_from_visitors(self, path: str) -> None:
        answer = self.visitor.stack.fetch(path)
        assert answer.status == 404, f"{path} is there for everybody: {answer.status}"
