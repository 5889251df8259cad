"""Every sealed column of every app under the newest key: found by its name, so that none is forgotten."""

from collections.abc import Iterator

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q

from balai.base.sealing import SealBroken, ring, seal, unseal

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
    """In small batches. A text that somebody changed meanwhile is under the newest key already, and stays.

    One that no key opens stays too, and holds up nothing else: `balai keys` goes on counting it.
    """
    newest, done, after = f"{max(ring('seal'))}.", 0, 0
    old = model._base_manager.filter(~Q(**{name: ""}), ~Q(**{f"{name}__startswith": newest}))
    while rows := list(old.filter(pk__gt=after).order_by("pk").values_list("pk", name)[:BATCH]):
        with transaction.atomic():
            done += sum(_text(model, pk, name, text) for pk, text in rows)
        after = rows[-1][0]
    return done


def _text(model: type[Model], pk: int, name: str, sealed: str) -> int:
    try:
        anew = seal(unseal(sealed))
    except SealBroken:
        return 0
    return model._base_manager.filter(**{"pk": pk, name: sealed}).update(**{name: anew})
