"""Where the files that come with the program are: config/ and seeds/, in a checkout or in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(folder: str) -> Path:
    """The folder `config` or `seeds`: inside the installed package, else beside it in the checkout."""
    inside = _PACKAGE / "_bundled" / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def config_file(name: str) -> Path:
    """A file of config/ by its relative name ("language/cues.toml"). The caller reads it, once."""
    return bundled("config") / name
