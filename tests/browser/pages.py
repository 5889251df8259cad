"""Every page of Balai in its states, for whoever looks at all of them: the list comes from the addresses.

A page is an address that answers a reader with HTML. A new one is looked at as soon as it has its row in
tests/house/access.py; one that leads away, unless something is so, is named here with what must be so.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import time as clock_time
from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from balai.base.errors import RuleBroken
from balai.cases import actions as cases
from balai.cases.rules.states import Kind, Outcome
from balai.documents import actions as papers
from balai.field.actions import read_files
from balai.people.middleware import PROVED
from balai.people.models import Person
from balai.people.rules import Role
from balai.places.models import Office
from balai.programs.actions import cancel_session, decline_speaker
from balai.programs.models import Speaker
from balai.programs.planting import Planter
from balai.queues import actions
from balai.queues.models import Sitting, Ticket
from balai.voices import actions as actions_of_voices
from balai.voices.models import Voice
from balai.voices.rules.words import Naming
from balai.voices.views.board import COOKIE
from tests import make
from tests.house.access import ROWS, World

if TYPE_CHECKING:
    from django.http import HttpResponse
    from playwright.sync_api import Page, Response

# Looked at in a state of its own only: name -> what must be so before there is a page.
OWN_WAY = {
    "queues:join_wait": "the sitting is full",
    "voices:many": "cases were chosen in the list",
    "front:letters_report": "the paper was checked",
    "voices:vote": "the vote was refused",
    "performance:touch": "the contact was refused",
    "performance:paper": "the slip was refused",
    "performance:hands": "the numbers were refused",
    "voices:hearing": "a talk of one's own goes on",
    "voices:read_back": "there are notes",
    "voices:slip": "what was told is kept",
    "voices:manage_trends": "an officer of more than one office",
    "voices:reply": "the answer was refused",
    "voices:not_yet": "the words were refused",
    "voices:tell_me": "the number was refused",
    "people:begin": "an officer with a start code",
    "mfa_activate_totp": "an officer without a second factor",
    "people:offices": "an officer of more than one office",
    "mfa_authenticate": "the password was right",
    "mfa_reauthenticate": "who signed in a while ago and must prove it again",
}


@dataclass(frozen=True)
class Look:
    """One page in one state: who opens which path, and what they do before it is looked at."""

    name: str
    path: str
    state: str = ""
    who: Person | None = None
    then: "Callable[[Page], Response] | None" = None
    statuses: tuple[int, ...] = (200,)
    unproved: bool = False  # the second factor has not been asked for

    def __str__(self) -> str:
        return f"{self.name}{' (' + self.state + ')' if self.state else ''}"


def reader(person: Person, *, unproved: bool = False) -> Client:
    """Somebody who has just proved who they are, as after signing in."""
    client = make.browser(person)
    session, method = client.session, "password" if unproved else "mfa"
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time(), "reauthenticated": True}
    ]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    if unproved:
        del session[PROVED]
    session.save()
    return client


def open_as(page: "Page", live: str, person: Person, path: str) -> None:
    """This page, from now on, is this officer's."""
    page.context.clear_cookies()
    session = reader(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live}])
    page.goto(live + path)


def press(page: "Page", words: str) -> None:
    """A link or button of the page itself, by its words; then the page that it leads to."""
    with page.expect_navigation():
        page.click(f"main :is(a, button):visible:text-is('{words}')")


class Hall(World):
    """An office on its Sunday: some wait, some were called, one did not come; an officer who may do all."""

    @cached_property
    def here(self) -> Office:
        office = self.sitting.office
        make.hours(office)
        for number in (1, 2, 3):
            make.counter(office, number, name="Loket rekam" if number == 1 else "")
        return office

    @cached_property
    def officer(self) -> Person:
        person = make.head(self.here)
        for role in Role:
            with suppress(RuleBroken):
                make.assignment(person, role, self.here)
        return person

    @cached_property
    def tickets(self) -> dict[str, Ticket]:
        """One in each state that a resident can meet."""
        by, now = self.officer, make.at_hour(9, 2)
        names = ["called", "served", "missed", "cancelled", "here", "waiting"]
        found = {n: make.booked(self.sitting, i) for i, n in enumerate(names)}
        for number in (1, 2):
            make.open_desk(self.sitting, number, by=by, now=now)
        for name in ("called", "served", "missed", "here"):
            actions.check_in(ticket=found[name], now=now, by=by)
        for name in ("served", "missed", "called"):
            actions.call_ticket(ticket=found[name], counter=1, by=by, now=now)
            if name == "served":
                actions.serve(ticket=found[name], by=by, now=now)
            if name == "missed":
                actions.miss(ticket=found[name], by=by, now=now)
        actions.cancel(ticket=found["cancelled"], now=now)
        return found

    @cached_property
    def full(self) -> Sitting:
        return self.wait.sitting


