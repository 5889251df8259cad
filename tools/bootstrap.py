"""Prepare .venv beside the code: needs Python, pip and the network once, no root, no apt.

Plain Python without any library, since it runs before there is one.  Called by `make`:

    python3 tools/bootstrap.py run      what Balai needs to run
    python3 tools/bootstrap.py learn    that, and what `balai train` learns with
    python3 tools/bootstrap.py trends   that, and what the trend store is counted with
    python3 tools/bootstrap.py test     all that, and what a change must pass

A second call finds its stamp and returns at once.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOT = ROOT / ".balai" / "boot"
VENV = ROOT / ".venv"
STAMP = VENV / "balai-stamp"
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)
KINDS = ("run", "learn", "trends", "test")  # each holds all that the one before it needs

LAUNCHER = """\
#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from balai.site.cli import main

sys.exit(main())
"""


class Failed(Exception):
    """What stands in the way, in words for the person at the keyboard."""


def say(indonesian: str, english: str) -> None:
    print(indonesian + "\n  (" + english + ")", file=sys.stderr, flush=True)


def run(command: "list[str]", **env: str) -> None:
    """Run quietly; what it printed is shown only when it fails."""
    done = subprocess.run(
        command,
        cwd=str(ROOT),
        env={**os.environ, "UV_SYSTEM_CERTS": "true", "UV_PYTHON_DOWNLOADS": "never", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    if done.returncode:
        raise Failed(done.stdout.strip()[-4000:])


def wanted(kind: str) -> str:
    """What the environment must hold: the pinned files, this Python and this folder."""
    digest = hashlib.sha256(repr((sys.version_info[:2], str(ROOT))).encode())
    for name in KINDS[: KINDS.index(kind) + 1]:
        digest.update((REQUIREMENTS / (name + ".txt")).read_bytes())
    return kind + " " + digest.hexdigest()


def is_ready(kind: str) -> bool:
    """A larger environment holds all that a smaller one needs, so it serves for both."""
    if not (STAMP.exists() and (VENV / "bin" / "python").exists() and (VENV / "bin" / "balai").exists()):
        return False
    return STAMP.read_text() in {wanted(larger) for larger in KINDS[KINDS.index(kind) :]}


def pip_into(folder: Path, requirements: str) -> None:
    """Put something beside the code with the pip that is there (PEP 668 leaves --target alone)."""
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--upgrade", "--require-hashes"]
    pinned = str(REQUIREMENTS / requirements)
    run([sys.executable, "-m", "pip", "install", *options, "--target", str(folder), "-r", pinned])


def find_uv() -> str:
    """The pinned uv: ours from an earlier time, else by pip, else one that the machine has."""
    pinned = (REQUIREMENTS / "uv.txt").read_bytes()
    ours, mark = BOOT / "bin" / "uv", BOOT / "uv-stamp"
    if ours.exists() and mark.exists() and mark.read_bytes() == pinned:
        return str(ours)
    try:
        pip_into(BOOT, "uv.txt")
        mark.write_bytes(pinned)
    except Failed:
        found = shutil.which("uv")
        if not found:
            raise
        return found
    return str(ours)


def fill_by_uv(kind: str) -> None:
    uv = find_uv()
    if not (VENV / "bin" / "python").exists() or not runs_here():
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
    pinned = str(REQUIREMENTS / (kind + ".txt"))
    python = str(VENV / "bin" / "python")
    run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, pinned])


def runs_here() -> bool:
    """False for an environment whose Python was removed, replaced or moved."""
    ask = "import sys; print(sys.version_info[:2], sys.prefix)"
    try:
        said = subprocess.check_output([str(VENV / "bin" / "python"), "-c", ask], universal_newlines=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return said.strip() == str(sys.version_info[:2]) + " " + str(VENV)


def fill_by_virtualenv(kind: str) -> None:
    """The slow way, for a machine where uv cannot be had or may not go out."""
    folder = ROOT / ".balai" / "virtualenv"
    pip_into(folder, "virtualenv.txt")
    make = [sys.executable, "-m", "virtualenv", "--quiet", "--clear", str(VENV)]
    run(make, PYTHONPATH=str(folder))
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    pinned = str(REQUIREMENTS / (kind + ".txt"))
    run([str(VENV / "bin" / "python"), "-m", "pip", "install", *options, "-r", pinned])


def place_command() -> None:
    """The `balai` command and the way to its package, without building anything."""
    packages = VENV / "lib" / ("python%d.%d" % sys.version_info[:2]) / "site-packages"
    (packages / "balai.pth").write_text(str(ROOT) + "\n")
    launcher = VENV / "bin" / "balai"
    launcher.write_text(LAUNCHER.format(python=VENV / "bin" / "python"))
    launcher.chmod(0o755)


def kept(kind: str) -> str:
    """Whoever tests or learns here goes on: starting the demonstration takes nothing away."""
    if (VENV / "bin" / "pytest").exists():
        return "test"
    packages = "lib/python3*/site-packages/"
    found = [
        name for name, sign in (("learn", "sklearn"), ("trends", "ibis")) if any(VENV.glob(packages + sign))
    ]
    return max([kind, *found], key=KINDS.index)


def prepare(kind: str) -> None:
    say(
        "Balai menyiapkan diri. Ini sekali saja, biasanya kurang dari satu menit.",
        "Balai prepares its environment, once, usually in under a minute.",
    )
    STAMP.unlink(missing_ok=True)
    try:
        fill_by_uv(kind)
    except Failed as first:
        say(
            "Cara cepat (uv) tidak berhasil; dicoba cara biasa (virtualenv), agak lama.",
            "uv did not work here; trying virtualenv and pip, which takes longer.",
        )
        try:
            fill_by_virtualenv(kind)
        except Failed as second:
            raise Failed("uv:\n" + str(first) + "\n\nvirtualenv:\n" + str(second)) from None
    place_command()
    STAMP.write_text(wanted(kind))


def refuse_unfit_machine() -> None:
    if sys.version_info < OLDEST:
        say(
            "Balai perlu Python 3.11 atau lebih baru; yang dipakai %s di %s."
            % (sys.version.split()[0], sys.executable)
            + "\nPasang Python 3.11, atau sebut tempatnya: make run PYTHON=/jalan/ke/python3.11",
            "Balai needs Python 3.11 or newer; name another with PYTHON=…",
        )
        sys.exit(1)
    if subprocess.call([sys.executable, "-m", "pip", "--version"], stdout=-3, stderr=-3):
        say(
            "Python ini belum punya pip. Di Debian: apt install python3-pip (minta pengelola komputer).",
            "This Python has no pip; on Debian: apt install python3-pip.",
        )
        sys.exit(1)


def explain(failure: Failed) -> None:
    print(str(failure), file=sys.stderr)
    text = str(failure).lower()
    if any(word in text for word in ("no space left", "disk quota")):
        say("Ruang disk habis. Balai perlu kira-kira 500 MB.", "The disk is full; about 500 MB are needed.")
    elif "permission denied" in text or "read-only" in text:
        say(
            "Folder %s tidak bisa ditulisi. Salin Balai ke folder milik Anda." % ROOT,
            "This folder cannot be written to; copy Balai to one of your own.",
        )
    elif "do not match the hashes" in text or "hash mismatch" in text:
        say(
            "Isi paket yang diunduh tidak sama dengan yang dicatat Balai, jadi tidak dipasang.",
            "A downloaded package is not the one that was pinned, so it was not installed.",
        )
    else:
        say(
            "Paket belum bisa diunduh. Periksa sambungan internet, lalu ulangi perintah yang sama."
            "\nJika kantor memakai proksi, isi HTTPS_PROXY; jika memakai cermin PyPI, isi PIP_INDEX_URL.",
            "Packages could not be downloaded: check the connection, HTTPS_PROXY or PIP_INDEX_URL, then repeat.",
        )


def main() -> int:
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    if sys.version_info >= OLDEST and is_ready(kind):
        return 0
    refuse_unfit_machine()
    try:
        (ROOT / ".balai").mkdir(exist_ok=True)
        with (ROOT / ".balai" / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not is_ready(kind):
                prepare(kept(kind))
    except OSError as error:
        explain(Failed(str(error)))
        return 1
    except Failed as failure:
        explain(failure)
        return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
