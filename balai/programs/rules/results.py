"""What a work day got done, in the units in which people tell it (GR-3). Nothing is converted, and no two
units are ever added to each other."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from balai.base.errors import RuleBroken

MOST_M, MOST_CM = Decimal(100_000), Decimal(1_000)
MOST_PIECES = 100_000
LONGEST_STREET, LONGEST_TOOLS = 80, 200


@dataclass(frozen=True)
class Measure:
    """One unit: the model's column, the word that phones use for it, and how it is spoken."""

    name: str
    key: str
    label: str
    unit: str
    most: Decimal
    is_whole: bool = True
    adds_up: bool = True  # a width, a depth and the thickness of mud have no sum

    def said(self, amount: Decimal | int) -> str:
        """'500 m saluran'."""
        return f"{in_words(amount)} {self.unit}"


def _metres(name: str, key: str, label: str, unit: str, *, adds_up: bool = True) -> Measure:
    return Measure(name, key, label, unit, MOST_M if adds_up else MOST_CM, is_whole=False, adds_up=adds_up)


MEASURES = (
    _metres("drain_m", "saluran_m", "Panjang saluran (meter)", "m saluran"),
    _metres("road_m", "jalan_m", "Panjang jalan (meter)", "m jalan"),
    _metres("width_m", "lebar_m", "Lebar (meter)", "m lebar", adds_up=False),
    _metres("depth_m", "dalam_m", "Dalam (meter)", "m dalam", adds_up=False),
    _metres("silt_cm", "lumpur_cm", "Tebal lumpur (sentimeter)", "cm lumpur", adds_up=False),
    Measure("sacks", "karung", "Karung", "karung", Decimal(MOST_PIECES)),
    Measure("trucks", "truk", "Truk", "truk", Decimal(MOST_PIECES)),
    Measure("carts", "gerobak", "Gerobak", "gerobak", Decimal(MOST_PIECES)),
    Measure("spots", "titik", "Titik yang beres", "titik beres", Decimal(MOST_PIECES)),
)
SUMMED = tuple(measure for measure in MEASURES if measure.adds_up)
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", re.ASCII)
DECIMAL = re.compile(r"\d{1,9}([.,]\d{1,2})?", re.ASCII)
Amounts = Mapping[str, Decimal | int | None]


def in_words(amount: Decimal | int) -> str:
    """'1.250', '12,5': as written here, without noughts that nobody measured."""
    whole, _, rest = f"{Decimal(amount):f}".partition(".")
    rest = rest.rstrip("0")
    return f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")


def read_amount(text: str) -> Decimal:
    """As people here write it: '1.250' is more than a thousand, '12,5' and '12.5' are twelve and a half."""
    plain = text.strip().replace(" ", "")
    if THOUSANDS.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if DECIMAL.fullmatch(plain):
        return Decimal(plain.replace(",", "."))
    raise RuleBroken("result.amount", "Tulis angka saja, misalnya 500 atau 12,5.")


def said(amounts: Amounts, measures: Iterable[Measure] = MEASURES) -> str:
    """'500 m saluran, 100 karung, 3 truk'."""
    return ", ".join(m.said(amounts[m.name] or 0) for m in measures if amounts.get(m.name))


def checked(told: Mapping[str, Any], *, tools: str = "") -> dict[str, Decimal]:
    """The amounts of one report, whatever was not told left out; refused if it says nothing at all."""
    amounts = {m.name: _amount(m, told[m.name]) for m in MEASURES if told.get(m.name) not in (None, "", 0)}
    if not amounts and not tools.strip():
        raise RuleBroken("result.empty", "Isi paling sedikit satu hasil.", field="drain_m")
    return amounts


def _amount(measure: Measure, told: Any) -> Decimal:
    is_number = type(told) in (int, float, Decimal)
    amount = Decimal(str(told)) if is_number else Decimal("NaN")
    is_fine = amount.is_finite() and 0 < amount <= measure.most
    if is_fine and measure.is_whole and amount % 1:
        raise RuleBroken("result.whole", f"{measure.label}: tulis bilangan bulat.", field=measure.name)
    if not is_fine or amount != round(amount, 2):
        message = f"{measure.label}: tulis angka sampai {in_words(measure.most)}, paling banyak dua desimal."
        raise RuleBroken("result.amount", message, field=measure.name)
    return amount


@dataclass
class Sums:
    """Each unit by itself."""

    amounts: dict[str, Decimal] = field(default_factory=dict)

    def add(self, amounts: Amounts) -> None:
        for measure in SUMMED:
            told = amounts.get(measure.name)
            if told:
                self.amounts[measure.name] = self.amounts.get(measure.name, Decimal(0)) + told

    @property
    def parts(self) -> list[tuple[str, str]]:
        """('500', 'm saluran') and so on, only what there is."""
        return [(in_words(self.amounts[m.name]), m.unit) for m in SUMMED if self.amounts.get(m.name)]

    @property
    def words(self) -> str:
        return said(self.amounts, SUMMED)