def plain(world: Hall, wanted: Callable[[str, Person | None], bool]) -> Iterator[Look]:
    """Each wanted address that is a page, as it stands, for the reader that it is meant for."""
    from tests.house.test_access import OURS

    readers = {None: make.browser(), world.officer: reader(world.officer)}
    for name, row in ROWS.items():
        if row.hidden or name in OWN_WAY:
            continue
        is_public = OURS[name].audience == "public" and name != "account_logout"
        who = None if is_public else world.officer
        if not wanted(name, who):
            continue
        path = reverse(name, kwargs=row.arguments(world))
        if is_page(readers[who].get(path)):
            yield Look(name, path, who=who)


def is_page(answer: "HttpResponse") -> bool:
    """Not only sent to, not data, not a file."""
    kind, is_file = answer.get("Content-Type", ""), answer.has_header("Content-Disposition")
    return answer.status_code != 405 and kind.startswith("text/html") and not is_file


def typed(**values: str) -> "Callable[[Page], Response]":
    """Fill the page's form with this and send it."""

    def then(page: "Page") -> "Response":
        for name, value in values.items():
            page.fill(f"main [name={name}]", value)
        return send(page)

    return then


def send(page: "Page", form: str = "") -> "Response":
    """Send a form of the page (its main one) as it stands, past the browser's own checks."""
    with page.expect_navigation() as sent:
        page.evaluate(
            f"(f => {{ f.noValidate = true; f.requestSubmit(f.querySelector('.button')) }})({form or FORM})"
        )
    assert sent.value
    return sent.value


def refuse(form: str, field: str, value: str) -> "Callable[[Page], Response]":
    """Send one form among several with words that cannot be right."""

    def then(page: "Page") -> "Response":
        found = f'document.querySelector("{form}")'
        page.evaluate(f"{found}.elements['{field}'].value = '{value}'")
        return send(page, found)

    return then


def send_empty(page: "Page") -> "Response":
    page.evaluate(f"{FORM}.querySelectorAll('{FIELDS}').forEach(field => {{ field.value = '' }})")
    return send(page)


FORM = "document.querySelector('main form.form, main form.filters, main form.stack')"
FIELDS = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea"


def residents(world: Hall) -> Iterator[Look]:
    """The public pages, and the states that a resident meets."""
    tickets = world.tickets
    yield from plain(world, lambda name, who: who is None)
    book = reverse("queues:book", kwargs=ROWS["queues:book"].arguments(world))
    hour = f"{book}?layanan=ktp-el-rusak"
    for state, ticket in tickets.items():
        yield Look("queues:ticket", reverse("queues:ticket", args=[ticket.token]), state)
    yield Look("queues:book", hour, "hours")
    yield Look("queues:book", hour, "check", then=choose_hour)
    yield Look("queues:book", book.replace("05-24", "05-31"), "too early or no opening", statuses=(404,))
    yield Look("queues:book", book.replace("05-24", "05-26"), "no opening", statuses=(404,))
    full = world.full.session
    wait = reverse("queues:join_wait", args=[full.program.slug, full.on])
    yield Look("queues:join_wait", f"{wait}?layanan=ktp-el-rusak")
    yield Look("queues:book", reverse("queues:book", args=[full.program.slug, full.on]), "full")
    yield Look("catalogue:search", "/cari/?q=ktp", "found")
    yield Look("catalogue:search", "/cari/?q=xyzxyz", "nothing found")
    yield Look("front:session", reverse("front:session", args=[world.program.slug, "2026-05-26"]), "closed")
    yield Look("programs:month", "/jadwal/", "everywhere")
    yield Look("front:home", "/tidak-ada-di-sini/", "page not found", statuses=(404,))
    for part in ("utama", "hadir", "hasil", "catatan", "titipan", "foto"):
        yield Look("field:app", reverse("field:app"), part, then=partial(show_part, part=part))
    for piece in ("404", "403", "409", "429", "500", "503"):
        with suppress(Exception):
            yield Look("base:specimen", reverse("base:specimen", args=[piece]), piece)


