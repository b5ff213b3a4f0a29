"""How memory grows with the articles, and what one changed article costs. Limits: 4 kB an article; 3 CPU seconds.

QUOTEDESK_BENCH_ARTICLES sets the larger number of articles; the smaller is a quarter of it. Below 20,000 the caches,
which have a bound, are still filling. `-s` shows the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured where /proc tells it"),
]

ARTICLES = int(os.environ.get("QUOTEDESK_BENCH_ARTICLES", "20000"))
KILOBYTES_EACH = 4.0
CHANGED_S = 3.0


def measured(folder: Path, articles: int) -> dict[str, tuple[float, float]]:
    """For each reload megabytes at most and CPU seconds, in a process of its own."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.benchmarks.reload_memory", str(folder), str(articles)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout
    print(f"\n{told}", end="")
    return {what: (float(most), float(cpu)) for what, _, most, cpu in map(str.split, told.splitlines())}


def test_memory_hardly_grows_and_one_changed_article_is_cheap(tmp_path: Path) -> None:
    few, many = measured(tmp_path / "few", ARTICLES // 4), measured(tmp_path / "many", ARTICLES)
    for what in few:
        each = (many[what][0] - few[what][0]) * 1_000 / (ARTICLES - ARTICLES // 4)
        print(f"{what}: {each:.1f} kB for each further article")
        assert each < KILOBYTES_EACH * max(1.0, 20_000 / ARTICLES)
    assert many["changed"][1] < CHANGED_S * max(1.0, ARTICLES / 20_000)
