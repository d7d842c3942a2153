"""The shape of the sources: sizes, names, imports, purity, and who may write what."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import PROGRAM, ROOT, Source, functions, imports, is_layer, lines, sources

NOT_COUNTED = {"self", "cls", "by", "now", "reason"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
IMPURE = {
    "flask",
    "sqlalchemy",
    "flask_sqlalchemy",
    "flask_login",
    "flask_wtf",
    "wtforms",
    "requests",
    "random",
    "time",
}
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
OUTER_LIMITS = {"jobs", "notices"}


def too_long(folder: str, suffix: str, limit: int) -> dict[str, int]:
    found = {}
    for file in sorted((ROOT / folder).rglob(f"*{suffix}")):
        if "vendor" not in file.parts and "__pycache__" not in file.parts and lines(file) > limit:
            found[str(file.relative_to(ROOT))] = lines(file)
    return found


@pytest.mark.parametrize(
    ("folder", "suffix", "limit"),
    [
        ("program_admin", ".py", 400),
        ("tests", ".py", 600),
        ("templates", ".html", 250),
        ("static", ".js", 300),
        ("bench", ".py", 400),
        ("tools", ".py", 400),
    ],
)
def test_no_file_is_too_long(folder, suffix, limit):
    assert too_long(folder, suffix, limit) == {}


def test_no_function_is_too_long():
    long = {
        source.at(function, function.name): size
        for source in sources()
        for function in functions(source)
        if (size := (function.end_lineno or 0) - function.lineno + 1) > 40
    }

    assert long == {}


def test_no_function_takes_too_many_arguments():
    many = {}
    for source in sources():
        for function in functions(source):
            given = function.args
            positional = [a.arg for a in (*given.posonlyargs, *given.args) if a.arg not in NOT_COUNTED]
            named = [a.arg for a in given.kwonlyargs if a.arg not in NOT_COUNTED]
            if len(positional) + len(named) > 5:
                many[source.at(function, function.name)] = (positional, named)

    assert many == {}


def test_every_module_starts_with_a_sentence():
    silent = [str(s.path) for s in sources() if not s.text.startswith('"""') or not ast.get_docstring(s.tree)]
    unfinished = [
        str(source.path)
        for source in sources()
        if (said := ast.get_docstring(source.tree)) and not said.split("\n\n")[0].rstrip().endswith((".", "?", ":"))
    ]

    assert silent == []
    assert unfinished == []


def test_nothing_has_a_vague_name():
    vague = [str(p.relative_to(ROOT)) for p in PROGRAM.rglob("*") if p.stem in VAGUE]

    assert vague == []


def test_nothing_is_left_for_later():
    folders = [PROGRAM, ROOT / "tests", ROOT / "tools", ROOT / "migrations", ROOT / "deploy"]
    comments = [
        f"{source.path}: {line.strip()}"
        for folder in folders
        for source in sources(folder)
        for line in source.text.splitlines()
        if "#" in line and LATER.search(line.partition("#")[2])
    ]
    stubs = [
        source.at(node)
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node)
    ]

    assert comments == []
    assert stubs == []


def test_imports_of_ours_are_absolute_and_at_the_top():
    hidden = {
        source.at(statement, name)
        for source in sources()
        for function in functions(source)
        for statement, name in imports(function)
        if name.startswith((".", "program_admin"))
    }
    relative = [source.at(node, name) for source in sources() for node, name in imports(source.tree) if name[0] == "."]

    assert hidden == set()
    assert relative == []


def test_rules_are_pure():
    impure = [
        source.at(statement, name)
        for source in sources()
        if is_layer(source, "rules")
        for statement, name in imports(source.tree)
        if name.split(".")[0] in IMPURE
        or name.startswith(("program_admin.core.clock.now", "program_admin.core.database"))
    ]

    assert impure == []


def test_services_never_commit_nor_read_the_request():
    found = []
    for source in sources():
        if not is_layer(source, "services"):
            continue
        found += [
            source.at(node, name)
            for node, name in imports(source.tree)
            if name in {"flask.request", "flask.session", "flask.g", "flask_login.current_user"}
        ]
        found += [
            source.at(node, ast.unparse(node))
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("session.commit")
        ]

    assert found == []


def test_only_take_step_writes_a_status():
    writers = [
        source.at(target, ast.unparse(target))
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        for whole in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for target in ast.walk(whole)
        if isinstance(target, ast.Attribute) and target.attr == "status" and isinstance(target.ctx, ast.Store)
    ]
    others = [
        source.at(node, ast.unparse(node))
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and names_a_status(node)
    ]

    assert [writer.split(":")[0] for writer in writers] == ["program_admin/workflow/engine.py"], writers
    assert others == []


def names_a_status(call: ast.Call) -> bool:
    """Whether a call writes a status past the engine: setattr(x, "status", …) or update(…).values(status=…)."""
    name = ast.unparse(call.func)
    if name == "setattr" and len(call.args) > 1:
        return ast.unparse(call.args[1]) in {"'status'", "'_status'"}
    return name.endswith(".values") and "update(" in name and any(k.arg == "status" for k in call.keywords)


def test_nothing_catches_everything_except_jobs_and_delivery():
    broad = [
        source.at(node)
        for source in sources()
        if source.parts[1] not in OUTER_LIMITS
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
    ]

    assert broad == []


def test_no_any_where_it_matters():
    loose = [
        source.at(statement, name)
        for source in sources()
        if is_layer(source, "rules", "states", "permissions", "services")
        for statement, name in imports(source.tree)
        if name == "typing.Any"
    ]

    assert loose == []


def test_templates_live_with_their_package():
    folders = [path for path in (ROOT / "templates").iterdir() if path.is_dir() and not path.name.startswith("_")]
    homeless = [path.name for path in folders if not (PROGRAM / path.name).is_dir()]

    assert [name for name in homeless if name != "errors"] == []


def test_templates_hold_no_style_and_no_script():
    inline = re.compile(
        r"""\sstyle=["']|\son[a-z]+=["']|<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|javascript:"""
    )
    papers = {"documents"}
    found = [
        f"{file.relative_to(ROOT)}:{number} {match.group()}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        if not papers & set(file.relative_to(ROOT).parts)
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if (match := inline.search(line))
    ]

    assert found == []


def test_tests_assert_something():
    words = ("assert", "raises", "expect", "warns", "check", "must")
    empty = [
        source.at(function, function.name)
        for source in sources(ROOT / "tests")
        for function in functions(source)
        if function.name.startswith("test_")
        and not any(word in ast.unparse(function).partition(":")[2] for word in words)
    ]

    assert empty == []


def test_tests_do_not_mock():
    mocking = [
        source.at(statement, name)
        for source in sources(ROOT / "tests")
        for statement, name in imports(source.tree)
        if name.startswith(("unittest.mock", "pytest_mock", "mock."))
    ]

    assert mocking == []


def test_the_rule_for_statuses_would_notice():
    tree = ast.parse("setattr(record, 'status', 1)\nupdate(X).where(Y).values(status=2)\nx.values(status=3)")

    seen = [names_a_status(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]

    assert sorted(seen) == sorted([True, True, False, False, False])


def test_the_sources_are_really_read():
    found: list[Source] = [source for source in sources() if source.path == Path("program_admin/workflow/engine.py")]

    assert next(function.name for source in found for function in functions(source)) == "take_step"
