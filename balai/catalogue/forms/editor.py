"""The whole standard in one form: its texts, and a table of rows for each kind.

Adding, moving and removing a row work without scripts: the page comes back with what was typed,
and nothing is saved.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.text import slugify

from balai.base.codes import read_number
from balai.base.errors import RuleBroken
from balai.catalogue.forms.rows import (
    ConditionForm,
    FeeForm,
    RequirementForm,
    RowForm,
    StepForm,
    TimeLimitForm,
)
from balai.catalogue.models import Standard
from balai.catalogue.models.standard import ROWS
from balai.catalogue.rules import INTERNAL
from balai.catalogue.rules.content import TEXTS, Content, row_values

KINDS: dict[str, tuple[type[RowForm], str, str]] = {
    "conditions": (ConditionForm, "Pertanyaan “Bawa apa saja?”", "Tambah pertanyaan"),
    "requirements": (RequirementForm, "Persyaratan", "Tambah syarat"),
    "steps": (StepForm, "Sistem, mekanisme, dan prosedur", "Tambah langkah"),
    "time_limits": (TimeLimitForm, "Jangka waktu penyelesaian", "Tambah jangka waktu"),
    "fees": (FeeForm, "Biaya atau tarif", "Tambah biaya"),
}
MOST_ROWS = 60
ALWAYS = ("", "selalu")


class Rows(BaseFormSet):  # type: ignore[type-arg]  # Django itself is not generic
    """Every row may be left empty; an empty one is no row."""

    title = ""
    add = ""

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def rows(self) -> tuple[Any, ...]:
        return tuple(form.row() for form in self.forms if form.has_changed())

    def typed(self) -> list[dict[str, Any]]:
        """What was typed, checked or not."""
        return [{name: form[name].data for name in form.fields} for form in self.forms if form.is_bound]


class TextsForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Standard
        fields = TEXTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = str(field.label or "").capitalize()
            field.widget.attrs["rows"] = 4


class StandardEditor:
    """Unbound it shows a standard; bound it holds what was typed."""

    def __init__(self, standard: Standard, data: Mapping[str, Any] | None = None) -> None:
        self.standard = standard
        self.data = data
        self.error = ""
        self.revision = self._read_revision()
        self.texts = TextsForm(data, instance=standard, prefix="isi")
        conditions = self._set("conditions", data, self._initial("conditions"))
        self.situations = self._situations(conditions)
        self.sets: dict[str, Rows] = {"conditions": conditions}
        for name in ROWS[1:]:
            self.sets[name] = self._set(name, data, self._initial(name))

    def _initial(self, name: str) -> list[dict[str, Any]]:
        rows = [row_values(row) for row in getattr(self.standard.content, name)]
        if name == "requirements":
            for row in rows:
                row["situation"] = f"{'!' if row['unless'] else ''}{row['condition']}"
        return rows

    def _set(
        self, name: str, data: Mapping[str, Any] | None, initial: list[dict[str, Any]], extra: int = 0
    ) -> Rows:
        form, title, add = KINDS[name]
        made = formset_factory(form, formset=Rows, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
        kwargs = {"situations": self.situations} if name == "requirements" else {}
        # a bound row has no initial: compared with one, a row that was not touched would count as empty
        rows = made(data, initial=None if data else initial, prefix=name, form_kwargs=kwargs)
        assert isinstance(rows, Rows)
        rows.title, rows.add = title, add
        return rows

    @staticmethod
    def _situations(conditions: Rows) -> list[tuple[str, str]]:
        """A requirement may hold always, in a situation, or except in it."""
        known = [(form["key"].value(), form["phrase"].value()) for form in conditions.forms]
        saved = [(key, phrase) for key, phrase in known if key and phrase]
        choices = [(key, f"jika {phrase}") for key, phrase in saved]
        return [ALWAYS, *choices, *((f"!{key}", f"kecuali {phrase}") for key, phrase in saved)]

    @property
    def delivery_sets(self) -> list[Rows]:
        return list(self.sets.values())

    @property
    def delivery_texts(self) -> list[forms.BoundField]:
        return [self.texts[name] for name in TEXTS if name not in INTERNAL]

    @property
    def internal_texts(self) -> list[forms.BoundField]:
        return [self.texts[name] for name in TEXTS if name in INTERNAL]

    @property
    def has_errors(self) -> bool:
        return self.data is not None and not self.is_valid()

    @property
    def is_rearranging(self) -> bool:
        return bool(self.data) and any(word in (self.data or {}) for word in ("tambah", "hapus", "naik"))

    def rearranged(self) -> "StandardEditor":
        """The same page with a row added, removed or moved up; nothing is checked or saved."""
        assert self.data is not None
        shown = StandardEditor(self.standard)
        shown.revision = self.revision
        shown.texts = TextsForm(
            instance=self.standard,
            prefix="isi",
            initial={name: self.texts[name].data or "" for name in TEXTS},
        )
        shown.situations = self.situations
        for name in KINDS:
            shown.sets[name] = shown._set(name, None, self._arranged(name), extra=self._extra(name))
        return shown

    def _extra(self, name: str) -> int:
        return int((self.data or {}).get("tambah") == name)

    def _arranged(self, name: str) -> list[dict[str, Any]]:
        rows = self.sets[name].typed()
        removed, raised = self._place("hapus", name), self._place("naik", name)
        if raised is not None and 0 < raised < len(rows):
            rows[raised - 1 : raised + 1] = rows[raised], rows[raised - 1]
        return [row for place, row in enumerate(rows) if place != removed]

    def _place(self, verb: str, name: str) -> int | None:
        """'steps-3' -> 3, if it is about this kind of row."""
        kind, _, place = str((self.data or {}).get(verb, "")).rpartition("-")
        return read_number(place) if kind == name else None

    def is_valid(self) -> bool:
        return all([self.texts.is_valid(), *(rows.is_valid() for rows in self.sets.values())])

    def _read_revision(self) -> int:
        """The revision that was read: an edit over somebody else's is refused."""
        typed = str((self.data or {}).get("revision", ""))
        return int(typed) if typed.isdecimal() and len(typed) < 10 else self.standard.revision

    def content(self) -> Content:
        # cleaned_data, not the instance: `texts` is a ModelForm only for its fields
        texts = {name: _unix(self.texts.cleaned_data[name]) for name in TEXTS}
        rows = {name: list(self.sets[name].rows()) for name in KINDS}
        for name, words in (("conditions", "phrase"), ("requirements", "document")):
            rows[name] = _keyed(rows[name], words)
        return Content(texts=texts, **{name: tuple(kind) for name, kind in rows.items()})

    def attempt(self, action: Callable[..., Standard], **kwargs: object) -> Standard | None:
        if not self.is_valid():
            return None
        try:
            return action(**kwargs, revision=self.revision, content=self.content())
        except RuleBroken as broken:
            self.error = broken.message
            return None


def _unix(text: str) -> str:
    return "\n".join(text.splitlines()).strip()


def _keyed(rows: list[Any], words: str) -> list[Any]:
    """A new row gets its key from its words; every key once."""
    taken = {row.key for row in rows if row.key}
    made, seen = [], set()
    for row in rows:
        key = row.key if row.key and row.key not in seen else _free_key(getattr(row, words), taken)
        taken.add(key)
        seen.add(key)
        made.append(type(row)(**row_values(row) | {"key": key}))
    return made


def _free_key(words: str, taken: set[str]) -> str:
    base = slugify(words)[:36].strip("-") or "baris"
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, MOST_ROWS + 2))) if key not in taken)
