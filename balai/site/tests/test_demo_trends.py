"""The demo's past goes the way of a real one: some is shown, some hidden, a deed points at a figure."""

import pytest

from balai.people.rules import Role
from balai.site import demo_trends
from balai.site.commands.demo import STARTS_AT
from balai.voices.models import Cell, Deed, Period, Proposal, Voice
from balai.voices.rules.trends import Table
from tests import make

pytestmark = pytest.mark.django_db


def test_past_months_of_the_demo_are_frozen_and_nobody_stands_behind_them(monkeypatch) -> None:
    office = make.office()
    for slug in demo_trends.TOPICS:
        if slug != "belum-dipilah":
            make.topic(slug, is_sensitive=slug in ("keluarga", "kekerasan"))
    make.place("99.01.01.2001")
    make.officer(Role.OFFICE_HEAD, office, name="mpp")
    monkeypatch.setattr(demo_trends, "CITY", "99.01")
    monkeypatch.setattr(demo_trends, "OFFICE", office.slug)
    demo_trends.fill_past(now=STARTS_AT)
    public = Period.objects.of("99.01", "public")
    assert [str(period) for period in public][:2] == ["April 2026", "Maret 2026"]
    assert public.count() == 17  # with the year 2025
    topics = Cell.objects.filter(period=public[0], table=Table.TOPIC)
    assert topics.filter(count__gte=10).exists()
    assert topics.filter(count=None).exists()
    assert (Deed.objects.count(), Proposal.objects.count(), Voice.objects.count()) == (2, 1, 0)
