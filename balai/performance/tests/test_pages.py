"""The pages: answered without an account and without a script, keyed from paper, read with nothing small."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balai.people.rules import Role
from balai.performance.models import FollowUp, Lesson, Participation, Statement, Tally, UseTally
from balai.performance.rules import Opinion
from tests import make

pytestmark = pytest.mark.django_db
AFTER = datetime(2026, 5, 27, 9, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def session(at):
    made = make.session()
    make.pulse(made.program)
    at(made.starts_at + timedelta(minutes=30))
    return made


def address(session, name="pulse"):
    return reverse(f"performance:{name}", args=[session.program.slug, session.on])


def desk(session, name="session"):
    return reverse(f"performance:{name}", args=[session.pk])


def says(opinion="agree"):
    return {f"s{pk}": opinion for pk in Statement.objects.values_list("pk", flat=True)}


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_who_has_checked_in_answers_once_then_may_leave_a_contact_apart(session):
    client, hall = make.browser(), make.hall(session)
    client.post(reverse("programs:check_in", args=[hall.code]))
    page = client.get(address(session))
    assert "Kode kehadiran" not in text(page)
    assert page["Cache-Control"] == "no-store"
    for _ in range(5):
        done = client.post(address(session), says(), follow=True)
    assert "Jawaban Anda sudah dihitung" in text(done)
    assert set(Tally.objects.values_list("number", flat=True)) == {1}
    refused = client.post(address(session, "touch"), {"phone": "0812", "agrees": "on"})
    assert refused.status_code == 422
    assert 'value="0812"' in refused.content.decode()
    refused = client.post(address(session, "touch"), {"email": "warga@contoh.id"})
    assert (refused.status_code, "Beri tanda setuju dulu" in text(refused)) == (409, True)
    done = client.post(address(session, "touch"), {"email": "warga@contoh.id", "agrees": "on"}, follow=True)
    assert "Kami bertanya sekali lagi pada Selasa, 23 Juni 2026" in text(done)


def test_a_typed_code_serves_as_well_and_a_wrong_one_keeps_what_was_chosen(session):
    here, client = make.attendance(session), make.browser()
    wrong = client.post(address(session), says() | {"code": "AAAA2222"})
    assert (wrong.status_code, wrong.content.decode().count("checked")) == (409, 2)
    assert (
        client.post(address(session), says("-") | {"code": here.code}).status_code == 409
    )  # nothing was answered
    assert client.post(address(session), says() | {"code": here.code}).status_code == 302
    assert Participation.objects.get().attendance == here


def test_before_and_after_it_says_when_and_a_programme_that_asks_nothing_says_so(session, at):
    at(session.starts_at - timedelta(hours=1))
    assert "Belum mulai" in text(make.browser().get(address(session)))
    at(AFTER)
    assert "Sudah ditutup" in text(make.browser().get(address(session)))
    silent = make.session(program=make.program())
    assert "Tidak ada yang ditanyakan" in text(make.browser().get(address(silent)))


def test_the_session_leads_to_the_questions_and_shows_the_figures_afterwards(session, at):
    page = reverse("front:session", args=[session.program.slug, session.on])
    assert address(session) in make.browser().get(page).content.decode()
    make.answered(session, times=20)
    make.answered(session, Opinion.PARTLY, times=11)
    at(AFTER)
    shown = text(make.browser().get(page))
    assert "Setuju 20 dari 31" in shown
    assert "Belum setuju 11 dari 31" in shown
    public = reverse("performance:program", args=[session.program.slug])
    assert "20 dari 31 setuju" in text(make.browser().get(public))


def test_the_link_answers_once_or_takes_the_contact_away_and_looking_changes_nothing(session):
    first, second = (make.follow_up(session, email=f"warga{n}@contoh.id") for n in (1, 2))
    client, link = make.browser(), reverse("performance:use", args=[first.token])
    assert "Sudah digunakan?" in text(client.get(link))
    assert not UseTally.objects.exists()
    assert client.post(link, {"use": "failed"}).status_code == 409
    done = client.post(link, {"use": "failed", "obstacle": "hours"}, follow=True)
    assert "Kontak Anda sudah dihapus" in text(done)
    client.post(reverse("performance:stop", args=[second.token]))
    assert "Kami tidak bertanya lagi" in text(client.get(reverse("performance:use", args=[second.token])))
    assert FollowUp.objects.filter(identity=None).count() == 2
    assert client.get(reverse("performance:use", args=["A" * 22])).status_code == 404


def test_an_officer_keys_slips_takes_one_out_and_reads_the_figures_when_they_are_final(session, at):
    client = make.browser(make.officer(Role.FRONT_DESK, session.program.office))
    for _ in range(8):
        client.post(desk(session, "paper"), says())
    client.post(desk(session, "paper"), says("partly"))
    client.post(desk(session, "paper"), says("partly") | {"keluarkan": "ya"})
    assert set(Tally.objects.filter(opinion="agree").values_list("number", flat=True)) == {8}
    assert set(Tally.objects.filter(opinion="partly").values_list("number", flat=True)) == {0}
    assert client.post(desk(session, "paper"), says("-")).status_code == 409
    assert client.post(desk(session, "paper"), {}).status_code == 422
    assert "Jawaban masih masuk" in text(client.get(desk(session)))
    at(AFTER)
    assert "8 jawaban" in text(client.get(desk(session)))
    other = make.browser(make.officer(Role.FRONT_DESK, make.office()))
    for name in ("session", "paper", "printout"):
        assert other.get(desk(session, name)).status_code == 404


def test_an_editor_sets_statements_and_a_lesson_and_a_colleague_counts_hands(session):
    head = make.browser(make.head(session.program.office))
    settings = reverse("performance:settings", args=[session.program.slug])
    assert head.post(settings, {"statements": "Satu\nsatu"}).status_code == 409
    head.post(settings, {"statements": "Satu\nDua", "asks_use": "on"})
    told = {"topic": "Got", "minutes": "10", "question": "Berapa kali?", "choices": "sekali\ndua kali"}
    refused = head.post(desk(session, "lesson"), told)
    assert (refused.status_code, "dua kali" in refused.content.decode()) == (409, True)
    head.post(desk(session, "lesson"), told | {"choices": "*sekali\ndua kali"})
    lesson = Lesson.objects.get()
    hands = reverse("performance:hands", args=[session.pk, lesson.pk])
    keys = list(lesson.choices.order_by("place").values_list("pk", flat=True))
    assert head.post(hands, {f"c{keys[0]}": "12", f"c{keys[1]}": "-1"}).status_code == 422
    assert head.post(hands, {f"c{keys[0]}": "12", f"c{keys[1]}": "3"}).status_code == 302
    assert 'value="12"' in head.get(desk(session)).content.decode()
    assert "Minggu, 21 Juni 2026" in text(head.get(desk(session, "lesson")))
    assert "Berapa kali?" in text(head.get(desk(session, "printout")))


def test_the_public_page_shows_a_few_sessions_and_leads_to_the_earlier_ones(session, at, monkeypatch, client):
    monkeypatch.setattr("balai.performance.views.public.SESSIONS_A_PAGE", 2)
    monkeypatch.setattr("balai.performance.views.public.MONTHS_SHOWN", 1)
    program, days = session.program, [date(2026, 3, 1), date(2026, 4, 5), date(2026, 5, 24)]
    for held in (*(make.session(program=program, on=day) for day in days[:-1]), session):
        make.answered(held, times=20)
        make.answered(held, Opinion.PARTLY, times=11)
    at(AFTER)
    path = reverse("performance:program", args=[program.slug])
    first, second = (client.get(path, {"page": n}).content.decode() for n in (1, 2))
    assert [f"/{day}/" in first for day in days] == [False, True, True]
    assert [f"/{day}/" in second for day in days] == [True, False, False]
    assert "Bulan-bulan sebelumnya (2)" in first
    assert "Semua acara" in first
    assert "Semua acara" not in second


@pytest.mark.parametrize("page", ["program", "manage_program", "sessions"])
def test_more_sessions_cost_no_more_queries(session, at, page):
    program = session.program
    client = make.browser(make.head(program.office))
    path = reverse(f"performance:{page}", args=[] if page == "sessions" else [program.slug])
    at(AFTER)
    seen = []
    for days in ((24,), (10, 17), (3,)):
        for day in days:
            make.answered(make.session(program=program, on=date(2026, 5, day)), times=1)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        seen.append(len(queries))
    assert len(set(seen)) == 1, seen
