"""Numbers of a thousand invented people come in by every way there is; none comes out where it should not."""

import logging
from collections.abc import Callable
from datetime import datetime

import pytest

from balai.base.sealing import seal
from balai.documents import store as files
from balai.notices.models import Notice
from balai.places.models import Office
from balai.voices.models import Topic, Voice
from balai.voices.trends import store
from tests import make
from tests.house.planted import WAYS, Planted, sealed_for_whose_it_is, sweep, write_facts

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture(autouse=True)
def clock_stands(at: Callable[[datetime], None]) -> None:
    at(make.NOW)


def test_a_thousand_planted_numbers_are_nowhere_but_in_their_place() -> None:
    world = Planted()
    with world.heard():
        for way in WAYS:
            way(world)
    write_facts(world)
    assert len(world.mint.given) >= 1000
    kept = world.mint.in_text(sealed_for_whose_it_is())
    assert len(kept) > 900, "what was planted never came in: this test would see nothing"
    leaks = {where: len(numbers) for where, numbers in sweep(world).items()}
    assert leaks == {}
    assert Notice.objects.exists()


def test_one_in_a_wrong_place_is_found() -> None:
    """The control: each place is really looked at."""
    world = Planted()
    mint, voice = world.mint, world.voice
    with world.heard():
        logging.getLogger("balai.request").info("request", extra={"kind": mint.nik()})
    Topic.objects.create(slug="bocor", name=f"Bocor {mint.phone()}", place_in_list=1)
    Office.objects.filter(pk=world.here.pk).update(name=f"Kecamatan {mint.nik()}")
    Voice.objects.filter(pk=voice.pk).update(masked_sealed=seal(mint.phone().replace("0895", "+62 895-")))
    world.addresses.append(f"/suara/?nik={mint.nik()}")
    world.answers.append(("error 500", mint.nik()))
    blob = files.folder() / "ab" / f"KTP {mint.nik()}.jpg"
    blob.parent.mkdir(parents=True, exist_ok=True)
    blob.touch()
    month = store.write("99.98", 2026, 3, [("99.98", "2026-03", mint.nik(), False, "", "", "", "", "")])
    try:
        found = sweep(world, only=["front:office", "voices:inbox"])
    finally:
        blob.unlink()
        month.unlink()
    assert set(found) == {
        "logs", "column voices.Topic.name", "column places.Office.name", "front:office", "masked words",
        "voices:inbox", "addresses", "error 500", "names on the disk", "facts of trends",
    }  # fmt: skip
    assert set().union(*found.values()) == mint.given
