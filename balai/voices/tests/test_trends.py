"""The store, freezing, and what leaves: facts without persons, figures as counted by hand, kept for good."""

import json
from argparse import Namespace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow.parquet
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.notices.models import Notice
from balai.people.rules import Role
from balai.places.models import Place
from balai.site.commands import trends as command
from balai.voices import actions, jobs
from balai.voices.models import Cell, Deed, Period, Proposal, Voice
from balai.voices.rules import trends
from balai.voices.rules.trends import Audience, Table
from balai.voices.trends import counting, facts, freezing, store
from balai.voices.trends.telling import speakers
from tests import make

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 10, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
PLANTED = ["3174091201900001", "081234567890", "Maria Rekaan"]


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.STATE_DIR = tmp_path


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def city(office) -> Place:
    return Place.objects.get(code="99.01")


def crowd(office, topic, n: int, *, now: datetime = MARCH, **values) -> list[Voice]:
    return [make.voice(office, topic=topic, now=now + timedelta(minutes=k), **values) for k in range(n)]


def cells(city, audience=Audience.PUBLIC, year=2026, month=3) -> dict[tuple[str, str], int | None]:
    period = Period.objects.get(city=city, audience=audience, year=year, month=month)
    return {(cell.table, cell.key): cell.count for cell in period.cells.all()}


def test_a_fact_says_nothing_of_a_person(office, city) -> None:
    text = f"Nama saya {PLANTED[2]}, NIK {PLANTED[0]}, telepon {PLANTED[1]}."
    voice = make.voice(office, text=text, topic=make.topic("ktp"), now=MARCH)
    path = store.write("99.01", 2026, 3, facts.facts(city, 2026, 3))
    row = {
        "city": "99.01", "month": "2026-03", "topic": "ktp", "is_sensitive": False, "area": "lain",
        "channel": "web", "kind": "pengaduan", "outcome": "open", "days": "none",
    }  # fmt: skip
    assert pyarrow.parquet.read_table(path).to_pylist() == [row]
    raw = path.read_bytes()
    assert not [word for word in [*PLANTED, voice.case.code, str(voice.case.token)] if word.encode() in raw]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_kelurahan_of_another_city_is_elsewhere(office, city) -> None:
    make.voice(office, area=make.place("99.01.01.2001"), now=MARCH)
    make.voice(office, area=make.place("99.02.01.2001"), now=MARCH)
    assert sorted(fact[4] for fact in facts.facts(city, 2026, 3)) == ["99.01.01.2001", "lain"]


def test_a_voice_of_risk_counts_as_sensitive(office, city) -> None:
    make.voice(office, text="Saya dipukul suami tiap malam.", topic=make.topic("ktp"), now=MARCH)
    ((_, _, topic, is_sensitive, *_),) = facts.facts(city, 2026, 3)
    assert (topic, is_sensitive) == (trends.RISKY, True)


