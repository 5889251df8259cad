"""What each process of the rush does: it knows nothing of the others but the database."""

import random
import sys

from balai.base.errors import RuleBroken
from balai.base.locks import is_busy


def rush(number: int, people: int) -> None:
    """Every other one stands at the door. Writes + for each number given out, - for each refusal."""
    from django.db import OperationalError

    from balai.catalogue.models import Service
    from balai.people.models import Person
    from balai.queues import actions
    from balai.queues.models import Sitting
    from tests.make.moment import NOW

    sitting = Sitting.objects.get()
    service, by = Service.objects.get(slug="ktp-el-rusak"), Person.objects.first()
    slots = list(sitting.slots.values_list("pk", flat=True))
    dice = random.Random(number)

    def door() -> None:
        actions.take_walk_in(sitting=sitting, service=service, by=by, now=NOW)

    def home(person: int) -> None:
        wanted = dice.sample(slots, 3)
        for place, slot in enumerate(wanted):
            try:
                phone = f"0877{number:02d}{person:04d}00"
                actions.book_ticket(slot=slot, service=service, phone=phone, now=NOW)
                return
            except RuleBroken:
                if place == len(wanted) - 1:
                    raise

    for person in range(people):
        for _ in range(20):
            try:
                door() if person % 2 else home(person)
                sys.stdout.write("+ ")
                break
            except RuleBroken:
                sys.stdout.write("- ")
                break
            except OperationalError as error:
                if not is_busy(error):
                    raise


def keep_booking(number: int) -> None:
    """Until killed: a number is written out only after it was committed."""
    from itertools import count

    from django.db import OperationalError

    from balai.catalogue.models import Service
    from balai.queues import actions
    from balai.queues.models import Slot
    from tests.make.moment import NOW

    service, slots = Service.objects.get(slug="ktp-el-rusak"), list(Slot.objects.values_list("pk", flat=True))
    for person in count():
        phone = f"0866{number:03d}{person:05d}"
        slot = slots[(person + number) % len(slots)]
        try:
            ticket = actions.book_ticket(slot=slot, service=service, phone=phone, now=NOW)
        except RuleBroken:
            continue
        except OperationalError as error:
            if not is_busy(error):
                raise
            continue
        sys.stdout.write(f"{ticket.number}\n")
        sys.stdout.flush()
