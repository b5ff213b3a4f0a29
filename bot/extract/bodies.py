"""Which organisation "the union" or "the company" means: by the words of its name, never by nearness alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extract.coreference import Cast, Cluster, mentions_between
from bot.extract.lexicon import MEDIUM, lexicon
from bot.extract.mentions import Mention
from bot.model import Kind
from bot.names.lexicon import fold

# For a noun the words of which a name of that sort holds one.
_SORTS: Final = {
    "union": "union workers teamsters federation guild brotherhood",
    "committee": "committee panel commission subcommittee",
    "panel": "panel committee commission subcommittee court",
    "commission": "commission",
    "council": "council",
    "board": "board",
    "court": "court tribunal",
    "department": "department ministry",
    "ministry": "ministry department",
    "agency": "agency bureau office administration department service services authority center centers commission",
    "office": "office",
    "bureau": "bureau",
    "bank": "bank reserve bancorp",
    "university": "university college institute",
    "school": "school college academy university",
    "institute": "institute institution",
    "association": "association federation society alliance chamber",
    "society": "society",
    "foundation": "foundation fund trust",
    "fund": "fund",
    "party": "party",
    "alliance": "alliance",
    "coalition": "coalition",
    "club": "club united rovers city fc athletic",
    "league": "league",
    "church": "church",
    "charity": "trust foundation fund society",
    "newspaper": "times post herald tribune gazette journal mail guardian globe courier ledger telegraph chronicle",
    "paper": "times post herald tribune gazette journal mail guardian globe courier ledger telegraph chronicle",
    "magazine": "magazine weekly review",
    "network": "news tv television channel radio network",
    "station": "radio tv television channel",
    "army": "army",
    "parliament": "parliament assembly congress duma",
    "assembly": "assembly",
    "senate": "senate",
    "house": "house",
    "embassy": "embassy",
    "authority": "authority",
    "regulator": "authority commission office agency",
    "corporation": "corporation corp",
}
_PUBLIC: Final = frozenset(
    "court department ministry committee commission council board union party senate house congress parliament "
    "police army university college nations times post herald news office agency bureau".split()
)
_PAPERS: Final = frozenset("daily weekly herald tribune gazette journal chronicle courier insider wire".split())
_COMMERCIAL: Final = frozenset("company firm chain group corporation supplier manufacturer business".split())


_MOST: Final = 30  # organisations, or mentions of one, that are looked back at


_JUST: Final = 300  # characters back to a body that was just named


def named_body(noun: str, cast: Cast, at: int, near: int, narrowed: Sequence[str] = ()) -> tuple[int, float] | None:
    """The cluster that "the <noun>" at offset `at` means, with a certainty.

    All words that narrow the noun ("the | town | council") have to stand in the name.

    A name that holds the noun wins wherever it stands before, the last named first. "The company" is, of the
    organisations named since offset `near` whose names do not say that they are something else, the one
    that the article names most.
    """
    groups = cast.groups_of.get(noun, [])[-_MOST:]
    if groups:
        return max(groups, key=lambda n: _last(cast.clusters[n], at)), 0.75
    sort = frozenset(_SORTS.get(noun, noun).split())
    named = sorted({n for word in sort for n in _named_before(cast, word, at)})
    fitting = [
        n for n in named if _is_of_sort(cast.clusters[n], noun, sort) and _words(cast.clusters[n]).issuperset(narrowed)
    ]
    if named or narrowed:
        if not fitting:
            return None
        exact = [n for n in fitting if noun in _words(cast.clusters[n])]
        if not exact and len(fitting) > 1:  # "the agency" may be any office or bureau: the one just named, if any
            fitting = [n for n in fitting if _last(cast.clusters[n], at) > at - _JUST]
            if len(fitting) != 1:
                return None
        best = max(exact or fitting, key=lambda n: _last(cast.clusters[n], at))
        return best, 0.85 if len(exact or fitting) == 1 and exact else 0.6
    if noun in _COMMERCIAL:
        recent = {
            mention.entity
            for mention in mentions_between(cast, near, at)
            if cast.clusters[mention.entity].kind is Kind.ORGANISATION
            and not mention.quoted
            and not _PUBLIC & _words(cast.clusters[mention.entity])
            and not _is_outlet(cast.clusters[mention.entity])
            and (mention.subject or _is_introduced(mention) or len(cast.clusters[mention.entity].mentions) > 1)
        }
        if recent:  # the one that the article is about
            best = max(recent, key=lambda n: (len(cast.clusters[n].mentions), _last(cast.clusters[n], at)))
            return best, 0.7 if len(recent) == 1 else 0.6
    return None


def _is_of_sort(cluster: Cluster, noun: str, sort: frozenset[str]) -> bool:
    """Does the name hold the noun, or another word for it at its end or before "of": "Federation of Dockers"?"""
    words = fold(cluster.text).replace(".", "").split()
    heads = {word for word, following in pairwise(words) if following in ("of", "for")}
    return noun in words or words[-1] in sort or bool(heads & sort)


def _is_introduced(mention: Mention) -> bool:
    """ "The chemical company Voss Aldrin": does the article say there that it is a company?"""
    return mention.first > 0 and mention.sentence.word(mention.first - 1) in _COMMERCIAL


def _is_outlet(cluster: Cluster) -> bool:
    """Does a paper or station, which reports on companies, bear the name?"""
    classes = lexicon().classes
    return any(classes.get(word, 0) & MEDIUM for word in _words(cluster)) or bool(_PAPERS & _words(cluster))


def _words(cluster: Cluster) -> frozenset[str]:
    return frozenset(fold(cluster.text).replace(".", "").split())


def _last(cluster: Cluster, at: int) -> int:
    """Offset of the last unquoted mention before `at`; -1 where there is none."""
    before = bisect_left(cluster.starts, at)
    recent = cluster.mentions[max(0, before - _MOST) : before]
    return max((m.span.start for m in recent if m.span.start < at and not m.quoted), default=-1)


def _named_before(cast: Cast, word: str, at: int) -> list[int]:
    """Organisations with the word in their name, named before `at`; of many the last ones introduced."""
    found = cast.bodies.get(word, [])
    before = bisect_left(found, at, key=lambda n: cast.clusters[n].starts[0])
    return found[max(0, before - _MOST) : before]
