"""`make run`: what one sees last is where to go."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from balai.site.commands import demo


class Page(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def page() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_the_greeting_waits_for_the_first_page(page: HTTPServer, capsys: pytest.CaptureFixture[str]) -> None:
    demo._greet_when_it_answers(page.server_port, server=os.getppid())
    said = capsys.readouterr().out
    assert f"http://127.0.0.1:{page.server_port}/demo/" in said
    assert "kabar.log" in said
    assert said.rstrip().endswith("Berhenti: Ctrl+C.")


def test_no_greeting_for_a_server_that_went_away(capsys: pytest.CaptureFixture[str]) -> None:
    demo._greet_when_it_answers(9, server=-1)
    assert capsys.readouterr().out == ""


def test_a_page_that_is_no_page_yet_is_asked_for_again(
    page: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Page, "status", 503)
    assert not demo._answers(page.server_port)
    monkeypatch.setattr(Page, "status", 200)
    assert demo._answers(page.server_port)
