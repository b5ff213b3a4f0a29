"""One invented wire story, as several outlets print it."""

from __future__ import annotations

from pathlib import Path

SAID = "We will not sail before the slipway is free of ice"
STORY = (
    "TARNMOUTH — The ferry did not leave the harbour on Friday. “{said},” said Ana Ruiz, the harbour master. A gale "
    "had torn two mooring lines during the night, and a crane stood across the slipway. The council will meet on "
    "Monday evening in the town hall to hear what the repairs may cost. “{other},” Ms. Ruiz said. Passengers were "
    "taken to the north pier by bus, where the smaller boat was waiting for them with soup and blankets."
)
OTHER = "Nobody knows today how long the crane will stand there"


def story(folder: Path, outlet: str, day: int, said: str = SAID, other: str = OTHER, *, mark: str = "") -> None:
    head = f"---\ntitle: {outlet}\ndate: 2025-03-{day:02}\nsource: {outlet}\n---\n"
    (folder / f"{outlet}.md").write_text(head + STORY.format(said=said, other=other) + mark)
