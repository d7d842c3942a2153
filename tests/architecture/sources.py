"""The program's own sources, read once, for the tests of shape."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "program_admin"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One module: where it lies (from the repository's root), its text and its syntax tree."""

    path: Path
    text: str

    @functools.cached_property
    def tree(self) -> ast.Module:
        """The syntax tree, made when it is first asked for."""
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        """Package names and module name: ("program_admin", "accounts", "services", "sign_up")."""
        return self.path.with_suffix("").parts

    def at(self, node: ast.AST, what: str = "") -> str:
        """Return where something stands, as a line to click on."""
        return f"{self.path}:{getattr(node, 'lineno', 1)} {what}".strip()


def is_layer(source: Source, *layers: str) -> bool:
    """Whether a module is (or lies in the folder of) one of these layers of a package."""
    return len(source.parts) > 2 and source.parts[2] in layers


@functools.cache
def sources(folder: Path = PROGRAM) -> tuple[Source, ...]:
    """Every Python file of a folder."""
    files = sorted(file for file in folder.rglob("*.py") if "__pycache__" not in file.parts)
    return tuple(Source(file.relative_to(ROOT), file.read_text()) for file in files)


def functions(source: Source) -> Iterator[Function]:
    """Every function of a module, methods and inner ones too."""
    return (node for node in ast.walk(source.tree) if isinstance(node, Function))


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Every imported name, dotted, with its statement; a relative one starts with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from ((node, f"{base}.{alias.name}") for alias in node.names)


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text().splitlines())
