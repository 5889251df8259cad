"""Scanners that would quarrel with our own libraries live on their own, under .balai/storm/."""

import subprocess
import sys
from pathlib import Path

from storm.trial import ROOT

PINS = {"semgrep": "semgrep==1.182.0", "wapiti": "wapiti3==3.2.3"}


def tool(name: str) -> Path | None:
    """The program, installed once; None where it cannot be had."""
    home = ROOT / ".balai" / "storm" / name
    program = home / "bin" / name
    if program.exists():
        return program
    uv = ROOT / ".balai" / "boot" / "bin" / "uv"
    make = [[str(uv), "venv", "--quiet", "--clear", "--python", sys.executable, str(home)]]
    make.append([str(uv), "pip", "install", "--quiet", "--python", str(home / "bin" / "python"), PINS[name]])
    try:
        for command in make:
            subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return program if program.exists() else None
