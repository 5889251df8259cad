"""What must be brought, what a standard says, what differs: without a database."""

from datetime import date

import pytest

from balai.base.errors import RuleBroken
from balai.catalogue.rules import DELIVERY, INTERNAL, Need, glance, readiness
from balai.catalogue.rules.content import Content, FeeRow, TimeLimitRow
from balai.catalogue.rules.publishing import require_start
from balai.catalogue.rules.reading import changes, flags, require_complete
from tests.make.catalogue import content, requirement

NOTE = Need("surat-lahir", is_brought=True, condition="tanpa-surat", unless=True)
STATEMENT = Need("f-2-03", is_brought=False, condition="tanpa-surat")
CARD = Need("kk", is_brought=True)


def test_who_has_everything_is_ready() -> None:
    assert readiness([NOTE, STATEMENT, CARD], situations=set(), have={"surat-lahir", "kk"}).is_ready


def test_what_is_not_there_is_missing() -> None:
    assert readiness([NOTE, STATEMENT, CARD], situations=set(), have={"kk"}).missing == ["surat-lahir"]


def test_a_situation_changes_what_is_needed() -> None:
    ready = readiness([NOTE, STATEMENT, CARD], situations={"tanpa-surat"}, have={"kk"})
    assert ready.needed == ["f-2-03", "kk"]
    assert ready.is_ready, "a form that is filled in at the counter is never missing"


def test_the_law_knows_fourteen_components() -> None:
    assert (len(DELIVERY), len(INTERNAL)) == (6, 8)


@pytest.mark.parametrize(
    ("fees", "says"),
    [
        ([], "Belum ditetapkan"),
        ([FeeRow("KTP-el", 0)], "Gratis"),
        ([FeeRow("Layanan", 0), FeeRow("Meterai", 10_000, is_elsewhere=True)], "Gratis"),
        ([FeeRow("SKCK", 30_000, is_elsewhere=True)], "Rp30.000"),
        ([FeeRow("Retribusi", 15_000)], "Rp15.000"),
    ],
)
def test_the_cost_in_one_word(fees: list[FeeRow], says: str) -> None:
    assert glance.cost(fees) == says


def test_the_time_in_a_few_words() -> None:
    assert glance.time([TimeLimitRow(24, "jam")]) == "Paling lama 24 jam"
    assert glance.time([]) == "Belum ditetapkan"


def test_the_difference_names_only_what_changed() -> None:
    new = content(fees=(FeeRow("KTP-el", 5_000),))
    (change,) = changes(content(), new)
    assert change.title == "Biaya atau tarif"
    assert change.old == [("KTP-el: gratis (UU 24/2013 pasal 79A)", True)]
    assert change.new == [("KTP-el: Rp5.000", True)]


def test_equal_standards_have_no_difference() -> None:
    assert changes(content(), content()) == []


def test_a_requirement_without_legal_basis_is_flagged() -> None:
    says = content(requirements=(requirement(), requirement("rt", document="Surat RT", legal_basis="")))
    assert flags(says).without_basis == ["Surat RT"]


def test_what_must_be_confirmed_is_counted() -> None:
    says = content(requirements=(requirement(confirm="Dari berita."),), texts={"to_confirm": "Satu.\nDua."})
    assert flags(says).to_confirm == 3


def test_an_empty_component_of_delivery_cannot_be_published() -> None:
    with pytest.raises(RuleBroken, match="jangka waktu penyelesaian"):
        require_complete(content(time_limits=()))
    with pytest.raises(RuleBroken, match="persyaratan"):
        require_complete(Content())


def test_a_standard_never_begins_in_the_past() -> None:
    with pytest.raises(RuleBroken, match="Pilih hari ini"):
        require_start(date(2026, 5, 23), today=date(2026, 5, 24), latest=None)


def test_a_standard_begins_after_the_one_before_it() -> None:
    with pytest.raises(RuleBroken, match="Sudah ada standar"):
        require_start(date(2026, 6, 1), today=date(2026, 5, 24), latest=date(2026, 6, 1))
