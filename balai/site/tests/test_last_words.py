"""A page that is still being sent while the server stops."""

import asyncio
from collections.abc import Iterator

import pytest
from a2wsgi import WSGIMiddleware

from balai.site import asgi

PIECES = [b"sepotong"] * 40  # more than wait in line for the loop


def page(environ, start_response):
    start_response("200 OK", [])
    return PIECES


@pytest.fixture
def stopped(monkeypatch) -> Iterator[asyncio.AbstractEventLoop]:
    """A loop that was stopped while the page's thread still had something to hand over."""
    loop = asyncio.new_event_loop()
    monkeypatch.setattr(asgi, "pages", WSGIMiddleware(page, workers=1))
    said = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        if not said:
            loop.call_soon(loop.stop)
        said.append(message)

    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": "/", "headers": [],
        "query_string": b"", "root_path": "", "client": None, "server": ("localhost", 80),
    }  # fmt: skip
    task = loop.create_task(asgi.pages(scope, receive, send))
    loop.run_forever()
    yield loop
    loop.run_until_complete(task)
    assert len(said) == len(PIECES) + 2
    loop.close()


def test_its_thread_does_not_wait_for_ever_at_the_end(stopped):
    (thread,) = asgi.pages.executor._threads
    thread.join(0.3)
    assert thread.is_alive()  # it waits for the loop
    asgi.let_pages_end(stopped)
    assert not thread.is_alive()
