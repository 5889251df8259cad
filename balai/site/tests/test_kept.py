"""Public pages are kept for everybody; what belongs to one browser never is."""

import gzip
from collections.abc import Callable
from itertools import count

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from balai.site import kept
from balai.site.kept import KeptPages

ask = RequestFactory()
Ask = Callable[..., HttpResponse]


@pytest.fixture
def pages() -> Ask:
    """A site whose every answer is a new one, behind the keeper."""
    numbers = count(1)

    def site(request: HttpRequest) -> HttpResponse:
        request.resolver_match = resolve(request.path)
        response = HttpResponse(f"jawaban {next(numbers)}")
        if "kue" in request.GET:
            response.set_cookie("csrftoken", "rahasia")
        return response

    keeper = KeptPages(site)

    def get(path: str = "/", **more: str) -> HttpResponse:
        cookies = more.pop("cookies", "")
        return keeper(ask.get(path, **({"HTTP_COOKIE": cookies} if cookies else {}), **more))

    return get


def test_the_second_visitor_gets_the_same_page(pages: Ask):
    assert pages().content == pages().content == b"jawaban 1"


def test_each_address_and_each_chosen_office_has_its_own(pages: Ask):
    answers = [pages("/"), pages("/?q=1"), pages("/hak-dan-kewajiban/"), pages("/", cookies="kantor=plaju")]
    assert len({answer.content for answer in answers}) == 4
    assert pages("/", cookies="kantor=plaju").content == answers[3].content


@pytest.mark.parametrize("cookies", ["sessionid=abc", "tiket=abc", "csrftoken=abc; kantor=plaju"])
def test_a_browser_with_cookies_is_asked_anew(pages: Ask, cookies: str):
    assert pages(cookies=cookies).content != pages(cookies=cookies).content
    assert pages().content == b"jawaban 3"


@pytest.mark.parametrize("mark", ["peramban=abc", "balai_perangkat=abc; kantor=plaju"])
def test_a_mark_that_no_page_reads_changes_nothing(pages: Ask, mark: str):
    assert pages(cookies=mark).content == pages(cookies=mark).content


def test_a_page_that_hands_out_a_cookie_is_not_kept(pages: Ask):
    assert pages("/?kue").content != pages("/?kue").content


@pytest.mark.parametrize("path", ["/tiket/", "/masuk/", "/sehat", "/tiket/" + "a" * 22 + "/"])
def test_a_page_that_is_not_named_is_not_kept(pages: Ask, path: str):
    assert pages(path).content != pages(path).content


def test_after_a_few_seconds_it_is_made_anew(pages: Ask, monkeypatch: pytest.MonkeyPatch):
    before = pages().content
    monkeypatch.setattr("balai.site.kept.time.monotonic", lambda: 10.0**9)
    assert pages().content != before


def test_it_is_compressed_for_who_takes_it(pages: Ask):
    small = pages(HTTP_ACCEPT_ENCODING="gzip, br")
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == b"jawaban 1"
    assert "Content-Encoding" not in pages()


def test_the_store_stays_small(pages: Ask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept, "MOST", 2)
    first = pages("/?q=1").content
    pages("/?q=2"), pages("/?q=3")
    assert pages("/?q=1").content != first


def test_nought_seconds_keep_nothing(settings: LazySettings):
    settings.KEEP_SECONDS = 0
    answers = iter([HttpResponse("a"), HttpResponse("b")])
    keeper = KeptPages(lambda request: next(answers))
    assert keeper(ask.get("/")).content != keeper(ask.get("/")).content


def test_every_kept_name_is_an_address_of_ours():
    from django.urls import get_resolver

    known = {
        f"{namespace}:{name}"
        for namespace, (_, inner) in get_resolver().namespace_dict.items()
        for name in inner.reverse_dict
        if isinstance(name, str)
    }
    assert not kept.NAMES - known


def test_a_name_that_is_not_ours_is_refused_further_in(client: Client, settings: LazySettings):
    """Where every answer gets its headers."""
    settings.KEEP_SECONDS = 5
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], "balai.site.kept.KeptPages", *settings.MIDDLEWARE[1:]]
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
