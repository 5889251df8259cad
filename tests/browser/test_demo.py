"""A newcomer opens the demo: becomes a resident, then an officer, and moves the clock; nobody else enters."""

import urllib.error
import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]


def status(url: str, **headers: str) -> int:
    request = urllib.request.Request(
        url, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def step_into(page: "Page", site: str, role: str) -> None:
    page.goto(f"{site}/demo/")
    page.get_by_role("listitem").filter(has_text=role).get_by_role("button").first.click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_newcomer_books_and_is_called_while_watching_the_display(
    open_page: Open, demo_site: str, javascript: bool
) -> None:
    resident = open_page(javascript=javascript)
    resident.goto(demo_site)
    resident.get_by_role("searchbox").fill("ktp ilang")
    resident.get_by_role("button", name="Cari").click()
    resident.get_by_role("link", name="KTP-el hilang").first.click()
    assert "Gratis" in resident.inner_text("main")
    resident.get_by_role("link", name="Pilih jam").first.click()
    resident.get_by_role("link", name="KTP-el hilang").click()
    resident.locator("label.time:not(.off)").last.click()
    resident.locator("input[name=phone]").fill("0812 0000 01" + ("11" if javascript else "22"))
    resident.get_by_role("button", name="Lanjut").click()
    resident.get_by_role("button", name="Ya, ambil nomor").click()
    resident.get_by_text("Nomor Anda").wait_for()
    number = resident.locator(".ticket .number").inner_text().split()[-1]
    code = resident.locator(".ticket .code").inner_text()

    desk = open_page(width=1280, height=900)
    step_into(desk, demo_site, "Petugas loket 1" if javascript else "Petugas loket 2")
    desk.goto(f"{demo_site}/meja/")
    desk.get_by_role("button", name="Buka loket " + ("1" if javascript else "2")).click()
    hall = open_page(width=1920, height=1080)
    hall.goto(f"{demo_site}/layar/1/")
    desk.locator("input[name=code], input[name=text]").first.fill(code)
    desk.get_by_role("button", name="Catat datang").click()
    row = desk.locator(".line li").filter(has_text=number)
    row.get_by_role("button", name="Panggil").click()
    hall.locator(".board .big b", has_text=number).wait_for()
    resident.reload()
    resident.get_by_text("Silakan ke loket").first.wait_for()


def test_the_clock_moves_when_told(open_page: Open, demo_site: str) -> None:
    page = open_page()
    page.goto(f"{demo_site}/demo/")
    assert "Minggu, 24 Mei 2026" in page.inner_text("body")
    page.get_by_role("button", name="Maju 15 menit").click()
    page.wait_for_timeout(1200)  # each process reads the clock's offset once a second
    page.reload()
    assert "09." in page.inner_text(".banner")


def test_the_demo_answers_this_machine_alone(demo_site: str) -> None:
    assert status(demo_site) == 200
    assert status(demo_site, Host="balai.kecamatan.example") in {400, 403}
    assert status(demo_site, X_Forwarded_For="203.0.113.7") == 403
    assert status(f"{demo_site}/demo/peran/") == 405


def test_a_role_is_taken_by_post_with_a_token_only(demo_site: str) -> None:
    request = urllib.request.Request(f"{demo_site}/demo/peran/", data=b"person=1")
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=10)
    assert refusal.value.code == 403
