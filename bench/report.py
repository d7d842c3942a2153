"""What a benchmark says: its metrics, each with its baseline, its ratio, its bar, and whether the bar was met."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure; `ratio` is value ÷ baseline, `met` says whether its bar holds (None: no bar, told for the reader)."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    bar: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One run of a benchmark."""

    bench: str
    machine: str
    commit: str
    database: str
    n: int
    metrics: tuple[Metric, ...]

    @property
    def met(self) -> bool:
        """Whether every bar was met."""
        return all(metric.met is not False for metric in self.metrics)


def told(name: str, value: float, unit: str) -> Metric:
    """Return a figure without a bar."""
    return Metric(name, round(value, 3), unit)


def at_most(name: str, value: float, unit: str, limit: float) -> Metric:
    """Return a figure that must not be above its limit."""
    return Metric(name, round(value, 3), unit, bar=f"<= {limit:g}", met=value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Metric:
    """Return a figure that must not be below its limit."""
    return Metric(name, round(value, 3), unit, bar=f">= {limit:g}", met=value >= limit)


def times_at_most(name: str, value: float, unit: str, baseline: float, limit: float) -> Metric:
    """Return a figure that must not be above so many times its baseline of the same run."""
    ratio = value / baseline
    return Metric(
        name, round(value, 3), unit, round(baseline, 3), round(ratio, 2), f"ratio <= {limit:g}", ratio <= limit
    )


def against(name: str, value: float, unit: str, baseline: float) -> Metric:
    """Return a figure told with its ratio to a baseline of the same run."""
    return Metric(name, round(value, 3), unit, round(baseline, 3), round(value / baseline, 2))


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value that `part` (0–1) of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(part * len(ordered) + 0.5) - 1))]


def make_report(bench: str, n: int, metrics: Sequence[Metric], database: str = "sqlite") -> Report:
    """Return the report of a run on this machine and commit."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return Report(bench, machine, commit.stdout.strip(), database, n, tuple(metrics))


def main(measure: Callable[[int], Report], default_n: int) -> None:
    """Run a benchmark as a command: `--n` sets its size, `--json` prints the one line only; exit 1 for a missed bar."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=default_n)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    report = measure(chosen.n)
    if not chosen.json:
        for metric in report.metrics:
            mark = {True: "met", False: "MISSED", None: ""}[metric.met]
            ratio = "" if metric.ratio is None else f"{metric.ratio} × {metric.baseline} {metric.unit}"
            print(f"{metric.name:<34}{metric.value:>12} {metric.unit:<10} {ratio:<24} {metric.bar:<14} {mark}")
    print(json.dumps(asdict(report), ensure_ascii=False))
    sys.exit(0 if report.met else 1)
