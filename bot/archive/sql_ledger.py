"""The ledger of the merging of names in a database: see `bot.actors.ledger.Ledger`, whose methods these are."""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import Any, Final

from bot.actors.ledger import Arrival, Held, Name, NameKey, Place, ShortName, SightingKey
from bot.actors.sighting import Sighting, Told
from bot.archive import codec
from bot.archive.derived import name_key
from bot.archive.first_sightings import FirstSightings
from bot.archive.port import Prepared
from bot.archive.session import Session
from bot.model import ActorId, ArticleId

_AT_ONCE: Final = 500  # articles
_IDS_KEPT: Final = 100_000
_SIGHTINGS_OF_EACH: Final = 10  # kept at most, of all articles whose ids may be
_PLACE: Final = itemgetter(0, 1)  # article and entity
_PLACE_IN_SIGHTING: Final = itemgetter(0, 2)
_NAME: Final = "SELECT n.tag, n.written, n.called, n.block, n.seen FROM name n"
_IS_GROUP: Final = "substr({0}.block, 1, 2) = 'g:'"  # as bot.actors.ledger.GROUPS; written so in the index, too
_MOVED: Final = "\n"  # begins an id while two actors exchange theirs


Came = tuple[int, Prepared]
"""An article that has just been stored, after its number."""


