"""The import contracts of pyproject.toml hold, and every module can be imported."""

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import program_admin
from program_admin.workflow.process import PROCESSES, Process
from tests.architecture.sources import ROOT

MODULES = [module.name for module in pkgutil.walk_packages(program_admin.__path__, "program_admin.")]
for module in MODULES:
    if module.rpartition(".")[2] in {"states", "permissions"}:
        importlib.import_module(module)


def test_the_import_contracts_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_every_module_can_be_imported():
    assert [name for name in MODULES if importlib.import_module(name).__doc__ is None] == []


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_every_state_of_a_process_can_be_reached(process: Process):
    assert process.unreachable() == set()


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_every_step_and_state_has_words_for_the_screen(process: Process):
    wordless = [step.name for step in process.steps if not step.label.strip()]
    wordless += [state for state in process.states if not process.label(state, staff=True).strip()]
    wordless += [state for state in process.states if not process.label(state, staff=False).strip()]

    assert wordless == []


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_no_two_steps_of_a_process_share_a_name(process: Process):
    names = [step.name for step in process.steps]

    assert sorted(set(names)) == sorted(names)
