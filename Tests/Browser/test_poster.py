"""The poster, as it comes out of the printer."""

from __future__ import annotations

import subprocess

import pytest

from conftest import OpenDevice
from device import WIDE
from pages import COMING
from people import sign_in


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_poster_fits_one_sheet_and_leads_to_the_page(open_device: OpenDevice, language: str) -> None:
    office = open_device(WIDE, language=language)
    sign_in(office, "council_office")
    office.open(f"{COMING}/plakat")
    paper = office.stack.place / f"poster-{language}.pdf"
    office.page.pdf(path=paper, prefer_css_page_size=True, format="A4")
    assert "Pages:           1" in subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    picture = office.stack.place / f"poster-{language}"
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", paper, picture], check=True)
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", f"{picture}.png"]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    assert found == office.stack.url(COMING)
