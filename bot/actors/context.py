"""What articles say of a person besides the name, and when that makes two people of one name."""

from __future__ import annotations

from functools import lru_cache

from bot.actors.folding import fold
from bot.actors.sighting import Cluster
from bot.model import Entity

_SMALL = frozenset("a an the of for to in at on and or s his her their its former then who is was".split())


def role_words(entity: Entity) -> frozenset[str]:
    """Folded words of its roles and titles, without small words."""
    texts = [role.text for role in entity.roles]
    return frozenset(word for text in (*texts, *entity.honorifics) for word in _words(text))


@lru_cache(maxsize=65536)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split()) - _SMALL - {"mr", "mrs", "ms", "miss", "dr"}


def split_by_context(cluster: Cluster) -> list[Cluster]:
    return [cluster]
