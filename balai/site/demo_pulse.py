"""The demo's answers: what was said at past talks and a month later, and two short lessons. All invented."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from balai.people.contacts import read_contact
from balai.people.models import Person
from balai.performance import actions
from balai.performance.models import Participation, Statement, Tally, UseTally
from balai.performance.rules import Obstacle, Opinion, Source, Use
from balai.programs.actions import session_for
from balai.programs.models import Attendance, Program, Session
from balai.programs.planting import Planter

Said = tuple[int, int, int]  # agree, in doubt, do not
FRIDAYS = "paling-siip"
# Of each talk, by the days since: what was said of the first statement and of the second.
SAID: dict[int, tuple[Said, Said]] = {
    56: ((26, 8, 4), (22, 11, 4)),
    35: ((13, 7, 3), (12, 8, 2)),
    14: ((12, 6, 4), (11, 7, 4)),
    7: ((19, 7, 3), (16, 9, 4)),
}
OLDER = [(56, 40, "Pindah rumah dan KK baru"), (35, 25, "KTP (Kartu Tanda Penduduk) yang hilang")]
USED = [
    (Use.USED, "", 14),
    (Use.NOT_YET, "", 11),
    (Use.FAILED, Obstacle.HOURS, 6),
    (Use.FAILED, Obstacle.PAPERS, 4),
]
LESSONS = [  # days ago, topic, question, choices, hands at once, days ago of the second time, hands then
    (
        44, "Bak mandi tanpa jentik", "Seberapa sering bak mandi dikuras?",
        "* Seminggu sekali\nSebulan sekali\nBila sudah kotor", (14, 9, 12), 16, (27, 4, 7),
    ),
    (
        2, "Sampah plastik di got", "Ke mana minyak goreng bekas dibuang?",
        "* Ke tempat pengumpul\nKe got\nKe halaman", None, None, None,
    ),
]  # fmt: skip


def say(session: Session, days: int) -> None:
    """As many as were counted here have answered, from their telephones."""
    here = list(Attendance.objects.filter(session=session).order_by("pk"))
    rows = list(Statement.objects.filter(pulse__program=session.program_id).asked())
    Tally.objects.bulk_create(
        Tally(session=session, statement=row, opinion=opinion, source=Source.WEB, number=number)
        for row, said in zip(rows, SAID[days], strict=True)
        for opinion, number in zip(Opinion, said, strict=True)
    )
    most = max(sum(said) for said in SAID[days])
    Participation.objects.bulk_create(
        Participation(session=session, attendance=row, source=Source.WEB) for row in here[:most]
    )


def use_and_ask(older: Mapping[int, Session]) -> None:
    """The oldest talk has its answers of a month later; at the other one somebody is asked this morning."""
    UseTally.objects.bulk_create(
        UseTally(session=older[56], use=use, obstacle=obstacle, number=number)
        for use, obstacle, number in USED
    )
    for days, address in ((35, "warga.satu@contoh.id"), (35, "warga.dua@contoh.id")):
        session = older[days]
        free = Participation.objects.filter(session=session, may_be_asked=False).select_related("attendance")
        actions.stay_in_touch(
            session=session, attendance=free.order_by("pk")[0].attendance, agrees=True,
            contact=read_contact(email=address), now=session.ends_at,
        )  # fmt: skip


def teach(*, by: Person, now: datetime) -> None:
    """One lesson was asked about twice; the hands of Friday's are still to be counted."""
    for days, topic, question, choices, hands, again, later in LESSONS:
        session = _friday(now.date() - timedelta(days=days), now)
        lesson = actions.set_lesson(
            session=session, topic=topic, minutes=10, question=question, choices=choices, by=Planter(),
            now=session.starts_at,
        )  # fmt: skip
        if hands is None or again is None or later is None:
            continue
        keys = list(lesson.choices.order_by("place").values_list("pk", flat=True))
        second = _friday(now.date() - timedelta(days=again), now)
        for at, numbers in ((session, hands), (second, later)):
            counted = dict(zip(keys, numbers, strict=True))
            actions.count_hands(session=at, lesson=lesson, hands=counted, by=by, now=at.ends_at)


def _friday(on: date, now: datetime) -> Session:
    return session_for(Program.objects.with_series().get(slug=FRIDAYS), on, now=now - timedelta(days=60))
