"""The command line as other programs drive it: formats, exit statuses, one line for every error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from adapters.cli import main
from bot.settings import PREFIX
from tests.articles import write_articles


class Run:
    """Runs the command line in this process and keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as exit_:
            main(list(arguments))
        out, err = self.capsys.readouterr()
        return int(exit_.value.code or 0), out, err

    def json(self, *arguments: str) -> dict[str, Any]:
        status, out, _ = self(*arguments)
        assert status == 0
        answer = json.loads(out)
        assert isinstance(answer, dict)
        return answer


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    folder = write_articles(tmp_path / "articles")
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(PREFIX + "ARTICLES", str(folder))
    monkeypatch.setenv(PREFIX + "ARCHIVE", f"sqlite:///{tmp_path / 'archive.sqlite3'}")
    monkeypatch.chdir(tmp_path)
    return Run(capsys, folder)


def test_ask_prints_the_fixed_format(run: Run) -> None:
    answer = run.json("ask", "/quote Ana Ruiz sort:newest", "--json")
    assert set(answer) == {
        "intent", "answered", "verdict", "count", "understood", "items", "choices", "refusal", "scope", "text",
    }  # fmt: skip
    assert set(answer["understood"]) == {"actors", "topic", "from", "to", "notes"}
    assert answer["understood"]["actors"] == ["Ana Ruiz"]
    item = answer["items"][0]
    assert set(item) == {
        "id", "kind", "text", "spans", "context", "speaker", "cue", "said", "flags", "confidence", "article",
    }  # fmt: skip
    assert item["article"]["title"] == "Ferry will sail again"
    assert item["article"]["published"] == "2025-03-21"
    assert item["speaker"]["name"] == "Ana Ruiz"
    assert "The crew is ready and so is the coffee" in answer["text"]


def test_every_item_is_a_slice_of_the_file(run: Run) -> None:
    for question in ("/quote Ana Ruiz", "/quote Tom Bell", "/find pier", "/quote Omar Haddad"):
        for item in run.json("ask", question, "--json")["items"]:
            raw = (run.folder.parent / item["article"]["path"]).read_text("utf-8")
            body = raw.split("---\n", 2)[2] if raw.startswith("---") else raw
            assert [body[s:e] for s, e in item["spans"]] == item["text"].split(" … ")


def test_two_people_of_one_surname_are_asked_about(run: Run) -> None:
    answer = run.json("ask", "/quote Bell", "--json")
    assert not answer["answered"]
    assert {choice["name"] for choice in answer["choices"]} == {"Tom Bell", "Clara Bell"}
    assert run.json("ask", "/quote Mrs. Bell", "--json")["understood"]["actors"] == ["Clara Bell"]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        pytest.param("/quote Zaphod Quux", "Nobody", id="unknown-actor"),
        pytest.param("/quote", "needs a speaker", id="empty-argument"),
        pytest.param("", "no words", id="empty"),
        pytest.param("x" * 10_000, "characters; I read at most", id="10,000-characters"),
        pytest.param("\x00\x07\x1b[31m", "Nothing|no words|no sentence|cannot", id="control-characters"),
        pytest.param("/quote 🦀🦀🦀 R", "Nobody", id="emoji"),
        pytest.param("/quote \u202eمحمد", "Nobody", id="right-to-left"),
        pytest.param("/find “unbalanced", "passage", id="unbalanced-quotes"),
        pytest.param("/nosuch thing", "do not know the command", id="unknown-command"),
    ],
)
def test_bad_requests_get_a_clear_answer(run: Run, request_: str, says: str) -> None:
    answer = run.json("ask", request_, "--json")
    assert not answer["answered"]
    assert any(word in answer["text"] for word in says.split("|"))
    assert "Traceback" not in answer["text"]


