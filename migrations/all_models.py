"""Loads every table of the program, whichever package the application already uses."""

import importlib
import pkgutil

import program_admin


def import_models() -> None:
    """Import each module called `models`, and each module inside a package called so."""
    for module in pkgutil.walk_packages(program_admin.__path__, "program_admin."):
        if "models" in module.name.split("."):
            importlib.import_module(module.name)
