"""What invented people bring, and who listens to it."""

from datetime import date, datetime, time

from balai.cases.actions import break_glass
from balai.cases.models import Glass, Referral
from balai.cases.rules.states import Kind
from balai.cases.rules.terms import Hop
from balai.documents.models import File
from balai.people.contacts import Contact, read_contact
from balai.people.models import Person
from balai.people.rules import Role
from balai.places.models import Office, Place
from balai.programs.models import Program, Session
from balai.programs.planting import Planter
from balai.voices import actions
from balai.voices.models import Hearing, Period, Question, Spot, Topic, Voice
from balai.voices.rules.words import Channel, Naming
from tests.make.again import again
from tests.make.cases import clocks, term
from tests.make.documents import clean_file
from tests.make.moment import NOW
from tests.make.people import head, officer
from tests.make.places import office as an_office
from tests.make.programs import SUNDAY, program, session, terms

__all__ = [
    "PIN",
    "WORDS",
    "ask",
    "contact",
    "dialogue",
    "figures_of",
    "file_along",
    "frozen",
    "glass",
    "handed_on",
    "handed_outside",
    "hearing",
    "listener",
    "moderator",
    "on_board",
    "spot",
    "topic",
    "voice",
    "work_days",
]

PIN = "274913"
WORDS = "Lampu jalan di depan balai RW sudah dua minggu padam."


def topic(slug: str = "penerangan", name: str = "", *, is_sensitive: bool = False) -> Topic:
    name = name or slug.replace("-", " ").capitalize()
    return actions.set_topic(slug=slug, name=name, is_sensitive=is_sensitive, now=NOW)


def contact(
    *, phone: str = "081200000001", name: str = "Warga Rekaan", email: str = "", nik: str = ""
) -> Contact:
    return read_contact(phone=phone, name=name, email=email, nik=nik)


@again
def voice(
    office: Office | None = None,
    *,
    text: str = WORDS,
    kind: str = Kind.COMPLAINT,
    naming: str = Naming.NAMELESS,
    channel: str = Channel.WEB,
    pin: str = PIN,
    now: datetime = NOW,
    **values: object,
) -> Voice:
    """From home, without a name, unless the test says otherwise."""
    clocks(kind)
    if naming != Naming.NAMELESS and "contact" not in values:
        values["contact"] = contact()
    return actions.speak(
        office=office or an_office(), kind=kind, text=text, naming=naming, channel=channel, pin=pin, now=now,
        **values,  # type: ignore[arg-type]
    )  # fmt: skip


def dialogue(office: Office | None = None, *, on: date = SUNDAY) -> Session:
    """One session of a programme that takes questions, with its clocks: 3 and 5 working days."""
    for hop, days in {Hop.VERIFY: 3, Hop.FOLLOW_UP: 5, Hop.ANSWER: 5, Hop.CONFIRM: 10}.items():
        term(Kind.QUESTION, hop, days)
    rule = terms(weekdays=frozenset({on.weekday()}))
    held = program(office=office, name="Dialog Rekaan", rule=rule)
    actions.set_intake(program=held, kinds=[Kind.QUESTION], by=Planter(), now=NOW)
    return session(program=held, on=on)


def ask(
    of: Session | None = None, *, text: str = "Bagaimana mengurus akta lahir yang hilang?",
    now: datetime = NOW, **values: object,
) -> Question:  # fmt: skip
    """From home, unless the test says otherwise; not read by anybody yet."""
    return actions.ask_question(session=of or dialogue(), text=text, now=now, **values)  # type: ignore[arg-type]


def moderator(of: Session) -> Person:
    return officer(Role.COORDINATOR, of.program.office)


def on_board(of: Session | None = None, *, now: datetime = NOW, **values: object) -> Question:
    """Moderated: everybody reads it, and may vote for it."""
    asked = ask(of, now=now, **values)  # type: ignore[arg-type]
    return actions.shortlist_question(question=asked, by=moderator(asked.session), now=now)


def listener(office: Office | None = None) -> Person:
    return officer(Role.LISTENER, office)


