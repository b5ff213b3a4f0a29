"""A process that reloads many small articles and tells what memory it took at most; see test_reload_memory.py.

`python -m tests.benchmarks.reload_memory FOLDER ARTICLES`: a first reload, then one with a single changed article.
Twelve names an article, some of them new in each as in news (Heaps' law), others in very many; no time goes into
analysis.
"""

from __future__ import annotations

import random
import re
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from bot.actors.corrections import NO_CORRECTIONS
from bot.actors.identity import merge
from bot.archive.sqlite import SqliteArchive
from bot.ingest.reload import reload
from bot.model import Entity, Extraction, Kind, Quote, Role, Span, Speech
from bot.names.lexicon import name_lexicon
from bot.resources import config_file

_NAMES = 12  # of an article
_USUAL = 8  # the larger, the rarer is the most frequent name: it stands in one of seven articles
_WORDS = "Harbour Northern River Central Social Labour Liberty Energy Justice Health Metal Summit Valley City".split()
_BODIES = "Board Union Agency Council Bank Party Institute Times University Company Committee".split()
_ROLES = "mayor senator spokesman treasurer goalkeeper judge professor minister".split()
_WORD = Span(0, 1)


def _words(text: str) -> list[str]:
    return [word.title() for line in text.splitlines() if not line.startswith("#") for word in line.split()]


_GIVEN = [name.title() for name in sorted(name_lexicon().given) if name.isascii()]
_FAMILY = _words(config_file("language/family_names.txt").read_text(encoding="utf-8"))


def _rank(dice: random.Random, size: int) -> int:
    """Of so many names one: the first are drawn far oftener than the last (Zipf's law)."""
    return int(_USUAL * ((size + _USUAL) / _USUAL) ** dice.random()) - _USUAL


def _entity(dice: random.Random, rank: int) -> Entity:
    name = random.Random(rank)  # always the same name for a rank
    if name.random() < 0.6:
        family = _FAMILY[_rank(name, len(_FAMILY))]
        full = f"{_GIVEN[_rank(name, len(_GIVEN))]} {family}"
        role = Role(text=dice.choice(_ROLES), span=_WORD)
        return Entity(
            kind=Kind.PERSON,
            name=dice.choice([full, full, family]),
            roles=(role,) if dice.random() < 0.4 else (),
            mentions=(_WORD,) * dice.randrange(1, 4),
        )
    body = f"{name.choice(_FAMILY)} {name.choice(_WORDS)} {name.choice(_BODIES)}"
    aliases = (body.split(maxsplit=1)[0],) if dice.random() < 0.3 else ()
    return Entity(kind=Kind.ORGANISATION, name=body, aliases=aliases, mentions=(_WORD,))


def extract(text: str, _published: date | None = None) -> Extraction:
    """Names by the two numbers in the text."""
    number, version = map(int, re.findall(r"\d+", text))
    dice = random.Random(f"{number} {version}")
    known = int(60 * (number + 10) ** 0.75)
    return Extraction(
        entities=tuple(_entity(dice, _rank(dice, known)) for _ in range(_NAMES)),
        quotes=(Quote(spans=(Span(0, 5),), speech=Speech.DIRECT, speakers=(0,), confidence=1.0),),
        sentences=(Span(0, len(text)),),
    )


def _megabytes() -> float:
    """Memory that is this process's own: what is mapped of the archive's file is the system's cache."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("RssAnon:")[2].split()[0]) / 1_000


@contextmanager
def _measured(what: str, articles: int) -> Iterator[None]:
    seen = [_megabytes()]
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.02):
            seen.append(_megabytes())

    looking = threading.Thread(target=look)
    looking.start()
    began = time.process_time()
    yield
    seconds = time.process_time() - began
    done.set()
    looking.join()
    print(what, articles, f"{max(seen):.1f} {seconds:.2f}", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Print for each of the two reloads: which, articles, megabytes at most, CPU seconds."""
    folder, articles = Path(arguments[0]), int(arguments[1])
    seeds = folder / "seeds"
    seeds.mkdir()
    for number in range(articles):
        (seeds / f"{number:06}.txt").write_text(f"Article {number} in version 0 says so.\n")
    archive = SqliteArchive(folder / "a.sqlite")
    for what in ("first", "changed"):
        with _measured(what, articles):
            reload(
                archive,
                [seeds],
                extract=extract,
                merge=merge,
                corrections=NO_CORRECTIONS,
                now=lambda: datetime.now(UTC),
                workers=0,
            )
        (seeds / f"{articles // 2:06}.txt").write_text(f"Article {articles // 2} in version 1 says so.\n")
    archive.close()


if __name__ == "__main__":
    main(sys.argv[1:])
