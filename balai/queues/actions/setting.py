"""How a programme lets people queue: its lines, what they serve. Sittings already made keep their slots."""

from collections.abc import Mapping
from datetime import datetime

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, require
from balai.catalogue.models import Service
from balai.programs.models import Program
from balai.queues.actions.gate import deed
from balai.queues.models import Line, LineService


@deed
def set_line(
    *,
    program: Program,
    letter: str,
    services: Mapping[str, int],
    by: object,
    now: datetime,
    **settings: object,
) -> Line:
    """Make a line, or change it; `services`: units of a slot by the service's slug."""
    require(by, Permission.QUEUE_MANAGE, at=program.office)
    line = Line.objects.filter(program=program, letter=letter).first() or Line(program=program, letter=letter)
    for name, value in settings.items():
        setattr(line, name, value)
    _require_sense(line, services)
    line.save()
    _set_services(line, services)
    record("queue.line_set", line, by=by, office=program.office, now=now, letter=letter)
    return line


def _require_sense(line: Line, services: Mapping[str, int]) -> None:
    if not "A" <= line.letter <= "Z" or len(line.letter) != 1:
        raise RuleBroken("queue.letter", "Huruf antrean satu huruf besar, misalnya A.", key="huruf")
    if line.walk_in_units and line.walk_in_until is None:
        message = "Isi sampai jam berapa tempat disimpan untuk yang datang langsung."
        raise RuleBroken("queue.walk_in_until", message, key="langsung_sampai", field="walk_in_until")
    most = max(services.values(), default=1)
    if most > line.counters:
        message = f"Satu layanan memerlukan {most} tempat sekaligus, padahal loket hanya {line.counters}."
        raise RuleBroken("queue.units", message, key="layanan")


def _set_services(line: Line, services: Mapping[str, int]) -> None:
    rows = {service.slug: service for service in Service.objects.filter(slug__in=services)}
    for slug in services:
        if slug not in rows:
            message = f"Layanan '{slug}' belum ada. Tanam dulu seeds/services."
            raise RuleBroken("queue.service_unknown", message, key="layanan")
    line.services.exclude(service__slug__in=services).delete()
    for slug, units in services.items():
        LineService.objects.update_or_create(line=line, service=rows[slug], defaults={"units": units})
