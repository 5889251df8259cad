"""Fields for files: friendly, bounded while they come, and what was typed stays."""

from collections.abc import Callable, Iterator

import pytest
from django import forms
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from balai.documents import rules, uploads
from balai.documents.forms import UploadField, UploadsField
from balai.documents.harmless import Harmless
from balai.engine.forms import OnceForm
from tests import make

pytestmark = pytest.mark.usefixtures("workshop_here")


class Report(OnceForm):
    story = forms.CharField()
    paper = UploadField(label="Surat", required=False)
    photos = UploadsField(label="Foto", required=False, most=2)


def sent(**files: object) -> Report:
    lists = {name: value if isinstance(value, list) else [value] for name, value in files.items()}
    return Report({"story": "Lampu mati"}, MultiValueDict(lists))


def test_what_it_gives_is_harmless():
    form = sent(paper=make.upload(), photos=[make.upload(), make.upload()])
    assert form.is_valid()
    assert isinstance(form.cleaned_data["paper"], Harmless)
    assert len(form.cleaned_data["photos"]) == 2


def test_none_is_none():
    form = sent()
    assert form.is_valid()
    assert (form.cleaned_data["paper"], form.cleaned_data["photos"]) == (None, [])


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays():
    form = sent(paper=make.upload(b"PK\x03\x04", name="surat.docx"))
    assert not form.is_valid()
    assert form.errors == {"paper": [rules.refusal("office").message]}
    assert "Lampu mati" in form.as_p()


def test_too_many_are_said():
    assert "Paling banyak 2 berkas" in str(sent(photos=[make.upload()] * 3).errors["photos"])


def test_a_needed_one_is_asked_for():
    class Needed(OnceForm):
        paper = UploadField(label="Surat")
        photos = UploadsField(label="Foto")

    assert set(Needed({}, MultiValueDict()).errors.as_data()) == {"paper", "photos"}


def test_the_browser_offers_what_is_taken_and_asks_for_the_right_form():
    form = Report()
    assert form.is_multipart()
    assert 'accept="image/jpeg' in str(form["paper"])
    assert " multiple" in str(form["photos"])
    assert "multiple" not in str(form["paper"])
    assert "10 MB" in form["paper"].help_text


@pytest.fixture
def posted() -> Iterator[Callable[..., HttpRequest]]:
    """A form as a browser sends it; what it left behind is closed at the end, as Django does."""
    requests = []

    def post(**fields: object) -> HttpRequest:
        requests.append(RequestFactory().post("/", fields))
        return requests[-1]

    yield post
    for request in requests:
        request.close()


@pytest.fixture
def small_limits(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    monkeypatch.setattr(uploads, "LARGEST_REQUEST", 250_000)


def test_beyond_the_limit_nothing_more_is_kept(small_limits, posted, monkeypatch):
    written = []
    true = TemporaryFileUploadHandler.receive_data_chunk

    def heard(self, raw, start):
        written.append(len(raw))
        return true(self, raw, start)

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", heard)
    request = posted(paper=make.upload(bytes(900_000)), story="Lampu mati")
    assert isinstance(request.FILES["paper"], uploads.TooLarge)
    assert request.POST["story"] == "Lampu mati"
    assert sum(written) <= 100_000


def test_all_files_of_one_form_have_a_limit_together(small_limits, posted):
    request = posted(photos=[make.upload(bytes(90_000)) for _ in range(4)])
    kinds = [isinstance(file, uploads.TooLarge) for file in request.FILES.getlist("photos")]
    assert kinds == [False, False, True, True]


def test_one_that_ran_past_is_refused_with_its_size(monkeypatch):
    form = sent(paper=uploads.TooLarge(40_000_000))
    assert "Berkas ini 40 MB; paling besar 10 MB." in form.errors["paper"][0]


def test_a_small_file_arrives_whole(small_limits, posted):
    request = posted(paper=make.upload(b"isi" * 1000))
    assert request.FILES["paper"].read() == b"isi" * 1000