def show_part(page: "Page", part: str) -> "Response":
    """A part of the app that a registered phone shows."""
    answer = page.reload()
    page.locator("#kode").wait_for()
    every = "document.querySelectorAll('[data-page]')"
    page.evaluate(f"part => {every}.forEach(p => {{ p.hidden = p.dataset.page !== part }})", part)
    assert answer
    return answer


def shown_code(page: "Page") -> "Response":
    page.fill("main [name=label]", "HP Posko")
    page.select_option("main [name=office]", index=1)
    return send(page)


def read_on(page: "Page") -> "Response":
    with page.expect_navigation() as came:
        page.get_by_role("link", name="Baca laporannya").click()
    assert came.value
    return came.value


def choose_hour(page: "Page") -> "Response":
    page.locator(".time:not(.off)").last.click()
    page.fill("[name=phone]", "0899 0000 7777")
    return send(page)


def officers(world: Hall) -> Iterator[Look]:
    """What an officer sees, with a line that moves."""
    assert world.tickets
    assert world.duty
    assert world.pause
    assert world.override
    yield from plain(world, lambda name, who: who is not None)
    yield Look("field:invite", reverse("field:invite"), "code", world.officer, shown_code, statuses=(201,))
    read_files(now=make.NOW)
    yield Look("field:file", reverse("field:file", args=[world.phone_file.pk]), "read", world.officer)
    desk = {"sitting_id": world.sitting.pk}
    for counter, state in ((2, "idle"), (3, "not open")):
        yield Look(
            "queues:desk", reverse("queues:desk", kwargs=desk | {"counter": counter}), state, world.officer
        )
    make.assignment(world.officer, Role.OFFICE_HEAD, world.elsewhere)
    yield Look("people:offices", reverse("people:offices"), "two offices", world.officer)
    yield Look("voices:manage_trends", reverse("voices:manage_trends"), "two offices", world.officer)
    yield Look("queues:desks", "/meja/", "somebody else's", make.officer(Role.FRONT_DESK, world.here))


def signing_in(world: Hall) -> Iterator[Look]:
    """From the sign-in page to one's own account, with each page on the way."""
    newcomer = make.officer(Role.FRONT_DESK, world.here)
    newcomer.start_code_until = make.NOW.replace(year=2027)
    newcomer.save(update_fields=["start_code_until"])
    bare = make.officer(Role.FRONT_DESK, world.here)
    Authenticator.objects.filter(user=bare).delete()
    right = typed(login=world.officer.username, password=make.PASSWORD)
    yield Look("account_login", "/masuk/?sebab=diam", "signed out for idling")
    yield Look("account_login", "/masuk/", "wrong", then=typed(login="siapa", password="bukan ini"))
    yield Look("mfa_authenticate", "/masuk/", then=right)
    yield Look("people:begin", reverse("people:begin"), "", newcomer, unproved=True)
    yield Look("people:begin", reverse("people:begin"), "refused", newcomer, send_empty, unproved=True)
    yield Look("mfa_activate_totp", reverse("mfa_activate_totp"), "", bare, unproved=True)
    yield Look("mfa_reauthenticate", reverse("mfa_reauthenticate"), "", world.officer)


REFUSING = [
    "people:create",
    "account_change_password",
    "mfa_deactivate_totp",
    "programs:manage_new",
    "programs:manage_facts",
    "programs:manage_rule",
    "programs:manage_pause",
    "programs:rest",
    "queues:find",
    "programs:door",
    "programs:new_talk",
    "voices:write",
    "voices:track",
    "voices:for_person",
    "voices:emergency",
    "voices:help_numbers",
    "voices:tell",
    "voices:propose",
    "voices:ask",
    "voices:present",
    "voices:ask_for",
    "documents:check",
    "documents:revoke",
    "front:invite",
]


def refused(world: Hall) -> Iterator[Look]:
    """Forms that were sent empty, and say what is missing."""
    from tests.house.test_access import OURS

    for name in REFUSING:
        who = None if OURS[name].audience == "public" else world.officer
        path = reverse(name, kwargs=ROWS[name].arguments(world))
        yield Look(name, path, "refused", who, send_empty, statuses=(200, 409, 422))
    book = reverse("queues:book", kwargs=ROWS["queues:book"].arguments(world))
    yield Look("queues:book", f"{book}?layanan=ktp-el-rusak", "refused", then=send_empty)
    full = world.full.session
    wait = reverse("queues:join_wait", args=[full.program.slug, full.on])
    yield Look("queues:join_wait", f"{wait}?layanan=ktp-el-rusak", "refused", then=send_empty)


