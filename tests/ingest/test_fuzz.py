"""No bytes make a reader raise anything but SourceUnreadable, and whatever it reads can be stored."""

from __future__ import annotations

import gzip
import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.errors import SourceUnreadable
from bot.ingest.draft import BadRecord, Limits
from bot.ingest.readers import READERS, read
from tests.ingest.test_formats import WHOLE

LIMITS = Limits(article=100_000, file=200_000)
SAMPLES = {"a.txt": "“We wait,” said Ada Brenner.\n\nNobody spoke.", "lines.jsonl": '{"id": 1, "text": "A."}\n' * 3}
SAMPLES |= WHOLE
PIECES = [
    b'<', b'>', b'"', b"&", b"&#0;", b"&#xD800;", b"\\ud800", b"\\u0000", b"---\n", b"]]>", b"<!--", b"<![CDATA[",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\xed\xa0\x80", b"{", b"[", b"null", b"1e999", b"NaN", b"\r", b"<q>", b": ",
]  # fmt: skip


def check(name: str, data: bytes) -> None:
    try:
        drafts = list(read(name, data, LIMITS))
    except SourceUnreadable as error:
        reason: str | None = error.reason
        drafts = []
    else:
        reason = None
    assert reason is None or (reason and "\n" not in reason)
    for draft in drafts:
        if isinstance(draft, BadRecord):
            assert draft.reason
            continue
        assert draft.text.strip()
        for words in (draft.text, draft.title, draft.source, draft.url, draft.key, *draft.authors):
            assert "\x00" not in (words or "")
            (words or "").encode("utf-8")
        assert draft.title is None or "\n" not in draft.title


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(READERS)), data=st.binary(max_size=400), packed=st.booleans())
@example(name=".html", data=b"\xef\xbb\xbf<\x01", packed=False)
@example(name=".xml", data=b"<?xml version='1.0' encoding='utf-7'?><a/>", packed=False)
@example(name=".xml", data=b"<nitf><body.content>\xed\xa0\x80</body.content></nitf>", packed=False)
@example(name=".json", data=b'{"text": "\\ud800", "title": "\\u0000"}', packed=False)
@example(name=".md", data=b"---\ntitle: !!python/object:os.system x\n---\nBody", packed=False)
@example(name=".md", data=b"---\na: &a [*a]\ntitle: *a\n---\nBody", packed=False)
@example(name=".md", data=b"---\ndate: 0000-00-00\n---\nBody", packed=True)
def test_any_bytes(name: str, data: bytes, packed: bool) -> None:
    if packed:
        check(f"file{name}.gz", gzip.compress(data))
    else:
        check(f"file{name}", data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(SAMPLES)), seed=st.integers(0, 2**32), times=st.integers(1, 6))
def test_damaged_files(name: str, seed: int, times: int) -> None:
    dice = random.Random(seed)
    data = SAMPLES[name].encode()
    for _ in range(times):
        at, to = sorted((dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)))
        match dice.randrange(4):
            case 0:
                data = data[:at] + dice.choice(PIECES) + data[at:]
            case 1:
                data = data[:at] + data[min(to, at + 20) :]
            case 2:
                data = data[:at] + data[at : at + 60] * 2 + data[at + 60 :]
            case _:
                data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
    check(name, data)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300))
def test_damaged_gzip(data: bytes) -> None:
    check("a.txt.gz", data)
    check("a.txt.gz", gzip.compress(b"Hello there. " * 20)[: len(data)] + data)


@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_one_piece_over_and_over(name: str, piece: bytes) -> None:
    """Nothing takes longer than its length: a reader of quadratic cost would be stuck here."""
    check(f"a{name}", piece * (60_000 // len(piece)))
