"""A standard's life: draft, edit, publish, discard; who may, and what stays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.catalogue import actions
from balai.catalogue.models import Standard
from balai.catalogue.rules import State
from balai.catalogue.rules.content import FeeRow
from balai.people.rules import Role
from tests import make

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)


def head_of(standard: Standard):
    return make.officer(Role.OFFICE_HEAD, office=standard.office)


def test_a_draft_begins_as_a_copy_of_the_template() -> None:
    service = make.service(says=make.content(requirements=(make.requirement("kk", document="KK"),)))
    draft = make.draft(service)
    assert draft.is_draft
    assert draft.content == Standard.objects.with_rows().get(service=service, office=None).content


def test_a_draft_that_was_begun_is_handed_back() -> None:
    first = make.draft()
    assert first.office
    assert make.draft(first.service, office=first.office).pk == first.pk


def test_only_an_editor_of_the_office_begins_a_draft() -> None:
    service, office = make.service(), make.office()
    elsewhere = make.officer(Role.EDITOR, office=make.office())
    for person in (make.officer(Role.FRONT_DESK, office=office), elsewhere):
        with pytest.raises(PermissionDenied):
            actions.start_draft(service=service, office=office, by=person, now=make.NOW)


def test_a_service_of_another_office_is_not_ours_to_describe() -> None:
    service, office = make.service(), make.office()
    type(service).objects.filter(pk=service.pk).update(office=make.office())
    with pytest.raises(RuleBroken, match="milik kantor lain"):
        make.draft(service, office=office)


def test_an_edit_over_somebody_elses_is_refused() -> None:
    draft = make.draft(says=make.content())
    editor = make.officer(Role.EDITOR, office=draft.office)
    with pytest.raises(RuleBroken, match="Petugas lain"):
        actions.edit_standard(
            standard=draft, revision=draft.revision - 1, content=make.content(), by=editor, now=make.NOW
        )


def test_publishing_ends_the_one_before_on_that_day() -> None:
    first = make.standard()
    second = make.draft(first.service, office=first.office)
    actions.publish_standard(standard=second, valid_from=JUNE, by=head_of(first), now=make.NOW)
    first.refresh_from_db()
    assert (first.valid_until, first.last_day) == (JUNE, date(2026, 5, 31))
    assert Standard.objects.of(first.office).in_force(JUNE).get().pk == second.pk


def test_an_editor_without_that_permission_cannot_publish() -> None:
    draft = make.draft()
    editor = make.officer(Role.EDITOR, office=draft.office)
    with pytest.raises(PermissionDenied):
        actions.publish_standard(standard=draft, valid_from=JUNE, by=editor, now=make.NOW)


def test_who_may_publish_may_publish_what_they_wrote() -> None:
    office = make.office()
    head = make.officer(Role.OFFICE_HEAD, office=office)
    draft = make.draft(office=office, by=head)
    published = actions.publish_standard(standard=draft, valid_from=JUNE, by=head, now=make.NOW)
    assert published.state == State.PUBLISHED


def test_today_is_the_offices_today() -> None:
    """At 23.30 UTC on 23 May it is already the 24th in Jakarta."""
    draft = make.draft()
    late = make.NOW.replace(hour=6, minute=30)
    with pytest.raises(RuleBroken, match="Pilih hari ini"):
        actions.publish_standard(standard=draft, valid_from=date(2026, 5, 23), by=head_of(draft), now=late)


def test_what_is_half_filled_is_not_published() -> None:
    draft = make.draft(says=make.content(fees=()))
    with pytest.raises(RuleBroken, match="biaya atau tarif"):
        actions.publish_standard(standard=draft, valid_from=JUNE, by=head_of(draft), now=make.NOW)


def test_a_published_standard_is_never_edited() -> None:
    standard = make.standard()
    editor = make.officer(Role.EDITOR, office=standard.office)
    with pytest.raises(RuleBroken, match="sudah diterbitkan"):
        actions.edit_standard(
            standard=standard, revision=standard.revision, content=make.content(), by=editor, now=make.NOW
        )


def test_a_published_standard_is_never_discarded() -> None:
    standard = make.standard()
    with pytest.raises(RuleBroken, match="sudah diterbitkan"):
        actions.discard_draft(standard=standard, by=head_of(standard), now=make.NOW)


def test_discarding_a_draft_leaves_what_is_published() -> None:
    first = make.standard()
    draft = make.draft(first.service, office=first.office)
    actions.discard_draft(standard=draft, by=head_of(first), now=make.NOW)
    assert list(Standard.objects.of(first.office)) == [first]


def test_a_discarded_draft_cannot_be_published() -> None:
    draft = make.draft()
    actions.discard_draft(standard=draft, by=head_of(draft), now=make.NOW)
    with pytest.raises(RuleBroken, match="diterbitkan atau dibuang"):
        actions.publish_standard(standard=draft, valid_from=JUNE, by=head_of(draft), now=make.NOW)


def test_every_step_leaves_an_entry() -> None:
    standard = make.standard(says=make.content(fees=(FeeRow("KTP-el", 0),)))
    verbs = Entry.objects.filter(subject_id=str(standard.pk), subject_type="catalogue.standard")
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "catalogue.draft_started",
        "catalogue.draft_edited",
        "catalogue.standard_published",
    ]