LONG = "Pelayanan Administrasi Kependudukan dan Pencatatan Sipil Terpadu Keliling Kepulauan Rekaan"
UNBROKEN = "Pertanggungjawabankependudukansekecamatan"


class LongHall(Hall):
    """Names as long as they may be, and a word that does not break."""

    @cached_property
    def sitting(self) -> Sitting:
        make.service(f"{LONG} {UNBROKEN}"[:110], slug="ktp-el-rusak")
        office = make.office(
            name=f"Kecamatan {UNBROKEN} {LONG}"[:110], address=f"Jalan {LONG} {UNBROKEN}"[:190]
        )
        program = make.program(
            office=office, name=f"{UNBROKEN} {LONG}"[:110], place_text=f"{LONG} {UNBROKEN}"[:110]
        )
        return make.sitting(line=make.line(program))


def long(world: Hall) -> Iterator[Look]:
    """The same pages with names as long as they may be."""
    assert world.tickets
    asked = [
        "front:home", "front:session", "front:service", "queues:book", "queues:ticket", "queues:slip",
        "queues:cancel", "queues:display", "programs:program", "programs:poster", "programs:month",
        "catalogue:checklist", "queues:desk", "queues:desks", "queues:sheet", "programs:manage",
        "programs:manage_program", "programs:roster", "programs:my_duties", "catalogue:manage",
        "places:office", "people:officer", "audit:entries", "front:manage",
        "voices:doors", "voices:write", "voices:own", "voices:promises", "voices:outside", "voices:trends",
        "voices:inbox", "voices:case", "voices:for_person", "voices:referral", "voices:ledger",
        "voices:listen", "voices:board", "voices:ask", "voices:screen", "voices:moderate",
    ]  # fmt: skip
    yield from (replace(look, state="long") for look in plain(world, lambda name, who: name in asked))


class EmptyHall(Hall):
    """An office that has just begun."""

    @cached_property
    def here(self) -> Office:
        return make.office()


def empty(world: Hall) -> Iterator[Look]:
    """Nobody has been here yet."""
    yield Look("front:home", "/", "no office yet")
    yield Look("voices:doors", reverse("voices:doors"), "no office yet")
    by = world.officer
    asked = {
        "front:home": None, "front:offices": None, "front:office": None, "programs:month": None,
        "catalogue:search": None, "catalogue:services": None, "queues:find": None, "front:levy": None,
        "front:manage": by, "queues:desks": by, "programs:manage": by, "programs:roster": by,
        "programs:my_duties": by, "catalogue:manage": by, "people:officers": by, "audit:entries": by,
        "places:office": by, "voices:doors": None, "voices:promises": None, "voices:inbox": by,
        "voices:referrals": by, "voices:ledger": by, "voices:glasses": by, "voices:listen": by,
    }  # fmt: skip
    for name, who in asked.items():
        yield Look(name, reverse(name, kwargs=ROWS[name].arguments(world)), "empty", who)
    line = {"sitting_id": make.sitting(line=make.line(make.program(office=world.here))).pk}
    yield Look("queues:display", reverse("queues:display", kwargs=line), "empty")
    for name in ("queues:sheet", "queues:close"):
        yield Look(name, reverse(name, kwargs=line), "empty", by)
    yield Look("queues:desk", reverse("queues:desk", kwargs=line | {"counter": 1}), "empty", by)


def voices_in_states(world: Hall) -> dict[str, Voice]:
    """One in each state that its own page and its case page know."""
    topic, other = make.topic(), make.office()
    by = make.officer("koordinator", world.here)
    act: dict[str, Any] = {"by": by, "now": make.NOW}
    names = ["sent", "asked", "handed on", "answered", "closed", "erased", "named", "of risk"]
    found = {name: make.voice(world.here, topic=topic) for name in names[:-2]}
    found["named"] = make.voice(
        world.here,
        naming=Naming.NAMED,
        kind=Kind.CURHAT,
        shared_with=[(other, True), (world.elsewhere, False)],
    )
    found["of risk"] = make.voice(world.here, text="Suami saya memukuli saya setiap malam.")
    for name in names[1:6]:
        found[name].case = cases.verify(case=found[name].case, **act)
    cases.ask(case=found["asked"].case, text="Di jalan yang mana?", **act)
    actions_of_voices.hand_on(voice=found["handed on"], to_office=other, asked="Tiang miring.", **act)
    actions_of_voices.hand_on(voice=found["handed on"], outside="Perusahaan listrik", asked="Lampu.", **act)
    for name in names[3:6]:
        cases.answer(case=found[name].case, text="Sudah kami perbaiki. Silakan diperiksa.", **act)
    for name in names[4:6]:
        found[name].case.refresh_from_db()
        found[name].case = cases.withdraw(case=found[name].case, outcome=Outcome.SOLVED, now=make.NOW)
    actions_of_voices.erase_words(voice=found["erased"], now=make.NOW)
    return found


