"""A thousand invented numbers, the ways by which they come in, and every place where one could come out."""

import json
import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest import mock

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session as Login
from django.test import Client
from django.urls import reverse

from balai.base.errors import RuleBroken
from balai.base.sealing import unseal
from balai.cases.models import Glass, Referral
from balai.notices import jobs as sending
from balai.notices.channels import Message, Outcome, Undeliverable
from balai.notices.models import Notice
from balai.people.models import Opening, Person
from balai.people.rules import Role
from balai.places.models import Office, Place
from balai.queues.actions import join_wait
from balai.queues.models import Ticket, Wait
from balai.site.logs import JsonLines
from balai.voices import jobs
from balai.voices.models import Hearing, Question, Spot, Voice
from balai.voices.trends import facts, store
from tests import make
from tests.house.access import ROWS, World

GLUE = re.compile(r"(?<=\d)[ .\-](?=\d)")
LOOKS_LIKE_ONE = re.compile(r"(?=(990101\d{10}|89577\d{6}))")
# Pages of the person themselves, or of an officer who has opened exactly this: name -> whose they are.
OWN = {
    "voices:own": "the person's", "voices:own_data": "the person's", "voices:reply": "the person's",
    "voices:not_yet": "the person's", "voices:tell_me": "the person's", "api:voice": "the person's",
    "queues:ticket": "the visitor's", "queues:change": "the visitor's", "queues:slip": "the visitor's",
    "api:ticket": "the visitor's", "queues:wait": "the visitor's",
}  # fmt: skip
Found = dict[str, set[str]]


class Mint:
    """NIK of the region 99, which is nobody's, and telephones under one prefix; each is given out once."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def nik(self) -> str:
        n = len(self.given)
        number = f"990101{n % 28 + 1:02}{n % 12 + 1:02}{n % 90 + 10:02}{n:04}"
        self.given.add(number)
        return number

    def phone(self) -> str:
        number = f"089577{len(self.given):06}"
        self.given.add(number[1:])
        return number

    def words(self, count: int) -> str:
        pairs = (f"NIK saya {self.nik()}, telepon {self.phone()}." for _ in range(count // 2))
        return "Lampu jalan padam. " + " ".join(pairs)

    def in_text(self, text: str) -> set[str]:
        """Those that can be read in it, however they are spaced."""
        return set(LOOKS_LIKE_ONE.findall(GLUE.sub("", text))) & self.given


class Planted(World):
    """The office of the world, where all of this was brought, and all that was logged and told meanwhile."""

    def __init__(self) -> None:
        self.mint = Mint()
        self.lines: list[str] = []
        self.addresses: list[str] = []
        self.answers: list[tuple[str, str]] = []  # of errors

    @cached_property
    def wait(self) -> Wait:
        full = make.sitting(counters=1, walk_in_units=0)
        with suppress(RuleBroken):
            for slot in full.slots.all():
                make.booked(full, slot=slot)
        return join_wait(sitting=full, service=self.service, phone=self.mint.phone(), now=make.NOW)

    @cached_property
    def agency(self) -> Office:
        return make.office()

    @cached_property
    def worker(self) -> Person:
        return make.officer(Role.COORDINATOR, self.here)

    @cached_property
    def head(self) -> Person:
        """May see everything that an officer of this office may see."""
        person = make.head(self.here)
        for role in Role:
            with suppress(RuleBroken):
                make.assignment(person, role, self.here)
        return person

    def post(self, who: Client, route: str, /, *args: object, **typed: Any) -> Any:
        """`_tail` of the address; `_fine` False where it will be refused. All else is typed."""
        tail, is_fine = typed.pop("_tail", ""), typed.pop("_fine", True)
        answer = who.post(reverse(route, args=args) + tail, typed)
        self.addresses.append(answer.headers.get("Location", ""))
        assert not is_fine or answer.status_code in (200, 302), (
            f"{route}: {answer.status_code} {wrong_in(answer)}"
        )
        return answer

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Everything that anybody logs, as it is written."""
        keep, root = Keep(self.lines), logging.getLogger()
        level = root.level
        root.addHandler(keep)
        root.setLevel(logging.INFO)
        try:
            yield
        finally:
            root.removeHandler(keep)
            root.setLevel(level)


