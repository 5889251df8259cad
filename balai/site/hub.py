"""The live hub: one small ASGI app that tells every open screen of a sitting or a board what changed.

`/langsung/antrean/<sitting>` is a stream of server-sent events: `keadaan` carries the sitting's public
state, `detak` beats every ten seconds; `/langsung/papan/<session>` the same of a question board. A change is
read once and pushed as the same bytes to every screen.
A screen that is slow skips to the latest state; one that comes back gets the present state at once.
"""

import asyncio
import json
import logging
import random
import re
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
State = dict[str, Any]
Reader = Callable[[Collection[str]], dict[str, State]]  # what exists ("antrean/7"), with its public state
Source = Callable[[], AsyncIterator[str | None]]  # what changed; None: any may have

log = logging.getLogger("balai.live")
PATH = re.compile(r"/langsung/((?:antrean|papan)/(?:0|[1-9]\d{0,17}))")
LOOPBACK = {"127.0.0.1", "::1", ""}
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),
]
ALWAYS = [  # what Django's middlewares say of a page, here by hand; a browser hears HSTS over https alone
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains; preload"),
]


class Screen:
    """One open stream. At most one push runs at a time; whatever came meanwhile is skipped."""

    __slots__ = ("beats", "room", "send", "task", "version")

    def __init__(self, room: "Room", send: Send) -> None:
        self.room, self.send = room, send
        self.version, self.beats = room.version, room.beats
        self.task: asyncio.Task[None] | None = None

    def nudge(self) -> None:
        if self.task is None:
            self.task = asyncio.create_task(self._push())

    async def _push(self) -> None:
        try:
            while body := self._next():
                await self.send({"type": "http.response.body", "body": body, "more_body": True})
        except Exception:  # the far end is gone: its own receive() says so too
            log.debug("a screen went away")
        finally:
            self.task = None

    def _next(self) -> bytes:
        room = self.room
        if self.version != room.version:
            self.version, self.beats = room.version, room.beats
            return room.body
        if self.beats != room.beats:
            self.beats = room.beats
            return room.beat_body
        return b""


class Room:
    """All screens of one sitting or board, and the last bytes that they were told."""

    __slots__ = ("beat_body", "beats", "body", "screens", "state", "version")

    def __init__(self, state: State) -> None:
        self.screens: set[Screen] = set()
        self.state: State | None = None
        self.body = self.beat_body = b""
        self.version = self.beats = 0
        self.tell(state)

    def tell(self, state: State) -> None:
        """A new state goes to everybody, the same again to nobody; a revision alone changes no screen."""
        shown = {key: value for key, value in state.items() if key != "revision"}
        if shown != self.state:
            self.state = shown
            self.body = event("keadaan", state, str(state.get("revision", 0)))
            self.version += 1
            self._nudge()

    def beat(self, facts: State) -> None:
        self.beat_body = event("detak", facts)
        self.beats += 1
        self._nudge()

    def _nudge(self) -> None:
        for screen in self.screens:
            screen.nudge()


def event(name: str, data: State, number: str = "") -> bytes:
    head = f"id: {number}\n" if number else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


