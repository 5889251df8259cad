"""Every sealed column of every app under the newest key: found by its name, so that none is forgotten."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model, Q

from balai.base.sealing import ring, seal, unseal

BATCH = 500


def sealed_columns(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.get_fields() if field.name.endswith("_sealed")]


def reseal_all(*, but: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
    """(what, how many), model by model; `but`: those with a way of their own."""
    for model in apps.get_models():
        names = sealed_columns(model)
        if names and model._meta.label_lower not in but:
            yield str(model._meta.verbose_name), sum(_column(model, name) for name in names)


def _column(model: type[Model], name: str) -> int:
    """In small batches. A text that somebody changed meanwhile is under the newest key already, and stays."""
    newest, done = f"{max(ring('seal'))}.", 0
    old = model._default_manager.filter(~Q(**{name: ""}), ~Q(**{f"{name}__startswith": newest}))
    while rows := list(old.order_by("pk").values_list("pk", name)[:BATCH]):
        for pk, text in rows:
            same = model._default_manager.filter(**{"pk": pk, name: text})
            done += same.update(**{name: seal(unseal(text))})
    return done
