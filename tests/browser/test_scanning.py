"""Check-in by camera: a ticket's QR held before it checks its holder in; without a camera the page says so.

Chromium's false camera shows the QR. Chromium for Linux has no BarcodeDetector, so its place is taken by one
that looks at the video's pixels: at every module of the QR that it knows.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import segno

from tests import make
from tests.conftest import QUIET
from tools import machine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
WIDTH, HEIGHT, MODULE = 320, 240, 5
READER = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(video) {
    const { text, rows, left, top, size } = QR;
    if (!video.videoWidth) return [];
    const [wide, high] = [video.videoWidth, video.videoHeight];
    const drawn = new OffscreenCanvas(wide, high).getContext("2d", { willReadFrequently: true });
    drawn.drawImage(video, 0, 0);
    const { data } = drawn.getImageData(0, 0, wide, high);
    const dark = (x, y) => data[4 * (Math.floor(y) * wide + Math.floor(x))] < 128;
    const same = rows.every((row, y) => [...row].every((m, x) =>
      dark(left + (x + 0.5) * size, top + (y + 0.5) * size) === (m === "1")));
    return same ? [{ rawValue: text }] : [];
  }
};
"""


def film(text: str, path: Path) -> str:
    """One grey picture of the QR as a YUV4MPEG2 film; and what the reader must know of it."""
    rows = ["".join(map(str, row)) for row in segno.make(text, error="m", micro=False).matrix]
    left, top = ((side - len(rows) * MODULE) // 2 for side in (WIDTH, HEIGHT))
    picture = [bytearray(b"\xeb" * WIDTH) for _ in range(HEIGHT)]
    for y, row in enumerate(rows):
        for x, module in enumerate(row):
            if module == "1":
                for line in picture[top + y * MODULE : top + (y + 1) * MODULE]:
                    line[left + x * MODULE : left + (x + 1) * MODULE] = b"\x10" * MODULE
    frame = b"FRAME\n" + b"".join(picture) + b"\x80" * (WIDTH * HEIGHT // 2)
    path.write_bytes(b"YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n" % (WIDTH, HEIGHT) + frame * 2)
    known = {"text": text, "rows": rows, "left": left, "top": top, "size": MODULE}
    return READER.replace("QR;", f"{known};".replace("'", '"'))


def desk(browser: "Browser", address: str, key: str, reader: str = "") -> "Page":
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(5_000)
    context.add_cookies([{"name": "sessionid", "value": key, "url": address}])
    page = context.new_page()
    if reader:
        page.add_init_script(reader)
    page.goto(address)
    return page


@pytest.mark.django_db(transaction=True)
def test_a_ticket_is_checked_in_by_camera_or_the_page_says_why_not(
    browser: "Browser", live: str, at: Callable[[datetime], None], tmp_path: Path
) -> None:
    at(make.at_hour(9, 5))
    sitting = make.sitting()
    scanned, typed = make.booked(sitting, 3), make.booked(sitting, 4)
    officer = make.open_desk(sitting, now=make.at_hour(9))
    address, key = f"{live}/meja/{sitting.pk}/1/", make.browser(officer).cookies["sessionid"].value
    reader = film(f"{live}/tiket/{scanned.token}/", tmp_path / "qr.y4m")
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'qr.y4m'}",
    ]
    other = browser.browser_type.launch(executable_path=machine.chromium(), args=[*QUIET, *camera])
    page = desk(other, address, key, reader)
    page.click("[data-scan]")
    page.wait_for_selector(f".deskstate :text('{scanned.label} sudah datang')")
    assert not page.is_visible("#pindai")
    assert page.evaluate("document.querySelector('#pindai video').srcObject.active") is False
    other.close()

    refused = desk(browser, address, key, reader)  # a reader, but no camera
    refused.click("[data-scan]")
    refused.wait_for_selector("text=Kamera tidak bisa dipakai.")
    refused.context.close()

    plain = desk(browser, address, key)  # Chromium for Linux as it is
    plain.wait_for_selector("text=Kamera perangkat ini tidak bisa membaca kode QR.")
    assert not plain.is_visible("[data-scan]")
    plain.fill("#id_text", typed.label)
    plain.press("#id_text", "Enter")
    plain.wait_for_selector(f".deskstate :text('{typed.label} sudah datang')")
    assert plain.is_visible("text=Kamera perangkat ini tidak bisa membaca kode QR.")
    plain.context.close()
