"""All seeds in their order: places, then services, clocks, topics and programmes."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from balai.cases.seeds import plant_terms
from balai.catalogue.seeds import plant_services
from balai.places.seeds import plant_places
from balai.programs.planting import plant_folder
from balai.voices.seeds import plant_topics


def plant_all(folder: Path, *, now: datetime, is_demo: bool = False) -> Iterator[str]:
    """One line for each thing that the reader should know. Each file is planted whole or not at all."""
    yield from plant_places(folder / "places", now=now)
    yield from plant_services(folder / "services", now=now)
    yield from plant_terms(folder / "cases", now=now)
    yield from plant_topics(folder / "voices", now=now)
    yield from plant_folder(folder / "programs", now=now, is_demo=is_demo)
