from collections.abc import Iterator

import pytest

from balai.notices import actions
from balai.notices.channels.smtp_fake import FakeSmtp

LETTER = """Nomor antrean {{ number }}

Halo {% if name %}{{ name }}{% else %}Bu <Sari>{% endif %},
nomor Anda {{ number }}.
"""


@pytest.fixture(autouse=True)
def letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are about the outbox, so the letter is their own."""
    from django.template import engines

    template = engines["django"].from_string(LETTER)
    monkeypatch.setattr(actions, "get_template", lambda name: template)


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSmtp]:
    fake = FakeSmtp()
    monkeypatch.setattr("balai.notices.jobs.way_of", lambda channel: fake)
    return fake  # type: ignore[return-value]
