"""However articles are split over reloads, the archive ends with the same actors under the same ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from bot.actors.identity import merge
from bot.archive.memory import MemoryArchive
from bot.extract.pipeline import extract
from bot.model import Actor
from tests.ingest.newsroom import renew

ARTICLES = {
    "a.txt": "“The port will open in May,” said Ana Ruiz, the treasurer of Porto Velado. Ruiz left at noon.\n",
    "b.txt": "“Nobody asked the crews,” Mayor Ana Ruiz said on Monday. “We will,” Ms. Ruiz said.\n",
    "c.txt": "“It is late,” said Tom Bell. The Harbour Workers Union (HWU) agreed.\n",
    "d.txt": "“It is early,” said Harriet Bell, who fishes. Mrs. Bell laughed.\n",
    "e.txt": "“We do not know,” Bell said. The HWU said it would wait.\n",
    "f.txt": "“We must talk,” said Iwan Wolkow, a harbour pilot. Mr. Volkov had no comment.\n",
    "g.txt": "“We have talked,” said Ivan Volkov.\n",
}


def actors_after(folder: Path, batches: Iterable[Sequence[str]]) -> list[Actor]:
    """What stands in an archive after a reload for each batch of files."""
    folder.mkdir()
    archive = MemoryArchive()
    for batch in batches:
        for name in batch:
            (folder / name).write_text(ARTICLES[name], encoding="utf-8")
        renew(archive, folder, extract=extract, merge=merge, workers=0)
    with archive.reader() as reader:
        return sorted(reader.actors(), key=lambda actor: actor.id)


@pytest.mark.parametrize(
    "batches",
    [
        pytest.param([[name] for name in sorted(ARTICLES)], id="one-by-one"),
        pytest.param([[name] for name in sorted(ARTICLES, reverse=True)], id="backwards"),
        pytest.param([["e.txt", "b.txt", "g.txt"], ["d.txt", "a.txt"], ["f.txt", "c.txt"]], id="mixed"),
    ],
)
def test_reloads_in_any_split_give_the_same_actors(tmp_path: Path, batches: list[list[str]]) -> None:
    (tmp_path / "split").mkdir()
    at_once = actors_after(tmp_path / "split" / "seeds", [sorted(ARTICLES)])
    (tmp_path / "other").mkdir()
    assert actors_after(tmp_path / "other" / "seeds", batches) == at_once
    assert {"ana-ruiz", "tom-bell", "harriet-bell", "harbour-workers-union"} <= {actor.id for actor in at_once}
