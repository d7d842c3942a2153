"""What comes from others lies where it says, unchanged, with its licence; our own assets stay small and at home."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
FOLDERS = sorted(folder for folder in (STATIC / "vendor").iterdir() if folder.is_dir())
FOREIGN = re.compile(r"(?:https?:)?//[\w.-]+\.\w+")
CSS_AT_MOST = 70 * 1024
JS_AT_MOST = 25 * 1024


def described(folder: Path) -> dict:
    return json.loads((folder / "VENDOR.json").read_text())


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "VENDOR.json"]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def own(ending: str) -> list[Path]:
    """What pages load (the style sheets of papers lie elsewhere)."""
    return sorted((STATIC / ending).glob(f"*.{ending}"))


def test_the_vendored_folders_are_these():
    assert [folder.name for folder in FOLDERS] == ["htmx.org-2.0.11", "krds-uiux-1.1.0", "pretendard-gov-1.3.9"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_vendored_file_is_listed_with_its_hash_and_nothing_else_lies_there(folder):
    assert hashes(folder) == described(folder)["files"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_vendored_folder_names_its_origin_and_carries_its_licence(folder):
    told = described(folder)

    assert f"{told['name']}-{told['version']}" == folder.name
    assert told["source"].endswith(f"{folder.name}.tgz")
    assert [path.name for path in folder.glob("LICENSE*")] != []
    assert told["name"].split("-")[0].split(".")[0].lower() in (ROOT / "NOTICE").read_text().lower()


def test_style_sheets_and_scripts_stay_small():
    css = [*own("css"), *(STATIC / "vendor").rglob("*.css")]

    assert sum(path.stat().st_size for path in css) <= CSS_AT_MOST
    assert sum(path.stat().st_size for path in own("js")) <= JS_AT_MOST


def test_nothing_of_ours_names_a_foreign_host():
    named = {
        str(path.relative_to(ROOT)): found
        for ending in ("css", "js")
        for path in [*own(ending), *(STATIC / "vendor" / "krds-uiux-1.1.0").rglob(f"*.{ending}")]
        if (found := FOREIGN.findall(path.read_text()))
    }

    assert named == {}


def test_style_sheets_name_colours_only_through_tokens():
    literal = {
        path.name: found for path in own("css") if (found := re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text()))
    }

    assert literal == {}


def test_style_sheets_use_only_variables_that_exist():
    sheets = [*own("css"), *(STATIC / "vendor").rglob("*.css")]
    text = "\n".join(path.read_text() for path in sheets)
    defined = set(re.findall(r"(--[\w-]+)\s*:", text))

    assert {name for name in re.findall(r"var\((--[\w-]+)", text) if name not in defined} == set()


def test_every_file_a_style_sheet_or_script_asks_for_exists():
    wanted = [
        (path, name)
        for ending, pattern in (("css", r"url\(([^)]+)\)"), ("js", r'from "([^"]+)"'))
        for path in own(ending)
        for name in re.findall(pattern, path.read_text())
    ]
    modules = re.findall(r'": "(\w+)"', (STATIC / "js" / "main.js").read_text())

    assert [f"{path.name}: {name}" for path, name in wanted if not (path.parent / name).is_file()] == []
    assert [name for name in modules if not (STATIC / "js" / f"{name}.js").is_file()] == []
    assert len(wanted) > 5
    assert len(modules) > 5