def voices_of_residents(world: Hall) -> Iterator[Look]:
    """A resident's own page in each state, what it asks before it ends, and its refusals."""
    world.here  # noqa: B018 - made first
    voices = voices_in_states(world)
    token = {name: voice.case.token for name, voice in voices.items()}
    for state, one in token.items():
        yield Look("voices:own", reverse("voices:own", args=[one]), state)
    own = reverse("voices:own", args=[token["answered"]])
    yield Look("voices:own", f"{own}?baru", "just sent")
    for name, state, end, field in (
        ("voices:reply", "sent", "balas", "text"),
        ("voices:not_yet", "answered", "belum", "text"),
        ("voices:tell_me", "named", "kabar", "phone"),
    ):
        page, form = reverse("voices:own", args=[token[state]]), f"form[action$='/{end}/']"
        then = refuse(form, field, "12" if field == "phone" else "")
        yield Look(name, page, "refused", then=then, statuses=(409, 422))
    for how in ("beres", "didengar"):
        yield Look("voices:end", reverse("voices:end", args=[token["answered"], how]), how)
    wrong = typed(code="7K4M-Q2XP", pin="274913")
    yield Look("voices:track", reverse("voices:track"), "wrong", then=wrong, statuses=(409,))
    part = voices["handed on"].case.referrals.get(to_office=None)
    link = reverse("voices:outside", args=[part.token])
    yield Look("voices:outside", link)
    yield Look("voices:outside", link, "refused", then=send_empty, statuses=(422,))
    cases.answer_referral(referral=part, text="Tiang sudah tegak.", by=None, now=make.NOW)
    yield Look("voices:outside", link, "answered")
    cases.take_back_for_person(case=part.case, now=make.NOW)
    yield Look("voices:outside", link, "taken back", statuses=(410,))


def talks(world: Hall) -> Iterator[Look]:
    """A dialogue that is planned, answered, announced; its hall, with counts that contradict each other."""
    session, by = world.session, world.officer
    plan = make.plan(session)
    for name in ("sure", "asked", "declined"):
        make.speaker(session, agency=f"dinas-{name}", confirmed=name == "sure")
    asked, declined = Speaker.objects.filter(session=session, answer="invited").order_by("pk")
    decline_speaker(speaker=declined, reason="Ada rapat di provinsi.", by=None, now=make.NOW)
    make.material(plan, clean=True)
    day = {"slug": session.program.slug, "on": session.on}
    for name in ("front:session", "programs:talk_poster"):
        yield Look(name, reverse(name, kwargs=day), "planned")
    link = reverse("programs:answer_invitation", args=[asked.token])
    no = refuse("form:has([name=reason])", "reason", "")
    yield Look("programs:answer_invitation", link)
    yield Look("programs:answer_invitation", link, "refused", then=no, statuses=(422,))
    yield Look("programs:plan", reverse("programs:plan", kwargs=day), "planned", by)
    for number in (21, 23):
        make.head_count(session, number, clean=True)
    make.head_count(session, 14, label="lembar 1", group="residents")
    desk = reverse("programs:attendance", args=[world.hall.session_id])
    yield Look("programs:attendance", desk, "contradicting", by)
    spot = make.shot(world.session, label="Lorong Rekaan 2").pair
    make.shot(world.session, label="Lorong Rekaan 2")
    yield Look("programs:pair", reverse("programs:pair", args=[spot.pk]), "two of one side", by)
    ready = make.pair(world.session, label="Lorong Rekaan 3")
    yield Look("programs:pair", reverse("programs:pair", args=[ready.pk]), "ready", by)
    door = reverse("programs:check_in", args=[world.hall.code])
    yield Look("programs:check_in", door, "present", then=send)


