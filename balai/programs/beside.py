"""What apps above show on a programme's page: any with a module `beside`, found by its name as `checks` is.

Such a module has `TEMPLATE` and `on_program(program, now)`: what its template shows as `piece`, or None.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from balai.programs.models import Program


@dataclass(frozen=True)
class Piece:
    template: str
    shows: object


def pieces(program: Program, now: datetime) -> list[Piece]:
    found = ((module.TEMPLATE, module.on_program(program, now)) for module in _modules())
    return [Piece(template, shows) for template, shows in found if shows is not None]


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = [f"{app.name}.beside" for app in apps.get_app_configs() if app.name.startswith("balai.")]
    return tuple(import_module(name) for name in names if name != __name__ and find_spec(name))
