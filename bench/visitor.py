"""Visitors without scripts: one kept connection each, cookies and forms of their own."""

import asyncio
import os
import re
import resource
import time
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode, urlsplit

from bench.load import Load


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: str

    def field(self, name: str) -> str:
        """The value of a form's field."""
        found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', self.body)
        return found[1] if found else ""

    def choices(self, name: str) -> list[str]:
        """Radio buttons that may be pressed."""
        tags = re.findall(rf'<input type="radio" name="{name}"[^>]*>', self.body)
        values = [re.search(r'value="([^"]*)"', tag) for tag in tags if "disabled" not in tag]
        return [value[1] for value in values if value]


numbers = count(1)


def address(number: int) -> str:
    """One of sixteen million."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


@dataclass
class Visitor:
    base: str
    cookies: dict[str, str] = field(default_factory=dict)
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    address: str = field(default_factory=lambda: address(next(numbers)))

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path)

    async def post(self, path: str, values: dict[str, str], **headers: str) -> Answer:
        return await self._ask("POST", path, urlencode(values).encode(), headers)

    async def close(self) -> None:
        if self.writer:
            self.writer.close()
            self.writer = None

    async def _ask(
        self, method: str, path: str, body: bytes = b"", more: dict[str, str] | None = None
    ) -> Answer:
        where = urlsplit(self.base)
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection(
                where.hostname, where.port, limit=1 << 20
            )
        lines = [f"{method} {path} HTTP/1.1", f"Host: {where.netloc}", f"Content-Length: {len(body)}"]
        lines.append(f"X-Forwarded-For: {self.address}")
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if body:
            lines.append("Content-Type: application/x-www-form-urlencoded")
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in (more or {}).items()]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        return await self._read(self.reader)

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")
        headers: dict[str, str] = {}
        for line in head[1:-2]:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                key, _, kept = value.split(";", 1)[0].partition("=")
                self.cookies[key] = kept
        if headers.get("transfer-encoding") == "chunked":
            body = await chunks(reader)
        else:
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            await self.close()
        return Answer(int(head[0].split()[1]), headers, body.decode())


async def chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)


def own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Watch:
    """Durations in milliseconds, and what this process itself took meanwhile."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.refused = self.broken = 0
        self.since, self.spent = time.monotonic(), own_seconds()

    def add(self, started: float) -> None:
        self.times.append((time.monotonic() - started) * 1000)

    def count(self, answer: Answer) -> Answer:
        self.refused += answer.status >= 400
        self.broken += answer.status >= 500
        return answer

    def load(self, seconds: float | None = None) -> Load:
        took = time.monotonic() - self.since
        share = (own_seconds() - self.spent) / took / (os.cpu_count() or 1)
        return Load(
            requests=len(self.times),
            seconds=seconds or took,
            p50=percentile(self.times, 50),
            p95=percentile(self.times, 95),
            p99=percentile(self.times, 99),
            refused=self.refused,
            broken=self.broken,
            lost=0,
            share=share,
        )


def percentile(values: list[float], part: float) -> float:
    ordered = sorted(values) or [0.0]
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]