def voices_at_the_desk(world: Hall) -> Iterator[Look]:
    """The inbox, a case in each state, and every form that an officer fills in between."""
    by = world.officer
    voices = voices_in_states(world)
    inbox = reverse("voices:inbox")
    make.glass(world.here)
    late = make.voice(world.here, now=make.NOW - timedelta(days=40))
    spots = [make.spot(world.spot.program) for _ in range(2)]
    yield Look("voices:spot", reverse("voices:spot", args=[spots[0].pk]), "likely twins", by)
    actions_of_voices.join_spots(spot=spots[1], other=spots[0], by=by, now=make.NOW)
    for state, spot in zip(("joined to it", "joined"), spots, strict=True):
        yield Look("voices:spot", reverse("voices:spot", args=[spot.pk]), state, by)
    make.referral(make.case(make.office()), world.here)
    for state, query in {"open": "", "closed": "?keadaan=ditutup", "unknown code": "?kode=7K4M-Q2XP"}.items():
        yield Look("voices:inbox", inbox + query, state, by)
    yield Look("voices:many", inbox, "chosen", by, choose_two)
    yield Look("voices:case", reverse("voices:case", args=[late.case.code]), "late", by)
    for state, voice in voices.items():
        yield Look("voices:case", reverse("voices:case", args=[voice.case.code]), state, by)
    read = reverse("voices:case", args=[voices["handed on"].case.code])
    yield Look("voices:case", f"{read}?asli", "unfolded", by, unfold)
    yield Look("voices:case", read, "refused", by, send_empty, (422,))
    yield Look("voices:case", f"{read}?buka=teruskan", "shown before it leaves", by, hand_on)
    make.clean_file(of=voices["handed on"].case, office=world.here)
    yield Look("voices:case", f"{read}?buka=teruskan", "with a file", by, hand_on)
    cases.take_back_for_person(case=voices["handed on"].case, now=make.NOW)
    yield Look("voices:case", read, "to be deleted elsewhere", by)
    opened = typed(reason="Menelepon untuk janji temu.")
    yield Look(
        "voices:referral_identity", reverse("voices:referral_identity", args=[world.named_here.pk]), "opened",
        by, opened,
    )  # fmt: skip
    named = reverse("voices:identity", args=[voices["named"].case.code])
    yield Look("voices:identity", named, "asked", by)
    yield Look("voices:identity", named, "opened", by, typed(reason="Menelepon untuk janji temu."))
    for name in ("referrals", "ledger", "glasses"):
        yield Look(f"voices:{name}", reverse(f"voices:{name}"), "filled", by)
    yield Look("voices:promises", reverse("voices:promises", args=[world.here.slug]), "late")


def answers(world: Hall) -> Iterator[Look]:
    """What is asked after a session: open, answered, a contact refused; keyed, counted, and read."""
    rule = make.terms(opens=clock_time(8))
    session = make.session(program=make.program(office=world.here, rule=rule))
    make.pulse(session.program)
    lesson, hall = make.lesson(session), make.hall(session)
    pulse = reverse("performance:pulse", args=[session.program.slug, session.on])
    desk = reverse("performance:session", args=[session.pk])

    def answer(page: "Page") -> "Response":
        send(page)
        page.goto(page.evaluate("location.origin") + pulse)
        page.check("main [type=radio][value=agree] >> nth=0")
        return send(page)

    def leave_nothing(page: "Page") -> "Response":
        answer(page)
        return send(page)

    check_in = reverse("programs:check_in", args=[hall.code])
    yield Look("performance:pulse", pulse, "open")
    yield Look("performance:pulse", pulse, "refused", then=send_empty, statuses=(422,))
    yield Look("performance:pulse", check_in, "answered", then=answer)
    yield Look("performance:touch", check_in, "refused", then=leave_nothing, statuses=(409,))
    yield Look("performance:session", desk, "open", world.officer)
    paper, hands = "form[action$='/lembar/']", f"form[action$='/tangan/{lesson.pk}/']"
    yield Look("performance:paper", desk, "refused", world.officer, refuse(paper, "code", "7K4M"), (409,))
    first = f"c{lesson.choices.first().pk}"
    yield Look("performance:hands", desk, "refused", world.officer, refuse(hands, first, "-1"), (422,))
    told = make.session(program=session.program, on=session.on - timedelta(days=7))
    for opinion in ("agree", "partly"):
        make.answered(told, opinion, times=11)
    for name in ("program", "manage_program"):
        path = reverse(f"performance:{name}", args=[session.program.slug])
        yield Look(f"performance:{name}", path, "filled", world.officer if name != "program" else None)


