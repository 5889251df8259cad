"""A file's life: received, scanned, shown or refused, and gone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.documents import actions, jobs, rules, store
from balai.documents.models import File
from balai.documents.rules import NEXT, Kind, Obstacle, Reason, State, Way
from balai.documents.scanners import ScannerDown
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.people.rules import Role
from tests import make

pytestmark = pytest.mark.django_db


def on_disk() -> list[str]:
    return sorted(path.name for path in store.folder().glob("*/*"))


def scan(scanner=None, *, later: timedelta = timedelta(0)) -> int:
    return actions.scan_waiting(now=make.NOW + later, scanner=scanner)


@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", State)
def test_only_the_table_moves_a_file(old, new):
    if new in NEXT[old]:
        rules.require_move(old, new)
    else:
        with pytest.raises(RuleBroken, match="langkah itu tidak bisa lagi"):
            rules.require_move(old, new)


def test_a_received_file_waits_and_is_not_shown():
    file = make.file()
    assert file.state == State.RECEIVED
    assert not File.objects.servable().exists()
    assert "sedang diperiksa" in file.words


def test_a_clean_file_is_shown():
    file = make.clean_file()
    assert (file.state, file.way) == (State.CLEAN, Way.SCANNED)
    assert File.objects.servable().get() == file


def test_a_virus_is_refused_and_its_bytes_are_gone(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = make.clean_file(kind=Kind.PDF, raw=b"%PDF-1.7 EICAR")
    assert (file.state, file.reason) == (State.REFUSED, Reason.VIRUS)
    assert on_disk() == []
    assert "ditolak: pemindai menemukan virus" in file.words


def test_without_a_scanner_everything_waits(settings):
    settings.BALAI_CLAMAV = ""
    file = make.file()
    scan()
    file.refresh_from_db()
    assert (file.state, file.obstacle) == (State.RECEIVED, Obstacle.NO_SCANNER)
    assert file.due_at == make.NOW + timedelta(minutes=5)


def test_a_scanner_that_is_down_is_asked_later_and_later():
    file = make.file()
    waits = []
    for _ in range(9):
        file.refresh_from_db()
        now = file.due_at
        actions.scan_waiting(now=now, scanner=FakeClamAV(is_down=True))
        file.refresh_from_db()
        waits.append(int((file.due_at - now).total_seconds()))
    assert (file.state, file.obstacle) == (State.RECEIVED, Obstacle.DOWN)
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    actions.scan_waiting(now=file.due_at, scanner=FakeClamAV())
    file.refresh_from_db()
    assert (file.state, file.obstacle) == (State.CLEAN, "")


def test_a_scanner_that_hangs_is_asked_once_a_run():
    class Hangs(FakeClamAV):
        asked = 0

        def scan(self, raw):
            self.asked += 1
            raise ScannerDown("timeout")

    scanner, of = Hangs(), make.office()
    for _ in range(7):
        make.file(of=of, office=of)
    scan(scanner)
    assert scanner.asked == 1
    assert File.objects.filter(obstacle=Obstacle.DOWN).count() == 7


def test_what_is_too_large_for_the_scanner_waits():
    file = make.file()
    scan(FakeClamAV(largest=1))
    file.refresh_from_db()
    assert file.obstacle == Obstacle.TOO_LARGE


def test_an_office_may_do_without_a_scanner_for_pictures_alone(settings):
    settings.BALAI_CLAMAV = "tanpa"
    photo, paper = make.file(), make.file(kind=Kind.PDF)
    assert scan() == 1
    photo.refresh_from_db()
    paper.refresh_from_db()
    assert (photo.state, photo.way) == (State.CLEAN, Way.REMADE)
    assert (paper.state, paper.obstacle) == (State.RECEIVED, Obstacle.NO_SCANNER)


def test_the_database_shows_no_pdf_without_a_scanner():
    file = make.file(kind=Kind.PDF)
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(pk=file.pk).update(state=State.CLEAN, way=Way.REMADE, decided_at=make.NOW)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "shown"},
        {"state": State.CLEAN, "decided_at": make.NOW},
        {"state": State.REFUSED, "decided_at": make.NOW, "store_name": None, "checksum": None},
        {"store_name": None},
        {"size": 0},
        {"state": State.DISCARDED, "decided_at": make.NOW},
        {"obstacle": "tired"},
    ],
)
def test_the_database_holds_what_is_true_of_a_file(values):
    file = make.file()
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(pk=file.pk).update(**values)


def test_a_killed_workers_file_is_due_again():
    file = make.file()
    from balai.documents.actions.scanning import _claim

    assert _claim(make.NOW) == [file]
    assert scan(FakeClamAV()) == 0
    assert scan(FakeClamAV(), later=rules.LEASE) == 1


def test_one_that_was_discarded_meanwhile_stays_so():
    file = make.file()

    class Discards(FakeClamAV):
        def scan(self, raw):
            actions.discard(file=file, by=None, now=make.NOW)
            return super().scan(raw)

    assert scan(Discards()) == 0
    file.refresh_from_db()
    assert file.state == State.DISCARDED


def test_nobody_is_called_inside_a_transaction(django_db_blocks_atomic):
    make.file()
    assert scan(django_db_blocks_atomic) == 1


@pytest.fixture
def django_db_blocks_atomic():
    """A scanner that counts how deep it stands: the test's own transaction and no other."""
    from django.db import connection

    depth = len(connection.savepoint_ids)

    class Watches(FakeClamAV):
        def scan(self, raw):
            assert len(connection.savepoint_ids) == depth
            return super().scan(raw)

    return Watches()


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_bytes_that_are_lost_are_said(harm, django_capture_on_commit_callbacks):
    file = make.file()
    path = store.path_of(f"{file.store_name}.full")
    path.unlink() if harm == "gone" else path.write_bytes(path.read_bytes()[:-1] + b"x")
    scan(FakeClamAV())
    file.refresh_from_db()
    assert (file.state, file.reason) == (State.REFUSED, Reason.LOST)


