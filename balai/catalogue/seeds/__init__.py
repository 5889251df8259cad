"""Plants seeds/services/*.toml. Every file is read and checked before the first row is written."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from balai.base import clock
from balai.catalogue.actions.planting import plant_service, renew_search
from balai.catalogue.rules.content import ServiceSeed
from balai.catalogue.seeds.file import SHARED, SeedFile
from balai.catalogue.seeds.toml import read_toml

WORDS = "kata.toml"


def plant_services(folder: Path, *, now: datetime | None = None) -> list[str]:
    """Plant every service file of a folder, all or nothing; says what it did and what differs."""
    moment = now or clock.now()
    seeds, words = read_folder(folder)
    with transaction.atomic():
        told = [line for seed in seeds for line in plant_service(seed=seed, now=moment)]
        renew_search(words=words)
    return told


def read_folder(folder: Path) -> tuple[list[ServiceSeed], dict[str, Any]]:
    shared = read_toml(folder / SHARED) if (folder / SHARED).exists() else {}
    words = read_toml(folder / WORDS) if (folder / WORDS).exists() else {}
    files = [path for path in sorted(folder.glob("*.toml")) if path.name not in (SHARED, WORDS)]
    return [SeedFile(path, shared).read() for path in files], words
