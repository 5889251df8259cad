"""Covering a face by pointer, by keyboard and without JavaScript; and a pair that a phone brings."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balai.field import actions as field_actions
from balai.programs.field import about_of
from balai.programs.models import Copy, Pair, Shot
from tests import make
from tests.browser.pages import reader
from tests.browser.test_field import enrolled

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shot(at: Callable[[datetime], None]) -> Shot:
    at(make.NOW)
    picture = make.harmless(raw=make.picture(size=(800, 600)))
    found: Shot = make.shot(upload=picture)
    found.file.width, found.file.height = 800, 600  # type: ignore[union-attr]
    found.file.save()  # type: ignore[union-attr]
    return found


def opened(page: "Page", live: str, shot: Shot) -> "Page":
    head = make.head(shot.pair.session.program.office)
    session = reader(head).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live}])
    page.goto(f"{live}/kelola/foto/asli/{shot.pk}/tutup/")
    return page


def send(page: "Page") -> list[list[int]]:
    page.click("text=Gambar ulang foto")
    page.wait_for_selector("text=Foto sudah digambar ulang.")
    return list(Copy.objects.order_by("version").last().boxes)  # type: ignore[union-attr]


def test_a_box_is_drawn_by_hand_or_ticked_by_key_or_without_a_script(
    open_page: Callable[..., "Page"], live: str, shot: Shot
) -> None:
    page = opened(open_page(width=1000), live, shot)
    frame = page.locator(".cover").bounding_box()
    assert frame
    page.mouse.move(frame["x"] + frame["width"] * 0.3, frame["y"] + frame["height"] * 0.25)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.5, steps=4)
    page.mouse.move(frame["x"] + frame["width"] * 0.5, frame["y"] + frame["height"] * 0.4, steps=4)
    page.mouse.up()
    assert page.locator(".cover :checked").count() == 0, "a drag ticks no cell"
    page.locator(".cover input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    ticked, drawn = send(page)
    assert ticked == [83, 111, 166, 222]
    assert all(abs(a - b) <= 3 for a, b in zip(drawn, [300, 250, 500, 400], strict=True))
    bare = opened(open_page(javascript=False), live, shot)
    assert bare.locator("rect").count() == 1
    bare.uncheck("text=Kotak 1")
    bare.check("[aria-label='Baris 9, kolom 12']")
    assert send(bare) == [[83, 111, 166, 222], [916, 888, 1000, 1000]]


def test_a_phone_brings_both_sides_with_a_coarse_place_and_shows_the_first_as_a_guide(
    open_page: Callable[..., "Page"], live: str, shot: Shot, tmp_path: Path
) -> None:
    session = shot.pair.session
    where = {"latitude": -2.991512, "longitude": 104.756789}
    page = open_page(geolocation=where, permissions=["geolocation"])
    enrolled(page, live, office=session.program.office)
    (tmp_path / "foto.png").write_bytes(make.picture("PNG", size=(64, 48)))
    page.goto(f"{live}/lapangan/#sesi={about_of(session)}")
    page.reload()
    page.wait_for_selector("text=Terhubung dengan kantor.")
    page.context.set_offline(True)
    for side in ("sebelum", "sesudah"):
        page.click("[data-new=foto]")
        page.click("[data-page=foto] button:text-is('Simpan')")
        page.fill("#spot", "Gang Rekaan")
        page.select_option("#sisi", side)
        assert page.locator("[data-guide]").is_visible() == (side == "sesudah")
        page.click("[data-page=foto] button:text-is('Simpan')")
        page.wait_for_selector("text=Fotonya belum ada.")
        page.set_input_files("#foto-titik", tmp_path / "foto.png")
        page.wait_for_selector("[data-page=foto] >> text=1 foto disimpan.")
        page.click("[data-place]")
        page.wait_for_selector("text=Tempat kasar tercatat, sekitar 50 meter.")
        page.click("[data-page=foto] button:text-is('Simpan')")
        page.wait_for_selector("text=Tersimpan di HP ini.")
    kept = page.evaluate("Lapangan.records().then((rows) => JSON.stringify(rows.map((r) => r.open)))")
    assert {row["sisi"] for row in json.loads(kept)} == {"sebelum", "sesudah"}
    assert {(row["lintang"], row["bujur"]) for row in json.loads(kept)} == {(-2.9915, 104.757)}
    page.context.set_offline(False)
    page.click("[data-send]")
    page.wait_for_selector("text=2 sudah tiba, 0 belum dikirim.")
    field_actions.apply_due(now=make.NOW)
    pair = Pair.objects.get(label="Gang Rekaan")
    assert set(pair.shots.values_list("side", "standing")) == {("before", "chosen"), ("after", "chosen")}
    assert all(found.file for found in pair.shots.all())