def boards(world: Hall) -> Iterator[Look]:
    """A session's questions in every state: for everybody, in the hall, for who asked, for the moderator."""
    shown = world.question
    session, by = shown.session, make.moderator(shown.session)
    act: dict[str, Any] = {"by": by, "now": make.NOW}
    place = [session.program.slug, session.on]
    yield Look("voices:vote", reverse("voices:board", args=place), "refused", then=unknown, statuses=(409,))
    risk = make.ask(session, text="Suami saya memukuli saya setiap malam.")
    new, *rest = [make.on_board(session, text=f"{make.WORDS} Mengapa? {n}") for n in range(4)]
    actions_of_voices.return_question(question=new, **act)
    live, followed, hidden = rest
    actions_of_voices.go_live(question=live, **act)
    actions_of_voices.follow_up(question=followed, unit="Kasi Pelayanan", days=5, **act)
    actions_of_voices.hide_question(question=hidden, reason="same", **act)
    done = make.on_board(session, text="Kapan loket dibuka?")
    actions_of_voices.answer_question(question=done, text="Pukul 08.00 WIB.", **act)
    for name in ("board", "screen"):
        yield Look(f"voices:{name}", reverse(f"voices:{name}", args=place), "filled")
    alike = typed(text=shown.words)
    yield Look("voices:board_alike", reverse("voices:board_alike", args=place), "found", then=alike)
    for state, one in {"new": new, "hidden": hidden, "answered": done, "followed": followed}.items():
        yield Look(
            "voices:own", f"{reverse('voices:own', args=[one.voice.case.token])}?baru", f"question {state}"
        )
    yield Look("voices:moderate", reverse("voices:moderate", args=[session.pk]), "filled", world.officer)
    for state, one in {"new": new, "live": live, "hidden": hidden, "of risk": risk}.items():
        path = reverse("voices:board_question", args=[session.pk, one.number])
        yield Look("voices:board_question", path, state, world.officer, unfold)
    answer = f"{reverse('voices:board_question', args=[session.pk, live.number])}?buka=jawab"
    yield Look("voices:board_question", answer, "refused", world.officer, answer_empty, (422,))
    cancel_session(
        program=session.program, on=session.on, reason="Banjir", by=make.head(world.here), now=make.NOW
    )
    yield Look("voices:board", reverse("voices:board", args=place), "not held")


def unknown(page: "Page") -> "Response":
    """A browser that kept no mark."""
    page.context.clear_cookies(name=COOKIE)
    with page.expect_navigation() as sent:
        page.click("button[name=dukung]")
    assert sent.value
    return sent.value


def answer_empty(page: "Page") -> "Response":
    return send(page, "document.querySelector('form[action$=\"/jawab/\"]')")


def choose_two(page: "Page") -> "Response":
    for box in page.locator("[data-inbox] [type=checkbox]").all()[:2]:
        box.check()
    with page.expect_navigation():
        page.click("text=Jawab yang dipilih bersama")
    return typed(text="Sudah kami perbaiki.")(page)