def wrong_in(answer: Any) -> list[str]:
    """What a refused form says."""
    return re.findall(r'class="error">.*?<span>(.*?)</span>', answer.content.decode(), re.S)


class Keep(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(JsonLines().format(record))


# ---- the ways in


def from_home(w: Planted) -> None:
    """Written, with a name, a telephone, and a picture whose file is called after a number."""
    make.clocks()
    make.clocks("informasi_ppid")
    make.clocks("curhat")
    told = {"naming": "named", "name": "Warga Rekaan", "pin": make.PIN}
    for kind in ("pengaduan", "pengaduan", "pengaduan", "informasi_ppid"):
        text = w.mint.words(150)
        w.post(Client(), "voices:write", w.here.slug, kind=kind, text=text, phone=w.mint.phone(), **told)
    picture = make.upload(name=f"KTP {w.mint.nik()} {w.mint.phone()}.jpg")
    w.post(
        Client(), "voices:write", w.here.slug, kind="pengaduan", text=w.mint.words(20), attached=picture,
        email=f"{w.mint.nik()}@contoh.example", **told,
    )  # fmt: skip
    w.voice = Voice.objects.order_by("-pk")[0]


def by_the_line(w: Planted) -> None:
    """For other programs: taken, unreadable, refused."""
    told = {"office": w.here.slug, "kind": "pengaduan", "text": w.mint.words(60), "pin": make.PIN}
    wrong: list[dict[str, str]] = [told | {name: w.mint.nik()} for name in ("office", "kind", "naming")]
    for body in [told, *wrong, {"code": w.mint.nik()}]:
        answer = Client().post("/api/v1/voices", json.dumps(body), "application/json")
        if answer.status_code >= 400:
            w.answers.append(("the line", answer.content.decode()))


def refused_forms(w: Planted) -> None:
    """The page shows to whoever typed it what they typed; nothing else may keep it."""
    number = w.mint.nik()
    typed = {"text": w.mint.words(20), "kind": number, "phone": number, "naming": w.mint.phone()}
    w.post(Client(), "voices:write", w.here.slug, _fine=False, **typed)
    w.post(Client(), "voices:track", code=w.mint.nik(), pin=w.mint.phone(), _fine=False)


def in_the_room(w: Planted) -> None:
    """Notes while somebody talks; one talk is finished, one goes on."""
    listener = make.browser(make.listener(w.here))
    for is_last in (False, True):
        w.post(listener, "voices:listen", number="C007", kantor=w.here.slug)
        pk = Hearing.objects.order_by("-pk").values_list("pk", flat=True)[0]
        w.post(listener, "voices:may_record", pk, jawaban="ya")
        text = w.mint.words(60)
        w.post(listener, "voices:keep_draft", pk, text=text, revision="1")
        if not is_last:
            w.post(
                listener, "voices:read_back", pk, langkah="simpan", text=text, kind="curhat", cause="unknown",
                naming="named", name=f"Warga {w.mint.nik()}", phone=w.mint.phone(), pin=make.PIN,
            )  # fmt: skip


def for_somebody(w: Planted) -> None:
    w.post(
        make.browser(w.worker), "voices:for_person", channel="paper", kind="pengaduan",
        text=w.mint.words(40), naming="named", name=f"Pak {w.mint.nik()}", phone=w.mint.phone(),
    )  # fmt: skip


def handed_on(w: Planted) -> None:
    """What the officer writes for an agency, what the agency and a body outside write back."""
    by, code = make.browser(w.worker), w.voice.case.code
    w.post(by, "voices:deed", code, "izin", to_office=w.elsewhere.pk, agreed="on")
    send = {"langkah": "kirim", "asked": w.mint.words(40)}
    w.post(by, "voices:deed", code, "teruskan", to_office=w.agency.pk, **send)
    w.post(by, "voices:deed", code, "teruskan", outside="Perusahaan listrik", **send)
    w.post(
        by, "voices:deed", code, "teruskan", outside=f"Pak RT {w.mint.phone()}", _fine=False, **send
    )  # fmt: skip
    w.referral, w.outside = part, outside = Referral.objects.filter(case=w.voice.case).order_by("number")
    there = make.browser(make.officer("pejabat penghubung", w.agency))
    why = f"Bukan kami, hubungi {w.mint.words(4)}"
    w.post(there, "voices:referral_deed", part.pk, "tolak", reason=why)
    w.post(Client(), "voices:outside_deed", outside.token, "jawab", text=w.mint.words(10))


def messages(w: Planted) -> None:
    by, code, token = make.browser(w.worker), w.voice.case.code, w.voice.case.token
    w.post(by, "voices:deed", code, "catatan", text=w.mint.words(20))
    w.post(by, "voices:deed", code, "tanya", text=w.mint.words(10))
    w.post(Client(), "voices:reply", token, text=w.mint.words(40))
    w.post(by, "voices:deed", code, "jawab", text=w.mint.words(10))
    w.post(Client(), "voices:not_yet", token, text=w.mint.words(20))
    changed = {"phone": w.mint.phone(), "email": f"u{w.mint.nik()}@contoh.example", "pin": make.PIN}
    w.post(Client(), "voices:tell_me", token, **changed)


def reasons(w: Planted) -> None:
    """Why a name is opened, a glass broken, a term extended, a case closed."""
    by, head = make.browser(w.worker), make.browser(w.head)
    w.post(by, "voices:identity", w.voice.case.code, reason=f"Menelepon {w.mint.phone()} tentang jadwal.")
    narrow = make.voice(w.here, text=f"Suami memukuli saya. {w.mint.words(10)}")
    why = f"Pelapor menelepon dari {w.mint.phone()} dan meminta tolong sekarang."
    w.post(by, "voices:emergency", code=narrow.case.code, reason=why)
    ppid = Voice.objects.get(case__kind="informasi_ppid").case.code
    w.post(by, "voices:deed", ppid, "baca")
    w.post(by, "voices:deed", ppid, "perpanjang", reason=f"Arsip NIK {w.mint.nik()} ada di provinsi.")
    other = Voice.objects.filter(case__kind="pengaduan").order_by("pk")[0].case.code
    w.post(head, "voices:deed", other, "tanya", text=w.mint.words(4))
    w.post(head, "voices:deed", other, "tutup", outcome="no_reply", reason=f"NIK {w.mint.nik()} salah.")


def told_to_all(w: Planted) -> None:
    """What a head writes for everybody to read is refused where it names a number."""
    head, slug, cell = make.browser(w.head), w.trend.slug, w.proposal.cell_id
    said = f"Warga {w.mint.nik()} menunggu."
    deed = {"cell": cell, "heard": said, "done": said, "done_by": w.mint.phone(), "done_on": "2026-05-01"}
    w.post(head, "voices:tell", slug, _fine=False, **deed)
    w.post(head, "voices:propose", slug, _fine=False, cell=cell, title=w.mint.nik(), what=said)
    fate = {"fate": "ditolak", "reason": f"Hubungi {w.mint.phone()}"}
    w.post(head, "voices:proposal", slug, w.proposal.pk, _fine=False, **fate)
    w.post(head, "voices:save_view", name=w.mint.nik(), query=f"kode={w.mint.nik()}")
    w.post(head, "voices:save_view", name="Punya saya", query=f"topik={w.mint.nik()}&kode={w.mint.phone()}")


def on_the_board(w: Planted) -> None:
    """Asked with numbers in it, shown, read out, answered with more of them; on paper too."""
    session, typed = make.dialogue(w.here), {"name": f"Bu {w.mint.nik()}", "phone": w.mint.phone()}
    place, by = [session.program.slug, session.on], make.browser(w.worker)
    w.post(Client(), "voices:board_alike", *place, text=w.mint.words(4))
    w.post(Client(), "voices:ask", *place, _fine=False, text=w.mint.words(6), phone=w.mint.nik())
    for number in (1, 2):
        w.post(Client(), "voices:ask", *place, text=w.mint.words(6), form_key=f"tanya-{number}", **typed)
    w.post(by, "voices:ask_for", session.pk, channel="paper", text=w.mint.words(6), **typed)
    w.question = Question.objects.get(session=session, number=1)
    deed = ("voices:board_deed", session.pk)
    for number, name in ((1, "tampilkan"), (1, "bahas"), (2, "tampilkan")):
        w.post(by, *deed, number, name)
    w.post(by, *deed, 2, "ubah", text=w.mint.words(4), _fine=False)
    w.post(by, *deed, 2, "tindak", unit=f"Kasi {w.mint.phone()}", days="5", _fine=False)
    w.post(by, *deed, 1, "jawab", text=w.mint.words(6), _fine=False)
    w.post(by, *deed, 1, "jawab", text="Datang ke loket 2.")
    w.post(by, *deed, 3, "jawab", text=w.mint.words(6))
    jobs.tell_news(make.NOW)


def on_the_street(w: Planted) -> None:
    """A dirty spot told with numbers, looked at, handed on, promised for a day, cleaned, opened again."""
    program, by = w.spot.program, make.browser(w.worker)
    typed = {"street": "Jalan DI Panjaitan", "near": f"rumah {w.mint.phone()}", "phone": w.mint.phone()}
    report = ("voices:report_spot", program.slug)
    w.post(Client(), *report, _fine=False, text=w.mint.words(4), street=f"Jalan {w.mint.phone()}")
    w.post(Client(), *report, text=w.mint.words(6), name=f"Bu {w.mint.nik()}", form_key="kotor", **typed)
    w.post(by, "voices:spot_for", channel="paper", text=w.mint.words(6), **typed)
    told, agency = Spot.objects.order_by("-pk")[1], make.browser(make.officer("pejabat penghubung", w.agency))
    deed, shown = ("voices:spot_deed", told.pk), {"street": "Jalan DI Panjaitan", "text": "Got penuh."}
    w.post(by, *deed, "tampil", _fine=False, street=shown["street"], text=w.mint.words(4))
    w.post(by, *deed, "tampil", **shown)
    asked = {"to_office": w.agency.pk, "asked": w.mint.words(6)}
    w.post(by, *deed, "rujuk", _fine=False, need=f"truk {w.mint.phone()}", **asked)
    w.post(by, *deed, "rujuk", need="truk", **asked)
    part = ("voices:referral_deed", told.voice.case.referrals.get().pk)
    w.post(agency, *part, "janji", _fine=False, on="2026-08-07", what=f"truk {w.mint.phone()}")
    w.post(agency, *part, "janji", on="2026-08-07", what="truk")
    w.post(agency, *part, "jawab", text=w.mint.words(4))
    w.post(by, *deed, "selesai", _fine=False, note=f"Tanya {w.mint.phone()}")
    w.post(by, *deed, "selesai", note="Dua gerobak.")
    w.post(Client(), "voices:not_yet", told.voice.case.token, text=w.mint.words(4))
    w.post(
        by, "voices:for_person", channel="paper", kind="titipan", text="Cek NIK", naming="named",
        name="Warga", nik=w.mint.nik(),
    )  # fmt: skip


def bookings(w: Planted) -> None:
    session = w.sitting.session
    for number in range(4):
        w.post(
            Client(), "queues:book", session.program.slug, session.on, _tail="?layanan=ktp-el-rusak",
            slot=make.slot(w.sitting, number).pk, phone=w.mint.phone(), name=f"Bu {w.mint.nik()}",
            email=f"b{w.mint.nik()}@contoh.example", langkah="ambil", form_key=f"satu-{number}",
        )  # fmt: skip
    w.ticket = Ticket.objects.order_by("-pk")[0]
    assert w.wait


class Loud:
    """A gateway whose every error repeats the number."""

    can_be_asked = True

    def deliver(self, message: Message) -> None:
        raise (Undeliverable if "7" in message.reference else ConnectionError)(f"no {message.address}")

    def outcome(self, reference: str) -> Outcome:
        raise ConnectionError(reference)

    def close(self) -> None:
        pass


def by_telephone(w: Planted) -> None:
    """A gateway that refuses, and an officer who rings up instead."""
    with mock.patch("balai.notices.jobs.way_of", return_value=Loud()):
        sending.send_due(make.NOW)
        sending.ask_outcomes(make.NOW)
    waiting = Notice.objects.to_call().filter(office=w.here.slug)
    head = make.browser(w.head)
    for notice in waiting[:3]:
        assert w.mint.in_text(shown(head.post(reverse("people:call", args=[notice.pk])))), "never shown"
        w.post(head, "people:call_deed", notice.pk, "sudah")


def searches(w: Planted) -> None:
    """A number typed into a box, or into an address."""
    head = make.browser(w.head)
    head.get(reverse("voices:inbox"), {"kode": w.mint.nik(), "topik": w.mint.nik(), "hal": w.mint.phone()})
    head.get(reverse("audit:entries"), {"perbuatan": w.mint.nik()})
    for name in ("catalogue:search", "front:home", "programs:month", "front:offices"):
        args = [w.here.slug] if name == "programs:month" else []
        Client().get(reverse(name, args=args), {"q": w.mint.nik(), "wilayah": w.mint.nik()})
    w.post(Client(), "queues:find", code=w.mint.nik()[:8], phone=w.mint.phone(), _fine=False)
    head.post(reverse("voices:suggest"), {"text": w.mint.words(10), "kantor": w.here.slug})


def errors(w: Planted) -> None:
    """Not there, not from here, not readable, broken in the middle."""
    calm, strict = Client(raise_request_exception=False), Client(enforce_csrf_checks=True)
    write, typed = reverse("voices:write", args=[w.here.slug]), {"text": w.mint.words(4)}
    broken = mock.patch("balai.voices.views.person.actions.speak", side_effect=ValueError(w.mint.words(4)))
    told = {"kind": "pengaduan", "naming": "tanpa_nama", "pin": make.PIN}
    with broken:
        got = [calm.post(write, typed | told)]
    got += [strict.post(write, typed), calm.get(f"/tidak-ada/{w.mint.nik()}/?nik={w.mint.nik()}")]
    got += [calm.get(f"/kelola/suara/{w.mint.nik()}/"), calm.get(f"/suara/{w.mint.nik()}%00/")]
    assert {answer.status_code for answer in got} >= {500, 403, 404}
    w.answers += [(f"error {answer.status_code}", answer.content.decode()) for answer in got]


WAYS: list[Callable[[Planted], None]] = [
    from_home, by_the_line, refused_forms, in_the_room, for_somebody, handed_on, messages, reasons,
    told_to_all, on_the_board, on_the_street, bookings, by_telephone, searches, errors,
]  # fmt: skip


# ---- the places


def columns() -> Iterator[tuple[str, str]]:
    """All that stands readable in the database; what is sealed has its own place."""
    for model in apps.get_models():
        found = defaultdict(list)
        for row in model._base_manager.values():
            for name, value in row.items():
                if not name.endswith("_sealed") and not isinstance(value, bytes | memoryview):
                    found[name].append(str(value))
        yield from ((f"column {model._meta.label}.{name}", "\n".join(kept)) for name, kept in found.items())
    yield "column of sign-ins", "\n".join(str(login.get_decoded()) for login in Login.objects.all())


def sealed_for_others() -> Iterator[tuple[str, str]]:
    """Sealed, and read by others than the person: without anybody in it all the same."""
    yield "letters", "\n".join(unseal(one.text_sealed) for one in Notice.objects.all())
    yield "texts", "\n".join(unseal(one.short_sealed) for one in Notice.objects.all())
    yield "masked words", "\n".join(voice.masked for voice in Voice.objects.all())
    yield "what agencies are told", "\n".join(part.asked for part in Referral.objects.all())
    yield (
        "why it was opened",
        "\n".join(
            [one.purpose for one in Opening.objects.all()] + [one.reason for one in Glass.objects.all()]
        ),
    )


def sealed_for_whose_it_is() -> str:
    """Everything sealed, opened: that what was planted has really come in."""
    found = []
    for model in apps.get_models():
        names = [f.name for f in model._meta.concrete_fields if f.name.endswith("_sealed")]
        found += (
            [unseal(text) for row in model._base_manager.values_list(*names) for text in row] if names else []
        )
    return "\n".join(found)


def pages(w: Planted, only: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Every address as nobody and as an officer who may do everything here; and what others see of it."""
    from tests.house.test_access import OURS

    nobody, head = make.browser(), make.browser(w.head)
    for name in only or sorted(set(ROWS) - set(OWN)):
        url = reverse(name, kwargs=ROWS[name].arguments(w))
        yield name, shown((nobody if OURS[name].audience == "public" else head).get(url))
    if only:
        return
    there = make.browser(make.officer("pejabat penghubung", w.agency))
    for name in ("voices:referrals", "voices:inbox"):
        yield f"{name} of the agency", shown(there.get(reverse(name)))
    for part in Referral.objects.filter(to_office=w.agency):
        yield "voices:referral of the agency", shown(there.get(reverse("voices:referral", args=[part.pk])))
    other = make.voice(w.here)
    yield "another's own page", shown(nobody.get(reverse("voices:own", args=[other.case.token])))
    copy = nobody.post(reverse("voices:own_data", args=[other.case.token]), {"pin": make.PIN})
    yield "another's copy", shown(copy)
    for voice in Voice.objects.filter(case__is_narrow=False):
        yield "voices:case", shown(head.get(reverse("voices:case", args=[voice.case.code])))


def shown(answer: Any) -> str:
    if answer.streaming:
        return str(answer.headers)
    return f"{answer.headers}\n{answer.content.decode(errors='replace')}"


def on_the_disk() -> Iterator[tuple[str, str]]:
    """Names of files, and the facts that trends are counted from."""
    import pyarrow.parquet

    root = Path(settings.STATE_DIR)
    yield "names on the disk", "\n".join(str(path.relative_to(root)) for path in root.rglob("*"))
    for path in store.files():
        rows = pyarrow.parquet.read_table(path).to_pylist()
        yield "facts of trends", json.dumps(rows) + path.read_bytes().decode(errors="replace")


def write_facts(w: Planted) -> None:
    city = Place.objects.get(code=w.here.place.code[:5])
    for year, month in facts.months_to_now(city, make.NOW.date()):
        store.write(city.code, year, month, facts.facts(city, year, month))


def sweep(w: Planted, only: Iterable[str] = ()) -> Found:
    """Where a planted number can be read that has no business there."""
    found: Found = defaultdict(set)
    with w.heard():
        jobs.tell_news(make.NOW)
        seen = [*pages(w, only)]
    places = [
        *seen, *w.answers, *columns(), *sealed_for_others(), *on_the_disk(),
        ("logs", "\n".join(w.lines)), ("addresses", "\n".join(w.addresses)),
    ]  # fmt: skip
    for where, text in places:
        if numbers := w.mint.in_text(text):
            found[where] |= numbers
    return dict(found)
