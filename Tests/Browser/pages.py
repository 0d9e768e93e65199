"""All pages of all roles in the demonstration, as stops: what to open and what to do there, in any language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from device import PHONE, WIDE, Device, View
from people import LIVE, ROLES, sign_in, walk_in, sign_in_with_card
from stack import Stack

GUEST = "guest"
EVERYBODY = (GUEST, *ROLES)
COMING = "/konferenzen/19-hik"


def view_of(role: str) -> View:
    """Those who walk about have a phone in their hand; the others sit at a table."""
    return PHONE if role in (GUEST, "participant", "table_host", "interpreter") else WIDE


@dataclass(frozen=True)
class Stop:
    path: str
    act: Callable[[Device], None] | None = None
    """What to do there after a first look; then one looks again."""
    status: int = 200


def enter(device: Device, role: str, desk: Callable[[], Device]) -> None:
    """Comes in as a role. A participant is somebody new each time, so that nothing is done yet."""
    if role == "participant":
        door = desk()
        sign_in(door, "desk")
        sign_in_with_card(device, walk_in(door, "Gast 🙂"))
    elif role != GUEST:
        sign_in(device, role)


def walk(device: Device, stops: list[Stop]) -> Iterator[str]:
    """Opens each page and does what there is to do; between two looks it says what has happened."""
    device.expect_problem(r"status of 4(01|04|22)")
    for stop in stops:
        mark = "&" if "?" in stop.path else "?"
        response = device.go(f"{stop.path}{mark}sprache={device.language}")
        assert response.status == stop.status, f"{stop.path}: {response.status} {response.status_text}"
        yield "after load"
        if stop.act:
            before = device.page.evaluate("performance.timeOrigin")
            stop.act(device)
            device.page.wait_for_function("before => performance.timeOrigin !== before", arg=before)
            device.page.wait_for_load_state()
            yield "after sending"


def stops(stack: Stack, role: str) -> list[Stop]:
    table = f"{LIVE}/tische/1"
    if role == GUEST:
        return guest_stops(stack)
    more: dict[str, list[Stop]] = {
        "participant": [
            Stop(f"{LIVE}/tische"),
            Stop(f"{LIVE}/tische", take_a_seat),
            Stop(ballot(stack, is_open=True), send),
            Stop(ballot(stack, is_open=True), vote),
        ],
        "table_host": [Stop(table, send), Stop(f"{table}/empfehlung", send)],
        "desk": [Stop(f"{LIVE}/einlass", send), Stop(f"{LIVE}/einlass", send_name), Stop(f"{LIVE}/einlass?suche=niemand"), Stop(f"{LIVE}/einlass/geraet"), Stop(f"{COMING}/namensschilder"), Stop(f"{LIVE}/tischplan"), Stop(f"{COMING}/anmeldungen", send), Stop(f"{COMING}/anmeldungen", send_name), Stop(f"{COMING}/nachrichten"), Stop(f"{LIVE}/karten")],
        "moderator": [Stop(f"{LIVE}/leitung"), Stop(f"{LIVE}/entwuerfe"), Stop(f"{LIVE}/abstimmungen", send), Stop(table)],
        "chair": [Stop("/buero"), Stop(f"{recommendation(stack)}/bearbeitung")],
        "council_office": [
            Stop("/konferenzen"),
            Stop("/konferenzen/neu", send),
            Stop(COMING),
            Stop(f"{COMING}/plakat"),
            Stop(f"{COMING}/bedarf"),
            Stop(f"{COMING}/mitteilung", send),
            Stop(f"{COMING}/planung", send),
            Stop("/konferenzen/neu?vorlage=18-hik"),
            Stop(f"{COMING}/ausfall", send),
            Stop(f"{COMING}/bearbeiten"),
            Stop("/buero"),
            Stop(f"{recommendation(stack)}/bearbeitung", send_first_part),
            Stop(recommendation(stack)),
        ],
    }
    more["tenant_admin"] = [Stop("/rechte", send_name), Stop("/rechte/uebersicht"), Stop("/rechte/anbieter"), Stop("/rechte/teilnahme", send), Stop("/fristen", send), Stop("/protokoll"), Stop("/protokoll/siegel")]
    return [Stop("/mein-abend"), Stop("/mein-konto"), Stop("/mein-konto/e-mail", send), Stop("/mein-konto/passkeys"), Stop("/meine-daten"), Stop("/meine-daten/loeschung", send), *more.get(role, [])]


def guest_stops(stack: Stack) -> list[Stop]:
    return [
        *map(Stop, ("/", "/konferenzen", LIVE, COMING, "/konferenzen/16-hik")),
        Stop(f"{COMING}/anmeldung", send),
        Stop(f"{COMING}/anmeldung", send_name),
        Stop(f"{COMING}/anmeldung-finden"),
        Stop(f"{COMING}/anmeldung-finden?nummer=xyz"),
        Stop("/karte", send),
        Stop("/anmelden", send),
        Stop("/anmelden/e-mail", send_address),
        Stop("/anmelden/e-mail", send),
        Stop("/anmelden/passkey"),
        Stop("/anmelden/anbieter"),
        *map(Stop, ("/empfehlungen", recommendation(stack), f"{ballot(stack, is_open=False)}/ergebnis")),
        *map(Stop, ("/meine-daten/geloescht", f"{LIVE}/tische", f"{LIVE}/leinwand", "/impressum", "/datenschutz", "/barrierefreiheit")),
        *map(Stop, ("/suche", "/suche?suche=Sprachen", "/suche?suche=Spraachen", "/suche?suche=xyzzyplugh", f"/suche?suche={'Rede' * 30}")),
        Stop("/gibt-es-nicht", status=404),
        Stop("/mein-abend", status=401),
    ]


def ballot(stack: Stack, is_open: bool) -> str:
    """The paper of the live evening, or that of one that is over."""
    conference = "18-hik" if is_open else "16-hik"
    found = stack.sql(f"select p.id from polls as p join conferences as c on c.id = p.conference_id where c.slug = '{conference}'")
    return f"/abstimmungen/{found.splitlines()[0]}"


def recommendation(stack: Stack) -> str:
    """The one of Harburg with the longest history."""
    found = stack.sql(
        "select e.recommendation_id from recommendation_events as e join tenants as t on t.id = e.tenant_id "
        "where t.slug = 'harburg' group by 1 order by count(*) desc, 1 limit 1"
    )
    return f"/empfehlungen/{found}"


# --- what to do at a stop


def send(device: Device) -> None:
    """The page's form as it is: most have something to say about that."""
    device.page.locator("main .button.wide:visible").last.click()


def send_name(device: Device) -> None:
    device.page.locator("main form[method=post] [name=name]").fill("Zübeyde أميرة 🙂")
    if (own := device.page.locator("[name=teilnahme]")).count():
        own.first.check()
    send(device)


def send_address(device: Device) -> None:
    """One that nobody has: looks the same as one that somebody has."""
    device.page.locator("main form[method=post] [name=adresse]").fill("niemand@example.org")
    send(device)


def send_first_part(device: Device) -> None:
    fold = device.page.locator("main details.card").first
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    fold.locator(".button.wide").click()


def take_a_seat(device: Device) -> None:
    device.page.locator("main form[method=post] button").last.click()


def vote(device: Device) -> None:
    for choice in device.page.locator("label.abstain").all():
        choice.click()
    send(device)
