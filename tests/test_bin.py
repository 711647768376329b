"""bin/demo on a bare machine: it says what is missing, installs once, and then starts at once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ("sh", "dirname", "cmp", "grep", "rm", "cp")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A fresh copy of what bin/demo reads, and a PATH that holds the shell's tools and no Python."""
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    (tmp_path / "requirements.txt").write_text("django==5.2 --hash=sha256:0\n")
    (tmp_path / "path").mkdir()
    for tool in TOOLS:
        (tmp_path / "path" / tool).symlink_to(str(shutil.which(tool)))
    return tmp_path


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def demo(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine / "path"), "HOME": os.environ.get("HOME", "/")}
    return subprocess.run([machine / "bin" / "demo", *arguments], env=environment, capture_output=True, text=True, timeout=30, check=False)


def test_without_python_it_says_which_version_it_needs(machine: Path) -> None:
    run = demo(machine)
    assert run.returncode == 1
    assert "needs Python 3.11 or later" in run.stderr


def test_with_an_old_python_it_says_which_version_it_needs(machine: Path) -> None:
    program(machine / "path" / "python3", "exit 1")
    assert "needs Python 3.11 or later" in demo(machine).stderr


def test_without_the_venv_module_it_says_how_to_install_it(machine: Path) -> None:
    program(machine / "path" / "python3", 'case "$*" in *ensurepip*) exit 1;; esac; exit 0')
    run = demo(machine)
    assert run.returncode == 1
    assert "apt-get install python3-venv" in run.stderr


def test_a_failed_installation_is_tried_again_at_the_next_start(machine: Path) -> None:
    program(machine / ".venv" / "bin" / "python", 'case "$*" in *"pip install"*) exit 1;; esac; echo "ran $*"')
    run = demo(machine)
    assert run.returncode == 1 and "failed" in run.stderr and "manage.py" not in run.stdout
    assert not (machine / ".venv" / "installed-requirements.txt").exists()


def test_it_installs_once_and_again_only_when_the_requirements_change(machine: Path) -> None:
    program(machine / ".venv" / "bin" / "python", 'echo "ran $*"')
    assert "Installing requirements.txt: 1 packages" in demo(machine).stderr
    second = demo(machine, "--once")
    assert (second.stderr, second.stdout.splitlines()[-1]) == ("", "ran manage.py demo --once")
    (machine / "requirements.txt").write_text("django==5.3 --hash=sha256:0\n")
    assert "Installing" in demo(machine).stderr
