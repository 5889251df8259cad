"""The 14 components as lines to read: for print-outs, for the difference, for what is still missing."""

from dataclasses import dataclass

from balai.base.errors import RuleBroken
from balai.catalogue.rules.content import Content, FeeRow, RequirementRow, StepRow, TimeLimitRow
from balai.catalogue.rules.words import COMPONENTS, DELIVERY, INTERNAL, Form, Unit, lines

BESIDE = {
    "conditions": "Pertanyaan daftar bawaan",
    "does": "Yang dikerjakan kantor",
    "does_not": "Yang tidak dikerjakan kantor",
    "note": "Baik diketahui",
    "sources": "Sumber",
    "to_confirm": "Perlu dikonfirmasi",
}


@dataclass(frozen=True)
class Change:
    """One component, before and after."""

    title: str
    old: list[tuple[str, bool]]  # a line, and whether it goes
    new: list[tuple[str, bool]]  # a line, and whether it is new

    @property
    def is_change(self) -> bool:
        return self.old != self.new


def component_lines(content: Content, name: str) -> list[str]:
    if name == "conditions":
        return [f"{row.question} {row.answer}. {row.advice}".strip() for row in content.conditions]
    if name == "requirements":
        phrases = {row.key: row.phrase for row in content.conditions}
        return [_requirement(row, phrases) for row in content.requirements]
    if name == "steps":
        return [_step(row) for row in content.steps]
    if name == "time_limits":
        return [_time(row) for row in content.time_limits]
    if name == "fees":
        return [_fee(row) for row in content.fees]
    return lines(content.text(name))


def _with(text: str, *extras: str) -> str:
    told = "; ".join(extra for extra in extras if extra)
    return f"{text} ({told})" if told else text


def _confirm(text: str) -> str:
    return f"perlu dikonfirmasi: {text.rstrip('.')}" if text else ""


def _requirement(row: RequirementRow, phrases: dict[str, str]) -> str:
    when = f"{'kecuali' if row.unless else 'jika'} {phrases.get(row.condition, '')}" if row.condition else ""
    where = f"dari: {row.where_to_get.rstrip('.')}" if row.where_to_get else ""
    basis = row.legal_basis or "tanpa dasar hukum"
    return _with(row.document, Form(row.form).label, when, where, basis, _confirm(row.confirm))


def _step(row: StepRow) -> str:
    minutes = f"{row.minutes} menit" if row.minutes is not None else ""
    return _with(f"{row.actor}: {row.action.rstrip('.')}", minutes, _confirm(row.confirm))


def _time(row: TimeLimitRow) -> str:
    text = f"{row.amount} {Unit(row.unit).label} sejak {row.starts}"
    return _with(text, row.legal_basis, _confirm(row.confirm))


def _fee(row: FeeRow) -> str:
    amount = "gratis" if row.amount == 0 else f"Rp{row.amount:,}".replace(",", ".")
    elsewhere = "tidak dibayar ke kantor" if row.is_elsewhere else ""
    return _with(f"{row.purpose}: {amount}", elsewhere, row.legal_basis, _confirm(row.confirm))


def changes(old: Content, new: Content) -> list[Change]:
    """What differs, component by component."""
    found = []
    for name, title in (COMPONENTS | BESIDE).items():
        before, after = component_lines(old, name), component_lines(new, name)
        change = Change(
            title,
            old=[(line, line not in after) for line in before],
            new=[(line, line not in before) for line in after],
        )
        if change.is_change:
            found.append(change)
    return found


def missing(content: Content, components: dict[str, str]) -> list[str]:
    return [title.lower() for name, title in components.items() if not component_lines(content, name)]


def require_complete(content: Content) -> None:
    """The six components that residents rely on must all say something."""
    lacking = missing(content, DELIVERY)
    if lacking:
        raise RuleBroken(
            "standard.incomplete", f"Belum bisa diterbitkan. Lengkapi dulu: {', '.join(lacking)}."
        )


@dataclass(frozen=True)
class Flags:
    """What the office should look at."""

    without_basis: list[str]
    to_confirm: int
    missing: list[str]
    internal_missing: int

    @property
    def is_clear(self) -> bool:
        return not (self.without_basis or self.to_confirm or self.missing or self.internal_missing)


def flags(content: Content) -> Flags:
    notes = [row.confirm for rows in (content.requirements, content.steps) for row in rows]
    notes += [row.confirm for kind in (content.time_limits, content.fees) for row in kind]
    return Flags(
        without_basis=[row.document for row in content.requirements if not row.legal_basis],
        to_confirm=sum(bool(note) for note in notes) + len(lines(content.text("to_confirm"))),
        missing=missing(content, DELIVERY),
        internal_missing=len(missing(content, INTERNAL)),
    )