@again
def hearing(by: Person | None = None, office: Office | None = None, *, now: datetime = NOW) -> Hearing:
    """A talk in which writing is allowed."""
    office = office or (by.assignments.all()[0].office if by else an_office())
    by = by or listener(office)
    begun = actions.begin_hearing(office=office, by=by, now=now)
    return actions.agree(hearing=begun, by=by, now=now)


def handed_on(of: Voice, to: Office, *, now: datetime = NOW) -> Referral:
    """To an office of ours, the name too where that was agreed."""
    by = officer("koordinator", of.case.office)
    return actions.hand_on(voice=of, asked="Lampu padam.", by=by, now=now, to_office=to)


def handed_outside(
    of: Voice | None = None, *, to: str = "Perusahaan listrik", now: datetime = NOW
) -> Referral:
    """To a body that has no account here."""
    of = of or voice(now=now)
    by = officer("koordinator", of.case.office)
    return actions.hand_on(voice=of, asked="Tiang listrik miring.", by=by, now=now, outside=to)


def file_along(referral: Referral) -> File:
    """A clean file of the case that was chosen for this part."""
    file = clean_file(of=referral.case, office=referral.case.office)
    referral.files.add(file)
    return file


def glass(office: Office | None = None, *, by: Person | None = None, now: datetime = NOW) -> Glass:
    """A case of risk, opened by a coordinator who may not see it otherwise; the head is told."""
    office = office or an_office()
    narrow = voice(office, text="Suami saya memukuli saya setiap malam.", now=now)
    head(office)
    by = by or officer("koordinator", office)
    reason = "Pelapor menelepon dan meminta tolong sekarang juga."
    return break_glass(case=narrow.case, reason=reason, by=by, now=now)


def frozen(
    office: Office | None = None,
    year: int = 2026,
    month: int = 3,
    *,
    counted: dict[tuple[str, str], int] | None = None,
    now: datetime = NOW,
    **topics: int,
) -> Period:
    """A month of the office's city as if so many had spoken: `ktp=40`. Returns what the public sees."""
    at = office or an_office()
    city = Place.objects.get(code=at.place.code[:5])
    figures = counted or figures_of(**topics)
    made = actions.freeze_month(city=city, year=year, month=month, counted=figures, now=now)
    assert made
    return made


def figures_of(**topics: int) -> dict[tuple[str, str], int]:
    """What the trend store would say of so many ordinary voices, all alike but for their topic."""
    whole = sum(topics.values())
    same = [("all", ""), ("ordinary", ""), ("kind", "curhat"), ("channel", "web"), ("ending", "open")]
    same += [("days", "none"), ("area", "lain")]
    return dict.fromkeys(same, whole) | {("topic", topic): n for topic, n in topics.items()}


def work_days(office: Office | None = None) -> Program:
    """Community work every Friday morning, to which residents report dirty spots."""
    for hop, days in {Hop.VERIFY: 3, Hop.FOLLOW_UP: 5, Hop.ANSWER: 20, Hop.CONFIRM: 10}.items():
        term(Kind.FINDING, hop, days)
    rule = terms(weekdays=frozenset({4}), opens=time(7), closes=time(9))
    made = program(
        office=office, name="Jumat Bersih Rekaan", rule=rule, place_text="Sepanjang Jalan DI Panjaitan",
        records=["hadir", "hasil", "catatan", "titipan"],
    )  # fmt: skip
    actions.set_intake(program=made, kinds=[Kind.FINDING], by=Planter(), now=NOW)
    return made


def spot(
    of: Program | None = None, *, street: str = "Jalan DI Panjaitan", text: str = "Got penuh lumpur.",
    seen: bool = False, planned: date | None = None, now: datetime = NOW, **values: object,
) -> Spot:  # fmt: skip
    """Reported from home; an officer has looked at it where it is `seen` or `planned`."""
    of = of or work_days()
    made = actions.report_spot(program=of, street=street, text=text, now=now, **values)  # type: ignore[arg-type]
    if seen or planned:
        by = officer(Role.COORDINATOR, of.office)
        made = actions.show_spot(spot=made, street=street, text=text, by=by, now=now)
        if planned:
            made = actions.plan_spot(spot=made, on=planned, by=by, now=now)
    return made
