"""The quarantine's page."""

import pytest

from balai.documents import actions
from balai.documents.models import File
from balai.documents.rules import State
from balai.documents.scanners.clamav_fake import FakeClamAV
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "/kelola/berkas/"


@pytest.fixture
def file(at):
    at(make.NOW)
    return make.file()


@pytest.fixture
def head(file):
    return make.browser(make.head(file.office))


def read(client) -> str:
    return str(client.get(PAGE).content.decode())


def test_it_says_what_waits_and_why(file, head, settings):
    settings.BALAI_CLAMAV = "/run/clamav/clamd.ctl"
    actions.scan_waiting(now=make.NOW, scanner=FakeClamAV(is_down=True))
    page = read(head)
    assert "Foto untuk kantor" in page
    assert "pemindai virus tidak menjawab" in page


def test_it_says_that_a_scanner_must_be_set(file, head, settings):
    settings.BALAI_CLAMAV = ""
    assert "Pemindai virus belum dipasang" in read(head)


def test_it_says_that_the_office_does_without(file, head, settings):
    settings.BALAI_CLAMAV = "tanpa"
    assert "memilih tanpa pemindai virus" in read(head)


def test_an_empty_quarantine_is_calm(file, head):
    actions.discard(file=file, by=None, now=make.NOW)
    assert "Tidak ada berkas yang ditahan" in read(head)


def test_scan_again_and_refuse(file, head):
    assert head.post(f"{PAGE}{file.pk}/periksa-lagi/").status_code == 302
    assert head.post(f"{PAGE}{file.pk}/tolak/", {"reason": "virus"}).status_code == 422
    assert head.post(f"{PAGE}{file.pk}/tolak/", {"reason": "unfit"}).status_code == 302
    assert File.objects.get().state == State.REFUSED
    assert "Tidak sesuai keperluan" in read(head)


def test_another_offices_files_are_not_there(file):
    other = make.browser(make.head(make.office()))
    assert "Foto untuk" not in read(other)
    assert other.post(f"{PAGE}{file.pk}/tolak/", {"reason": "unfit"}).status_code == 404


def test_a_front_desk_has_no_quarantine(file):
    from balai.people.rules import Role

    assert make.browser(make.officer(Role.FRONT_DESK, file.office)).get(PAGE).status_code == 403
