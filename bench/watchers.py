"""A process full of open displays: says `open`, waits for a line, writes when each event came.

python -m bench.watchers HOST PORT SITTING COUNT
"""

import asyncio
import json
import sys
import time
from array import array

STATE = b"event: keadaan"
AT_A_TIME = 100


class Display(asyncio.Protocol):
    def __init__(self, arrivals: "array[float]", request: bytes) -> None:
        self.arrivals, self.request = arrivals, request
        self.is_open: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        if STATE not in data:
            return
        if self.is_open.done():
            self.arrivals.append(time.monotonic())
        else:
            self.is_open.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.is_open.done():
            self.is_open.set_exception(error or ConnectionError("closed before its first state"))


async def watch(host: str, port: int, sitting: int, count: int) -> "array[float]":
    loop, arrivals = asyncio.get_running_loop(), array("d")
    request = f"GET /langsung/antrean/{sitting} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
    displays: list[Display] = []
    for _ in range(0, count, AT_A_TIME):
        opening = [
            loop.create_connection(lambda: Display(arrivals, request), host, port)
            for _ in range(min(AT_A_TIME, count - len(displays)))
        ]
        made = [display for _, display in await asyncio.gather(*opening)]
        await asyncio.gather(*(display.is_open for display in made))
        displays += made
    print("open", flush=True)
    await loop.run_in_executor(None, sys.stdin.readline)
    return arrivals


if __name__ == "__main__":
    print(json.dumps(list(asyncio.run(watch(sys.argv[1], *map(int, sys.argv[2:]))))))
