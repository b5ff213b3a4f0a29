"""Bytes → text, once. What cannot be decoded for certain is refused: a wrong letter would be a wrong quotation."""

from __future__ import annotations

import codecs
import re

from bot.errors import SourceUnreadable

_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
_SURROGATE = re.compile("[\ud800-\udfff]")
_HIGH = re.compile(rb"[\x80-\xff]")
_VALID_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LEGACY_LEAST = 200  # bytes: below that no guess of an encoding is certain
# What English and its neighbours need of Windows-1252 outside ASCII; ÿ, þ, ¤ and the like speak for damage instead.
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýœšžßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ“”‘’–—…•€£§°·«»©®™½¼¾¡¿\xa0")
_DAMAGED = 0.8  # of the high bytes: from there on they are UTF-8 that was damaged, no other encoding by chance
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_KANA_LEAST = 0.2  # of what is not ASCII
_COHERENT = 0.5  # of charset-normalizer, 0 to 1: how much the letters look like a language


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of an article file; a byte order mark is dropped, newlines stay as they are.

    UTF-8, UTF-16 by its mark, an encoding that the file declares, else a legacy encoding that is beyond doubt.
    SourceUnreadable says where the bytes go wrong. Linear.
    """
    if not data.strip():
        raise SourceUnreadable("the file is empty")
    for mark, name in _UTF16:
        if data.startswith(mark):
            return _checked(_utf16(data[len(mark) :], name, len(mark)))
    if b"\x00" in data:
        raise SourceUnreadable("a binary file, not text")
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _checked(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        at = error.start + len(data) - len(body)
    text = (_declared(body, declared) if declared else None) or _legacy(body)
    if text is None:
        raise SourceUnreadable(f"not valid UTF-8 at byte {at:,}")
    return _checked(text)


def clean(text: str) -> str:
    """Text from a JSON or XML string: characters that no encoding can carry become U+FFFD, one for one."""
    return _SURROGATE.sub("\ufffd", text).replace("\x00", "\ufffd")


def _utf16(data: bytes, name: str, offset: int) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise SourceUnreadable(f"not valid UTF-16 at byte {error.start + offset:,}") from error
    if not re.search(r"[ \n]", text):
        raise SourceUnreadable("a binary file, not text")
    return text


def _checked(text: str) -> str:
    encoded = text.encode("utf-8", "surrogatepass")  # bytes are counted in a fifth of the time
    controls = len(encoded) - len(encoded.translate(None, _CONTROLS))
    if "\x00" in text or controls * 100 > len(text):
        raise SourceUnreadable("a binary file, not text")
    if not text.strip():
        raise SourceUnreadable("the file is empty")
    return text


def _declared(data: bytes, declared: str) -> str | None:
    try:
        return data.decode(declared)
    except (LookupError, UnicodeError):
        return None


def _legacy(data: bytes) -> str | None:
    """The text if one legacy encoding is beyond doubt, else None."""
    high = len(_HIGH.findall(data))
    sequences = sum(map(len, _VALID_SEQUENCE.findall(data)))
    if len(data) < _LEGACY_LEAST or sequences > _DAMAGED * high:
        return None  # too short to tell, or UTF-8 that was damaged
    if high * 5 >= len(data):
        return _detected(data)
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return western if not sequences and all(c.isascii() or c in _WESTERN for c in western) else None


def _detected(data: bytes) -> str | None:
    """Scripts other than Latin: most bytes are high, and the letters must look like a language."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    if best is None or best.percent_chaos > 0:
        return None
    try:
        text = data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    # Japanese has too many letters to be told by how often each occurs, but no other text is full of kana.
    kana = len(_KANA.findall(text)) > _KANA_LEAST * sum(not letter.isascii() for letter in text)
    return text if kana or best.percent_coherence >= _COHERENT * 100 else None