def test_reload_prints_the_fixed_format_and_a_bad_file_does_not_stop_it(run: Run) -> None:
    (run.folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    status, out, _ = run("reload", "--json")
    report = json.loads(out)
    assert status == 0
    assert set(report) == {
        "dry_run", "added", "changed", "removed", "unchanged", "failed", "articles", "quotes", "quotes_added",
        "quotes_removed", "seconds",
    }  # fmt: skip
    assert len(report["added"]) == 3
    assert [failure["path"] for failure in report["failed"]] == ["articles/binary.txt"]
    again = json.loads(run("reload", "--json")[1])
    assert (again["added"], again["unchanged"]) == ([], 3)


def test_reload_dry_run_changes_nothing(run: Run) -> None:
    assert len(json.loads(run("reload", "--dry-run", "--json")[1])["added"]) == 3
    assert len(json.loads(run("reload", "--json")[1])["added"]) == 3


def test_reload_fails_when_nothing_can_be_read(run: Run) -> None:
    for path in run.folder.iterdir():
        path.write_bytes(b"\x00\xff\xfe\x00\x01" * 400)
    assert run("reload")[0] == 1


def test_rollback_undoes_the_last_change(run: Run) -> None:
    assert run("rollback")[0] == 2
    run("reload")
    gone = min(run.folder.iterdir())
    gone.unlink()
    run("reload")
    assert json.loads(run("rollback", "--dry-run", "--json")[1])["added"] == [f"articles/{gone.name}"]
    status, out, _ = run("rollback")
    assert (status, "1 back, 0 as it was before, 0 gone: 3 articles, " in out) == (0, True)
    assert json.loads(run("reload", "--json")[1])["removed"] == [f"articles/{gone.name}"]


def test_extract_prints_one_line_a_file_and_names_what_it_cannot_read(run: Run) -> None:
    status, out, err = run("extract", str(run.folder / "letter.txt"), str(run.folder / "none.txt"), "--jsonl")
    assert status == 1
    line = json.loads(out)
    assert line["path"] == str(run.folder / "letter.txt")
    quote = line["quotes"][0]
    assert set(quote) == {"spans", "text", "kind", "speaker", "speaker_mention", "cue", "confidence"}
    assert quote["speaker"] == "Omar Haddad"
    assert err.count("\n") == 1
    assert "none.txt" in err


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ARTICLES", "/no/such/folder", "/no/such/folder does not exist"),
        ("PAGE_SIZE", "many", "QUOTEDESK_PAGE_SIZE"),
        ("NONSENSE", "1", "QUOTEDESK_NONSENSE is no setting"),
        ("OPERATORS", "me", "QUOTEDESK_OPERATORS"),
        ("TIMEZONE", "Mars/Olympus", "QUOTEDESK_TIMEZONE"),
        ("ARCHIVE", "mysql://x", "QUOTEDESK_ARCHIVE"),
    ],
)
def test_wrong_settings_are_one_line_and_status_2(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    status, out, err = run("ask", "/articles")
    assert (status, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("nosuch",), ("ask",), ("ask", "x", "--as", "teletext"), ("reload", "--bad")])
def test_unusable_arguments_are_one_line_and_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert err.count("\n") == 1


@pytest.mark.parametrize("platform", ["slack", "discord"])
def test_ask_as_prints_a_payload(run: Run, platform: str) -> None:
    payload = run.json("ask", "/quote Ana Ruiz", "--as", platform)
    assert "The crew is ready and so is the coffee" in json.dumps(payload, ensure_ascii=False)


def test_doctor_says_that_all_is_well(run: Run) -> None:
    run("reload")
    status, out, _ = run("doctor")
    assert status == 0
    assert "3 articles" in out
    assert "ok    extraction: " in out


def test_manifest_is_json_with_the_prefix(run: Run) -> None:
    manifest = run.json("manifest", "--prefix", "news-")
    assert "/news-quote" in json.dumps(manifest)


def test_audit_log_is_read_on_the_command_line(run: Run) -> None:
    run("reload")
    (run.folder / "new.txt").write_text("“Nobody told us,” said Zora Kestrel.", "utf-8")
    run("reload")
    run("rollback")
    _, out, _ = run("audit")
    lines = out.splitlines()
    assert lines[0] == "Audit log: 3 entries"
    assert [line.partition(" UTC · ")[2] for line in lines[1:]] == [
        "console · rollback: 0 back, 0 changed, 1 removed",
        "console · reload: 1 added, 0 changed, 0 removed, 0 failed",
        "console · reload: 3 added, 0 changed, 0 removed, 0 failed",
    ]
    answer = run.json("audit", "--json")
    assert (answer["intent"], answer["count"], answer["text"]) == ("audit", 3, out.rstrip("\n"))
    assert run("audit", "--page", "0")[0] == 2


def test_check_is_published_as_claim_review(run: Run) -> None:
    words = "I would not walk on it"
    made = run.json("ask", f"/check “{words}” speaker:Ruiz", "--as", "claimreview")
    assert (made["@context"], made["@type"], made["claimReviewed"]) == ("https://schema.org", "ClaimReview", words)
    assert made["reviewRating"]["alternateName"] in ("exact", "partial")
    claim = made["itemReviewed"]
    assert claim["author"] == [{"@type": "Person", "name": "Ana Ruiz"}]
    assert claim["firstAppearance"]["url"] == "https://harbourpost.example/pier"
    assert words in claim["appearance"][0]["hasPart"]["text"]
    unknown = run.json("ask", "/check “The moon is made of herring and tar”", "--as", "claimreview")
    assert unknown["reviewRating"]["alternateName"] == "not_found"
    assert unknown["itemReviewed"] == {"@type": "Claim"}
    both = f"“{words}” and then “The moon is made of herring and tar”"
    several = json.loads(run("ask", f"/check {both}", "--as", "claimreview")[1])
    assert [one["reviewRating"]["alternateName"] for one in several] == [
        made["reviewRating"]["alternateName"],
        "not_found",
    ]
    status, out, err = run("ask", "/quote Ruiz", "--as", "claimreview")
    assert (status, out, "only a check has this form" in err) == (2, "", True)
