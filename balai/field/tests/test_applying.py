"""Handed to whoever understands it; what is refused waits for a person, and nothing holds up the rest."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.field import actions, jobs
from balai.field.models import Submission
from balai.field.rules import State
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_morning(at):
    at(make.NOW)


def states() -> list[str]:
    return list(Submission.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_understood_goes_in_once(taker):
    row = make.phone_record(make.phone_of(), jumlah=21)
    assert jobs.is_due(make.NOW)
    assert (jobs.apply(make.NOW), jobs.apply(make.NOW)) == (1, 0)
    row.refresh_from_db()
    assert (row.state, row.result, row.applied_at) == ("applied", "uji 21", make.NOW)
    assert taker.taken == {str(row.client_id): "21"}


def test_a_kind_that_nobody_knows_waits_visibly(taker):
    make.phone_record(make.phone_of(), "belum_ada")
    assert not jobs.is_due(make.NOW)
    assert jobs.apply(make.NOW) == 0
    assert Submission.objects.waiting_for_a_taker(["uji"]).count() == 1


def test_two_phones_that_differ_are_both_kept_until_a_person_decides(taker):
    office = make.office()
    first, second = (make.phone_of(office) for _ in range(2))
    make.phone_record(first, kelompok="RT 05", jumlah=21)
    row = make.phone_record(second, kelompok="RT 05", jumlah=23)
    jobs.apply(make.NOW)
    row.refresh_from_db()
    assert (states(), row.objection) == (["applied", "conflict"], "Kelompok ini sudah dicatat: 21.")
    by = make.field_officer(office)
    with pytest.raises(RuleBroken, match="alasannya"):
        actions.accept(submission=row, note="  ", by=by, now=make.NOW)
    actions.accept(submission=row, note="Dihitung ulang bersama.", by=by, now=make.NOW)
    jobs.apply(make.NOW)
    row.refresh_from_db()
    assert (states(), taker.by_group, row.note) == (
        ["applied", "applied"],
        {"RT 05": 23},
        "Dihitung ulang bersama.",
    )


def test_tried_again_when_the_reason_is_gone(taker):
    office = make.office()
    make.phone_record(make.phone_of(office), kelompok="RT 05", jumlah=21)
    row = make.phone_record(make.phone_of(office), kelompok="RT 05", jumlah=23)
    jobs.apply(make.NOW)
    taker.by_group.clear()
    actions.try_again(submission=row, by=make.field_officer(office), now=make.NOW)
    jobs.apply(make.NOW)
    assert states() == ["applied", "applied"]


def test_one_that_breaks_holds_up_nobody_and_comes_again_later(taker):
    phone = make.phone_of()
    broken = make.phone_record(phone, jumlah="rusak")
    make.phone_record(phone, jumlah=2)
    assert jobs.apply(make.NOW) == 1
    broken.refresh_from_db()
    assert (broken.state, broken.tries) == ("received", 1)
    assert broken.due_at > make.NOW


def test_from_quarantine_only_what_a_device_of_ours_signed_is_let_in(taker):
    held = make.submission()
    by = make.field_officer(held.office)
    actions.accept(submission=held, note="HP hilang sesudah kegiatan.", by=by, now=make.NOW)
    assert jobs.apply(make.NOW) == 1
    phone, stranger = make.phone_of(), make.phone_of()
    stranger.device.uid = phone.record()
    row = make.phone_record(stranger)
    with pytest.raises(RuleBroken, match="ditolak"):
        actions.accept(submission=row, note="Coba saja.", by=by, now=make.NOW)
    actions.refuse(submission=row, note="Tidak dikenal.", by=by, now=make.NOW)
    assert Submission.objects.get(pk=row.pk).state == State.REFUSED


def test_the_second_version_may_be_used_instead_while_nobody_built_on_the_first(taker):
    phone = make.phone_of()
    by = make.field_officer(phone.device.office)
    first = make.phone_record(phone, jumlah=21)
    second = make.phone_record(phone, id=str(first.client_id), jumlah=23)
    assert second.state == State.CONFLICT
    actions.accept(submission=second, note="Yang kedua benar.", by=by, now=make.NOW)
    jobs.apply(make.NOW)
    assert (states(), list(taker.taken.values())) == (["refused", "applied"], ["23"])


def test_an_applied_first_version_is_mended_where_it_lives(taker):
    phone = make.phone_of()
    first = make.phone_record(phone, jumlah=21)
    second = make.phone_record(phone, id=str(first.client_id), jumlah=23)
    jobs.apply(make.NOW)
    by = make.field_officer(phone.device.office)
    with pytest.raises(RuleBroken, match="sudah masuk"):
        actions.accept(submission=second, note="Yang kedua benar.", by=by, now=make.NOW)
    actions.refuse(submission=second, note="Sudah dibetulkan.", by=by, now=make.NOW)
    assert states() == ["applied", "refused"]


def test_after_a_refusal_the_same_id_comes_back_as_a_conflict(taker):
    phone = make.phone_of(quota=1)
    make.phone_record(phone)
    held = make.phone_record(phone)
    by = make.field_officer(phone.device.office)
    actions.refuse(submission=held, note="Melebihi jatah.", by=by, now=make.NOW)
    again = make.phone_record(phone, id=str(held.client_id), jumlah=5, now=make.NOW + timedelta(days=2))
    assert (again.state, again.reason) == ("conflict", "twice")


def test_another_office_decides_nothing():
    held = make.submission()
    for deed in (actions.accept, actions.refuse):
        with pytest.raises(PermissionDenied):
            deed(submission=held, note="Bukan milik saya.", by=make.field_officer(), now=make.NOW)


def test_what_is_settled_is_not_decided_again(taker):
    held = make.submission()
    by = make.field_officer(held.office)
    actions.refuse(submission=held, note="Tidak dipakai.", by=by, now=make.NOW)
    for deed in (actions.accept, actions.refuse):
        with pytest.raises(RuleBroken, match="sudah diputuskan"):
            deed(submission=held, note="Sekali lagi.", by=by, now=make.NOW)


def test_bytes_go_after_half_a_year_and_the_receipt_answers_on(taker):
    phone = make.phone_of()
    id = phone.record(jumlah=1)
    first = phone.send(id)
    make.phone_record(phone, "belum_ada")
    jobs.apply(make.NOW)
    assert jobs.forget(make.NOW + timedelta(days=181)) == 1
    assert Submission.objects.filter(raw=None).count() == 1
    assert phone.send(id).content == first.content


def test_every_arrival_and_decision_leaves_an_entry(taker):
    held = make.submission()
    actions.refuse(submission=held, note="Tidak dipakai.", by=make.field_officer(held.office), now=make.NOW)
    told = list(Entry.objects.filter(verb__startswith="field.").order_by("pk").values_list("verb", flat=True))
    assert told == [
        "field.device_invited",
        "field.device_enrolled",
        "field.device_revoked",
        "field.arrived",
        "field.refused",
    ]
