"""A rotation reaches every sealed column of every app, and shuts nobody out."""

import ast
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db.models import Model

from balai.base import sealing
from balai.base.sealing import unseal
from balai.cases import actions as cases
from balai.cases.models import Case, Move
from balai.people.actions import open_identity, sealed_columns
from balai.site import key_ring
from balai.voices import actions as voices
from balai.voices.models import Voice
from balai.voices.rules.words import Naming
from tests import make
from tests.house.tree import calls, python_files, room_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rotate(settings, tmp_path) -> Iterator[Callable[[], int]]:
    """Keys of this test alone; each call adds a version."""
    path = tmp_path / "keys.json"
    settings.BALAI_KEYS, settings.STATE_DIR = str(path), tmp_path  # files of other tests have other keys
    sealing.write_ring(path, sealing.new_ring())
    sealing.forget_keys()
    yield lambda: key_ring.rotate(now=make.NOW)
    sealing.forget_keys()


def sealed_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if sealed_columns(model)]


def everything_sealed() -> Voice:
    """One matter that fills every sealed column there is."""
    office = make.office()
    narrow = make.glass(office).case
    listener = make.listener(office)
    talk = make.hearing(listener)
    voices.keep_draft(hearing=talk, draft='{"text": "Sementara."}', revision=1, by=listener, now=make.NOW)
    voice = make.voice(
        office, naming=Naming.NAMED,
        contact=make.contact(email="warga@contoh.example", nik="9912345678900001"),
    )  # fmt: skip
    by = make.officer("koordinator", office)
    assert voice.identity
    open_identity(identity=voice.identity, office=office, reason="Menelepon balik.", by=by, now=make.NOW)
    voices.write_back(voice=voice, text="Tambahan dari pelapor.", now=make.NOW)
    outside = voices.hand_on(
        voice=voice, asked="Tiang miring.", by=by, now=make.NOW, outside="Lembaga lain",
        address="lembaga@contoh.example",
    )  # fmt: skip
    cases.answer_referral(referral=outside, text="Sudah diperbaiki.", by=None, now=make.NOW)
    refused = make.referral(narrow_worked(narrow, by), make.office())
    taker = make.officer("koordinator", refused.to_office)
    cases.refuse(referral=refused, reason="Ini kewenangan dinas lain.", by=taker, now=make.NOW)
    voices.tell_news(voice=voice, move=Move.objects.latest("pk").pk, now=make.NOW)
    question = make.on_board()
    act = {"by": make.moderator(question.session), "now": make.NOW}
    voices.edit_words(question=question, text="Kapan loket dibuka?", **act)
    voices.answer_question(question=question, text="Pukul delapan.", **act)
    spot = make.spot(planned=date(2026, 5, 29))
    by = make.officer("koordinator", spot.office)
    voices.release_spot(spot=spot, reason="Alatnya dipakai di tempat lain.", by=by, now=make.NOW)
    make.letter(office=office, link="https://balai.example/undangan/rekaan/")
    make.untold(office)  # a text beside the letters
    make.frozen(office, ktp=40)
    return voice


def narrow_worked(case: Case, by: object) -> Case:
    """Of risk no more: a coordinator works on it."""
    Case.objects.filter(pk=case.pk).update(is_narrow=False)
    return Case.objects.get(pk=case.pk)


def texts() -> dict[tuple[str, int, str], str]:
    """Every sealed text of the database, opened."""
    return {
        (model._meta.label, row.pk, name): unseal(getattr(row, name))
        for model in sealed_models()
        for row in model._base_manager.all()
        for name in sealed_columns(model)
    }


def test_no_sealed_column_is_forgotten(rotate) -> None:
    """A new sealed column fails here until this matter fills it; the rotation itself finds it by its name."""
    everything_sealed()
    before = texts()
    filled = {(label, name) for (label, _, name), text in before.items() if text}
    assert filled == {(m._meta.label, name) for m in sealed_models() for name in sealed_columns(m)}
    rotate()
    assert key_ring.left_behind() > 0
    said = dict(key_ring.reseal(now=make.NOW, progress=lambda _: None))
    assert all(isinstance(count, int) for count in said.values())
    assert key_ring.left_behind() == 0
    assert texts() == before


def test_sealed_again_nothing_is_left_to_do(rotate) -> None:
    everything_sealed()
    rotate()
    for _ in range(2):
        done = [count for name, count in key_ring.reseal(now=make.NOW, progress=lambda _: None)]
    assert sum(done[1:]) == 0  # the first counts the identities that were looked at


def test_one_text_that_no_key_opens_holds_up_nothing_else(rotate) -> None:
    voice = everything_sealed()
    Voice.objects.filter(pk=voice.pk).update(masked_sealed="1.rusak")
    rotate()
    list(key_ring.reseal(now=make.NOW, progress=lambda _: None))
    assert key_ring.left_behind() == 1
    assert Voice.objects.get(pk=voice.pk).text == voice.text


def test_every_sealed_text_is_named_as_such() -> None:
    """What is not named …_sealed would be missed by every rotation."""
    found = {
        ast.unparse(node.args[0]).removeprefix("self.")
        for path in python_files()
        if room_of(path) == "models"
        for node, name in calls(path)
        if name == "unseal"
    }
    assert "name_sealed" in found
    assert all(name.endswith("_sealed") for name in found), found


def test_a_pin_of_an_older_key_goes_on_opening(rotate) -> None:
    case = make.voice(pin=make.PIN).case
    rotate()
    list(key_ring.reseal(now=make.NOW, progress=lambda _: None))
    assert cases.find_case(code=case.code, pin=make.PIN, client="a", now=make.NOW) == case
    rotate()
    assert cases.find_case(code=case.code, pin=make.PIN, client="a", now=make.NOW) == case
