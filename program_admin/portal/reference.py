"""Writes docs/processes/ and docs/permissions.md from the tables the program itself runs on."""

from collections import defaultdict
from pathlib import Path

from flask import Flask

from program_admin.accounts.permission import REGISTRY, Permission
from program_admin.accounts.roles import Role
from program_admin.workflow.process import PROCESSES, Process, Step

MADE = "<!-- Made by `flask --app program_admin reference write`; a test fails when it is out of date. -->"


def pages(app: Flask) -> dict[Path, str]:
    """Return every generated page as text, by path below the project's root."""
    made = {Path("docs/processes") / f"{noun}.md": _process(process) for noun, process in sorted(PROCESSES.items())}
    made[Path("docs/processes/README.md")] = _index()
    made[Path("docs/permissions.md")] = _permissions(app)
    return made


def _index() -> str:
    rows = [f"- [{process.title}]({noun}.md) (`{noun}`)" for noun, process in sorted(PROCESSES.items())]
    return "\n".join(["# Processes", "", MADE, "", *rows, ""])


def _process(process: Process) -> str:
    lines = [f"# {process.title} (`{process.noun}`)", "", MADE, "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value}: {process.labels[state].staff}" for state in process.states]
    lines.append(f"    [*] --> {process.start.value}")
    for step in process.steps:
        lines += [f"    {state.value} --> {step.to.value}: {step.label}" for state in sorted(step.of)]
    lines += ["```", "", "| 상태 | 직원에게 | 신청인·외부에 |", "|---|---|---|"]
    for state in process.states:
        label = process.labels[state]
        lines.append(f"| `{state.value}` | {label.staff} | {label.public} |")
    lines += ["", "| 단계 | 이름 | 누가 | 사유 |", "|---|---|---|---|"]
    lines += [_step(step) for step in process.steps]
    return "\n".join([*lines, ""])


def _step(step: Step) -> str:
    who = "시스템" if step.needs is None else f"`{step.needs.name}` ({_roles(step.needs)})"
    return f"| `{step.name}` | {step.label} | {who} | {'필수' if step.needs_reason else ''} |"


def _roles(permission: Permission) -> str:
    return ", ".join(dict.fromkeys(role.label for role, _ in permission.held_by))


def _permissions(app: Flask) -> str:
    head = "| 권한 | 하는 일 | " + " | ".join(role.label for role in Role) + " |"
    lines = ["# Who may do what", "", MADE, "", "`○` always, `△` only over certain records (own, assigned, …).", ""]
    lines += [head, "|---|---|" + "---|" * len(Role)]
    for name, permission in sorted(REGISTRY.items()):
        cells = " | ".join(_cell(permission, role) for role in Role)
        lines.append(f"| `{name}` | {permission.label} | {cells} |")
    lines += ["", "## Pages", "", "| Address | Method | Needs |", "|---|---|---|"]
    return "\n".join([*lines, *_pages_of(app), ""])


def _cell(permission: Permission, role: Role) -> str:
    relations = [relation.__name__ for held, relation in permission.held_by if held is role]
    if not relations:
        return ""
    return "○" if "anything" in relations else "△"


def _pages_of(app: Flask) -> list[str]:
    found: dict[tuple[str, str], str] = defaultdict(str)
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", "public")
        needed = access.name if isinstance(access, Permission) else str(access)
        methods = ", ".join(sorted((rule.methods or set()) & {"GET", "POST"}))
        found[(rule.rule, methods)] = needed
    return [f"| `{address}` | {methods} | `{needed}` |" for (address, methods), needed in sorted(found.items())]
