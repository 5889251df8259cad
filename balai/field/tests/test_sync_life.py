"""The protocol as Hypothesis imagines it: phones record and send over a road that reorders, doubles and cuts.

The phone here is the model: what it let go it holds a receipt for. In the end everything is there once.
"""

import hashlib
import json
from dataclasses import dataclass, field
from unittest.mock import patch

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from balai.field import actions, keys
from balai.field.envelopes import decode, parts_of
from balai.field.models import Manifest, Submission
from balai.field.rules import State
from balai.field.tests.takers import Counting
from tests import make

PHONES, PLACES = st.integers(0, 1), st.integers(0, 60)


@dataclass
class Letter:
    """On the road: what is sent, and to whom the answer belongs."""

    phone: make.Phone
    path: str
    raw: bytes
    digest: str
    id: str = ""


@dataclass
class Held:
    """A phone's own book."""

    phone: make.Phone
    outbox: dict[str, bytes] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)


class Street(RuleBasedStateMachine):
    phones: list[make.Phone]
    taker: Counting

    @initialize()
    def open(self) -> None:
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.held = [Held(phone) for phone in self.phones]
        self.road: list[Letter] = []
        self.taker.__init__()  # type: ignore[misc]
        self.made: dict[str, bytes] = {}
        self.said = [0, 0]
        self.changed: set[str] = set()

    def teardown(self) -> None:
        if hasattr(self, "atom"):
            self.everything_comes_home()
            transaction.set_rollback(True)
            self.atom.__exit__(None, None, None)

    def everything_comes_home(self) -> None:
        """The network is back: phones empty their outbox, and each id is there, once, or before a person."""
        for held in self.held:
            for id, raw in list(held.outbox.items()):
                digest = hashlib.sha256(raw).hexdigest()
                self.hear(Letter(held.phone, "", raw, digest, id), held.phone.send(id, raw))
            assert not held.outbox
        known = set(Submission.objects.values_list("client_id", flat=True))
        assert {str(id) for id in known} >= set(self.made)
        accepted = set(Submission.objects.accepted().values_list("client_id", flat=True))
        assert {str(id) for id in accepted} >= set(self.made) - self.changed

    @rule(who=PHONES, number=st.integers(0, 9))
    def make_a_record(self, who, number) -> None:
        held = self.held[who]
        id = held.phone.record(jumlah=number)
        held.outbox[id] = self.made[id] = held.phone.made.pop(id)

    @rule(who=PHONES)
    def send_everything(self, who) -> None:
        held = self.held[who]
        for id, raw in held.outbox.items():
            digest = hashlib.sha256(raw).hexdigest()
            self.road.append(Letter(held.phone, f"records/{id}", raw, digest, id))

    @rule(who=PHONES)
    def say_what_it_made(self, who) -> None:
        held = self.held[who]
        self.said[who] += 1
        told = {
            "device": held.phone.uid, "about": "uji/1", "number": self.said[who],
            "at": make.NOW.isoformat(), "ids": [*held.outbox, *held.receipts],
        }  # fmt: skip
        raw = held.phone.sign(json.dumps(told).encode())
        self.road.append(Letter(held.phone, "manifest", raw, hashlib.sha256(raw).hexdigest()))

    @rule(place=PLACES, is_heard=st.booleans(), stays=st.booleans())
    def one_arrives(self, place, is_heard, stays) -> None:
        """Any of them, in any order; doubled if it stays on the road; the answer may be lost."""
        if not self.road:
            return
        letter = self.road[place % len(self.road)]
        if not stays:
            self.road.remove(letter)
        answer = letter.phone.post(letter.path, letter.raw, letter.digest)
        assert answer.status_code in {200, 201, 409}
        if letter.id and is_heard:
            self.hear(letter, answer)

    @rule(place=PLACES, kept=st.integers(0, 200))
    def one_is_cut(self, place, kept) -> None:
        if self.road:
            letter = self.road.pop(place % len(self.road))
            cut = letter.raw[: min(kept, len(letter.raw) - 1)]
            before = Submission.objects.count()
            assert letter.phone.post(letter.path, cut, letter.digest).status_code == 400
            assert Submission.objects.count() == before

    @rule(place=PLACES)
    def a_careless_program_sends_other_bytes(self, place) -> None:
        """What the first version of an app might do; the road is in between, so either may come first."""
        ids = sorted(self.made)
        if ids:
            id = ids[place % len(ids)]
            phone = next(h.phone for h in self.held if h.phone.uid.encode() in self.made[id])
            phone.record(id=id, jumlah=99, salah=place)
            raw = phone.made.pop(id)
            self.changed.add(id)
            self.road.append(Letter(phone, f"records/{id}", raw, hashlib.sha256(raw).hexdigest()))

    @rule()
    def the_worker_runs(self) -> None:
        actions.apply_due(now=make.NOW)

    def hear(self, letter: Letter, answer) -> None:
        """A record leaves only with a receipt for exactly these bytes, under a key of the server."""
        text, signature = parts_of(answer.json()["receipt"].encode())
        facts = json.loads(text)
        point = decode(keys.public_keys()["receipts"][str(facts["key"])])
        assert keys.is_signed(text, signature, point)
        held = next(h for h in self.held if h.phone is letter.phone)
        if (facts["id"], facts["sha256"]) == (letter.id, letter.digest) and letter.raw == self.made[
            letter.id
        ]:
            first = held.receipts.setdefault(letter.id, answer.json()["receipt"])
            assert first == answer.json()["receipt"]
            held.outbox.pop(letter.id, None)

    @invariant()
    def what_a_phone_let_go_is_stored_byte_for_byte(self) -> None:
        if hasattr(self, "made"):
            stored = {
                (str(id), bytes(sha)) for id, sha in Submission.objects.values_list("client_id", "sha256")
            }
            for held in self.held:
                for id in held.receipts:
                    assert (id, hashlib.sha256(self.made[id]).digest()) in stored

    @invariant()
    def no_id_is_in_twice(self) -> None:
        if hasattr(self, "made"):
            accepted = list(Submission.objects.accepted().values_list("client_id", flat=True))
            assert len(accepted) == len(set(accepted))
            assert len(self.taker.taken) == Submission.objects.filter(state=State.APPLIED).count()

    @invariant()
    def only_changed_ids_are_in_conflict(self) -> None:
        if hasattr(self, "made"):
            held = Submission.objects.exclude(state__in=["received", "applied"])
            assert {str(id) for id in held.values_list("client_id", flat=True)} <= self.changed

    @invariant()
    def manifests_only_grow(self) -> None:
        if hasattr(self, "made"):
            counts = {m.device.uid: m.number for m in Manifest.objects.select_related("device")}
            for held, said in zip(self.held, self.said, strict=True):
                assert counts.get(held.phone.device.uid, 0) <= said


class StreetsLife(TestCase):
    def setUp(self) -> None:
        Street.phones = [make.phone_of(), make.phone_of()]
        Street.taker = Counting()
        patched = patch("balai.field.takers.modules", lambda: iter([Street.taker]))
        patched.start()
        self.addCleanup(patched.stop)

    def test_whatever_the_road_does_everything_arrives_once(self) -> None:
        run_state_machine_as_test(
            Street,
            settings=settings(
                max_examples=settings.default.max_examples // 5 + 1, stateful_step_count=25,
                deadline=None, derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
