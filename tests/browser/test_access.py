"""Every page in its states: accessible, fitting, in Indonesian."""

import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.browser import pages, sight
from tests.browser.pages import Look

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
BY_NIGHT = {"residents"}  # officers' pieces are looked at by night as specimens (test_look)
# A folder for the pages as they were sent: `make storm` hands them to html-validate.
SAVED = os.environ.get("BALAI_PAGES_TO")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("group", pages.GROUPS)
def test_every_page_can_be_used_by_everybody(
    open_page: "Callable[..., Page]", live: str, at: Callable[[datetime], None], group: str
) -> None:
    at(make.NOW)
    page, found = sight.armed(open_page(width=320)), []
    world, looks = pages.GROUPS[group]
    for look in looks(world()):
        is_public = look.who is None
        faults = visit(page, live, look)
        faults += sight.faults(page, is_public=is_public, by_night=group in BY_NIGHT) + sight.english(
            sight.words(page)
        )
        if is_public:
            faults += sight.long_winded(page)
        page.set_viewport_size({"width": 1280, "height": 740})
        faults += sight.wide_faults(page)
        page.set_viewport_size({"width": 320, "height": 740})
        found += [f"{look} {look.path}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


def visit(page: "Page", live: str, look: Look) -> list[str]:
    """Open it as its reader does; a page that is not there is a fault like any other."""
    page.context.clear_cookies()
    if look.who:
        session = pages.reader(look.who, unproved=look.unproved).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live}])
    answer = page.goto(live + look.path)
    page.locator("[hx-trigger=load]").first.wait_for(state="detached")  # what comes later is looked at too
    if look.then:
        answer = look.then(page)
    elif page.url != live + look.path:
        return [f"leads away to {page.url}"]
    assert answer
    if SAVED:
        save(page, look, answer.text())
    return [] if answer.status in look.statuses else [f"answers {answer.status}"]


def save(page: "Page", look: Look, text: str) -> None:
    """The page as it was sent, and its pictures on a phone and on a desk."""
    name = Path(str(SAVED), re.sub(r"[^a-z0-9]+", "-", str(look).lower()).strip("-"))
    name.with_suffix(".html").write_text(text)
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        page.screenshot(path=f"{name}-{width}.png", full_page=True)


def test_what_has_its_own_way_is_looked_at() -> None:
    """A page that the plain round leaves out stands in a group by name."""
    text = Path(pages.__file__).read_text()
    assert not [name for name in pages.OWN_WAY if text.count(f'"{name}"') < 2]
