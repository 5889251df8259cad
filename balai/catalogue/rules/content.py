"""A standard's content as plain values: what a seed file, a form and a table have in common."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

TEXTS = (
    "does", "does_not", "note", "products", "complaint_channels", "legal_bases", "facilities", "competences",
    "supervision", "staffing", "service_guarantee", "safety_guarantee", "evaluation", "sources", "to_confirm",
)  # fmt: skip


@dataclass(frozen=True)
class ConditionRow:
    key: str
    question: str
    phrase: str
    answer: str = "Ya"
    advice: str = ""
    is_stop: bool = False


@dataclass(frozen=True)
class RequirementRow:
    key: str
    document: str
    form: str
    condition: str = ""  # the key of a ConditionRow
    unless: bool = False
    legal_basis: str = ""
    where_to_get: str = ""
    confirm: str = ""


@dataclass(frozen=True)
class StepRow:
    actor: str
    action: str
    minutes: int | None = None
    confirm: str = ""


@dataclass(frozen=True)
class TimeLimitRow:
    amount: int
    unit: str
    starts: str = "berkas lengkap"
    legal_basis: str = ""
    confirm: str = ""


@dataclass(frozen=True)
class FeeRow:
    purpose: str
    amount: int
    is_elsewhere: bool = False
    legal_basis: str = ""
    confirm: str = ""


@dataclass(frozen=True)
class Content:
    """All that a standard says, without its dates."""

    texts: dict[str, str] = field(default_factory=dict)
    conditions: tuple[ConditionRow, ...] = ()
    requirements: tuple[RequirementRow, ...] = ()
    steps: tuple[StepRow, ...] = ()
    time_limits: tuple[TimeLimitRow, ...] = ()
    fees: tuple[FeeRow, ...] = ()

    def text(self, name: str) -> str:
        return self.texts.get(name, "")


@dataclass(frozen=True)
class ServiceSeed:
    """One service file, read and checked."""

    slug: str
    name: str
    summary: str
    event: str
    part: str
    issuer: str
    words: str
    announcement: str
    agency: str  # slug of the instansi that decides, if it is one of ours
    valid_from: date
    content: Content


def row_values(row: Any) -> dict[str, Any]:
    return {f.name: getattr(row, f.name) for f in fields(row)}
