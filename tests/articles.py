"""Invented articles that tests share: a folder of them, as an operator would have it."""

from __future__ import annotations

from pathlib import Path

PIER = """---
title: Pier stays shut
date: 2025-03-14
source: Harbour Post
url: https://harbourpost.example/pier
---
The old pier of Selby Bay will not open this summer, the town said on Friday.

“We will rebuild it plank by plank,” said Ana Ruiz, the harbour master. “But not before the autumn.”

Ms. Ruiz told reporters that the wood was rotten. “I would not walk on it,” she said, “and I can swim.”

Tom Bell, who sells ice cream, was angry. “Nobody asked us,” Mr. Bell said. He called the plan “reckless”.
"""

FERRY = """---
title: Ferry will sail again
date: 2025-03-21
source: Coast Herald
---
The ferry to Selby Bay will sail from Monday, said Ana Ruiz, the harbour master.

“The crew is ready and so is the coffee,” Ms. Ruiz said at a news conference.

According to Clara Bell, the mayor, tickets will cost 4 pounds. “That is less than a sandwich,” Mrs. Bell said.
"""

LETTER = "A letter without any date.\n\n“The bridge sings in the wind,” wrote Omar Haddad, an engineer.\n"


def write_articles(folder: Path) -> Path:
    """Three articles in `folder`, which is made; the folder again."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pier.md").write_text(PIER, "utf-8")
    (folder / "ferry.md").write_text(FERRY, "utf-8")
    (folder / "letter.txt").write_text(LETTER, "utf-8")
    return folder
