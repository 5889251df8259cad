"""The `balai` command. Its help opens without Django, so that it answers at once."""

import argparse
import ast
import os
import sys
from importlib import import_module
from pathlib import Path

COMMANDS = Path(__file__).parent / "commands"
EPILOG = """Mulai dari sini:
  balai demo              coba Balai dengan data rekaan, di komputer ini saja
  balai setup             hari pertama: kantor, kepala kantor, dan kunci
  balai serve             jalankan situs (dan di sampingnya: balai work)
"""


def command_files() -> dict[str, Path]:
    """'create-officer' -> …/create_officer.py; a trailing underscore only avoids a Python word."""
    files = sorted(p for p in COMMANDS.glob("*.py") if p.stem != "__init__")
    return {p.stem.rstrip("_").replace("_", "-"): p for p in files}


def help_of(path: Path) -> str:
    """The constant HELP, read without running the file."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id == "HELP":
                return str(node.value.value)
    return ""


def overview() -> str:
    lines = [f"  {name:<16} {help_of(path)}" for name, path in command_files().items()]
    return "\n".join(["Pemakaian: balai PERINTAH [pilihan]", "", *lines, "", EPILOG])


def main(argv: list[str] | None = None) -> int:
    words = sys.argv[1:] if argv is None else argv
    files = command_files()
    if not words or words[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0
    name, *rest = words
    if name not in files:
        print(f"balai: tidak ada perintah '{name}'. Ketik `balai --help`.", file=sys.stderr)
        return 2
    return run(name, files[name], rest)


def run(name: str, path: Path, rest: list[str]) -> int:
    module = import_module(f"balai.site.commands.{path.stem}")
    parser = argparse.ArgumentParser(prog=f"balai {name}", description=module.HELP, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")
    module.add_arguments(parser)
    args = parser.parse_args(rest)
    if getattr(module, "NEEDS_DJANGO", True):
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.site.settings")
        os.environ.update(getattr(module, "ENVIRONMENT", {}))
        _defaults_of_this_machine()
        try:
            django.setup()
        except Exception as error:
            from django.core.exceptions import ImproperlyConfigured

            if not isinstance(error, ImproperlyConfigured):
                raise
            print(f"balai: {error}", file=sys.stderr)
            return 78  # sysexits: configuration error
    return int(module.run(args) or 0)


def _defaults_of_this_machine() -> None:
    """A .env file beside the working folder, for people who start commands by hand; the environment wins."""
    env = Path(".env")
    if not env.is_file():
        return
    for line in env.read_text().splitlines():
        key, mark, value = line.strip().partition("=")
        if mark and key and not key.startswith("#"):
            os.environ.setdefault(key, value.strip().strip('"'))


if __name__ == "__main__":
    raise SystemExit(main())
