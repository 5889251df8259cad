"""Keys reach downstairs only, free text says whether it is personal, and every noun has its word."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from tests.house.tree import ROOT
from tools import glossary

# From the roof to the ground; pyproject.toml's contract holds the imports, this list the keys.
FLOORS = [
    "front",
    "performance",
    "queues | voices",
    "programs | cases",  # side by side: neither knows the other
    "catalogue | field",
    "documents",
    "people",
    "places",
    "notices",
    "audit",
    "engine",
    "base",
]
GLOSSARY = ROOT / "docs" / "GLOSSARY.md"


def our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("balai.")]


def our_fields() -> Iterator[models.Field]:  # type: ignore[type-arg]
    for model in our_models():
        yield from (f for f in model._meta.get_fields() if isinstance(f, models.Field) and f.model is model)


def app_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def floor_of(model: type[models.Model]) -> int:
    """Counted from the roof."""
    return next(n for n, floor in enumerate(FLOORS) if app_of(model) in floor.split(" | "))


def keys() -> Iterator[models.ForeignKey]:  # type: ignore[type-arg]
    """Keys between two of our own models."""
    for field in our_fields():
        target = field.related_model
        if isinstance(target, type) and target.__module__.startswith("balai."):
            yield field  # type: ignore[misc]


def test_no_key_reaches_upstairs_or_sideways() -> None:
    found = [
        str(key)
        for key in keys()
        if app_of(key.related_model) != app_of(key.model)
        and floor_of(key.related_model) <= floor_of(key.model)
    ]
    assert not found, "a lower app cannot point at an upper one: " + ", ".join(found)


def test_a_lower_app_cannot_see_who_points_at_it() -> None:
    found = [
        str(key)
        for key in keys()
        if app_of(key.related_model) != app_of(key.model) and not key.remote_field.hidden
    ]
    assert not found, 'give these keys related_name="+": ' + ", ".join(found)


def is_free_text(field: models.Field) -> bool:  # type: ignore[type-arg]
    """What a person could write into; choices, keys, slugs and a password's hash are not."""
    if field.choices or field.is_relation or isinstance(field, models.SlugField) or field.name == "password":
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)


def test_every_free_field_says_whether_it_is_personal() -> None:
    found = [str(f) for f in our_fields() if is_free_text(f) and not hasattr(f, "is_personal")]
    assert not found, "mark with personal(…) or plain(…) of base.privacy: " + ", ".join(found)


def test_constraints_are_sentences() -> None:
    """`ticket_number_once_per_session` says to everybody what was broken."""
    for model in our_models():
        for constraint in model._meta.constraints:
            assert len(constraint.name.split("_")) >= 3, f"{model.__name__}: {constraint.name}"


def glossary_words() -> set[str]:
    return set(re.findall(r"`([^`]+)`", GLOSSARY.read_text()))


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_every_model_stands_in_the_glossary(model: type[models.Model]) -> None:
    assert model.__name__ in glossary_words(), f"add `{model.__name__}` to docs/GLOSSARY.md"


def test_every_state_stands_in_the_glossary() -> None:
    assert GLOSSARY.read_text() == glossary.written(), "run `make fmt`: it writes the glossary's second half"
