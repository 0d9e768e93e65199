"""The poster, as it comes out of the printer."""

from __future__ import annotations

import subprocess

import pytest

from conftest import OpenDevice
from device import PHONE, WIDE, Device
from pages import COMING
from people import sign_in
from stack import Stack


LONGEST = "Barrierefreiheitsbeauftragtenversammlungsvorbereitung und Nachbarschaftstreffpunktverzeichnis für alle, die in Harburg alt werden wollen"


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_poster_fits_one_sheet_and_leads_to_the_page(open_device: OpenDevice, language: str) -> None:
    office = open_device(WIDE, language=language)
    sign_in(office, "council_office")
    office.open(f"{COMING}/plakat")
    assert_fits_one_sheet(office)


def test_a_long_motto_fits_as_well(evening: Stack, open_device: OpenDevice) -> None:
    evening.sql(
        "select enter_house((select id from tenants where slug = 'harburg'));"
        f" update conferences set motto = jsonb_build_object('de', '{LONGEST}') where slug = '19-hik' and tenant_id = current_tenant()"
    )
    office = open_device(PHONE, language="de")
    sign_in(office, "council_office")
    office.open(f"{COMING}/plakat")
    assert office.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing beyond the edge of a phone"
    assert_fits_one_sheet(office)


def assert_fits_one_sheet(office: Device) -> None:
    paper = office.stack.place / "poster.pdf"
    office.page.pdf(path=paper, prefer_css_page_size=True, format="A4")
    assert "Pages:           1" in subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    picture = office.stack.place / "poster"
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", paper, picture], check=True)
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", f"{picture}.png"]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    assert found == office.stack.url(COMING)
