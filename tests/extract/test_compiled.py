"""The compiled extraction: the same values as plain Python, never from outdated sources, and never in the way."""

from __future__ import annotations

import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.archive import derived
from bot.compiled import modules_of
from bot.compiling import sources
from bot.extract import pipeline
from tests.extract.adversarial import PROSE, repeated
from tests.extract.news_texts import CUES, MARKS, NAMES, STOPS, WORDS

ROOT = Path(__file__).parents[2]
compiled_only = pytest.mark.skipif(
    not modules_of("extract"),
    reason="the extraction is not compiled here; `make test` does it where there is a compiler",
)

EXTRACT = """
import json, sys
import bot.compiled
if sys.argv[1] == "plain":
    bot.compiled.modules_of = lambda package: []
from bot.archive import derived
from bot.archive.port import Known
from bot.extract import pipeline
from bot.extract.explain import explain
from bot.extract.jsonl import extraction_line
from bot.model import Article
print(pipeline.__file__.endswith(".py") and derived.__file__.endswith(".py"))
for text in json.load(sys.stdin):
    extraction = pipeline.extract(text)
    article = Article(id="a", path="a.txt", title="", text=text, sha256="")
    prepared = derived.pack(article, extraction, Known(id="a", fingerprint="", size=0, mtime_ns=0))
    shown = explain(text) if len(text) < 20_000 else ""
    print(json.dumps([extraction_line("a", text, extraction), repr(extraction), repr(prepared), shown]))
"""


def extracted(how: str, texts: list[str]) -> list[str]:
    """A line for every text, behind one that tells whether plain Python ran. Sets are shown in one order."""
    command = [sys.executable, "-c", EXTRACT, how]
    done = subprocess.run(
        command, input=json.dumps(texts), env=os.environ | {"PYTHONHASHSEED": "0"}, cwd=ROOT, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def texts() -> list[str]:
    """Articles, the same with damage, pieces of news glued together, arbitrary Unicode, long texts and nothing else."""
    chance = random.Random(11)
    files = [*(ROOT / "seeds").glob("*.md"), *(ROOT / "tests" / "query" / "newsroom").glob("*")]
    whole = [file.read_text(encoding="utf-8") for file in sorted(files)]
    pieces = [*MARKS, *NAMES, *CUES, *WORDS, *STOPS]
    damaged = []
    for number in range(150):
        text = list(whole[number % len(whole)][:2_000])
        for _ in range(40):
            text.insert(chance.randrange(len(text) + 1), chance.choice(pieces))
        damaged.append("".join(text))
    glued = [chance.choice(("", " ")).join(chance.choices(pieces, k=chance.randrange(60))) for _ in range(600)]
    unicode = ["".join(map(chr, chance.choices(range(0x110000), k=chance.randrange(200)))) for _ in range(500)]
    long = [repeated(PROSE)(300_000), repeated('"')(100_000), repeated("“a” ‘b ’")(100_000)]
    return [*whole, *damaged, *glued, *unicode, *long, ""]


@compiled_only
def test_compiled_modules_run_and_give_what_plain_python_gives() -> None:
    given = texts()
    compiled, plain = extracted("compiled", given), extracted("plain", given)
    assert (compiled[0], plain[0]) == ("False", "True")
    different = [text[:200] for text, a, b in zip(given, compiled[1:], plain[1:], strict=True) if a != b]
    assert not different


@compiled_only
def test_compiled_modules_run_in_these_tests_too() -> None:
    assert not str(pipeline.__file__).endswith(".py")
    assert not str(derived.__file__).endswith(".py")


def test_constants_are_final() -> None:
    """Else they are looked up by name, which costs more than what is done with them."""
    constant = re.compile(r"_?[A-Z][A-Z0-9_]*")
    assigned = [
        (source, node.lineno)
        for source in sources()
        for node in ast.parse((ROOT / source).read_text(encoding="utf-8")).body
        for target in (node.targets if isinstance(node, ast.Assign) else [])
        if any(isinstance(name, ast.Name) and constant.fullmatch(name.id) for name in ast.walk(target))
    ]
    assert not assigned


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A copy of the program in which one line of a compiled package was edited."""
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "config", tmp_path / "config")
    with (tmp_path / "bot" / "text" / "words.py").open("a", encoding="utf-8") as source:
        source.write("\nEDITED: int = 1\n")
    return tmp_path


def python(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)} | environment,
        check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_edited_source_is_what_runs(edited: Path) -> None:
    done = python(edited, "-c", "import bot.text.words as words; print(words.EDITED, words.__file__)")
    assert done.stdout.split() == ["1", str(edited / "bot" / "text" / "words.py")], done.stderr


def test_without_a_compiler_one_line_says_what_is_missing_and_what_it_costs(edited: Path) -> None:
    asked = python(edited, "-m", "bot.compiling", "--possible", PATH="")
    done = python(edited, "-m", "bot.compiling", PATH="")
    assert asked.returncode == 1
    assert done.returncode == 0
    assert asked.stderr == done.stderr
    assert done.stderr.startswith("The extraction runs as plain Python, at less than half the speed: a C compiler (")
    assert done.stderr.count("\n") == 1


def test_source_that_cannot_be_compiled_leaves_plain_python(edited: Path) -> None:
    if python(edited, "-m", "bot.compiling", "--possible").returncode:
        pytest.skip("no C compiler or no Python headers here")
    with (edited / "bot" / "text" / "words.py").open("a", encoding="utf-8") as source:
        source.write("EDITED = 'no number'\n")
    done = python(edited, "-m", "bot.compiling")
    assert done.returncode == 1
    assert "plain Python, at less than half the speed: compiling failed, see " in done.stderr
    assert "words.py" in Path(done.stderr.rsplit("see ", 1)[1].strip().rstrip(".")).read_text(encoding="utf-8")
    ran = python(edited, "-c", "import bot.extract.pipeline as it; print(it.extract('“So,” she said.').quotes[0].cue)")
    assert ran.stdout, ran.stderr


@pytest.mark.skipif(bool(modules_of("extract")), reason="the extraction is compiled")
def test_every_module_can_be_compiled(tmp_path: Path) -> None:
    """Up to C, which tells what the compiler of Python does not know; the rest is the C compiler's."""
    program = "import sys, pathlib; from bot.compiling import translate; translate(pathlib.Path(sys.argv[1]))"
    done = python(ROOT, "-c", program, str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
