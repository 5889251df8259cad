"""Making the demo's database: migrations, seeds, invented people, a morning's bookings, past months."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from balai.base import clock, sealing
from balai.site.fresh import make_tables

LATEST = timedelta(hours=2, minutes=30)  # after 11.20 the morning is over: begin it again


class NotADemo(Exception):
    """The database holds tables, and nobody marked it as a demo."""


def prepare(*, fresh: bool, starts_at: datetime) -> bool:
    """True if the morning began anew. Refuses a database that is not the demo's own."""
    if not Path(settings.BALAI_KEYS).exists():
        sealing.write_ring(Path(settings.BALAI_KEYS), sealing.new_ring())
    tables = set(connection.introspection.table_names())
    if tables and not _is_own_file() and not _is_demo(tables):
        raise NotADemo
    if tables and not fresh and _is_demo(tables) and _is_current() and not _is_over(starts_at):
        return False
    _begin_again(bool(tables), starts_at)
    return True


def _is_own_file() -> bool:
    """A file in the demo's own folder, perhaps half made when somebody pressed Ctrl+C."""
    name = Path(str(settings.DATABASES["default"]["NAME"]))
    return connection.vendor == "sqlite" and name.parent == Path(settings.STATE_DIR)


def _is_demo(tables: set[str]) -> bool:
    from balai.engine.models import Installation

    return "engine_installation" in tables and Installation.objects.filter(is_demo=True).exists()


def _is_current() -> bool:
    """Made by these very migrations and seeds."""
    mark = Path(settings.STATE_DIR) / "made-from"
    return mark.exists() and mark.read_text() == _fingerprint()


def _fingerprint() -> str:
    files = [
        p
        for pattern in ("balai/*/migrations/*.py", "seeds/**/*.toml", "balai/site/demo*.py")
        for p in settings.BASE_DIR.glob(pattern)
    ]
    return f"{connection.vendor} {len(files)} {max(p.stat().st_mtime for p in files)}"


def _is_over(starts_at: datetime) -> bool:
    from balai.engine.demo import offset

    moment = clock.real_now() + offset()
    return not starts_at - timedelta(days=1) < moment < starts_at + LATEST


def _begin_again(exists: bool, starts_at: datetime) -> None:
    template = Path(settings.STATE_DIR) / "morning.sqlite3"
    if connection.vendor == "sqlite" and template.exists() and _is_current():
        _from_template(template)
    else:
        _build(exists, starts_at)
        if connection.vendor == "sqlite":
            _keep_template(template)
        (Path(settings.STATE_DIR) / "made-from").write_text(_fingerprint())
    from balai.audit import anchors
    from balai.engine.actions import remember_keys
    from balai.engine.demo import set_clock

    anchors.start_anew(now=clock.real_now())  # a new record: the old one's anchors are put aside
    remember_keys(now=clock.real_now())
    set_clock(to=starts_at)


def _from_template(template: Path) -> None:
    name = str(settings.DATABASES["default"]["NAME"])
    connections.close_all()
    _remove_sqlite(name)
    shutil.copyfile(template, name)


def _keep_template(template: Path) -> None:
    template.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(template)])


def _remove_sqlite(name: str) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(name + ending).unlink(missing_ok=True)


def _build(exists: bool, starts_at: datetime) -> None:
    if exists and connection.vendor == "sqlite":
        name = str(settings.DATABASES["default"]["NAME"])
        connections.close_all()
        _remove_sqlite(name)
    elif exists:
        with connection.cursor() as cursor:  # only ever a database that carries the demo's mark
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    make_tables()
    from balai.engine.models import Installation

    Installation.objects.update_or_create(pk=1, defaults={"is_demo": True, "made_at": clock.real_now()})
    from balai.engine.demo import set_clock
    from balai.site.demo_people import fill_morning
    from balai.site.demo_trends import fill_past
    from balai.site.planting import plant_all

    set_clock(to=starts_at)
    for _line in plant_all(settings.BASE_DIR / "seeds", now=starts_at, is_demo=True):
        pass
    fill_morning(now=starts_at)
    fill_past(now=starts_at)
