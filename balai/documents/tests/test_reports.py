"""Reports: one writes, another approves, and what is published stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from balai.base.errors import RuleBroken
from balai.documents import actions, seeds
from balai.documents.models import Photo, Report, ReportDuty
from balai.documents.rules.letters import LetterState
from balai.documents.rules.reports import ConsentShown, ReportState
from balai.programs.planting import Planter
from tests import make

pytestmark = pytest.mark.django_db


def test_two_who_begin_write_the_same_report():
    first = make.report()
    again = make.report(office=first.office, by=make.officer("koordinator", first.office))
    assert again == first


def test_the_maker_never_approves_their_own():
    office = make.office()
    head = make.head(office)
    report = make.submitted(make.report(office=office, by=head))
    with pytest.raises(RuleBroken, match="orang lain"):
        actions.publish_report(report=report, signed_as="Camat", by=head, now=make.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(approver=head)
    assert make.published(report).is_published


def test_who_only_writes_cannot_approve_or_send_back():
    report = make.submitted()
    clerk = make.officer("koordinator", report.office)
    with pytest.raises(PermissionDenied):
        actions.publish_report(report=report, signed_as="Camat", by=clerk, now=make.NOW)
    with pytest.raises(PermissionDenied):
        actions.return_report(report=report, reason="kurang", by=clerk, now=make.NOW)


def test_what_is_sent_back_says_why_and_is_sent_again():
    report = make.submitted()
    head = make.head(report.office)
    report = actions.return_report(report=report, reason="Jumlah hadir belum cocok.", by=head, now=make.NOW)
    assert (report.state, report.snapshot) == (ReportState.RETURNED, None)
    report = actions.write_report(report=report, words={"minutes": "Baru."}, by=report.maker, now=make.NOW)
    report = make.submitted(report)
    assert (report.state, report.reason) == (ReportState.SUBMITTED, "")


def test_what_waits_for_approval_is_not_rewritten():
    report = make.submitted()
    with pytest.raises(RuleBroken, match="menunggu persetujuan"):
        actions.write_report(report=report, words={}, by=report.maker, now=make.NOW)


def test_a_published_report_is_a_letter_and_holds_no_drafts():
    report = make.report()
    actions.write_report(report=report, words={"minutes": "Kasar."}, by=report.maker, now=make.NOW)
    report = make.published(make.submitted(report))
    assert report.letter.kind == "report"
    assert report.words == {}
    assert report.letter.number == 1


@pytest.mark.parametrize(
    "change", [{"snapshot": {"a": 1}}, {"title": "lain"}, {"state": "draft"}, {"words": {"a": 1}}], ids=str
)
def test_a_published_report_cannot_be_changed_or_deleted_by_anybody(change):
    report = make.published()
    rows = Report.objects.filter(pk=report.pk)
    with pytest.raises(DatabaseError, match="sudah terbit"), transaction.atomic():
        rows.update(**change)
    with pytest.raises(DatabaseError, match="sudah terbit"), transaction.atomic():
        rows.delete()


def test_a_correction_is_version_two_and_the_first_turns_yellow():
    first = make.published()
    by = first.maker
    newer = actions.correct_report(report=first, because="Jumlah salah ketik.", words={}, by=by, now=make.NOW)
    with pytest.raises(RuleBroken, match="versi terakhir"):
        actions.correct_report(report=first, because="Lagi.", words={}, by=by, now=make.NOW)
    second = make.published(make.submitted(newer))
    first.letter.refresh_from_db()
    assert (second.version, second.letter.number) == (2, 2)
    assert (first.letter.state, first.letter.newer) == (LetterState.SUPERSEDED, second.letter)
    assert Report.objects.published().about(first.office).count() == 2


def test_a_number_of_a_person_is_refused_at_its_field():
    report = make.report()
    with pytest.raises(RuleBroken, match="nomor") as broken:
        actions.write_report(
            report=report, words={"minutes": "Hubungi 0812 3456 7890."}, by=report.maker, now=make.NOW
        )
    assert broken.value.details["field"] == "minutes"


def test_a_duty_is_set_once_and_taken_back():
    program = make.program()
    act = {"of": program, "office": program.office, "since": make.SUNDAY, "by": Planter(), "now": make.NOW}
    actions.set_duty(is_owed=True, **act)
    actions.set_duty(is_owed=True, **act)
    assert ReportDuty.objects.count() == 1
    actions.set_duty(is_owed=False, **act)
    assert not ReportDuty.objects.exists()


def test_a_seed_file_asks_for_reports_and_says_so_again():
    make.office("kec-kemuning")
    program = make.planted("ngopi-kemuning")
    assert ReportDuty.objects.get().about_id == str(program.pk)
    assert seeds.read(program=program) == {"laporan": True}
    for table in ({"laporan": "ya"}, {"lapor": True}):
        with pytest.raises(RuleBroken):
            seeds.plant(program=program, table=table, by=Planter(), now=make.NOW)


def test_a_photo_is_showable_with_consent_alone_and_can_be_taken_back():
    report = make.report()
    act = {"by": report.maker, "now": make.NOW}
    photo = actions.add_photo(
        upload=make.harmless(), of=report.office, office=report.office, caption="Suasana aula",
        consent=ConsentShown.MISSING, **act,
    )  # fmt: skip
    assert not Photo.objects.of(report.office).showable().exists()
    actions.set_consent(photo=photo, consent=ConsentShown.AGREED, **act)
    assert Photo.objects.of(report.office).showable().exists()
    actions.drop_photo(photo=photo, **act)
    photo.file.refresh_from_db()
    assert photo.file.state == "discarded"
