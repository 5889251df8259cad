import pytest

from balai.documents import harmless
from balai.documents.rules import refusal
from balai.documents.workshop import __main__ as workshop


@pytest.fixture
def workshop_here(monkeypatch):
    """The workshop in this process: the same code without its own process's third of a second."""

    def ask(raw, form, boxes=()):
        answer, parts = workshop.answered(raw, form.value, boxes)
        if "refused" in answer:
            raise refusal(str(answer["refused"]))
        return answer["facts"], parts

    monkeypatch.setattr(harmless, "_ask_the_workshop", ask)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    return tmp_path
