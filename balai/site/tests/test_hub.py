"""The hub by itself: a pretended database, a pretended server, real time in small portions."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from balai.site.hub import ALWAYS, Hub


class Hall:
    """A hub whose database is a dict and whose changes are a queue."""

    def __init__(self, **limits: Any) -> None:
        self.states: dict[str, dict[str, Any]] = {"antrean/7": {"revision": 1, "called": "A001"}}
        self.reads = 0
        self.changes: asyncio.Queue[str | None] = asyncio.Queue()
        self.hub = Hub(
            read=self.read,
            source=self.source,
            clock=lambda: "2026-05-24T08:50:00+07:00",
            host_is_ours=lambda host: host == "balai",
            **{"beat": 60.0, **limits},
        )

    def read(self, sittings: Any) -> dict[str, dict[str, Any]]:
        self.reads += 1
        return {pk: dict(self.states[pk]) for pk in sittings if pk in self.states}

    async def source(self) -> AsyncIterator[str | None]:
        while True:
            yield await self.changes.get()

    def call(self, number: str) -> None:
        self.states["antrean/7"] = {"revision": self.states["antrean/7"]["revision"] + 1, "called": number}
        self.changes.put_nowait("antrean/7")


class Far:
    """The far end of one stream."""

    def __init__(self, hall: Hall, path: str = "/langsung/antrean/7", **scope: Any) -> None:
        self.said: list[bytes] = []
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.gone = asyncio.Event()
        self.may_write = asyncio.Event()
        self.may_write.set()
        self.asked = False
        given = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", b"balai")], **scope}
        self.task = asyncio.create_task(hall.hub(given, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.may_write.wait()
        self.status = message.get("status", self.status)
        self.headers |= dict(message.get("headers", []))
        if message.get("body"):
            self.said.append(message["body"])

    def calls(self) -> list[str]:
        lines = b"".join(self.said).decode().splitlines()
        data = [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
        return [d["called"] for d in data if "called" in d]


def play(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """In a thread of its own: a browser test may have left its loop running in this one."""
    with ThreadPoolExecutor(1) as stage:
        stage.submit(lambda: asyncio.run(asyncio.wait_for(scene(), 10))).result()


async def soon(true: Callable[[], Any]) -> None:
    for _ in range(400):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not happen")


def test_a_screen_gets_the_present_state_at_once_and_then_every_change():
    async def scene() -> None:
        hall = Hall()
        far = Far(hall)
        await soon(lambda: far.calls() == ["A001"])
        assert far.said[0].startswith(b"retry: ")
        assert b"\nid: 1\nevent: keadaan\n" in far.said[0]
        hall.call("A002")
        await soon(lambda: far.calls() == ["A001", "A002"])
        hall.hub.stop()

    play(scene)


def test_one_change_is_read_once_for_all_screens():
    async def scene() -> None:
        hall = Hall()
        screens = [Far(hall) for _ in range(50)]
        await soon(lambda: all(s.calls() for s in screens))
        before = hall.reads
        hall.call("A002")
        await soon(lambda: all(s.calls()[-1] == "A002" for s in screens))
        assert hall.reads == before + 1
        hall.hub.stop()

    play(scene)


def test_a_slow_screen_skips_to_the_latest_call_and_holds_up_nobody():
    async def scene() -> None:
        hall = Hall()
        slow, quick = Far(hall), Far(hall)
        await soon(lambda: slow.calls() and quick.calls())
        slow.may_write.clear()
        for number in ("A002", "A003", "A004", "A005"):
            hall.call(number)
            await soon(lambda n=number: quick.calls()[-1] == n)
        slow.may_write.set()
        await soon(lambda: slow.calls()[-1] == "A005")
        assert len(slow.calls()) <= 3
        hall.hub.stop()

    play(scene)


def test_the_same_state_is_not_told_twice():
    async def scene() -> None:
        hall = Hall()
        far = Far(hall)
        await soon(far.calls)
        hall.changes.put_nowait(None)
        await soon(lambda: hall.reads == 2)
        hall.call("A002")
        await soon(lambda: far.calls() == ["A001", "A002"])
        hall.hub.stop()

    play(scene)


def test_the_heart_beats_with_the_clock_and_finds_a_change_that_nobody_announced():
    async def scene() -> None:
        hall = Hall(beat=0.05)
        far = Far(hall)
        await soon(far.calls)
        hall.states["antrean/7"] = {"revision": 2, "called": "A009"}
        await soon(lambda: far.calls()[-1] == "A009")
        await soon(lambda: b'event: detak\ndata: {"now":"2026-05-24T08:50:00+07:00"' in b"".join(far.said))
        hall.hub.stop()

    play(scene)


def test_a_database_that_is_away_makes_the_beat_say_stale():
    async def scene() -> None:
        hall = Hall(beat=0.05)
        far = Far(hall)
        await soon(far.calls)
        whole, hall.hub.read = hall.hub.read, lambda sittings: 1 / 0  # type: ignore[assignment,return-value]
        await soon(lambda: b'"stale":true' in b"".join(far.said))
        hall.hub.read = whole
        hall.call("A002")
        await soon(lambda: far.calls()[-1] == "A002" and b'"stale":false' in far.said[-1])
        hall.hub.stop()

    play(scene)


@pytest.mark.parametrize(
    ("path", "scope", "status"),
    [
        ("/langsung/antrean/8", {}, 404),
        ("/langsung/antrean/7/", {}, 404),
        ("/langsung/antrean/7", {"headers": [(b"host", b"evil.example")]}, 404),
        ("/langsung/antrean/7", {"method": "POST"}, 405),
    ],
)
def test_what_is_not_there_is_refused(path: str, scope: dict[str, Any], status: int):
    async def scene() -> None:
        hall = Hall()
        far = Far(hall, path, **scope)
        await far.task
        assert far.status == status
        assert far.headers.keys() >= {name for name, _ in ALWAYS}
        hall.hub.stop()

    play(scene)


def test_too_many_screens_are_asked_to_come_back_later():
    async def scene() -> None:
        hall = Hall(most=3, most_per_client=2)
        mine = [Far(hall, client=("198.51.100.7", 1)) for _ in range(3)]
        await soon(lambda: mine[2].status == 503)
        others = [Far(hall, client=("198.51.100.8", 1)) for _ in range(2)]
        await soon(lambda: others[0].calls() and others[1].status == 503)
        mine[0].gone.set()
        await mine[0].task
        again = Far(hall, client=("198.51.100.8", 1))
        await soon(again.calls)
        hall.hub.stop()

    play(scene)


def test_a_screen_that_leaves_leaves_nothing_behind():
    async def scene() -> None:
        hall = Hall()
        far = Far(hall)
        await soon(far.calls)
        far.gone.set()
        await far.task
        assert not hall.hub.rooms
        assert not hall.hub.clients
        assert not hall.hub.open
        hall.hub.stop()

    play(scene)


def test_asked_to_stop_it_ends_every_stream():
    async def scene() -> None:
        hall = Hall()
        screens = [Far(hall) for _ in range(3)]
        await soon(lambda: all(s.calls() for s in screens))
        hall.hub.stop()
        await asyncio.gather(*(s.task for s in screens))

    play(scene)


def test_a_source_that_breaks_is_opened_again(caplog: pytest.LogCaptureFixture):
    async def scene() -> None:
        hall = Hall()
        whole, broken = hall.hub.source, [True]

        async def source() -> AsyncIterator[str | None]:
            if broken.pop() if broken else False:
                raise OSError("gone")
            async for change in whole():
                yield change

        hall.hub.source = source
        far = Far(hall)
        await soon(far.calls)
        hall.call("A002")
        await soon(lambda: "source of changes is away" in caplog.text)
        for _ in range(3):
            await asyncio.sleep(0.8)
        assert far.calls()[-1] == "A002"
        hall.hub.stop()

    play(scene)
