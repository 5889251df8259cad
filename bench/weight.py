"""What a visitor's browser loads and waits for, by the browser's own protocol (headless Chromium)."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bench.ground import SQLITE
from bench.pages import public_pages
from bench.part import Run
from bench.server import serving
from tools import machine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
LIMITS = {"all": 50, "Document": 14, "Stylesheet": 12, "Script": 12}  # kB, compressed
REQUESTS, REPEAT = 5, 15
NETWORKS = {
    "400 kbit/s, 2 s latency": (400_000 / 8, 2000, 5.0),
    "1.6 Mbit/s, 150 ms": (1_600_000 / 8, 150, 2.5),
}  # bytes a second, milliseconds, seconds until the largest paint
PHONE = {"width": 360, "height": 740}
WATCH = """
window.__lcp = 0; window.__cls = 0; window.__inp = 0;
const seen = (type, each, more) => new PerformanceObserver(l => l.getEntries().forEach(each))
  .observe({type, buffered: true, ...more});
seen('largest-contentful-paint', e => { window.__lcp = e.startTime });
seen('layout-shift', e => { if (!e.hadRecentInput) window.__cls += e.value });
seen('event', e => { window.__inp = Math.max(window.__inp, e.duration) }, {durationThreshold: 16});
"""


@dataclass
class Seen:
    """What came over the wire; a resource from the browser's own store weighs nothing."""

    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return sum(size > 0 for size in self.sizes.values())

    def kilobytes(self, kind: str = "all") -> float:
        return sum(s for key, s in self.sizes.items() if kind in ("all", self.kinds.get(key))) / 1000


def measure(run: Run) -> None:
    from playwright.sync_api import sync_playwright

    database = run.ground.fresh(SQLITE)
    pages = public_pages(database.ask("addresses"))
    with serving(database.environment, only=None) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=machine.chromium(), args=FLAGS)
        for name, path in pages.items():
            weigh(run, chromium, name, server.base + path)
        for name in ("home", "service", "booking, hours to choose"):
            wait_on_slow_networks(run, chromium, name, server.base + pages[name])
        for name in ("home", "booking, hours to choose"):
            press_on_slow_processor(run, chromium, name, server.base + pages[name])
        chromium.close()


def weigh(run: Run, chromium: "Browser", name: str, address: str) -> None:
    with visitor(chromium) as (page, protocol):
        first, again = load(page, protocol, address), load(page, protocol, address)
    parts = {kind: first.kilobytes(kind) for kind in LIMITS}
    met = all(parts[kind] <= most for kind, most in LIMITS.items()) and first.requests <= REQUESTS
    words = f"HTML {parts['Document']:.1f}, CSS {parts['Stylesheet']:.1f}, JS {parts['Script']:.1f}, "
    words += f"all {parts['all']:.1f} kB, {first.requests} requests"
    goal = f"≤ 14, 12, 12, 50 kB, {REQUESTS} requests"
    run.report.add("weight", f"{name}, first load", words, goal, met)
    run.report.add(
        "weight",
        f"{name}, again",
        f"{again.kilobytes():.1f} kB",
        f"≤ {REPEAT} kB",
        again.kilobytes() <= REPEAT,
    )


@contextmanager
def visitor(chromium: "Browser") -> "Iterator[tuple[Page, CDPSession]]":
    """Somebody with a small phone who was never here."""
    context = chromium.new_context(viewport=PHONE, device_scale_factor=2)  # type: ignore[arg-type]
    context.add_init_script(WATCH)
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    try:
        yield page, protocol
    finally:
        context.close()


def load(page: "Page", protocol: "CDPSession", address: str) -> Seen:
    seen = Seen()

    def answered(event: dict[str, Any]) -> None:
        seen.kinds[event["requestId"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        seen.sizes[event["requestId"]] = event["encodedDataLength"]

    protocol.on("Network.responseReceived", answered)
    protocol.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(700)  # what scripts fetch afterwards; a live stream never ends
    protocol.remove_listener("Network.responseReceived", answered)
    protocol.remove_listener("Network.loadingFinished", finished)
    return seen


def wait_on_slow_networks(run: Run, chromium: "Browser", name: str, address: str) -> None:
    for network, (speed, latency, most) in NETWORKS.items():
        found = [on_network(chromium, address, speed, latency) for _ in range(run.times(5))]
        paint, shift = (statistics.median(values) for values in zip(*found, strict=True))
        what = f"{name}, largest paint at {network} (median of {len(found)})"
        run.report.add("weight", what, f"{paint:.2f} s", f"≤ {most} s", paint <= most)
    run.report.add("weight", f"{name}, layout shift", f"{shift:.3f}", "≤ 0.05", shift <= 0.05)


def on_network(chromium: "Browser", address: str, speed: float, latency: float) -> tuple[float, float]:
    with visitor(chromium) as (page, protocol):
        slow = {
            "offline": False,
            "latency": latency,
            "downloadThroughput": speed,
            "uploadThroughput": speed / 4,
        }
        protocol.send("Network.emulateNetworkConditions", slow)
        page.goto(address, wait_until="load", timeout=60_000)
        page.wait_for_timeout(500)
        return float(page.evaluate("window.__lcp")) / 1000, float(page.evaluate("window.__cls"))


def press_on_slow_processor(run: Run, chromium: "Browser", name: str, address: str) -> None:
    """The longest answer to a press or a key, at a sixth of this processor."""
    found = [presses(chromium, address) for _ in range(run.times(5))]
    worst = statistics.median(found)
    what = f"{name}, press to next paint, processor 6 × slower (median of {len(found)})"
    run.report.add("weight", what, f"{worst:.0f} ms", "≤ 200 ms", worst <= 200)


def presses(chromium: "Browser", address: str) -> float:
    with visitor(chromium) as (page, protocol):
        protocol.send("Emulation.setCPUThrottlingRate", {"rate": 6})
        page.goto(address, wait_until="load")
        for target in page.locator("input:visible, summary:visible, label.time:visible").all()[:5]:
            if target.is_enabled():
                target.click()
                page.keyboard.press("0")
        page.wait_for_timeout(300)
        return float(page.evaluate("window.__inp"))
