"""Who may reach what of one case: its officer, other offices, agencies with a part, links, somebody who left.

Every address that names a case, a file of it, a talk or a referral has its row here; one without fails.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from balai.cases import actions as cases
from balai.cases.models import Referral
from balai.documents.models import File
from balai.people.models import Assignment, Person
from balai.people.rules import Role
from balai.places.models import Office
from balai.voices import actions
from balai.voices.models import Hearing, Spot, Voice
from tests import make

WITH_A_KEY = re.compile(r"<code:code>|<token:token>|\(\?P<token>|<int:(pk|file)>")
OF_NO_CASE = {
    "voices:drop_view": "one's own filter",
    "voices:proposal": "of a trend",
    "voices:read_glass": "an emergency, told to one person (test_privacy.py)",
}
YES, NO, NEVER, GONE = "answer", "not found", "forbidden", "gone"
Expected = dict[str, str]
AGENCIES = ("agency", "other agency", "taken back", "refused")
NOBODY = dict.fromkeys(("officer", "listener", "elsewhere", *AGENCIES, "left"), NO)
# Reader -> what they get. An agency asks for its own part; who has none asks for the first agency's.
OF_CASE = NOBODY | {"officer": YES, "listener": YES}
OF_NAME = OF_CASE
OF_PART = NOBODY | {
    "agency": YES, "other agency": YES, "refused": YES, "taken back": GONE, "listener": NEVER, "left": NEVER,
}  # fmt: skip
OF_FILE = OF_PART | {"other agency": NO, "refused": NO, "taken back": NO}
OF_ROOM = dict.fromkeys(NOBODY, NEVER) | {"listener": YES, "left": NO}
# Link -> what it opens.
NO_LINK = dict.fromkeys(("person", "body", "body answered", "body taken back", "body expired"), NO)
BY_PERSON = NO_LINK | {"person": YES}
BY_BODY = NO_LINK | {"body": YES, "body answered": YES, "body taken back": GONE}
BODYS_FILE = NO_LINK | {"body": YES}


class Building:
    """One case with a part at four agencies and at four bodies outside, each in another state."""

    @cached_property
    def here(self) -> Office:
        return make.office()

    @cached_property
    def elsewhere(self) -> Office:
        return make.office()

    @cached_property
    def left(self) -> Person:
        """Listened to it, and has listened elsewhere since yesterday."""
        return make.listener(self.here)

    @cached_property
    def offices(self) -> dict[str, Office]:
        return {name: make.office() for name in AGENCIES}

    @cached_property
    def old_talk(self) -> Hearing:
        return make.hearing(self.left, self.here)

    @cached_property
    def voice(self) -> Voice:
        make.clocks()
        shared = [(office, True) for name, office in self.offices.items() if name != "other agency"]
        return actions.finish_hearing(
            hearing=self.old_talk, by=self.left, now=make.NOW, kind="pengaduan", text=make.WORDS,
            naming="named", contact=make.contact(), pin=make.PIN, shared_with=shared,
        )  # fmt: skip

    @cached_property
    def spot(self) -> Spot:
        """As if the case were one of a dirty spot."""
        return Spot.objects.create(
            voice=self.voice, office=self.here, program=make.work_days(self.here), street="Jalan Rekaan",
            street_key="rekaan",
        )  # fmt: skip

    @cached_property
    def file(self) -> File:
        return make.clean_file(of=self.voice.case, office=self.here)

    @cached_property
    def worker(self) -> Person:
        return make.officer(Role.COORDINATOR, self.here)

    def hand(self, *, with_file: bool = True, **to: Any) -> Referral:
        self.voice.case.refresh_from_db()
        along = [self.file] if with_file else []
        asked = "Tiang miring."
        return actions.hand_on(
            voice=self.voice, asked=asked, by=self.worker, now=make.NOW, along=along, **to
        )  # fmt: skip

    @cached_property
    def parts(self) -> dict[str, Referral]:
        found = {
            name: self.hand(to_office=office, with_file=name != "other agency")
            for name, office in self.offices.items()
        }
        cases.take_back(referral=found["taken back"], by=self.worker, now=make.NOW)
        by = make.officer(Role.COORDINATOR, self.offices["refused"])
        cases.refuse(referral=found["refused"], reason="Jalan provinsi, hubungi PUPR.", by=by, now=make.NOW)
        return found

    @cached_property
    def bodies(self) -> dict[str, Referral]:
        names = [name for name in NO_LINK if name != "person"]
        found = {name: self.hand(outside=f"Lembaga {n}") for n, name in enumerate(names)}
        cases.answer_referral(referral=found["body answered"], text="Sudah.", by=None, now=make.NOW)
        cases.take_back(referral=found["body taken back"], by=self.worker, now=make.NOW)
        yesterday = (make.NOW - timedelta(days=1)).date()
        Referral.objects.filter(pk=found["body expired"].pk).update(link_until=yesterday)
        return found

    def readers(self) -> dict[str, Person]:
        found = {name: make.officer(Role.COORDINATOR, office) for name, office in self.offices.items()}
        found |= {"officer": self.worker, "elsewhere": make.officer(Role.COORDINATOR, self.elsewhere)}
        found |= {"listener": self.talk.listener, "left": self.left}
        Assignment.objects.filter(person=self.left).update(ends_at=make.NOW - timedelta(days=1))
        make.assignment(self.left, Role.LISTENER, self.elsewhere)
        return found

    def links(self) -> dict[str, str]:
        return {"person": self.voice.case.token} | {name: part.token for name, part in self.bodies.items()}

    @cached_property
    def talk(self) -> Hearing:
        """Of the listener who is here now, told to its end."""
        talk = make.hearing(office=self.here)
        actions.finish_hearing(
            hearing=talk, by=talk.listener, now=make.NOW, kind="pengaduan", text=make.WORDS,
            naming="tanpa_nama", pin=make.PIN,
        )  # fmt: skip
        return talk

    def part_for(self, reader: str) -> Referral:
        return self.parts.get(reader, self.parts["agency"])

    def talk_for(self, reader: str) -> Hearing:
        return self.old_talk if reader == "left" else self.talk


Arguments = Callable[[Building, str], dict[str, Any]]


def case(**more: Any) -> Arguments:
    return lambda b, reader: {"code": b.voice.case.code} | more


def part(**more: Any) -> Arguments:
    return lambda b, reader: {"pk": b.part_for(reader).pk} | more


def link(**more: Any) -> Arguments:
    return lambda b, name: {"token": b.links()[name]} | more


READ: dict[str, tuple[Expected, Arguments]] = {
    "voices:case": (OF_CASE, case()),
    "voices:alike": (OF_CASE, case()),
    "voices:deed": (OF_CASE, case(name="catatan")),
    "voices:identity": (OF_NAME, case()),
    "voices:case_file": (OF_CASE, lambda b, reader: case()(b, reader) | {"pk": b.file.pk}),
    "voices:take_back_referral": (
        OF_CASE, lambda b, reader: case()(b, reader) | {"pk": b.parts["agency"].pk}
    ),
    "voices:deletion_asked": (
        OF_CASE, lambda b, reader: case()(b, reader) | {"pk": b.bodies["body"].pk}
    ),
    "voices:spot": (OF_CASE, lambda b, reader: {"pk": b.spot.pk}),
    "voices:spot_deed": (OF_CASE, lambda b, reader: {"pk": b.spot.pk, "name": "sembunyi"}),
    "voices:referral": (OF_PART, part()),
    "voices:referral_deed": (OF_PART, part(name="terima")),
    "voices:referral_file": (OF_FILE, lambda b, reader: part()(b, reader) | {"file": b.file.pk}),
    "voices:referral_identity": (OF_FILE, part()),
    **{
        f"voices:{name}": (OF_ROOM, lambda b, reader: {"pk": b.talk_for(reader).pk})
        for name in ("hearing", "may_record", "keep_draft", "read_back", "leave_untold", "slip")
    },
}  # fmt: skip
LINKS: dict[str, tuple[Expected, Arguments]] = {
    "voices:outside": (BY_BODY, link()),
    "voices:outside_deed": (BY_BODY, link(name="terima")),
    "voices:outside_file": (BODYS_FILE, lambda b, name: link()(b, name) | {"file": b.file.pk}),
    **{
        f"voices:{name}": (BY_PERSON, link())
        for name in (
            "own", "reply", "not_yet", "renew", "stop_quoting", "keep_name_back", "own_data", "erase",
            "tell_me",
        )
    },
    "voices:end": (BY_PERSON, link(how="cabut")),
    "voices:take_back": (
        BY_PERSON, lambda b, name: link()(b, name) | {"pk": b.voice.shared_with.order_by("pk")[0].pk}
    ),
    "voices:file": (BY_PERSON, lambda b, name: link()(b, name) | {"pk": b.file.pk}),
}  # fmt: skip
