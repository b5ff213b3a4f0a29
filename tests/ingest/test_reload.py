"""A reload brings the archive up to the folders, in one step, and says what it did."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.actors.corrections import Correction, Corrections
from bot.actors.identity import merge
from bot.actors.ledger import Ledger
from bot.archive.memory import MemoryArchive
from bot.archive.port import EVERYTHING, Archive, Filter
from bot.archive.sqlite import SqliteArchive
from bot.commands import request
from bot.errors import ReloadRefused, SettingsError
from bot.ingest import reload as reload_module
from bot.ingest.joining import Order
from bot.ingest.progress import Progress, Step
from bot.ingest.report import ReloadReport
from bot.model import Extraction, article_id
from bot.reply.fixed import reload_reply
from bot.reply.plain import plain
from tests.ingest.newsroom import NOW, extract, renew, story

MAKERS: dict[str, Callable[[Path], Archive]] = {
    "memory": lambda _: MemoryArchive(),
    "sqlite": lambda folder: SqliteArchive(folder / "archive.sqlite"),
}


@pytest.fixture(params=sorted(MAKERS))
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    made = MAKERS[request.param](tmp_path / "kept")
    yield made
    made.close()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def counting(seen: list[str]) -> Callable[[str, date | None], Extraction]:
    def counted(text: str, published: date | None) -> Extraction:
        seen.append(text)
        return extract(text, published)

    return counted


def titles(archive: Archive) -> list[str]:
    with archive.reader() as reader:
        return [row.title for row in reader.articles(EVERYTHING, limit=100)[1]]


def test_first_reload_adds_everything(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    (seeds / "deep").mkdir()
    (seeds / "deep" / "b.md").write_text("---\ntitle: Herring\ndate: 2025-03-15\n---\n" + story("Gone,", "Bo Lind"))
    report = renew(archive, seeds)
    assert report.added == ("seeds/a.txt", "seeds/deep/b.md")
    assert (report.changed, report.removed, report.unchanged, report.failed) == ((), (), 0, ())
    assert (report.articles, report.quotes, report.quotes_added, report.quotes_removed) == (2, 2, 2, 0)
    assert report.by_speaker == (("Ada Brenner", 1), ("Bo Lind", 1))
    with archive.reader() as reader:
        state = reader.state()
        assert (state.generation, state.loaded) == (1, NOW)
        article = reader.article(article_id("seeds/deep/b.md"))
        assert article is not None
        assert article.text == story("Gone,", "Bo Lind")
        assert (article.title, article.published, article.path) == ("Herring", date(2025, 3, 15), "seeds/deep/b.md")


def test_second_reload_reads_nothing(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    renew(archive, seeds)
    seen: list[str] = []
    report = renew(archive, seeds, extract=counting(seen))
    assert seen == []
    assert (report.added, report.changed, report.unchanged, report.articles, report.quotes) == ((), (), 1, 1, 1)
    assert report.by_speaker == ()
    with archive.reader() as reader:
        assert reader.state().generation == 1


def test_touched_file_is_compared_by_its_bytes(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    renew(archive, seeds)
    os.utime(seeds / "a.txt", ns=(1, 1))
    seen: list[str] = []
    report = renew(archive, seeds, extract=counting(seen))
    assert (seen, report.unchanged, report.changed) == ([], 1, ())
    assert archive.known()["seeds/a.txt"].mtime_ns == 1


def test_changed_file_is_extracted_again(archive: Archive, seeds: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (seeds / name).write_text(story())
    renew(archive, seeds)
    (seeds / "a.txt").write_text(story("We sail,", "Cy Dahl"))
    seen: list[str] = []
    report = renew(archive, seeds, extract=counting(seen))
    assert len(seen) == 1
    assert (report.changed, report.unchanged, report.articles) == (("seeds/a.txt",), 1, 2)
    assert (report.quotes_added, report.quotes_removed) == (1, 1)
    assert report.by_speaker == (("Ada Brenner", -1), ("Cy Dahl", 1))
    with archive.reader() as reader:
        assert [version.article.text for version in reader.versions(article_id("seeds/a.txt"))] == [story()]


def test_removed_file_takes_its_article_along(archive: Archive, seeds: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (seeds / name).write_text(story(name=f"Ada {name[0].upper()}renner"))
    renew(archive, seeds)
    (seeds / "a.txt").unlink()
    report = renew(archive, seeds)
    assert (report.removed, report.articles, report.quotes_removed) == (("seeds/a.txt",), 1, 1)
    with archive.reader() as reader:
        assert [actor.name for actor in reader.actors()] == ["Ada Brenner"]


def test_dry_run_tells_all_and_changes_nothing(archive: Archive, seeds: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (seeds / name).write_text(story())
    renew(archive, seeds)
    (seeds / "a.txt").write_text(story("We sail,"))
    (seeds / "b.txt").unlink()
    (seeds / "d.txt").write_text(story("Soup,", "Cy Dahl"))
    dry = renew(archive, seeds, order=Order(dry_run=True))
    with archive.reader() as reader:
        assert reader.state().generation == 1
        assert reader.state().articles == 3
    real = renew(archive, seeds)
    assert dry.dry_run
    assert not real.dry_run
    for report in (dry, real):
        assert (report.added, report.changed, report.removed) == (("seeds/d.txt",), ("seeds/a.txt",), ("seeds/b.txt",))
        assert (report.quotes_added, report.quotes_removed, report.articles, report.quotes) == (2, 2, 3, 3)


def test_report_is_the_json_of_the_contract(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    (seeds / "z.png").write_bytes(b"\x89PNG\r\n\x00\x00")
    shown = json.loads(json.dumps(renew(archive, seeds).as_json()))
    assert shown.pop("seconds") >= 0
    (failure,) = shown.pop("failed")
    assert failure["path"] == "seeds/z.png"
    assert ".png" in failure["reason"]
    assert shown == {
        "dry_run": False,
        "added": ["seeds/a.txt"],
        "changed": [],
        "removed": [],
        "unchanged": 0,
        "articles": 1,
        "quotes": 1,
        "quotes_added": 1,
        "quotes_removed": 0,
    }


def test_bad_file_keeps_what_was_indexed_of_it(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    (seeds / "b.txt").write_text(story("Good,"))
    renew(archive, seeds)
    (seeds / "a.txt").write_bytes(b"\x00\x01\x02")
    report = renew(archive, seeds)
    (failure,) = report.failed
    assert failure.path == "seeds/a.txt"
    assert "binary" in failure.reason
    assert "before stays" in failure.reason
    assert (report.removed, report.changed, report.articles, report.unchanged) == ((), (), 2, 1)
    with archive.reader() as reader:
        article = reader.article(article_id("seeds/a.txt"))
        assert article is not None
        assert article.text == story()
        assert reader.failures() == (failure,)
    (seeds / "a.txt").write_text(story())
    assert renew(archive, seeds).failed == ()


def test_new_bad_file_is_reported_every_time(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    (seeds / "b.txt").write_bytes(b"\xff\xfe\xfd")
    for _ in range(2):
        report = renew(archive, seeds)
        assert [failure.path for failure in report.failed] == ["seeds/b.txt"]
        assert report.articles == 1


def test_bad_date_is_reported_and_the_article_indexed(archive: Archive, seeds: Path) -> None:
    (seeds / "a.md").write_text("---\ndate: the ides of March\ntitle: T\n---\n" + story())
    for _ in range(2):
        report = renew(archive, seeds)
        (failure,) = report.failed
        assert failure.path == "seeds/a.md"
        assert "the ides of March" in failure.reason
        assert report.articles == 1


def test_article_that_cannot_be_analysed_costs_no_other(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text("CRASH")
    (seeds / "b.txt").write_text(story())
    report = renew(archive, seeds)
    assert [failure.path for failure in report.failed] == ["seeds/a.txt"]
    assert report.articles == 1


def test_empty_folder_is_named(archive: Archive, seeds: Path) -> None:
    report = renew(archive, seeds)
    assert [(failure.path, failure.reason) for failure in report.failed] == [("seeds/", "the folder holds no articles")]
    assert report.nothing_read


def test_missing_folder_is_an_error_that_names_it(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        renew(archive, tmp_path / "nowhere")


def test_two_folders_of_one_name_stay_apart(archive: Archive, tmp_path: Path) -> None:
    folders = [tmp_path / "x" / "news", tmp_path / "y" / "news"]
    for number, folder in enumerate(folders):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(story(f"Number {number},"))
    assert renew(archive, folders).added == ("x/news/a.txt", "y/news/a.txt")


def test_folder_no_longer_asked_for_is_removed_without_force(archive: Archive, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        (folder / "a.txt").write_text(story())
    (folders[0] / "b.txt").write_text(story())
    renew(archive, folders)
    report = renew(archive, [folders[1]])
    assert (report.removed, report.articles) == (("one/a.txt", "one/b.txt"), 1)


@pytest.mark.parametrize("left", [0, 1, 2])
def test_guard_refuses_to_remove_more_than_half(archive: Archive, seeds: Path, left: int) -> None:
    names = ("a.txt", "b.txt", "c.txt", "d.txt")
    for name in names:
        (seeds / name).write_text(story())
    renew(archive, seeds)
    for name in names[left:]:
        (seeds / name).unlink()
    if left == 2:
        assert renew(archive, seeds).articles == 2
        return
    with pytest.raises(ReloadRefused, match=f"remove {4 - left} of 4 articles.*force"):
        renew(archive, seeds)
    assert len(titles(archive)) == 4
    assert len(renew(archive, seeds, order=Order(dry_run=True)).removed) == 4 - left
    assert renew(archive, seeds, order=Order(force=True)).articles == left


def test_changed_extraction_reads_everything_again(
    archive: Archive, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds / "a.txt").write_text(story())
    renew(archive, seeds)
    monkeypatch.setattr(reload_module, "extraction_version", lambda: "another")
    seen: list[str] = []
    report = renew(archive, seeds, extract=counting(seen))
    assert len(seen) == 1
    assert (report.changed, report.unchanged, report.quotes_added) == ((), 1, 0)
    with archive.reader() as reader:
        assert reader.versions(article_id("seeds/a.txt")) == ()
    renew(archive, seeds, extract=counting(seen))
    assert len(seen) == 1


def test_changed_corrections_merge_again_without_extraction(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    renew(archive, seeds)
    seen: list[str] = []
    merged: list[int] = []

    def merge_counted(ledger: Ledger, corrections: Corrections, *, anew: bool) -> Counter[str]:
        merged.append(len(corrections.entries))
        return merge(ledger, corrections, anew=anew)

    corrections = Corrections(entries=(Correction(name="Ada B."),))
    for _ in range(2):
        renew(archive, seeds, extract=counting(seen), merge=merge_counted, corrections=corrections)
    assert (seen, merged) == ([], [1])


def test_progress_tells_files_done_of_all(archive: Archive, seeds: Path) -> None:
    for name in ("a.txt", "b.txt", "c.bin"):
        (seeds / name).write_text(story())
    told: list[Progress] = []
    renew(archive, seeds, tell=told.append)
    reading = [Progress(step=Step.READING, done=done, of=3) for done in range(4)]
    assert told == [*reading, Progress(step=Step.STORING)]


def test_error_of_the_caller_leaves_the_archive_as_it_was(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    renew(archive, seeds)
    (seeds / "b.txt").write_text(story())

    def broken(*_: object, anew: bool) -> None:
        raise LookupError("merging failed")

    with pytest.raises(LookupError):
        renew(archive, seeds, merge=broken)
    assert len(titles(archive)) == 1
    assert renew(archive, seeds).added == ("seeds/b.txt",)


def test_worker_processes_give_the_same_as_one(archive: Archive, seeds: Path) -> None:
    for number in range(40):
        (seeds / f"{number:02}.txt").write_text(story(f"Number {number},"))
    (seeds / "bad.txt").write_bytes(b"\x00")
    with_pool = renew(archive, seeds, workers=2)
    alone = renew(MemoryArchive(), seeds, workers=0)
    assert len(with_pool.added) == 40
    assert (with_pool.added, with_pool.failed, with_pool.quotes) == (alone.added, alone.failed, alone.quotes)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("A short one. And more.", "A short one.", id="first sentence"),
        pytest.param("Two\n words\there. And more.", "Two words here.", id="blanks"),
        pytest.param("word " * 60, "word " * 23 + "word…", id="cut at a word"),
        pytest.param("x" * 300, "x" * 120 + "…", id="no word to cut at"),
    ],
)
def test_text_without_a_title_takes_its_first_sentence(archive: Archive, seeds: Path, text: str, title: str) -> None:
    (seeds / "a.txt").write_text(text)
    renew(archive, seeds)
    assert titles(archive) == [title]


def test_quotes_of_an_article_without_a_date_match_no_date(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    renew(archive, seeds)
    with archive.reader() as reader:
        assert reader.quotes(EVERYTHING, limit=5)[0] == 1
        assert reader.quotes(Filter(since=date(1, 1, 1)), limit=5)[0] == 0


def test_reload_goes_on_where_another_was_cut_short(archive: Archive, seeds: Path) -> None:
    for number in range(6):
        (seeds / f"{number}.txt").write_text(story(f"Number {number},"))
    seen: list[str] = []

    def cut_short(text: str, published: date | None) -> Extraction:
        if len(seen) == 4:
            raise KeyboardInterrupt
        return counting(seen)(text, published)

    with pytest.raises(KeyboardInterrupt):
        renew(archive, seeds, extract=cut_short, workers=0)
    assert titles(archive) == []
    (seeds / "1.txt").write_text(story("Something else,"))
    (seeds / "3.txt").unlink()
    seen.clear()
    report = renew(archive, seeds, extract=counting(seen), workers=0)
    assert len(seen) == 3  # what was left, and the file that changed meanwhile
    assert any("Something else" in text for text in seen)
    plain = renew(MemoryArchive(), seeds, workers=0)
    assert (report.added, report.quotes, report.by_speaker) == (plain.added, plain.quotes, plain.by_speaker)


def test_reload_uses_what_its_trial_found(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    seen: list[str] = []
    renew(archive, seeds, extract=counting(seen), workers=0, order=Order(dry_run=True))
    assert renew(archive, seeds, extract=counting(seen), workers=0).added == ("seeds/a.txt",)
    assert len(seen) == 1
    os.utime(seeds / "a.txt", ns=(1, 1))  # used once; afterwards the archive itself knows
    (seeds / "a.txt").write_text(story("New,"))
    renew(archive, seeds, extract=counting(seen), workers=0)
    assert len(seen) == 2


def test_work_of_another_extraction_is_not_used(archive: Archive, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (seeds / "a.txt").write_text(story())
    seen: list[str] = []
    renew(archive, seeds, extract=counting(seen), workers=0, order=Order(dry_run=True))
    monkeypatch.setattr(reload_module, "extraction_version", lambda: "another")
    renew(archive, seeds, extract=counting(seen), workers=0)
    assert len(seen) == 2


def test_second_reload_waits_for_the_first_and_gets_its_report(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story())
    told: list[Progress] = []
    second: list[ReloadReport] = []

    def again() -> None:
        second.append(renew(archive, seeds, tell=told.append))

    def merge_meanwhile(ledger: Ledger, corrections: Corrections, *, anew: bool) -> Counter[str]:
        thread.start()
        while not told:
            threading.Event().wait(0.01)
        return merge(ledger, corrections, anew=anew)

    thread = threading.Thread(target=again)
    first = renew(archive, seeds, merge=merge_meanwhile)
    thread.join(30)
    assert told[0] == Progress(step=Step.WAITING)
    assert first.added == ("seeds/a.txt",)
    assert second == [first]


@pytest.mark.parametrize("order", [Order(dry_run=True), Order(force=True), Order(join=False)], ids=repr)
def test_reload_of_another_kind_does_its_own_work(archive: Archive, seeds: Path, order: Order) -> None:
    (seeds / "a.txt").write_text(story())
    told: list[Progress] = []
    second: list[ReloadReport] = []

    def again() -> None:
        second.append(renew(archive, seeds, tell=told.append, order=order))

    def merge_meanwhile(ledger: Ledger, corrections: Corrections, *, anew: bool) -> Counter[str]:
        thread.start()
        while not told:
            threading.Event().wait(0.01)
        return merge(ledger, corrections, anew=anew)

    thread = threading.Thread(target=again)
    renew(archive, seeds, merge=merge_meanwhile)
    thread.join(30)
    assert told[0] == Progress(step=Step.WAITING)
    assert (second[0].added, second[0].unchanged, second[0].dry_run) == ((), 1, order.dry_run)


def test_report_names_who_gained_and_lost_and_what_has_reservations(archive: Archive, seeds: Path) -> None:
    (seeds / "a.txt").write_text(story("Old,", "Ada Brenner"))
    (seeds / "b.md").write_text("---\ndate: 03/04/2025\n---\n" + story("Gone,", "Bo Lind"))
    renew(archive, seeds)
    (seeds / "a.txt").write_text(story("New,", "Cy Dahl"))
    (seeds / "c.png").write_bytes(b"\x89PNG")
    report = renew(archive, seeds)
    with archive.reader() as reader:
        words = plain(reload_reply(report, request("reload"), reader.state()))
    assert "By speaker: Ada Brenner −1, Cy Dahl +1." in words
    assert "1 file could not be read\n• seeds/c.png: " in words
    assert "Indexed with a reservation:\n• seeds/b.md: without a date: “03/04/2025” is not a date" in words
    assert "2 articles (1 unchanged), 2 quotations: 1 gained, 1 lost, in " in words
    with archive.reader() as reader:
        quiet = plain(reload_reply(renew(archive, seeds), request("reload"), reader.state()))
    assert quiet.startswith("Nothing has changed since")
    assert "2 articles (2 unchanged), 2 quotations, in " in quiet