class SqlLedger:
    """The ledger within the transaction of one reload.

    `coming`: the articles that are put, each stored as it is asked for, and at the end of them all others taken out.
    `put`: numbers of those that are stored already; `removed`: the numbers of those that are taken out.
    `kept`: articles whose ids are remembered, and so are their sightings in a first reload.
    """

    def __init__(
        self,
        session: Session,
        coming: Iterator[Came],
        put: Collection[int],
        removed: Mapping[ArticleId, int],
        kept: int = _IDS_KEPT,
    ) -> None:
        self._session = session
        self._coming = coming
        self._put = put
        self._removed = removed
        self._kept = kept
        self._anew = False
        self._known: dict[int, ArticleId] = {}  # ids of stored articles by their numbers, those met last
        self._numbered: dict[ArticleId, int] = {}  # and the other way round
        self._named = bool(session.rows("SELECT article FROM member LIMIT 1"))  # was anybody somebody before?
        self._first: FirstSightings | None = None  # all sightings, where none is of before this reload
        self.changed = False  # has anything been written that a reader can see?

    def arrivals(self, *, anew: bool) -> Iterator[Arrival]:
        """See `Ledger.arrivals`."""
        came = set()
        for number, prepared in self._coming:
            came.add(number)
            article, named = prepared.article, prepared.names
            told = list(map(codec.decode_rest, named.names, named.mentions, named.rests))
            yield self._arrival(number, article.id, article.day, told, prepared.counts)
        if anew:
            numbers = self._session.numbers("SELECT n AS number FROM article ORDER BY n").tolist()
            yield from self._stored([number for number in numbers if number not in came])
        else:
            yield from ((article, ()) for article in self._removed)

    def _stored(self, numbers: Sequence[int]) -> Iterator[Arrival]:
        for at in range(0, len(numbers), _AT_ONCE):
            among, values = self._session.among("a.n", numbers[at : at + _AT_ONCE])
            for number, article, day, entities, plain in self._session.rows(
                f"SELECT a.n, a.id, a.day, b.entities, b.plain FROM article a JOIN body b ON b.article = a.n"
                f" WHERE {among}",
                values,
            ):
                told = codec.decode_told(entities)
                yield self._arrival(number, ArticleId(article), codec.decode_day(day), told, json.loads(plain))

    def _arrival(
        self, number: int, article: ArticleId, day: date | None, told: Sequence[Told], quotes: Sequence[int]
    ) -> Arrival:
        self._note([(number, article)])
        return article, [Sighting(article, day, index, one, quotes[index]) for index, one in enumerate(told)]

    def clear(self) -> None:
        """See `Ledger.clear`."""
        for table in ("name", "sighting", "short_name", "doubt"):
            self._session.run(f"DELETE FROM {table}")
        self._anew = True
        self._first = None if self._named else FirstSightings(_SIGHTINGS_OF_EACH * self._kept)

    def sightings_in(self, articles: Collection[ArticleId]) -> Mapping[ArticleId, Sequence[Sighting]]:
        """See `Ledger.sightings_in`."""
        numbers = self._numbers(set(articles))
        ids = {numbers[article]: article for article in articles if article in numbers}
        among, values = self._session.among("s.article", list(ids))
        out: dict[ArticleId, list[Sighting]] = defaultdict(list)
        for number, entity, *row in self._session.rows(
            "SELECT s.article, s.entity, s.day, s.quotes, n.written, s.mentions, s.told FROM sighting s"
            f" JOIN name n ON n.n = s.name WHERE {among}",
            values,
        ):
            out[ids[number]].append(_sighting(ids[number], entity, *row))
        return out

    def enter(self, gone: Collection[SightingKey], new: Iterable[tuple[NameKey, Sighting]]) -> None:
        """See `Ledger.enter`."""
        entered = list(new)
        numbers = self._numbers({*(key[0] for key in gone), *(sighting.article for _, sighting in entered)})
        dropped = [(numbers[article], entity) for article, entity in gone]
        self._recount({number for number, _ in dropped})
        self._session.many("DELETE FROM sighting WHERE article = ? AND entity = ?", dropped)
        self._session.many("DELETE FROM member WHERE article = ? AND entity = ?", dropped)
        among, values = self._session.among("tag", list({name.tag for name, _ in entered}))
        rows = self._session.rows(f"SELECT tag, written, n FROM name WHERE {among}", values)
        names = {NameKey(tag, written): n for tag, written, n in rows}
        told = {id(sighting.value): sighting.value for _, sighting in entered}  # few for very many sightings
        rests = {number: codec.encode_rest(value) for number, value in told.items()}
        self._session.many(
            "INSERT INTO sighting VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (numbers[article], entity, names[name], codec.encode_day(day), quotes, value.mentions, rests[id(value)])
                for name, (article, day, entity, value, quotes) in entered
            ],
        )
        self._keep(bool(gone), [(names[name], numbers[sighting.article], sighting) for name, sighting in entered])

    def _keep(self, any_gone: bool, entered: Sequence[tuple[int, int, Sighting]]) -> None:
        """Keep all sightings, as long as they only grow and are few enough."""
        first = self._first
        if first is None:
            return
        for name, number, sighting in entered:
            first.add(name, number, sighting)
        if any_gone or first.too_many:
            self._first = None

    def count_names(self, changes: Mapping[NameKey, tuple[str, int]]) -> None:
        """See `Ledger.count_names`."""
        self._session.many(
            "INSERT INTO name (tag, written, called, block, seen) VALUES (?, ?, ?, '', ?)"
            " ON CONFLICT (tag, written) DO UPDATE SET seen = name.seen + excluded.seen",
            [(*key, group, by) for key, (group, by) in changes.items()],
        )

    def count_short_names(self, changes: Mapping[ShortName, int]) -> None:
        """See `Ledger.count_short_names`."""
        self._session.many(
            "INSERT INTO short_name VALUES (?, ?, ?, ?)"
            " ON CONFLICT (short, long, via) DO UPDATE SET seen = short_name.seen + excluded.seen",
            [(*key, by) for key, by in changes.items()],
        )

    def names_tagged(self, tags: Collection[str]) -> Iterator[Name]:
        """See `Ledger.names_tagged`."""
        return self._names("n.tag", tags, "")

    def move(self, blocks: Mapping[NameKey, str]) -> None:
        """See `Ledger.move`."""
        rows = [(block, *key) for key, block in blocks.items()]
        self._session.many("UPDATE name SET block = ? WHERE tag = ? AND written = ?", rows)

    def drop_unseen(self) -> None:
        """See `Ledger.drop_unseen`."""
        self._session.run("DELETE FROM name WHERE seen = 0")
        self._session.run("DELETE FROM short_name WHERE seen = 0")
        self._session.take_stock("name", "short_name", "sighting")

    def short_names(self) -> Iterator[tuple[str, str]]:
        """See `Ledger.short_names`."""
        yield from self._session.stream(
            "SELECT DISTINCT t.short, n.called FROM short_name t"
            f" JOIN name n ON n.tag = t.long AND {_IS_GROUP.format('n')}"
            f" JOIN name s ON s.called = t.short AND {_IS_GROUP.format('s')}"
            f" LEFT JOIN name v ON v.tag = t.via AND {_IS_GROUP.format('v')}"
            " WHERE t.via = '' OR v.n IS NOT NULL"
        )

    def names_of_groups(self, groups: Collection[str]) -> Iterator[Name]:
        """See `Ledger.names_of_groups`."""
        return self._names("n.called", groups, f" AND {_IS_GROUP.format('n')}")

    def names_elsewhere(self) -> Iterator[Name]:
        """See `Ledger.names_elsewhere`."""
        rows = self._session.rows(f"{_NAME} WHERE {_IS_GROUP.format('n')} AND n.block <> 'g:' || n.called")
        return map(_name, rows)

    def doubts(self) -> Mapping[str, str]:
        """See `Ledger.doubts`."""
        return dict(self._session.rows("SELECT block, why FROM doubt"))

    def set_doubts(self, doubts: Mapping[str, str | None]) -> None:
        """See `Ledger.set_doubts`."""
        self._session.many("DELETE FROM doubt WHERE block = ?", [(block,) for block in doubts])
        self._session.many("INSERT INTO doubt VALUES (?, ?)", [pair for pair in doubts.items() if pair[1] is not None])

    def sizes(self, blocks: Collection[str]) -> Mapping[str, int]:
        """See `Ledger.sizes`."""
        among, values = self._session.among("block", list(blocks))
        return dict(self._session.rows(f"SELECT block, sum(seen) FROM name WHERE {among} GROUP BY block", values))

    def sightings_of(self, blocks: Collection[str]) -> Iterator[tuple[str, Sighting, ActorId | None]]:
        """See `Ledger.sightings_of`."""
        return self._stored_sightings_of(blocks) if self._first is None else self._first_of(self._first, blocks)

    def _first_of(
        self, first: FirstSightings, blocks: Collection[str]
    ) -> Iterator[tuple[str, Sighting, ActorId | None]]:
        among, values = self._session.among("block", list(blocks))
        held: dict[str, list[Sighting]] = defaultdict(list)
        for block, name in self._session.rows(f"SELECT block, n FROM name WHERE {among}", values):
            held[block] += first.of(name)
        for block in sorted(held):
            for sighting in sorted(held.pop(block), key=_PLACE_IN_SIGHTING):
                yield block, sighting, None

    def _stored_sightings_of(self, blocks: Collection[str]) -> Iterator[tuple[str, Sighting, ActorId | None]]:
        # To join and sort them here takes half of the time that the database needs.
        among, values = self._session.among("n.block", list(blocks))
        actor, join = "NULL", ""
        if self._named:
            actor, join = "m.actor", " LEFT JOIN member m ON m.article = s.article AND m.entity = s.entity"
        rows = self._session.rows(
            f"SELECT n.block, s.article, s.entity, {actor}, s.day, s.quotes, n.written, s.mentions, s.told FROM name n"
            f" JOIN sighting s ON s.name = n.n{join} WHERE {among}",
            values,
        )
        ids = self._ids({row[1] for row in rows})
        held: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for block, number, *row in rows:
            held[block].append((ids[number], *row))
        for block in sorted(held):
            for article, entity, is_so_far, *row in sorted(held.pop(block), key=_PLACE):
                yield block, _sighting(article, entity, *row), is_so_far

    def actors_of(self, blocks: Collection[str]) -> Iterator[Held]:
        """See `Ledger.actors_of`."""
        among, values = self._session.among("block", list(blocks))
        for value, block, base, place in self._session.rows(
            f"SELECT value, block, base, place FROM actor WHERE {among}", values
        ):
            yield Held(actor=codec.decode_actor(value), block=block, base=base, place=_place(place))

    def actor_blocks(self) -> Iterator[str]:
        """See `Ledger.actor_blocks`."""
        return iter([block for (block,) in self._session.rows("SELECT DISTINCT block FROM actor")])

    def taken(self, ids: Collection[str]) -> AbstractSet[str]:
        """See `Ledger.taken`."""
        among, values = self._session.among("id", list(ids))
        return {id_ for (id_,) in self._session.rows(f"SELECT id FROM actor WHERE {among}", values)}

    def write(self, gone: Collection[ActorId], new: Iterable[Held], members: Mapping[SightingKey, ActorId]) -> None:
        """See `Ledger.write`."""
        rows = [
            (
                held.actor.id,
                name_key(held.actor),
                codec.encode_actor(held.actor),
                held.block,
                held.base,
                json.dumps(held.place),
            )
            for held in new
        ]
        self._session.many("DELETE FROM actor WHERE id = ?", [(actor,) for actor in gone])
        self._session.many(
            "INSERT INTO actor VALUES (?, ?, -1, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET names = excluded.names,"
            " plain = -1, value = excluded.value, block = excluded.block, base = excluded.base, place = excluded.place",
            rows,
        )
        if members:
            numbers = self._numbers({article for article, _ in members})
            self._recount([numbers[article] for article, _ in members])
            self._session.many(
                "INSERT INTO member VALUES (?, ?, ?)"
                " ON CONFLICT (article, entity) DO UPDATE SET actor = excluded.actor",
                sorted([(numbers[article], entity, actor) for (article, entity), actor in members.items()]),
            )
            self._session.many("UPDATE actor SET plain = -1 WHERE id = ?", [(id_,) for id_ in set(members.values())])
        self.changed = self.changed or bool(gone or rows or members)

    def ids_of(self, bases: Collection[str]) -> Iterator[tuple[str, Place, ActorId]]:
        """See `Ledger.ids_of`."""
        among, values = self._session.among("base", list(bases))
        for base, place, id_ in self._session.rows(f"SELECT base, place, id FROM actor WHERE {among}", values):
            yield base, _place(place), ActorId(id_)

    def rename(self, ids: Mapping[ActorId, ActorId]) -> None:
        """See `Ledger.rename`."""
        meanwhile = {id_: ActorId(f"{_MOVED}{number}") for number, id_ in enumerate(ids.keys() & set(ids.values()))}
        self._rename(meanwhile)
        self._rename({meanwhile.get(old, old): new for old, new in ids.items()})

    def _rename(self, ids: Mapping[ActorId, ActorId]) -> None:
        if not ids:
            return
        among, values = self._session.among("id", list(ids))
        stored = self._session.rows(f"SELECT id, value FROM actor WHERE {among}", values)
        actors = [replace(codec.decode_actor(value), id=ids[id_]) for id_, value in stored]
        self._session.many(
            "UPDATE actor SET id = ?, value = ? WHERE id = ?",
            [(actor.id, codec.encode_actor(actor), id_) for (id_, _), actor in zip(stored, actors, strict=True)],
        )
        self._session.many("UPDATE member SET actor = ? WHERE actor = ?", [(new, old) for old, new in ids.items()])
        self.changed = True

    def drop_strays(self) -> None:
        """See `Ledger.drop_strays`."""
        dropped = self._session.run(
            "DELETE FROM member WHERE NOT EXISTS"
            " (SELECT 1 FROM sighting s WHERE s.article = member.article AND s.entity = member.entity)"
        )
        self.changed = self.changed or dropped > 0

    def forget_changed(self) -> None:
        """Drop who those were whom the articles name that changed."""
        numbers = sorted({*self._put, *self._removed.values()})
        self._recount(numbers)
        self._session.many("DELETE FROM member WHERE article = ?", [(n,) for n in numbers])

    def _recount(self, articles: Collection[int]) -> None:
        """The actors whom these articles name may have other quotes than before."""
        if self._anew:
            return  # they are all counted again
        numbers = sorted(articles)
        for at in range(0, len(numbers), _AT_ONCE):
            among, values = self._session.among("article", numbers[at : at + _AT_ONCE])
            self._session.run(
                f"UPDATE actor SET plain = -1 WHERE id IN (SELECT actor FROM member WHERE {among})", values
            )

    def count_quotes(self) -> None:
        """Count the plain quotes of actors who may have others than before."""
        self._recount(self._put)
        self._session.run(
            "UPDATE actor SET plain = (SELECT count(DISTINCT s.quote) FROM member m JOIN says s"
            " ON s.article = m.article AND s.entity = m.entity WHERE m.actor = actor.id AND s.plain = 1)"
            + ("" if self._anew else " WHERE plain = -1")
        )

    def _names(self, column: str, values: Collection[str], more: str) -> Iterator[Name]:
        among, bound = self._session.among(column, list(values))
        return map(_name, self._session.rows(f"{_NAME} WHERE {among}{more}", bound))

    def _ids(self, numbers: AbstractSet[int]) -> Mapping[int, ArticleId]:
        """The ids of these stored articles."""
        found = {number: self._known[number] for number in numbers if number in self._known}
        missing = [number for number in numbers if number not in found]
        if missing:
            among, values = self._session.among("n", missing)
            rows = self._session.rows(f"SELECT n, id FROM article WHERE {among}", values)
            self._note(rows)
            found.update(rows)
        return found

    def _numbers(self, articles: AbstractSet[ArticleId]) -> Mapping[ArticleId, int]:
        """The numbers of these articles, removed ones included."""
        found = {article: self._numbered[article] for article in articles if article in self._numbered}
        missing = [article for article in articles if article not in found]
        if missing:
            among, values = self._session.among("id", missing)
            rows = self._session.rows(f"SELECT n, id FROM article WHERE {among}", values)
            self._note(rows)
            found.update((article, number) for number, article in rows)
        found.update((article, self._removed[article]) for article in articles if article in self._removed)
        return found

    def _note(self, rows: Sequence[tuple[int, ArticleId]]) -> None:
        if len(self._known) > self._kept:
            self._known, self._numbered = {}, {}
        for number, article in rows:
            self._known[number] = article
            self._numbered[article] = number


def _sighting(
    article: ArticleId, entity: int, day: str | None, quotes: int, name: str, mentions: int, rest: str
) -> Sighting:
    return Sighting(article, codec.decode_day(day), entity, codec.decode_rest(name, mentions, rest), quotes)


def _name(row: Sequence[Any]) -> Name:
    tag, written, called, block, seen = row
    return Name(key=NameKey(tag, written), group=called, block=block, seen=seen)


def _place(stored: str) -> Place:
    return Place(*json.loads(stored))