def unfold(page: "Page") -> "Response":
    """Every form of the page at once: none may share an id with another."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    answer = page.request.get(page.url)
    return answer  # type: ignore[return-value]  # only its status and text are read


def hand_on(page: "Page") -> "Response":
    page.select_option("[name=to_office]", index=1)
    for box in page.locator("[name=along]").all():
        box.check()
    with page.expect_navigation() as sent:
        page.click("text=Periksa yang akan dikirim")
    assert sent.value
    return sent.value


def quiet_room(world: Hall) -> Iterator[Look]:
    """From the question to the slip, and the ways out."""
    by, now = world.officer, make.NOW
    talk = actions_of_voices.begin_hearing(office=world.here, by=by, now=now, number="C007")
    path = reverse("voices:hearing", args=[talk.pk])
    yield Look("voices:listen", reverse("voices:listen"), "one goes on", by)
    yield Look("voices:hearing", path, "may I write it down", by)
    talk = actions_of_voices.agree(hearing=talk, by=by, now=now)
    notes = "Suami saya memukuli saya setiap malam."
    draft = json.dumps({"text": notes})
    actions_of_voices.keep_draft(hearing=talk, draft=draft, revision=1, by=by, now=now)
    yield Look("voices:hearing", path, "notes with a sign of danger", by)
    yield Look("voices:hearing", path, "nothing noted", by, send_empty)
    yield Look("voices:read_back", path, "", by, send)
    yield Look("voices:read_back", path, "refused", by, keep_nothing, (422,))
    yield Look("voices:may_record", path, "erase?", by, no_longer)
    make.clocks(Kind.CURHAT)
    told: dict[str, Any] = {"kind": Kind.CURHAT, "text": notes, "naming": Naming.NAMELESS, "pin": make.PIN}
    actions_of_voices.finish_hearing(hearing=talk, by=by, now=now, **told)
    yield Look("voices:hearing", path, "kept", by)
    slip = reverse("voices:slip", args=[talk.pk])
    yield Look("voices:slip", slip, "", by)
    talk = actions_of_voices.begin_hearing(office=world.here, by=by, now=now)
    actions_of_voices.refuse_record(hearing=talk, by=by, now=now)
    yield Look("voices:hearing", reverse("voices:hearing", args=[talk.pk]), "only heard", by)
    actions_of_voices.leave_untold(hearing=talk, by=by, now=now)
    yield Look("voices:hearing", reverse("voices:hearing", args=[talk.pk]), "gone", by)


def keep_nothing(page: "Page") -> "Response":
    """Read back, then every field is emptied and sent."""
    send(page)
    return send_empty(page)


def no_longer(page: "Page") -> "Response":
    with page.expect_navigation() as sent:
        page.click("text=Tidak jadi dicatat")
    assert sent.value
    return sent.value


def letters_and_reports(world: Hall) -> Iterator[Look]:
    """What a paper is worth, and a report on its way: written, sent back, waiting, out, corrected."""
    by, office = world.officer, world.here
    yield Look("documents:checked", "/periksa/tidak-ada-di-sini/", "unknown", statuses=(404,))
    old = make.letter(office=office)
    newer = make.letter(office=office)
    yield Look("documents:checked", reverse("documents:checked", args=[old.token]), "superseded")
    papers.revoke_letter(letter=newer, reason="Acara batal", by=newer.signatory, now=make.NOW)
    yield Look("documents:checked", reverse("documents:checked", args=[newer.token]), "revoked")
    yield Look("documents:letter", reverse("documents:letter", args=[newer.pk]), "revoked", by)
    past = make.session(program=world.program, on=make.SUNDAY - timedelta(days=14))
    papers.set_duty(of=world.program, office=office, is_owed=True, since=past.on, by=Planter(), now=make.NOW)
    day = reverse("front:session", args=[world.program.slug, past.on])
    yield Look("front:session", day, "report is late")
    yield Look("front:reports", reverse("front:reports"), "late", by)
    desk = reverse("front:manage_report", args=[past.pk])
    yield Look("front:manage_report", desk, "not begun", by)
    yield Look("front:manage_report", desk, "refused", by, send_empty, statuses=(422,))
    make.photo(of=past, office=office)
    report = make.report(of=past, office=office, on=past.on)
    report = papers.return_report(report=make.submitted(report), reason="Lembaga?", by=by, now=make.NOW)
    yield Look("front:manage_report", desk, "sent back", by)
    report = make.submitted(report)
    yield Look("front:manage_report", desk, "waiting", by)
    sign = "form[action$='setujui/']"
    yield Look("front:manage_report", desk, "unsigned", by, refuse(sign, "signed_as", ""), statuses=(422,))
    report = make.published(report)
    yield Look("front:manage_report", desk, "out", by)
    if report.letter:
        checked = reverse("documents:checked", args=[report.letter.token])
        yield Look("front:letters_report", checked, "from the paper", None, read_on)
    newer_report = papers.correct_report(
        report=report, because="Salah ketik.", words={}, by=report.maker, now=make.NOW
    )
    make.published(make.submitted(newer_report))
    yield Look("front:report", reverse("front:report", args=[world.program.slug, past.on, 1]), "superseded")
    make.drawn(newer_report.letter or newer)
    yield Look("front:report", reverse("front:report", args=[world.program.slug, past.on]), "with PDF")


GROUPS: dict[str, tuple[type[Hall], Callable[[Any], Iterator[Look]]]] = {
    "residents": (Hall, residents),
    "officers": (Hall, officers),
    "signing in": (Hall, signing_in),
    "refused": (Hall, refused),
    "long": (LongHall, long),
    "empty": (EmptyHall, empty),
    "voices of residents": (Hall, voices_of_residents),
    "the desk of voices": (Hall, voices_at_the_desk),
    "question boards": (Hall, boards),
    "what they say": (Hall, answers),
    "the quiet room": (Hall, quiet_room),
    "letters and reports": (Hall, letters_and_reports),
    "a dialogue": (Hall, talks),
}
