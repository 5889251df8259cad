"""The environment beside the code is never made smaller than somebody needs it."""

from pathlib import Path

import pytest

from tools import bootstrap


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    for name in ("python", "balai"):
        (folder / "bin" / name).touch()
    monkeypatch.setattr(bootstrap, "VENV", folder)
    monkeypatch.setattr(bootstrap, "STAMP", folder / "balai-stamp")
    return folder


def test_what_was_made_for_tests_also_runs(venv: Path) -> None:
    bootstrap.STAMP.write_text(bootstrap.wanted("test"))
    assert bootstrap.is_ready("run")
    assert bootstrap.is_ready("test")


def test_what_was_made_to_run_does_not_test(venv: Path) -> None:
    bootstrap.STAMP.write_text(bootstrap.wanted("run"))
    assert bootstrap.is_ready("run")
    assert not bootstrap.is_ready("test")


def test_newer_pins_for_running_leave_the_tests_their_tools(
    venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(bootstrap, "fill_by_uv", asked.append)
    monkeypatch.setattr(bootstrap, "place_command", lambda: None)
    monkeypatch.setattr(bootstrap, "ROOT", venv.parent)
    monkeypatch.setattr("sys.argv", ["bootstrap.py", "run"])
    (venv / "bin" / "pytest").touch()
    bootstrap.STAMP.write_text("test of older pins")
    assert bootstrap.main() == 0
    assert asked == ["test"]
    assert bootstrap.is_ready("test")


def test_a_plain_start_installs_no_more_than_it_needs(venv: Path) -> None:
    assert bootstrap.kept("run") == "run"


@pytest.mark.parametrize(("there", "kept"), [(["sklearn"], "learn"), (["sklearn", "ibis"], "trends")])
def test_what_somebody_installed_for_learning_or_counting_stays(venv: Path, there, kept) -> None:
    for name in there:
        (venv / "lib" / "python3.11" / "site-packages" / name).mkdir(parents=True)
    assert bootstrap.kept("run") == kept
