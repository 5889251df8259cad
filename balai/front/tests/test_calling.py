"""Letters and texts that call the RTs of a work day (GR-1), and the Friday that ends in a report."""

from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from django.core.exceptions import PermissionDenied

from balai.base.errors import RuleBroken
from balai.documents.models import Letter, Report
from balai.front import actions
from balai.front.calls import calls_at
from balai.people.rules import Role
from balai.programs.actions import cancel_session, move_session, pick_result, set_turns
from balai.programs.jobs import end_letters
from tests import make

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 5, 29)


@pytest.fixture
def session(at):
    at(make.NOW)
    program = make.work_program(rts="02: 5 Jalan DI Panjaitan\n02: 6")
    chosen = [make.rt(program.office, 2, 5), make.rt(program.office, 2, 6)]
    return set_turns(program=program, on=FRIDAY, chosen=chosen, by=make.head(program.office), now=make.NOW)


def issue(session, by=None):
    by = by or make.head(session.program.office)
    signed = {"signed_as": "Lurah", "classification": "005"}
    return actions.call_by_letter(session=session, by=by, now=make.NOW, **signed)


def page_of(session, by):
    return (
        make.browser(by)
        .get(f"/kelola/program/{session.program.slug}/{session.on}/surat-rt/")
        .content.decode()
    )


def test_each_rt_gets_its_numbered_letter_once(session):
    assert [letter.addressee for letter in issue(session)] == ["Ketua RT 05 RW 02", "Ketua RT 06 RW 02"]
    assert issue(session) == []
    letters = Letter.objects.order_by("number")
    assert [letter.number for letter in letters] == [1, 2]
    assert dict(letters[0].content["rows"])["Jalan"] == "Jalan DI Panjaitan"
    assert dict(letters[1].content["rows"])["Giliran"] == "RT 05 dan RT 06 RW 02"


def test_the_text_is_forwarded_without_any_number_of_a_person(session):
    page = page_of(session, make.head(session.program.office))
    (first, _) = calls_at(session)
    assert "Warga RT 05 RW 02, ini giliran kita kerja bakti." in first.text
    assert "Jumat, 29 Mei 2026" in first.text
    assert "07.00–09.00 WIB" in first.text
    assert first.text in unquote(page).replace("&amp;", "&")
    assert 'href="https://wa.me/?text=' in page
    assert "wa.me/62" not in page


def test_a_letter_is_issued_anew_when_the_day_moves(session, at):
    first = issue(session)[0]
    head = make.head(session.program.office)
    move_session(
        program=session.program, on=FRIDAY, reason="Ada hajatan.", to_on=FRIDAY + timedelta(days=1), by=head,
        now=make.NOW,
    )  # fmt: skip
    session.refresh_from_db()
    assert "Perlu surat baru" in page_of(session, head)
    assert len(issue(session, head)) == 2
    first.refresh_from_db()
    assert (first.state, first.newer.number) == ("superseded", 3)


def test_a_letter_of_an_rt_that_was_let_go_is_revoked_and_only_the_head_lets_it_go(session):
    issue(session)
    office = session.program.office
    change = {"program": session.program, "on": FRIDAY, "chosen": [make.rt(office, 2, 6)], "now": make.NOW}
    with pytest.raises(RuleBroken, match="Kepala kantor"):
        set_turns(**change, by=make.officer(Role.PROGRAM_LEAD, office=office))
    set_turns(**change, by=make.head(office))
    assert [letter.state for letter in Letter.objects.order_by("number")] == ["revoked", "active"]


def test_letters_to_a_cancelled_day_count_no_longer(session):
    issue(session)
    head = make.head(session.program.office)
    cancel_session(program=session.program, on=FRIDAY, reason="Banjir.", by=head, now=make.NOW)
    assert [end_letters(make.NOW), end_letters(make.NOW)] == [2, 0]
    assert set(Letter.objects.values_list("state", "reason")) == {("revoked", "Kegiatan dibatalkan.")}


def test_who_signs_no_letters_reads_the_texts_alone(session):
    lead = make.officer(Role.PROGRAM_LEAD, office=session.program.office)
    page = page_of(session, lead)
    assert "Kepala kantor yang menerbitkan surat" in page
    with pytest.raises(PermissionDenied):
        issue(session, lead)


def test_nobody_is_called_to_what_is_over(session):
    head = make.head(session.program.office)
    with pytest.raises(RuleBroken, match="sudah selesai"):
        actions.call_by_letter(
            session=session, signed_as="Lurah", classification="", by=head, now=session.ends_at
        )


def test_the_public_page_says_whose_turn_it_is(client, session):
    page = client.get(f"/program/{session.program.slug}/{FRIDAY}/").content.decode()
    assert "RT 05 dan RT 06 RW 02" in page


def test_a_friday_ends_in_a_report_with_its_results(session, at):
    at(session.ends_at)
    make.result(session, now=session.ends_at, street="Jalan DI Panjaitan", drain_m=500, sacks=100, trucks=3)
    writer = make.officer(Role.PROGRAM_LEAD, office=session.program.office)
    words = {"attended": 0, "attended_reason": "", "organisations": "", "minutes": "Saluran dibersihkan."}
    make.result(session, now=session.ends_at, street="Gang", sacks=1)
    wrong = make.result(session, now=session.ends_at, street="Gang", sacks=2)
    with pytest.raises(RuleBroken, match="hasil yang bertentangan"):
        actions.hand_in_report(session=session, by=writer, now=session.ends_at, **words)
    head = make.head(session.program.office)
    pick_result(result=wrong, reason="Dihitung lagi.", by=head, now=session.ends_at)
    report = actions.hand_in_report(session=session, by=writer, now=session.ends_at, **words)
    assert report.facts["results"]["sums"] == [["500", "m saluran"], ["102", "karung"], ["3", "truk"]]
    assert report.facts["turns"] == "RT 05 dan RT 06 RW 02"
    make.published(report)
    page = make.browser().get(f"/program/{session.program.slug}/{FRIDAY}/laporan/").content.decode()
    assert "Jalan DI Panjaitan, RW 02" in page
    assert "500 m saluran, 102 karung, 3 truk" in page
    assert Report.objects.published().count() == 1
