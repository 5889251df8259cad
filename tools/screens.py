"""`make screens`: the pictures in docs/screens, taken from the demonstration as people see it."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tools import machine
from tools.private_postgres import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screens"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
PHONE, DESK, HALL = (360, 740), (1280, 800), (1920, 1080)


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """A fresh one, in a folder of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BALAI_", "DATABASE_", "DJANGO_"))}
    with tempfile.TemporaryDirectory(prefix="balai-screens-") as folder:
        port = free_port()
        command = [sys.executable, "-m", "balai.site.cli", "demo", "--port", str(port)]
        process = subprocess.Popen(
            command, cwd=folder, env=kept | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
        )
        try:
            _wait(f"http://127.0.0.1:{port}/siap")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait(address: str) -> None:
    for _ in range(3000):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
            return
        time.sleep(0.1)
    raise RuntimeError("the demonstration did not start")


def page(browser: "Browser", size: tuple[int, int]) -> "Page":
    width, height = size
    return browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    ).new_page()


def keep(of: "Page", name: str, *, whole: bool = False) -> None:
    of.wait_for_timeout(400)
    of.screenshot(path=FOLDER / f"{name}.png", full_page=whole)


def residents(browser: "Browser", site: str) -> None:
    for size, ending in ((PHONE, "-phone"), (DESK, "")):
        one = page(browser, size)
        one.goto(site)
        keep(one, f"home{ending}", whole=True)
        one.goto(f"{site}/layanan/ktp-el-hilang/")
        keep(one, f"service{ending}", whole=size == PHONE)
        one.goto(f"{site}/antrean/minggu-senyum-ceria/2026-05-24/?layanan=ktp-el-hilang")
        keep(one, f"booking{ending}", whole=size == PHONE)
        one.locator("label.time:not(.off)").last.click()
        one.locator("input[name=phone]").fill("0812 0000 0" + str(size[0]).zfill(4))
        one.get_by_role("button", name="Lanjut").click()
        one.get_by_role("button", name="Ya, ambil nomor").click()
        one.get_by_text("Nomor Anda").wait_for()
        keep(one, f"ticket{ending}", whole=size == PHONE)


def officers(browser: "Browser", site: str) -> None:
    hall, desk = page(browser, HALL), page(browser, DESK)
    desk.goto(f"{site}/demo/")
    desk.get_by_role("listitem").filter(has_text="Petugas loket 1").get_by_role("button").click()
    desk.goto(f"{site}/meja/")
    desk.get_by_role("button", name="Buka loket 1").click()
    hall.goto(f"{site}/layar/1/")
    for _ in range(2):
        desk.get_by_role("button", name="Panggil berikutnya").click()
        desk.wait_for_timeout(700)
        keep(desk, "desk")
        desk.get_by_role("button", name="Selesai").first.click()
        desk.wait_for_timeout(700)
    hall.wait_for_timeout(6000)
    keep(hall, "display")


def voices(browser: "Browser", site: str) -> None:
    """A resident writes from a telephone; the office reads; somebody listens."""
    one, desk = page(browser, PHONE), page(browser, DESK)
    one.goto(f"{site}/suara/tulis/mpp-kupang/")
    one.locator("input[name=kind][value=pengaduan]").check()
    one.locator("textarea[name=text]").fill("Selokan di depan rumah mampet sejak Senin, air masuk ke teras.")
    one.locator("input[name=naming][value=tanpa_nama]").check()
    one.locator("input[name=pin]").fill("274913")
    one.locator("button.big").click()
    one.get_by_text("Kode Anda").wait_for()
    keep(one, "voice-phone", whole=True)
    _become(desk, site, "Koordinator MPP")
    desk.goto(f"{site}/kelola/suara/")
    keep(desk, "inbox")
    _become(desk, site, "Pendengar")
    desk.goto(f"{site}/kelola/dengar/")
    desk.get_by_role("button", name="Mulai mendengar").click()
    keep(desk, "listening")


def _become(desk: "Page", site: str, who: str) -> None:
    desk.goto(f"{site}/demo/")
    desk.get_by_role("listitem").filter(has_text=who).get_by_role("button").first.click()


def main() -> int:
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), args=QUIET)
        residents(browser, site)
        officers(browser, site)
        voices(browser, site)
        browser.close()
    print("\n".join(str(path.relative_to(ROOT)) for path in sorted(FOLDER.glob("*.png"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
