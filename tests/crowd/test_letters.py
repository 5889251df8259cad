"""Letters under a crowd: numbers without a gap or a double; and without the book, to see the race."""

import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from balai.base.errors import RuleBroken
from balai.documents.actions import lettering
from balai.documents.models import Letter, Numbering
from tests import make
from tests.crowd.together import tally, threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]
LETTERS = 24


def deeds(office):
    """Every fourth is taken back after its number was given."""
    by, agencies = make.head(office), [make.agency(f"dinas-{n}", name=f"Dinas {n}") for n in range(LETTERS)]
    words = {"office": office, "by": by}

    def issue(number, subject):
        if number % 4:
            return make.letter(of=agencies[number], subject=subject, **words)
        with transaction.atomic():
            make.letter(of=agencies[number], subject=subject, **words)
            raise RuleBroken("taken.back", "Tidak jadi.")

    return [lambda n=n: issue(n, f"Surat {n}") for n in range(LETTERS)]


def numbers():
    return sorted(Letter.objects.values_list("number", flat=True))


def test_letters_at_once_have_every_number_once_and_leave_no_gap():
    made = LETTERS - LETTERS // 4
    assert tally(threads(deeds(make.office()))) == {"ok": made, "taken.back": LETTERS // 4}
    assert numbers() == list(range(1, made + 1))
    assert Numbering.objects.get().last == made


def test_control_the_highest_number_and_one_more_is_given_twice(monkeypatch):
    """Without the book the unique index alone refuses: somebody's letter is not made."""

    def careless(office, year):
        last = Letter.objects.filter(office=office, year=year).aggregate(last=Max("number"))["last"] or 0
        time.sleep(0.01)
        return last + 1

    monkeypatch.setattr(lettering, "_next_number", careless)
    refused = []

    def tried(deed):
        try:
            deed()
        except IntegrityError:
            refused.append(1)
        except RuleBroken:
            pass

    threads([(lambda d=d: tried(d)) for d in deeds(make.office())])
    assert refused or connection.vendor == "sqlite", "on SQLite one writes at a time anyway"