def test_an_officer_refuses_what_waits(django_capture_on_commit_callbacks):
    file = make.file()
    head = make.head(file.office)
    with django_capture_on_commit_callbacks(execute=True):
        file = actions.refuse(file=file, reason=Reason.OTHERS, by=head, now=make.NOW)
    assert file.reason == Reason.OTHERS
    assert on_disk() == []
    with pytest.raises(RuleBroken):
        actions.refuse(file=file, reason=Reason.OTHERS, by=head, now=make.NOW)


def test_nobody_else_refuses_or_hurries():
    file = make.file()
    for by in (make.officer(Role.FRONT_DESK, file.office), make.head(make.office())):
        with pytest.raises(PermissionDenied):
            actions.refuse(file=file, reason=Reason.UNFIT, by=by, now=make.NOW)
        with pytest.raises(PermissionDenied):
            actions.scan_again(file=file, by=by, now=make.NOW)


def test_asked_again_it_is_due_at_once():
    file = make.file()
    scan(FakeClamAV(is_down=True))
    assert scan(FakeClamAV()) == 0
    actions.scan_again(file=file, by=make.head(file.office), now=make.NOW)
    assert scan(FakeClamAV()) == 1


def test_discarded_is_gone(django_capture_on_commit_callbacks):
    file = make.clean_file()
    assert len(on_disk()) == 3
    with django_capture_on_commit_callbacks(execute=True):
        file = actions.discard(file=file, by=None, now=make.NOW)
    assert (file.state, file.store_name, file.checksum, file.width) == (State.DISCARDED, None, None, None)
    assert on_disk() == []


def test_a_subjects_files_are_erased_and_no_others(django_capture_on_commit_callbacks):
    mine, other = make.office(), make.office()
    make.clean_file(of=mine)
    make.file(of=mine)
    kept = make.clean_file(of=other)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.erase(subject=mine, now=make.NOW) == 2
    assert actions.erase(subject=mine, now=make.NOW) == 0
    assert {name.partition(".")[0] for name in on_disk()} == {kept.store_name}


def test_ten_files_and_no_more_stand_with_one_subject():
    of = make.office()
    for _ in range(rules.MOST_FILES):
        last = make.file(of=of, office=of)
    with pytest.raises(RuleBroken, match="sudah cukup banyak"):
        make.file(of=of, office=of)
    actions.discard(file=last, by=None, now=make.NOW)
    make.file(of=of, office=of)


def test_a_client_that_sends_without_end_is_told(monkeypatch):
    monkeypatch.setattr("balai.documents.actions.receiving.PER_CLIENT", 2)
    for _ in range(2):
        actions.count_try(client="192.0.2.7", now=make.NOW)
    with pytest.raises(RuleBroken, match="Terlalu sering"):
        actions.count_try(client="192.0.2.7", now=make.NOW)
    actions.count_try(client="192.0.2.8", now=make.NOW)


def test_a_raw_upload_is_made_harmless_first(workshop_here):
    of = make.office()
    file = actions.receive(upload=make.upload(), of=of, office=of, by=None, now=make.NOW)
    assert store.read(file.store_name).startswith(b"\xff\xd8")
    with pytest.raises(RuleBroken, match="Word"):
        actions.receive(upload=make.upload(b"PK\x03\x04"), of=of, office=of, by=None, now=make.NOW)


def test_every_step_is_on_the_record_and_names_nothing():
    make.clean_file()
    verbs = list(
        Entry.objects.filter(subject_type="documents.file").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["document.received", "document.cleared"]
    assert set(Entry.objects.filter(verb="document.received").get().facts) == {"kind", "size"}


def test_the_job_finds_its_own_work(settings):
    settings.BALAI_CLAMAV = "tanpa"
    assert not jobs.is_due(make.NOW)
    make.file()
    assert jobs.is_due(make.NOW)
    assert jobs.scan(make.NOW) == 1
    assert not jobs.is_due(make.NOW)


def test_check_says_what_is_wrong(settings):
    settings.IS_PRODUCTION, settings.BALAI_CLAMAV = True, ""
    file = make.file()
    store.remove(file.store_name)
    said = " ".join(jobs.problems(now=make.NOW + timedelta(hours=1)))
    assert "BALAI_CLAMAV" in said
    assert "1 berkas menunggu" in said
    assert "1 berkas tidak ada" in said
    actions.discard(file=file, by=None, now=make.NOW)
    settings.BALAI_CLAMAV = "tanpa"
    assert jobs.problems(now=make.NOW) == []
