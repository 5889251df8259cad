"""What residents and officers see."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from balai.programs import actions
from balai.programs.models import Program
from balai.programs.planting import Planter
from balai.programs.rules import OnHolidays, Pattern, RotaTerms
from tests import make

pytestmark = pytest.mark.django_db
BY = Planter()
JUNE_SEVENTH = date(2026, 6, 7)


@pytest.fixture
def program(at):
    at(make.NOW)
    return make.program(slug="msc")


def text(client, name, *args, **query):
    response = client.get(reverse(f"programs:{name}", args=args), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def bestie(**changed):
    rule = make.terms(
        weekdays=frozenset({0, 2}),
        opens=time(7, 30),
        closes=time(16),
        on_holidays=OnHolidays.CLOSED,
        counts_joint_leave=True,
    )
    office = make.office(zone="Asia/Makassar")
    return make.program(slug="bestie", name="Bestie", rule=rule, office=office, **changed)


def test_the_page_says_the_next_opening_the_place_and_that_it_is_free(client, program):
    page = text(client, "program", "msc")
    assert "Minggu Senyum Ceria berikutnya: Minggu, 24 Mei 2026" in page
    assert "09.00–11.00 WIB" in page
    assert "Gratis" in page
    assert "Setiap Minggu dan hari libur nasional" in page


def test_the_page_says_why_a_usual_day_is_closed(client, at):
    bestie()
    at(datetime(2026, 5, 25, 17, tzinfo=ZoneInfo("Asia/Makassar")))
    page = text(client, "program", "bestie")
    assert "Bestie berikutnya: Rabu, 3 Juni 2026" in page
    assert "Rabu, 27 Mei 2026: Tutup karena Idul Adha." in page
    assert "Senin, 1 Juni 2026: Tutup karena Hari Lahir Pancasila." in page


def test_from_another_zone_it_is_open_now(client, at):
    bestie()
    at(datetime(2026, 5, 25, 7, tzinfo=ZoneInfo("Asia/Jakarta")))
    page = text(client, "program", "bestie")
    assert "Sedang buka" in page
    assert "07.30–16.00 WITA" in page


def test_a_year_without_its_decree_says_so(client, at):
    make.program(slug="msc")
    at(datetime(2026, 12, 20, 8, tzinfo=make.NOW.tzinfo))
    assert "Cuti bersama tahun 2027 belum ditetapkan" in text(client, "program", "msc")


def test_the_page_is_made_in_a_fixed_number_of_queries(client, program, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        text(client, "program", "msc")


def test_an_unpublished_programme_does_not_exist_for_the_public(client):
    make.program(slug="rahasia", published=False)
    for name in ("program", "poster", "program_feed"):
        assert client.get(reverse(f"programs:{name}", args=["rahasia"])).status_code == 404


def test_a_rota_tells_a_resident_when_it_comes(client, at):
    at(datetime(2024, 7, 1, 8, tzinfo=make.NOW.tzinfo))
    stops = {13: "Kecamatan Tarumajaya", 20: "Kecamatan Muaragembong", 27: "Kecamatan Setu"}
    rota = tuple(RotaTerms(date(2024, 7, day), place_text=place) for day, place in stops.items())
    made = make.program(slug="botram", name="BOTRAM", published=False, rule=make.terms())
    terms = make.terms(pattern=Pattern.DATES, rota=rota)
    actions.change_rule(program=made, terms=terms, starts_on=date(2024, 7, 1), by=BY, now=make.BEGINNING)
    actions.publish(program=made, by=BY, now=make.BEGINNING)
    page = text(client, "program", "botram", wilayah="Kecamatan Setu")
    assert "Sabtu, 27 Juli 2024, di kecamatan Anda." in page


def test_the_month_says_why_each_usual_day_is_closed(client, at):
    program = bestie()
    at(make.NOW)
    page = text(client, "month", program.office.slug, 2026, 5)
    assert "Jadwal Mei 2026" in page
    assert "Tutup karena Idul Adha." in page
    assert 'href="/kantor/' in page


def test_a_month_that_does_not_exist_is_not_found(client, program):
    slug = program.office.slug
    for year, month in ((2026, 13), (1999, 1), (2026, 0)):
        assert client.get(f"/kantor/{slug}/jadwal/{year}-{month}/").status_code == 404


def test_the_schedule_of_all_offices_lists_what_comes(client, program):
    bestie()
    page = text(client, "month")
    assert "Minggu Senyum Ceria" in page
    assert "Bestie" in page


def test_the_poster_says_diubah_after_a_move(client, program):
    assert "DIUBAH" not in text(client, "poster", "msc")
    actions.move_session(
        program=program,
        on=date(2026, 5, 31),
        place_text="Balai Desa",
        reason="Aula dipakai",
        by=BY,
        now=make.NOW,
    )
    page = text(client, "poster", "msc")
    assert "DIUBAH: Minggu, 31 Mei 2026" in page
    assert "<svg" in page
    assert "Balai Desa" in page


def head_of(program):
    return make.browser(make.officer(role="office_head", office=program.office))


def test_an_office_makes_a_programme_and_is_told_what_is_missing(at):
    at(make.NOW)
    office = make.office()
    client = make.browser(make.officer(role="office_head", office=office))
    made = client.post(
        reverse("programs:manage_new"), {"office": office.pk, "slug": "jumat-bersih", "name": "Jumat Bersih"}
    )
    assert made.status_code == 302
    page = text(client, "manage_program", "jumat-bersih")
    assert "Isi hari dan jam." in page
    refused = client.post(reverse("programs:manage_publish", args=["jumat-bersih"]))
    assert refused.status_code == 409


RULE = {
    "starts_on": "2026-05-25",
    "pattern": "weekly",
    "weekdays": ["5"],
    "every": "1",
    "opens": "08:00",
    "closes": "10:00",
    "on_holidays": "closed",
}


def test_a_new_rule_is_seen_before_it_is_saved(program):
    client, url = head_of(program), reverse("programs:manage_rule", args=["msc"])
    shown = client.post(url, {**RULE, "langkah": "lihat"}).content.decode()
    assert shown.count("<time") == 20
    assert 'value="08:00"' in shown
    assert Program.objects.get(pk=program.pk).revision == program.revision
    assert client.post(url, {**RULE, "langkah": "simpan"}).status_code == 302
    assert Program.objects.get(pk=program.pk).revision == program.revision + 1


def test_a_rule_that_is_wrong_keeps_what_was_typed(program):
    wrong = {**RULE, "closes": "07:00", "weekday_hours": "Jumat 25.00-26.00", "langkah": "lihat"}
    page = head_of(program).post(reverse("programs:manage_rule", args=["msc"]), wrong).content.decode()
    assert "Jam belum terbaca di baris: Jumat 25.00-26.00" in page
    assert 'value="07:00"' in page
    wrong["weekday_hours"] = ""
    page = head_of(program).post(reverse("programs:manage_rule", args=["msc"]), wrong).content.decode()
    assert "Jam selesai harus sesudah jam mulai." in page


def test_a_rota_is_typed_line_by_line(program):
    rota = "13-07-2026; Kecamatan Tarumajaya; Regu A; 08.00-12.00\n20-07-2026; Kecamatan Setu"
    sent = {**RULE, "pattern": "dates", "weekdays": [], "rota": rota, "langkah": "lihat"}
    page = head_of(program).post(reverse("programs:manage_rule", args=["msc"]), sent).content.decode()
    assert "08.00–12.00 WIB" in page
    assert "Kecamatan Setu" in page


@pytest.mark.parametrize(
    ("step", "fields", "state"),
    [
        ("batal", {"batal-reason": "Jaringan padam"}, "cancelled"),
        ("pindah", {"pindah-to_on": "2026-06-06", "pindah-reason": "Lomba"}, "moved"),
    ],
)
def test_an_officer_changes_one_day(program, step, fields, state):
    url = reverse("programs:manage_day", args=["msc", JUNE_SEVENTH])
    assert head_of(program).post(url, {"langkah": step, **fields}).status_code == 302
    assert program.sessions.get(planned_on=JUNE_SEVENTH).state == state


def test_a_refused_move_keeps_what_was_typed(program):
    url = reverse("programs:manage_day", args=["msc", JUNE_SEVENTH])
    sent = {"langkah": "pindah", "pindah-to_on": "2026-06-14", "pindah-reason": "Lomba lari"}
    page = head_of(program).post(url, sent).content.decode()
    assert "Minggu, 14 Juni 2026 sudah ada jadwalnya" in page
    assert 'value="Lomba lari"' in page


def test_who_booked_is_a_column_only_where_something_is_booked(program):
    client = make.browser(make.head(program.office))
    page = reverse("programs:manage_program", args=[program.slug])
    assert "Memesan" not in client.get(page).content.decode()
    make.line(program)
    assert "Memesan" in client.get(page).content.decode()


def test_another_office_does_not_see_this_programme(program):
    client = make.browser(make.officer(role="office_head", office=make.office()))
    for name in ("manage_program", "manage_rule", "manage_facts", "manage_pause"):
        assert client.get(reverse(f"programs:{name}", args=["msc"])).status_code == 404


def test_a_pause_and_its_end_on_the_pages(program):
    client = head_of(program)
    sent = {"starts_on": "2026-06-01", "reason": "Gedung diperbaiki"}
    assert client.post(reverse("programs:manage_pause", args=["msc"]), sent).status_code == 302
    assert "Gedung diperbaiki" in text(client, "manage_program", "msc")
    pause = program.pauses.get()
    url = reverse("programs:manage_resume", args=["msc", pause.pk])
    assert client.post(url, {"resumes_on": "2026-06-10"}).status_code == 302
    pause.refresh_from_db()
    assert pause.ends_on == date(2026, 6, 9)


def test_the_duty_roster_from_asking_to_rest(program, at):
    session = make.session(program=program)
    client, officer = head_of(program), make.officer(role="front_desk", office=program.office)
    client.post(reverse("programs:assign", args=[session.pk]), {"person": officer.pk})
    duty = session.roster.get()
    own = make.browser(officer)
    assert "Saya hadir" in text(own, "my_duties")
    own.post(reverse("programs:say_yes", args=[duty.pk]))
    assert "Siap" in text(client, "roster")
    at(datetime(2026, 5, 25, 8, tzinfo=make.NOW.tzinfo))
    assert "Belum dicatat" in text(client, "roster")
    client.post(reverse("programs:rest", args=[duty.pk]), {"rest_on": "2026-05-26"})
    assert "Selasa, 26 Mei 2026" in text(client, "roster")
