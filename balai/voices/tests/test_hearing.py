"""The quiet room: first the question, then perhaps words; always a visit that counts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from balai.base.errors import RuleBroken
from balai.cases.rules.states import Kind
from balai.people.models import Assignment
from balai.voices import actions
from balai.voices.models import Hearing, Voice
from balai.voices.rules.hearing import HearingState
from balai.voices.rules.words import Naming
from tests import make

pytestmark = pytest.mark.django_db
TOLD = {"kind": Kind.CURHAT, "text": "Anak saya belum dapat sekolah.", "naming": Naming.NAMELESS}


def test_nothing_is_written_before_the_person_has_agreed() -> None:
    by = make.listener()
    hearing = actions.begin_hearing(office=by.assignments.get().office, by=by, now=make.NOW)
    with pytest.raises(RuleBroken, match="boleh dicatat"):
        actions.keep_draft(hearing=hearing, draft="{}", revision=1, by=by, now=make.NOW)
    with pytest.raises(RuleBroken, match="boleh dicatat"):
        actions.finish_hearing(hearing=hearing, by=by, now=make.NOW, **TOLD)


def test_a_refusal_takes_away_what_was_noted_and_the_visit_counts() -> None:
    hearing = make.hearing()
    by = hearing.listener
    actions.keep_draft(hearing=hearing, draft='{"text": "x"}', revision=1, by=by, now=make.NOW)
    actions.refuse_record(hearing=hearing, by=by, now=make.NOW)
    hearing = actions.leave_untold(hearing=hearing, by=by, now=make.NOW)
    assert (hearing.state, hearing.draft, hearing.voice) == (HearingState.UNTOLD, "", None)
    assert Hearing.objects.count() == 1
    assert not Voice.objects.exists()


def test_what_was_told_becomes_a_voice_and_the_draft_goes() -> None:
    make.clocks(Kind.CURHAT)
    hearing = make.hearing()
    actions.keep_draft(hearing=hearing, draft='{"text": "x"}', revision=1, by=hearing.listener, now=make.NOW)
    voice = actions.finish_hearing(hearing=hearing, by=hearing.listener, now=make.NOW, **TOLD)
    hearing.refresh_from_db()
    assert (hearing.state, hearing.voice, hearing.draft) == (HearingState.TOLD, voice, "")
    assert voice.read_back_at == make.NOW
    assert voice.case.listener == hearing.listener


def test_an_older_page_never_overwrites_a_newer_draft() -> None:
    hearing = make.hearing()
    by = hearing.listener
    for revision in (1, 2, 3):
        actions.keep_draft(hearing=hearing, draft=f"{revision}", revision=revision, by=by, now=make.NOW)
    with pytest.raises(RuleBroken, match="lebih baru"):
        actions.keep_draft(hearing=hearing, draft="alt", revision=2, by=by, now=make.NOW)
    again = actions.keep_draft(hearing=hearing, draft="3", revision=3, by=by, now=make.NOW)
    assert again.draft == "3"


def test_a_listener_leads_one_talk_at_a_time() -> None:
    hearing = make.hearing()
    with pytest.raises(RuleBroken, match="masih terbuka"):
        actions.begin_hearing(office=hearing.office, by=hearing.listener, now=make.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.create(office=hearing.office, listener=hearing.listener, began_at=make.NOW)


def test_a_talk_is_seen_by_nobody_but_its_listener() -> None:
    hearing = make.hearing()
    colleague, head = make.listener(hearing.office), make.head(hearing.office)
    assert Hearing.objects.of(hearing.listener).get() == hearing
    assert not Hearing.objects.of(colleague).exists()
    assert not Hearing.objects.of(head).exists()
    with pytest.raises(RuleBroken, match="petugas lain"):
        actions.leave_untold(hearing=hearing, by=colleague, now=make.NOW)


def test_a_listener_who_left_yesterday_sees_and_does_nothing() -> None:
    hearing = make.hearing()
    Assignment.objects.update(ends_at=make.NOW - timedelta(days=1))
    by = type(hearing.listener).objects.get(pk=hearing.listener_id)
    assert not Hearing.objects.of(by).exists()
    with pytest.raises(PermissionDenied):
        actions.keep_draft(hearing=hearing, draft="x", revision=1, by=by, now=make.NOW)


def test_the_database_keeps_no_word_without_agreement() -> None:
    by = make.listener()
    hearing = actions.begin_hearing(office=by.assignments.get().office, by=by, now=make.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk).update(draft_sealed="1.x")
