"""A report from its first words to its publication: written by one, approved by another."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.masking import Type, find
from balai.base.permissions import Permission, require
from balai.documents.actions.lettering import numbered
from balai.documents.models import Report, ReportDuty
from balai.documents.rules import reports as rules
from balai.documents.rules.letters import LetterKind
from balai.documents.rules.reports import ReportState
from balai.people.models import Person
from balai.places.known_names import known_names
from balai.places.models import Office

Words = dict[str, Any]
# What can stand for nobody but a person. Names of officers and streets are part of many a report.
OF_A_PERSON = {Type.NIK, Type.KK, Type.PHONE, Type.EMAIL, Type.ACCOUNT, Type.BIRTH}


@transaction.atomic
def set_duty(
    *, of: models.Model, office: Office, is_owed: bool, since: date, by: object, now: datetime
) -> ReportDuty | None:
    """Whether a report is owed after each session of this programme, from a day on."""
    require(by, Permission.PROGRAM_EDIT, at=office)
    key = {"about_type": of._meta.label_lower, "about_id": str(of.pk)}
    if not is_owed:
        ReportDuty.objects.filter(**key).delete()
    else:
        ReportDuty.objects.get_or_create(**key, defaults={"office": office, "since": since})
    record("report.duty_set", of, by=by, office=office, now=now, is_owed=is_owed)
    return ReportDuty.objects.filter(**key).first()


@transaction.atomic
def begin_report(
    *,
    about: models.Model,
    office: Office,
    on: date,
    title: str,
    due_on: date | None,
    by: Person,
    now: datetime,
) -> Report:
    """The first version; asked again, the one that is being written."""
    require(by, Permission.REPORT_WRITE, at=office)
    locked(office)  # two who begin at once begin the same
    there = Report.objects.about(about).order_by("-version").first()
    if there is not None:
        return there
    report = Report.objects.create(
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        office=office,
        on=on,
        title=title,
        due_on=due_on,
        maker=by,
        made_at=now,
    )
    record("report.begun", report, by=by, office=office, now=now, version=1)
    return report


@transaction.atomic
def write_report(*, report: Report, words: Words, by: Person, now: datetime) -> Report:
    """Keep what was typed; nothing of it is shown to anybody else yet."""
    report = locked(report)
    require(by, Permission.REPORT_WRITE, at=report.office)
    rules.require_being_written(report.state)
    require_nobody(words)
    report.words, report.maker = words, by
    report.save(update_fields=["words", "maker"])
    record("report.written", report, by=by, office=report.office, now=now, version=report.version)
    return report


@transaction.atomic
def submit_report(*, report: Report, snapshot: Words, by: Person, now: datetime) -> Report:
    """Frozen as it is now: this is what the approver reads. Who sends it is its maker."""
    report = locked(report)
    require(by, Permission.REPORT_WRITE, at=report.office)
    rules.require_report_move(report.state, ReportState.SUBMITTED)
    require_nobody(snapshot)
    report.state, report.snapshot, report.submitted_at = ReportState.SUBMITTED, snapshot, now
    report.maker, report.reason = by, ""
    report.save(update_fields=["state", "snapshot", "submitted_at", "maker", "reason"])
    record("report.submitted", report, by=by, office=report.office, now=now, version=report.version)
    return report


@transaction.atomic
def return_report(*, report: Report, reason: str, by: Person, now: datetime) -> Report:
    """Not yet; the maker reads why."""
    report = locked(report)
    require(by, Permission.REPORT_APPROVE, at=report.office)
    rules.require_report_move(report.state, ReportState.RETURNED)
    report.state, report.reason = ReportState.RETURNED, reason
    report.snapshot = report.submitted_at = None
    report.save(update_fields=["state", "reason", "snapshot", "submitted_at"])
    record("report.returned", report, by=by, office=report.office, now=now, version=report.version)
    return report


@transaction.atomic
def publish_report(
    *, report: Report, signed_as: str, by: Person, now: datetime, classification: str = ""
) -> Report:
    """Approved by somebody else than its maker, numbered as a letter, and from now on unchangeable."""
    report = locked(report)
    require(by, Permission.REPORT_APPROVE, at=report.office)
    rules.require_report_move(report.state, ReportState.PUBLISHED)
    rules.require_another(maker=report.maker_id, approver=by.pk)
    report.letter = numbered(
        kind=LetterKind.REPORT,
        about_type=report.about_type,
        about_id=report.about_id,
        office=report.office,
        subject=report.title,
        signed_as=signed_as,
        content={"version": report.version},
        classification=classification,
        by=by,
        now=now,
    )
    report.state, report.approver, report.published_at, report.words = ReportState.PUBLISHED, by, now, {}
    report.save(update_fields=["letter", "state", "approver", "published_at", "words"])
    record("report.published", report, by=by, office=report.office, now=now, version=report.version)
    return report


@transaction.atomic
def correct_report(*, report: Report, because: str, words: Words, by: Person, now: datetime) -> Report:
    """The next version, begun with the words of this one. This one stays as it is, and readable."""
    require(by, Permission.REPORT_WRITE, at=report.office)
    locked(report.office)
    _require_last(report)
    newer = Report.objects.create(
        about_type=report.about_type,
        about_id=report.about_id,
        office=report.office,
        on=report.on,
        title=report.title,
        version=report.version + 1,
        because=because,
        words=words,
        due_on=report.due_on,
        maker=by,
        made_at=now,
    )
    record("report.corrected", newer, by=by, office=report.office, now=now, version=newer.version)
    return newer


def _require_last(report: Report) -> None:
    later = Report.objects.filter(about_type=report.about_type, about_id=report.about_id)
    if not report.is_published or later.filter(version__gt=report.version).exists():
        raise RuleBroken("report.not_last", "Hanya versi terakhir yang sudah terbit dapat dibetulkan.")


def require_nobody(words: Any, field: str = "") -> None:
    """No number that stands for a person, in whichever part it was typed."""
    if isinstance(words, dict):
        for key, value in words.items():
            require_nobody(value, str(key))
    elif isinstance(words, list):
        for value in words:
            require_nobody(value, field)
    elif isinstance(words, str) and any(span.type in OF_A_PERSON for span in find(words, known_names())):
        message = "Tulisan ini memuat nomor, tanggal lahir, atau surel orang. Hapus dahulu."
        raise RuleBroken("report.names_somebody", message, field=field)
