import pytest

from balai.notices.channels.smtp_fake import FakeSmtp


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> FakeSmtp:
    """Every channel leads to this fake."""
    fake = FakeSmtp()
    monkeypatch.setattr("balai.notices.jobs.way_of", lambda channel: fake)
    return fake
