"""The workshop as it really runs: a process of its own with little of everything."""

import subprocess
import sys

import pytest

from balai.base.errors import RuleBroken
from balai.documents import harmless
from balai.documents.harmless import prepare
from balai.documents.rules import Kind
from balai.documents.tests.hostile import opens, pdf
from balai.documents.workshop import __main__ as workshop
from tests import make


def test_a_photo_goes_through_it():
    assert prepare(make.upload(make.picture(size=(500, 300)))).width == 500


def test_a_pdf_goes_through_it():
    kept = prepare(make.upload(pdf(opens)))
    assert kept.kind == Kind.PDF
    assert b"JavaScript" not in kept.full


def test_it_knows_neither_django_nor_our_settings():
    code = (
        "import sys, balai.documents.workshop.pictures, balai.documents.workshop.papers;"
        "print([m for m in sys.modules if m.startswith(('django', 'balai.base', 'balai.site'))])"
    )
    words = [sys.executable, "-s", "-P", "-c", code]
    said = subprocess.run(
        words, env={"PYTHONPATH": harmless.ROOT}, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def held_back(code: str) -> int:
    """What becomes of a process that does this after hold_back."""
    code = f"from balai.documents.workshop.__main__ import hold_back; hold_back(); {code}"
    env = {"PYTHONPATH": harmless.ROOT}
    return subprocess.run(
        [sys.executable, "-P", "-c", code], env=env, capture_output=True, check=False
    ).returncode


def test_it_writes_no_file(tmp_path):
    assert held_back(f"open({str(tmp_path / 'x')!r}, 'wb', 0).write(b'x')") != 0
    assert (tmp_path / "x").stat().st_size == 0


def test_it_takes_no_more_memory_than_it_may():
    assert held_back(f"bytes({workshop.MEMORY})") != 0


def test_what_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(harmless, "WORKSHOP", [sys.executable, "-c", "import time; time.sleep(9)"])
    monkeypatch.setattr(harmless, "SECONDS", 0.1)
    with pytest.raises(RuleBroken, match="terlalu berat"):
        prepare(make.upload())


def test_a_workshop_that_falls_over_refuses(monkeypatch):
    monkeypatch.setattr(harmless, "WORKSHOP", [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(RuleBroken, match="terlalu berat"):
        prepare(make.upload())


def test_many_at_once_wait_and_then_are_told(monkeypatch):
    monkeypatch.setattr(harmless, "WAIT", 0.01)
    with harmless.AT_ONCE, pytest.raises(RuleBroken, match="Tunggu sebentar"):
        prepare(make.upload())


def test_lack_of_memory_has_its_word(monkeypatch):
    def full(raw, form):
        raise MemoryError

    monkeypatch.setattr(workshop, "maker", lambda form, boxes: full)
    assert workshop.answered(b"", "JPEG") == ({"refused": "costly"}, {})
