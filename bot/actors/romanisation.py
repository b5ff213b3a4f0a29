"""How other languages write the names of a third one: French Prigojine, German Prigoschin, Dutch Prigozjin.

One Latin spelling reads differently in each language, so no single key can hold them all. A word is respelled the
English way once for each language; the rules stand in config/language/transliteration.toml.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache

from bot.actors.folding import class_key
from bot.resources import config_file

Rules = tuple[tuple[str, str], ...]
_MIN_LETTERS = 5  # shorter words have no spellings, they are other names


@cache
def _schemes() -> tuple[Rules, ...]:
    tables = tomllib.loads(config_file("language/transliteration.toml").read_text(encoding="utf-8"))
    return tuple(tuple((old, new) for old, new in rules) for rules in tables["scheme"].values())


@lru_cache(maxsize=65536)
def romanised(word: str) -> tuple[str, ...]:
    """The class keys of the folded word read as each language may mean it, without the one it has as it stands."""
    if len(word) < _MIN_LETTERS:
        return ()
    keys = dict.fromkeys(class_key(_respelled(word, rules)) for rules in _schemes())
    return tuple(key for key in keys if key != class_key(word))


def _respelled(word: str, rules: Rules) -> str:
    out = f"<{word}>"
    for old, new in rules:
        out = out.replace(old, new)
    return out.strip("<>")
