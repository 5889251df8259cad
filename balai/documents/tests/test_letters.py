"""Letters: numbers without gaps, what never changes, and the paper itself."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from balai.base.errors import RuleBroken
from balai.documents import actions, jobs, store
from balai.documents.models import Letter
from balai.documents.paper import check_link, pdf_page
from balai.documents.press import PressMissing, PressStopped, draw
from balai.documents.rules.letters import Hitch, LetterState, number_text
from tests import make

pytestmark = pytest.mark.django_db


def printed(html):
    return b"%PDF-1.7 rekaan", 1


def test_numbers_run_without_a_gap_per_office_and_year():
    here, other = make.office(), make.office()
    head = make.head(here)
    first = make.letter(office=here, by=head)
    with transaction.atomic():
        make.letter(office=here, by=head)
        transaction.set_rollback(True)
    second = make.letter(office=here, by=head)
    next_year = make.letter(office=here, by=head, now=make.NOW.replace(year=2027))
    numbers = [(x.year, x.number) for x in (first, second, make.letter(office=other), next_year)]
    assert numbers == [(2026, 1), (2026, 2), (2026, 1), (2027, 1)]


def test_a_number_reads_as_the_offices_own():
    assert number_text(classification="005", number=12, office="kec-a", year=2026) == "005/12/KEC-A/2026"
    assert number_text(classification="", number=12, office="kec-a", year=2026) == "12/KEC-A/2026"


def test_only_who_may_sign_issues_and_revokes():
    letter = make.letter()
    clerk = make.officer("koordinator", letter.office)
    with pytest.raises(PermissionDenied):
        make.letter(office=letter.office, by=clerk)
    with pytest.raises(PermissionDenied):
        actions.revoke_letter(letter=letter, reason="salah", by=clerk, now=make.NOW)


def test_a_letter_about_the_same_thing_takes_the_place_of_the_older():
    old = make.letter()
    newer = make.letter(office=old.office)
    old.refresh_from_db()
    assert (old.state, old.newer) == (LetterState.SUPERSEDED, newer)
    revoked = actions.revoke_letter(letter=newer, reason="batal", by=newer.signatory, now=make.NOW)
    with pytest.raises(RuleBroken, match="dicabut"):
        actions.revoke_letter(letter=revoked, reason="lagi", by=newer.signatory, now=make.NOW)


@pytest.mark.parametrize(
    "change",
    [{"number": 7}, {"subject": "lain"}, {"code": "AAAAAAAA"}, {"content": {}}, {"token_hash": b"x" * 32}],
    ids=str,
)
def test_what_a_letter_says_cannot_be_changed_by_anybody(change):
    letter = make.letter()
    with pytest.raises(DatabaseError, match="sudah terbit"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**change)


def test_no_letter_is_deleted_and_none_comes_back_to_life():
    letter = make.letter()
    actions.revoke_letter(letter=letter, reason="batal", by=letter.signatory, now=make.NOW)
    rows = Letter.objects.filter(pk=letter.pk)
    with pytest.raises(DatabaseError, match="sudah terbit"), transaction.atomic():
        rows.delete()
    with pytest.raises(DatabaseError, match="sudah terbit"), transaction.atomic():
        rows.update(state=LetterState.ACTIVE, ended_at=None, reason="")


def test_a_revoked_letter_has_a_reason_in_the_database():
    letter = make.letter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.REVOKED, ended_at=make.NOW)


def test_the_job_keeps_the_pdf_sealed_with_its_checksum():
    letter = make.letter()
    assert jobs.is_letter_due(make.NOW)
    assert actions.draw_letters(now=make.NOW, press=printed) == 1
    letter.refresh_from_db()
    assert store.read(letter.pdf.store_name) == printed("")[0]
    assert (letter.pdf.way, letter.hitch, jobs.is_letter_due(make.NOW)) == ("made", "", False)
    assert actions.draw_letters(now=make.NOW + timedelta(days=1), press=printed) == 0


@pytest.mark.parametrize(("error", "hitch"), [(PressMissing, Hitch.NO_PRESS), (PressStopped, Hitch.STOPPED)])
def test_a_press_that_cannot_is_tried_again_and_said(error, hitch):
    letter = make.letter()

    def stopped(html):
        raise error

    assert actions.draw_letters(now=make.NOW, press=stopped) == 0
    letter.refresh_from_db()
    assert letter.hitch == hitch
    assert letter.due_at > make.NOW
    assert any("Pango" in said for said in jobs.problems(now=make.NOW)) == (hitch == Hitch.NO_PRESS)
    assert actions.draw_letters(now=letter.due_at, press=printed) == 1


@pytest.mark.slow
def test_the_real_press_draws_a_tagged_pdf_and_fetches_nothing():
    letter = make.letter(subject="Undangan <b>narasumber</b>")
    html = pdf_page(letter)
    assert "&lt;b&gt;" in html
    try:
        raw, pages = draw(html.replace("</body>", "<img src='file:///etc/passwd' alt='x'></body>"))
    except PressMissing:
        pytest.skip("no Pango on this machine: the page says so, see above")
    assert (pages, len(raw) < 60_000) == (1, True)
    with pikepdf.open(BytesIO(raw)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "id"
        assert not pdf.attachments


def test_the_paper_carries_the_code_and_the_link_of_its_page(settings):
    settings.BALAI_URL = "https://balai.example"
    letter = make.letter()
    assert check_link(letter) == f"https://balai.example/periksa/{letter.token}/"
    assert len(letter.token) == 22
    page = pdf_page(letter)
    assert f"{letter.code[:4]}-{letter.code[4:]}" in page
    assert "balai.example/periksa/" in page