class Hub:
    """Rooms by what they watch, one source of changes, one thread that reads the database."""

    def __init__(
        self,
        *,
        read: Reader,
        source: Source,
        clock: Callable[[], str],
        host_is_ours: Callable[[str], bool] = lambda host: True,
        most: int = 5000,
        most_per_client: int = 300,
        beat: float = 10.0,
    ) -> None:
        self.read, self.source, self.clock, self.host_is_ours = read, source, clock, host_is_ours
        self.most, self.most_per_client, self.beat_seconds = most, most_per_client, beat
        self.rooms: dict[str, Room] = {}
        self.clients: Counter[str] = Counter()
        self.dirty: set[str] = set()
        self.stale = False
        self.tasks: set[asyncio.Task[None]] = set()
        self.wake: asyncio.Event | None = None
        self.stopping = False
        self.hears = False
        self.open: set[asyncio.Future[Message]] = set()
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="live")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        match = PATH.fullmatch(scope["path"])
        headers = dict(scope["headers"])
        if not match or not self.host_is_ours(headers.get(b"host", b"").decode("latin1")):
            return await answer(send, 404)
        if scope["method"] != "GET":
            return await answer(send, 405)
        client = (scope.get("client") or ("", 0))[0]
        if self._is_full(client):
            return await answer(send, 503, (b"retry-after", b"15"))
        self.clients[client] += 1
        try:
            await self._watch(match[1], receive, send)
        finally:
            self.clients[client] -= 1
            self.clients += Counter()  # drops the zeros

    def _is_full(self, client: str) -> bool:
        crowded = client not in LOOPBACK and self.clients[client] >= self.most_per_client
        return crowded or self.clients.total() >= self.most

    async def _watch(self, watched: str, receive: Receive, send: Send) -> None:
        self.start()
        try:
            room = await self._room(watched)
        except Exception as error:
            log.warning("the state could not be read", exc_info=error)
            return await answer(send, 503, (b"retry-after", b"5"))
        if room is None:
            return await answer(send, 404)
        await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS, *ALWAYS]})
        retry = f"retry: {random.randint(1000, 4000)}\n".encode()  # noqa: S311  spreads the return
        screen = Screen(room, send)
        try:
            await send({"type": "http.response.body", "body": retry + room.body, "more_body": True})
            room.screens.add(screen)
            screen.nudge()
            await self._until_gone(receive)
        finally:
            self._leave(watched, room, screen)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _until_gone(self, receive: Receive) -> None:
        """The far end left, or this process is asked to stop."""
        while not self.stopping:
            gone = asyncio.ensure_future(receive())
            self.open.add(gone)
            try:
                if (await gone)["type"] == "http.disconnect":
                    return
            except asyncio.CancelledError:
                if not self.stopping:
                    raise
            finally:
                self.open.discard(gone)

    async def _room(self, watched: str) -> Room | None:
        if watched not in self.rooms:
            states = await self._read([watched])
            if watched in states and watched not in self.rooms:
                self.rooms[watched] = Room(states[watched])
        return self.rooms.get(watched)

    def _leave(self, watched: str, room: Room, screen: Screen) -> None:
        room.screens.discard(screen)
        if not room.screens and self.rooms.get(watched) is room:
            del self.rooms[watched]

    async def _read(self, asked: Collection[str]) -> dict[str, State]:
        return await asyncio.get_running_loop().run_in_executor(self.thread, self.read, asked)

    async def _now(self) -> str:
        return await asyncio.get_running_loop().run_in_executor(self.thread, self.clock)

    def start(self) -> None:
        """With the first screen: listen for changes, carry them, beat."""
        if self.wake is None:
            self.wake = asyncio.Event()
            self.hear_the_stop()
            for work in (self._listen, self._carry, self._beat):
                self.tasks.add(asyncio.create_task(work()))

    def stop(self) -> None:
        """End every stream, so that the server need not wait for screens that never leave."""
        self.stopping = True
        works: list[asyncio.Future[Any]] = [*self.tasks, *self.open]
        for work in works:
            work.cancel()

    def hear_the_stop(self) -> None:
        """Beside the server's own handler (which hears through the wake-up descriptor), not in its place.

        From the process's first request on, whatever it is: a screen that comes while all ends, ends too.
        """
        if self.hears:
            return
        self.hears, loop = True, asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(ValueError):  # not the main thread: a test, which stops the hub itself
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self.stop))
                signal.siginterrupt(number, False)

    async def _listen(self) -> None:
        while True:
            try:
                async for changed in self.source():
                    self.mark(self.rooms if changed is None else [changed])
            except Exception as error:
                log.warning("the source of changes is away", exc_info=error)
            await asyncio.sleep(1 + random.random())  # noqa: S311

    def mark(self, asked: Collection[str]) -> None:
        self.dirty.update(asked)
        if self.wake:
            self.wake.set()

    async def _carry(self) -> None:
        """What changed since the last reading is read once, however many changes there were."""
        assert self.wake
        while True:
            await self.wake.wait()
            self.wake.clear()
            asked, self.dirty = self.dirty & self.rooms.keys(), set()
            if asked:
                await self._refresh(asked)

    async def _refresh(self, asked: Collection[str]) -> None:
        try:
            states = await self._read(asked)
        except Exception as error:
            self.stale = True
            log.warning("the state could not be read", exc_info=error)
            return
        self.stale = False
        for one in asked:
            if one in states and one in self.rooms:
                self.rooms[one].tell(states[one])

    async def _beat(self) -> None:
        """Every beat reads anew as well: what was booked meanwhile, or a notice that was lost."""
        while True:
            await asyncio.sleep(self.beat_seconds)
            if self.rooms:
                await self._refresh(list(self.rooms))
                facts = {"now": await self._now(), "stale": self.stale}
                for room in list(self.rooms.values()):
                    room.beat(facts)


async def answer(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *ALWAYS]})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
