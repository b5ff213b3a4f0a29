"""Compiles the extraction for more than twice its speed: `python -m bot.compiling`, which make does once during set-up.

Needs a C compiler, the header files of Python, and mypyc, which compiles Python by its type annotations; without them,
or where compiling fails, a line says so and plain Python goes on running. With `--possible` it only tells, by its exit
status, whether there is something to compile and the means to do it.

What its speed turns on in the modules it compiles: constants are `Final`, so that numbers stand in the code itself and
the rest is reached without looking up its name. Plain loops over typed lists take a fraction of the time of `map`,
`compress`, `zip(strict=True)`, generators, `f(*values)` and keys for sorting or bisecting, which leave compiled code.
Dataclasses get their constructors in the source (`constructors.py`).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from os import cpu_count
from pathlib import Path
from typing import Any

from bot.compiled import COMPILED, PACKAGE, folder
from bot.constructors import with_constructors

_COST = "The extraction runs as plain Python, at less than half the speed"
_LEFT_OUT = ("__init__.py", "explain.py", "jsonl.py")  # an __init__ finds the compiled modules; the others gain nothing
_LIBRARY = f"{PACKAGE.name}.text.compiled"  # holds all of the code; a small module each leads into it


def main(arguments: list[str]) -> int:
    """Exit status: 1 where compiling failed or, with `--possible`, where there is nothing to do or no means."""
    done = folder().is_dir()
    missing = None if done else _missing()
    if missing:
        _say(f"{_COST}: {missing} is missing.")
    if "--possible" in arguments:
        return int(done or missing is not None)
    if done or missing:
        return 0
    _say("Compiling the extraction (once, about a minute on two cores) …")
    return 0 if _compile_beside() else 1


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _missing() -> str | None:
    """What compiling needs and this machine lacks."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"a C compiler ({compiler})"
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        return f"Python.h (on Debian and Ubuntu the package python{sysconfig.get_python_version()}-dev)"
    return None


def _compile_beside() -> bool:
    """Compile in another process, as a compiler may crash; then put the modules where they are looked for."""
    kept = folder().parent
    kept.mkdir(parents=True, exist_ok=True)
    log = kept.parent / "compiling.log"
    with tempfile.TemporaryDirectory(dir=kept.parent) as build:
        command = [sys.executable, "-m", "bot.compiling", "--into", build]
        with log.open("wb") as messages:
            done = subprocess.run(command, stdout=messages, stderr=messages, cwd=PACKAGE.parent, check=False)  # noqa: S603  # ours
        if done.returncode:
            _say(f"{_COST}: compiling failed, see {log}.")
            return False
        for outdated in set(kept.iterdir()) - {folder()}:
            shutil.rmtree(outdated, ignore_errors=True)
        if not folder().is_dir():  # else somebody compiled at the same time
            (Path(build) / "modules").rename(folder())
    return True


def sources() -> list[str]:
    """The files to compile, beside the package."""
    files = [file for pattern in COMPILED for file in sorted(PACKAGE.glob(pattern))]
    return [file.relative_to(PACKAGE.parent).as_posix() for file in files if file.name not in _LEFT_OUT]


def translate(build: Path) -> list[Any]:
    """The modules in C, a file each so that all cores can compile them: first the library, then what leads into it."""
    import setuptools  # noqa: F401  # before mypyc, which takes its own way without
    from mypyc.build import mypycify

    _write_sources(build / "sources")
    plain = ["--config-file=", f"--cache-dir={build / 'types'}", "--ignore-missing-imports", "--follow-imports=silent"]
    with chdir(build / "sources"):
        return list(
            mypycify([*plain, *sources()], opt_level="1", multi_file=True, target_dir=str(build), group_name=_LIBRARY)
        )


def _write_sources(into: Path) -> None:
    """The package as it is compiled."""
    shutil.copytree(PACKAGE, into / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in sources():
        written = (PACKAGE.parent / name).read_text(encoding="utf-8")
        (into / name).write_text(with_constructors(written), encoding="utf-8")


def _compile(build: Path) -> None:
    """Compile into `build`/modules."""
    library, *leads = translate(build)
    from distutils.ccompiler import new_compiler
    from distutils.sysconfig import customize_compiler

    compiler = new_compiler()
    customize_compiler(compiler)
    # The declarations of all modules stand in the library's folder.
    headers = [sysconfig.get_path("include"), *library.include_dirs, str(build.joinpath(*_LIBRARY.split(".")[:-1]))]

    def objects(source: str) -> list[str]:
        # Optimised further (-O2) it runs 1 % faster and takes 1.7 times as long to compile. No debugging symbols.
        options = ["-O1", "-g0", "-w"]
        return list(compiler.compile([source], str(build), include_dirs=headers, extra_postargs=options))

    def link(extension: Any, parts: list[str]) -> None:
        name = extension.name.replace(".", "/") + sysconfig.get_config_var("EXT_SUFFIX")
        compiler.link_shared_object(parts, str(build / "modules" / name))

    with ThreadPoolExecutor(cpu_count()) as pool:
        largest_first = sorted(library.sources, key=lambda source: -Path(source).stat().st_size)
        whole = pool.map(objects, largest_first)
        single = pool.map(objects, [lead.sources[0] for lead in leads])
        link(library, [part for parts in whole for part in parts])
        for lead, parts in zip(leads, single, strict=True):
            link(lead, parts)


if __name__ == "__main__":
    if "--into" in sys.argv:
        _compile(Path(sys.argv[-1]))
    else:
        try:
            sys.exit(main(sys.argv[1:]))
        except KeyboardInterrupt:
            sys.exit(130)
