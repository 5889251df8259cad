"""What apps above show on a programme's page: any with a module `beside`, found by its name as `checks` is.

Such a module has `TEMPLATE` and `on_program(program, now)`: what its template shows as `piece`, or None.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from balai.programs.models import Program

OWN = "balai.programs"


@dataclass(frozen=True)
class Piece:
    template: str
    shows: object


def pieces(program: Program, now: datetime) -> list[Piece]:
    found = ((module.TEMPLATE, module.on_program(program, now)) for module in _modules())
    return [Piece(template, shows) for template, shows in found if shows is not None]


def _modules() -> Iterator[ModuleType]:
    for config in apps.get_app_configs():
        if config.name.startswith("balai.") and config.name != OWN and find_spec(f"{config.name}.beside"):
            yield import_module(f"{config.name}.beside")
