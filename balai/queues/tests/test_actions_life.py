"""A sitting's life as Hypothesis imagines it: whatever happens in whatever order, the books are right."""

from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from balai.base.errors import RuleBroken
from balai.people.models import Person
from balai.queues import actions
from balai.queues.models import Sitting, Slot, Ticket, Wait
from balai.queues.rules.states import ENDED, SittingState, Source, TicketState, WaitState
from tests import make

SLOTS, PHONES, TICKETS = st.integers(0, 4), st.integers(0, 11), st.integers(1, 14)
SERVICES = st.sampled_from(["ktp-el-rusak", "kk-baru"])


class Life(RuleBasedStateMachine):
    """Two counters, five slots of twelve minutes, two places kept for walk-ins."""

    sitting: Sitting
    by: Person

    @initialize()
    def open(self) -> None:
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.now, self.given = make.NOW, 0

    def teardown(self) -> None:
        if hasattr(self, "atom"):
            transaction.set_rollback(True)
            self.atom.__exit__(None, None, None)

    def attempt(self, action, **kwargs):
        """A refusal is a fine answer, and changes nothing."""
        try:
            with transaction.atomic():
                return action(now=self.now, **kwargs)
        except RuleBroken:
            return None

    def ticket(self, number: int) -> Ticket | None:
        return Ticket.objects.filter(sitting=self.sitting, number=number).first()

    @rule(slot=SLOTS, phone=PHONES, service=SERVICES)
    def book(self, slot, phone, service) -> None:
        made = self.attempt(
            actions.book_ticket,
            slot=make.slot(self.sitting, slot),
            service=make.the_service(service),
            phone=make.phone(phone),
        )
        self.given += made is not None

    @rule(service=SERVICES)
    def walk_in(self, service) -> None:
        made = self.attempt(
            actions.take_walk_in, sitting=self.sitting, service=make.the_service(service), by=self.by
        )
        self.given += made is not None

    @rule(phone=PHONES, service=SERVICES)
    def wait(self, phone, service) -> None:
        self.attempt(
            actions.join_wait,
            sitting=self.sitting,
            service=make.the_service(service),
            phone=make.phone(phone),
        )

    @rule()
    def say_yes(self) -> None:
        offered = Wait.objects.filter(sitting=self.sitting, state=WaitState.OFFERED).first()
        if offered:
            self.given += self.attempt(actions.accept_offer, wait=offered) is not None

    @rule(minutes=st.integers(1, 15))
    def time_passes(self, minutes) -> None:
        self.now += timedelta(minutes=minutes)
        actions.lapse_offers(now=self.now)

    @rule(
        number=TICKETS,
        deed=st.sampled_from(["check_in", "serve", "miss", "put_back", "start_serving", "undo"]),
    )
    def at_the_counter(self, number, deed) -> None:
        ticket = self.ticket(number)
        if ticket:
            self.attempt(getattr(actions, deed), ticket=ticket, by=self.by)

    @rule()
    def call(self) -> None:
        self.attempt(actions.call_next, sitting=self.sitting, counter=1, by=self.by)

    @rule(number=TICKETS)
    def give_up(self, number) -> None:
        ticket = self.ticket(number)
        if ticket:
            self.attempt(actions.cancel, ticket=ticket)

    @rule(number=TICKETS, slot=SLOTS)
    def change_hour(self, number, slot) -> None:
        ticket = self.ticket(number)
        if ticket:
            self.attempt(actions.change_slot, ticket=ticket, slot=make.slot(self.sitting, slot))

    @rule()
    def release(self) -> None:
        self.attempt(actions.release_walk_ins, sitting=self.sitting)

    @rule()
    def close(self) -> None:
        self.attempt(actions.close_sitting, sitting=self.sitting, by=self.by)

    @invariant()
    def numbers_run_from_one_without_a_gap(self) -> None:
        if hasattr(self, "given"):
            numbers = list(Ticket.objects.order_by("number").values_list("number", flat=True))
            assert numbers == list(range(1, self.given + 1))
            assert Sitting.objects.get().next_number == self.given + 1

    @invariant()
    def slots_hold_exactly_their_tickets_and_offers(self) -> None:
        if not hasattr(self, "given"):
            return
        offers = list(Wait.objects.filter(state=WaitState.OFFERED).values_list("slot", "units"))
        is_open = Sitting.objects.get().state != SittingState.CLOSED
        for slot in Slot.objects.prefetch_related("tickets"):
            live = [t for t in slot.tickets.all() if t.state != TicketState.CANCELLED]
            walked = sum(t.units for t in live if t.source == Source.WALK_IN)
            booked = sum(t.units for t in live) - walked + sum(u for pk, u in offers if pk == slot.pk)
            assert slot.walked == walked
            assert slot.booked + slot.walked <= slot.seats
            assert not is_open or slot.booked == booked

    @invariant()
    def one_phone_one_live_ticket(self) -> None:
        live = Ticket.objects.live().exclude(phone_hash=None).values_list("phone_hash", "service", "on")
        keys = [(bytes(phone), service, on) for phone, service, on in live]
        assert len(keys) == len(set(keys))

    @invariant()
    def after_closing_everything_has_ended(self) -> None:
        if hasattr(self, "given") and Sitting.objects.get().state == SittingState.CLOSED:
            assert not Ticket.objects.exclude(state__in=ENDED).exists()


class SittingsLife(TestCase):
    def setUp(self) -> None:
        row = make.line(counters=2, slot_minutes=24, walk_in_units=2)
        Life.sitting = make.sitting(line=row)
        Life.by = make.open_desk(Life.sitting)

    def test_whatever_happens_the_books_are_right(self) -> None:
        run_state_machine_as_test(
            Life,
            settings=settings(
                max_examples=20, stateful_step_count=30, deadline=None, derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
