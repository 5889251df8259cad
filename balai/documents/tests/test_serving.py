"""A file leaves by one door, with everything that keeps it quiet."""

from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory

from balai.documents import actions, store
from balai.documents.rules import Kind, Size
from balai.documents.serving import serve
from tests import make

pytestmark = pytest.mark.django_db
ASKED = RequestFactory().get("/")


@pytest.mark.parametrize(
    ("kind", "type_", "way"),
    [(Kind.PICTURE, "image/jpeg", "inline"), (Kind.PDF, "application/pdf", "attachment")],
)
def test_it_wears_what_keeps_it_quiet(kind, type_, way):
    answer = serve(ASKED, make.clean_file(kind=kind))
    assert answer["Content-Type"] == type_
    assert answer["Content-Disposition"].startswith(f"{way}; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


def test_our_own_policy_does_not_cover_the_files(settings):
    from csp.middleware import CSPMiddleware

    answer: Any = CSPMiddleware(lambda request: serve(request, make.clean_file()))(RequestFactory().get("/"))
    assert "sandbox" in answer["Content-Security-Policy"]


def test_slow_networks_take_the_small_one():
    file = make.clean_file()
    store.write(file.store_name, {Size.SMALL: b"kecil"})
    assert serve(ASKED, file, size="small").content == b"kecil"


def test_its_name_is_neutral():
    file = make.clean_file()
    assert f'filename="foto-{file.pk}.jpg"' in serve(ASKED, file)["Content-Disposition"]


def test_what_is_not_clean_does_not_exist():
    waits = make.file()
    gone = actions.discard(file=make.clean_file(), by=None, now=make.NOW)
    for file, size in [(waits, "full"), (gone, "full"), (make.clean_file(), "giant")]:
        with pytest.raises(Http404):
            serve(ASKED, file, size=size)


def test_lost_bytes_are_no_error_page():
    file = make.clean_file()
    store.remove(file.store_name)
    with pytest.raises(Http404):
        serve(ASKED, file)
