"""Writing a standard's content: its texts and rows, whole."""

from typing import Any

from balai.catalogue.models import Condition, Fee, Requirement, Standard, Step, TimeLimit
from balai.catalogue.rules.content import Content, row_values


def write_content(standard: Standard, content: Content) -> None:
    """The standard says this and nothing else; call it inside the action's transaction."""
    for name, text in content.texts.items():
        setattr(standard, name, text)
    standard.save()
    standard.requirements.all().delete()  # before the conditions that they point at
    standard.conditions.all().delete()
    conditions = {row.key: row for row in _write(Condition, standard, content.conditions)}
    Requirement.objects.bulk_create(
        Requirement(
            standard=standard,
            position=place,
            **row_values(row) | {"condition": conditions[row.condition] if row.condition else None},
        )
        for place, row in enumerate(content.requirements, start=1)
    )
    _rewrite(Step, standard, content.steps)
    _rewrite(TimeLimit, standard, content.time_limits)
    _rewrite(Fee, standard, content.fees)


def _rewrite(model: Any, standard: Standard, rows: tuple[Any, ...]) -> None:
    model.objects.filter(standard=standard).delete()
    _write(model, standard, rows)


def _write(model: Any, standard: Standard, rows: tuple[Any, ...]) -> list[Any]:
    made = [
        model(standard=standard, position=place, **row_values(row)) for place, row in enumerate(rows, start=1)
    ]
    return list(model.objects.bulk_create(made))
