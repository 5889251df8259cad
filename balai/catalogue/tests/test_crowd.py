"""Two heads press 'Terbitkan' at the same moment."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from balai.base.errors import RuleBroken
from balai.catalogue import actions
from balai.catalogue.models import Standard
from balai.catalogue.rules import State
from balai.people.rules import Role
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.crowd]


def together(*deeds: Callable[[], object]) -> list[str]:
    """What each was told, when all begin at once."""
    start, told = Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            start.wait()
            deed()
            told.append("done")
        except RuleBroken as broken:
            told.append(broken.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def test_a_draft_is_published_once() -> None:
    draft = make.draft()
    heads = [make.officer(Role.OFFICE_HEAD, office=draft.office) for _ in range(4)]
    deeds = [
        lambda head=head: actions.publish_standard(
            standard=draft, valid_from=date(2026, 6, 1), by=head, now=make.NOW
        )
        for head in heads
    ]
    assert together(*deeds) == ["done", *["standard.not_a_draft"] * 3]


def test_two_who_begin_a_draft_get_the_same_one() -> None:
    service, office = make.service(), make.office()
    editors = [make.officer(Role.EDITOR, office=office) for _ in range(4)]
    deeds = [
        lambda editor=editor: actions.start_draft(service=service, office=office, by=editor, now=make.NOW)
        for editor in editors
    ]
    assert together(*deeds) == ["done"] * 4
    assert Standard.objects.filter(state=State.DRAFT).count() == 1