def test_a_month_is_one_of_the_citys_own_zone(office, city) -> None:
    late = datetime(2026, 3, 31, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    make.voice(office, now=late)
    make.voice(office, now=late + timedelta(hours=1))
    assert [len(list(facts.facts(city, 2026, month))) for month in (3, 4)] == [1, 1]


def test_figures_are_as_counted_by_hand(office, city) -> None:
    ktp, jalan = make.topic("ktp"), make.topic("jalan")
    crowd(office, ktp, 14)
    crowd(office, jalan, 12)
    crowd(office, None, 11)
    crowd(office, make.topic("keluarga", is_sensitive=True), 4)
    counted = counting.plainly(facts.facts(city, 2026, 3))
    path = store.write("99.01", 2026, 3, facts.facts(city, 2026, 3))
    assert counted == {(row["table"], row["key"]): row["count"] for row in counting.embedded([path])}
    assert counted == {
        ("all", ""): 41, ("ordinary", ""): 37, ("sensitive", ""): 4, ("sensitive", "keluarga"): 4,
        ("topic", "ktp"): 14, ("topic", "jalan"): 12, ("topic", trends.UNSORTED): 11,
        ("kind", "pengaduan"): 37, ("channel", "web"): 37, ("ending", "open"): 37, ("days", "none"): 37,
        ("area", "lain"): 41,
    }  # fmt: skip
    assert freezing.freeze_due(city, make.NOW) == 2  # April too, in which nobody spoke
    shown = cells(city)
    assert shown[Table.ORDINARY, ""] == 37
    assert [shown[Table.TOPIC, key] for key in ("ktp", "jalan", trends.UNSORTED)] == [14, 12, 11]
    assert not [key for key in shown if key[0] in (Table.SENSITIVE, Table.AREA, Table.ALL)]


def test_the_job_freezes_once(office, city) -> None:
    crowd(office, make.topic("ktp"), 3)
    assert jobs.freeze_trends(make.NOW) == 2  # April too, in which nobody spoke
    before = list(Cell.objects.order_by("pk").values())
    crowd(office, make.topic("ktp"), 20)
    assert jobs.freeze_trends(make.NOW) == 0
    assert list(Cell.objects.order_by("pk").values()) == before
    assert Period.objects.count() == 4


def test_a_month_is_not_frozen_before_its_day(office, city) -> None:
    make.voice(office, now=MARCH)
    early = datetime(2026, 4, 20, 23, 59, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert jobs.freeze_trends(early) == 0
    assert jobs.freeze_trends(early + timedelta(minutes=1)) == 1
    with pytest.raises(RuleBroken, match="20 hari"):
        actions.freeze_month(city=city, year=2026, month=5, counted={}, now=make.NOW)


def test_a_few_are_hidden_for_both(office, city) -> None:
    crowd(office, make.topic("ktp"), 7)
    jobs.freeze_trends(make.NOW)
    assert cells(city)[Table.ORDINARY, ""] is None
    assert cells(city, Audience.INSIDE)[Table.ORDINARY, ""] == 7
    assert not [n for n in cells(city).values() if n is not None]


def test_the_true_figures_are_sealed_and_only_inside(office, city) -> None:
    make.frozen(office, ktp=3)
    public, inside = (Period.objects.get(audience=a) for a in (Audience.PUBLIC, Audience.INSIDE))
    assert public.figures_sealed == ""
    assert "ktp" not in inside.figures_sealed
    assert ["topic", "ktp", 3] in json.loads(inside.figures_json)


@pytest.mark.parametrize("values", [{"count": 99}, {"count": None}, {"key": "lain"}, {"audience": "inside"}])
def test_a_frozen_cell_does_not_change(office, values) -> None:
    period = make.frozen(office, ktp=40, jalan=30)
    with pytest.raises(DatabaseError, match="dibekukan"), transaction.atomic():
        Cell.objects.filter(period=period, count__gte=30).update(**values)


def test_nothing_frozen_goes_and_nothing_comes_later(office) -> None:
    period = make.frozen(office, ktp=40)
    for deed in (
        lambda: Cell.objects.filter(period=period)._raw_delete("default"),
        lambda: Period.objects.filter(pk=period.pk).update(month=4),
        lambda: Cell.objects.create(period=period, audience="public", table="area", key="x", count=50),
    ):
        with pytest.raises(DatabaseError, match="dibekukan"), transaction.atomic():
            deed()


def test_a_seal_may_be_made_anew(office) -> None:
    make.frozen(office, ktp=40)
    inside = Period.objects.filter(audience=Audience.INSIDE)
    assert inside.update(figures_sealed=inside.get().figures_sealed + "") == 1


@pytest.mark.parametrize(("audience", "count"), [("public", 9), ("inside", 4), ("public", 0)])
def test_the_database_refuses_a_few(city, audience, count) -> None:
    period = Period.objects.create(
        city=city, audience=audience, year=2026, month=1, size=1, frozen_at=make.NOW
    )
    with pytest.raises(IntegrityError, match="cell_never_shows_a_few"), transaction.atomic():
        Cell.objects.create(period=period, audience=audience, table="topic", key="ktp", count=count)


def test_one_month_is_frozen_once_per_audience(office) -> None:
    period = make.frozen(office, ktp=40)
    assert actions.freeze_month(city=period.city, year=2026, month=3, counted={}, now=make.NOW) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.create(
            city=period.city, audience="public", year=2026, month=3, size=0, frozen_at=make.NOW
        )


def test_a_year_is_the_sum_of_its_frozen_months(office, city) -> None:
    later = datetime(2027, 1, 25, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
    for topic in ("ktp", "jalan"):
        make.topic(topic)
    for month in range(4, 12):
        make.frozen(office, 2026, month, ktp=20, jalan=30, now=later)
    with pytest.raises(RuleBroken, match="Setiap bulan"):
        actions.freeze_year(city=city, year=2026, now=later)
    make.frozen(office, 2026, 12, ktp=4, jalan=30, now=later)
    actions.freeze_year(city=city, year=2026, now=later)
    year = cells(city, month=0)
    assert cells(city, month=12)[Table.TOPIC, "ktp"] is None
    assert year[Table.TOPIC, "ktp"] is None
    assert cells(city, month=11)[Table.TOPIC, "ktp"] is None or year[Table.TOPIC, "ktp"] is None


def test_the_job_freezes_the_year_after_its_december(office, city) -> None:
    december = datetime(2026, 12, 2, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
    crowd(office, make.topic("ktp"), 12, now=december)
    assert jobs.freeze_trends(december + timedelta(days=60)) == 2
    assert {(p.year, p.month) for p in Period.objects.all()} == {(2026, 12), (2026, 0)}


def test_rebuilding_leaves_frozen_facts_alone(office, city) -> None:
    crowd(office, make.topic("ktp"), 3)
    jobs.freeze_trends(make.NOW)
    path = store.path_of("99.01", 2026, 3)
    before = path.read_bytes()
    crowd(office, make.topic("ktp"), 3)
    assert freezing.rebuild(city, make.NOW) >= 1  # the months since
    assert path.read_bytes() == before
    assert sum(row["count"] for row in counting.embedded(store.files()) if row["table"] == "all") == 3


def told_cell(office) -> Cell:
    period = make.frozen(office, ktp=40, jalan=30, **{trends.UNSORTED: 20})
    return period.cells.get(table=Table.TOPIC, key="ktp")


def deed(office, cell, **values) -> Deed:
    values = {"heard": "KTP lama jadi.", "done": "Loket ditambah.", "done_by": "Kepala seksi"} | values
    by = values.pop("by", None) or make.head(office)
    return actions.publish_deed(
        office=office, cell=cell, done_on=make.NOW.date(), by=by, now=make.NOW, **values
    )


def test_those_who_spoke_are_told_once_and_nothing_of_the_matter(office) -> None:
    ktp = make.topic("ktp", "KTP dan KK")
    spoke = {"naming": "named", "topic": ktp, "now": MARCH}
    make.voice(office, contact=make.contact(phone="081200000001"), **spoke)
    make.voice(office, contact=make.contact(phone="081200000001"), **spoke)
    make.voice(office, contact=make.contact(phone="", email="warga@contoh.id"), **spoke)
    make.voice(office, contact=make.contact(phone="081200000003"), text="Saya dipukul suami.", **spoke)
    make.voice(office, contact=make.contact(phone="081200000004"), **spoke | {"topic": None})
    make.voice(office, contact=make.contact(phone="081200000005"), **spoke | {"now": MARCH + timedelta(40)})
    make.voice(office, topic=ktp, now=MARCH)
    deed(office, told_cell(office))
    jobs.tell_what_was_done(make.NOW)
    assert jobs.tell_what_was_done(make.NOW) == 0
    notices = list(Notice.objects.filter(kind="voices.trend"))
    assert len(notices) == 2
    for notice in notices:
        text = notice.text if hasattr(notice, "text") else ""
        assert "KTP" not in text


def test_no_record_says_how_many_were_told(office) -> None:
    make.voice(office, naming="named", topic=make.topic("ktp"), contact=make.contact(), now=MARCH)
    deed(office, told_cell(office))
    assert jobs.tell_what_was_done(make.NOW) == 1  # deeds, not people
    assert Notice.objects.filter(kind="voices.trend").count() == 1
    assert Entry.objects.get(verb="trend.told").facts == {}


def test_nobody_is_told_of_a_topic_that_became_sensitive(office) -> None:
    make.voice(office, naming="named", topic=make.topic("ktp"), contact=make.contact(), now=MARCH)
    told = deed(office, told_cell(office))
    assert len(list(speakers(told))) == 1
    make.topic("ktp", is_sensitive=True)
    assert list(speakers(told)) == []


@pytest.mark.parametrize("text", ["NIK 3174091201900001", "telepon 081234567890", "warga@contoh.id"])
def test_what_everybody_reads_names_nobody(office, text) -> None:
    cell, head = told_cell(office), make.head(office)
    for field in ("heard", "done", "done_by"):
        with pytest.raises(RuleBroken, match="Hapus dahulu"):
            deed(office, cell, by=head, **{field: f"Sudah beres, {text}"})
    with pytest.raises(RuleBroken, match="Hapus dahulu"):
        actions.propose(office=office, cell=cell, title="Loket", what=text, by=head, now=make.NOW)
    row = actions.propose(office=office, cell=cell, title="Loket", what="Satu", by=head, now=make.NOW)
    with pytest.raises(RuleBroken, match="Hapus dahulu"):
        actions.decide_proposal(proposal=row, fate="refused", reason=text, by=head, now=make.NOW)


def test_nobody_is_told_of_what_is_sensitive(office, city) -> None:
    period = Period.objects.create(
        city=city, audience="public", year=2025, month=0, size=1, frozen_at=make.NOW
    )
    cell = Cell.objects.create(period=period, audience="public", table="sensitive", key="keluarga", count=50)
    peka = make.topic("keluarga", is_sensitive=True)
    make.voice(office, naming="named", topic=peka, now=MARCH - timedelta(days=200))
    assert list(speakers(deed(office, cell))) == []


def test_a_deed_points_only_at_what_everybody_sees(office) -> None:
    hidden = make.frozen(office, 2026, 2, ktp=4).cells.get(table=Table.TOPIC, key="ktp")
    with pytest.raises(RuleBroken, match="terbit untuk umum"):
        deed(office, hidden)
    inside = Cell.objects.filter(audience="inside", table=Table.TOPIC, key="ktp").first()
    with pytest.raises(RuleBroken, match="terbit untuk umum"):
        deed(office, inside)


def test_a_deed_of_another_city_or_of_tomorrow_is_refused(office) -> None:
    cell = told_cell(office)
    far = make.office(place=make.place("99.02.01"))
    with pytest.raises(RuleBroken, match="kota lain"):
        deed(far, cell)
    with pytest.raises(RuleBroken, match="bukan rencana"):
        actions.publish_deed(
            office=office, cell=cell, heard="a", done="b", done_by="c", by=make.head(office), now=make.NOW,
            done_on=make.NOW.date() + timedelta(days=1),
        )  # fmt: skip


@pytest.mark.parametrize("role", [Role.ANALYST, Role.COORDINATOR, Role.LISTENER])
def test_only_a_head_publishes(office, role) -> None:
    cell = told_cell(office)
    with pytest.raises(PermissionDenied):
        deed(office, cell, by=make.officer(role, office))


def test_a_proposal_has_a_fate_and_those_who_spoke_hear_of_it(office) -> None:
    make.voice(office, naming="named", topic=make.topic("ktp"), now=MARCH)
    head = make.head(office)
    row = actions.propose(
        office=office, cell=told_cell(office), title="Loket", what="Satu loket lagi", by=head, now=make.NOW
    )
    assert jobs.tell_what_was_done(make.NOW) == 0
    actions.decide_proposal(proposal=row, fate="accepted", reason="", by=head, now=make.NOW)
    assert jobs.tell_what_was_done(make.NOW + timedelta(minutes=1)) == 1
    with pytest.raises(RuleBroken, match="alasan"):
        actions.decide_proposal(proposal=row, fate="refused", reason="", by=head, now=make.NOW)
    assert Proposal.objects.get().fate == "accepted"


def test_without_the_libraries_months_are_frozen_and_the_command_says_what_is_missing(
    office, city, at, capsys, monkeypatch
) -> None:
    at(make.NOW)
    crowd(office, make.topic("ktp"), 12)
    monkeypatch.setattr(counting, "find_spec", lambda name: None)
    assert command.run(Namespace(deed="rebuild", city="", all=False)) == 2
    assert "python3 tools/bootstrap.py trends" in capsys.readouterr().err
    assert jobs.freeze_trends(make.NOW) == 2
    assert cells(city)[Table.ORDINARY, ""] == 12
    assert store.files() == []


def test_the_command_freezes_and_rebuilds_by_hand(office, city, at, capsys) -> None:
    at(make.NOW)
    crowd(office, make.topic("ktp"), 2)
    for deed, said in (
        ("freeze", "2 masa dibekukan"),
        ("freeze", "0 masa dibekukan"),
        ("rebuild", "2 suara"),
    ):
        assert command.run(Namespace(deed=deed, city="99.01", all=False)) == 0
        assert said in capsys.readouterr().out
    assert command.run(Namespace(deed="freeze", city="99.77", all=False)) == 1
