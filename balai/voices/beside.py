"""On a programme's page: its dirty spots, and what its streets wait for (programs/beside.py finds it)."""

from datetime import datetime

from balai.programs.models import Program
from balai.voices.spot_readings import Spots, spots_of, takes_spots

TEMPLATE = "voices/spots/_program.html"


def on_program(program: Program, now: datetime) -> Spots | None:
    return spots_of(program, now) if takes_spots(program.pk) else None
