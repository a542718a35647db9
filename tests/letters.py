"""Reads the letters that the portal wrote to the mail folder."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from portal.core.settings import settings


@dataclass(frozen=True)
class Letter:
    """One letter as its reader sees it."""

    to: str
    subject: str
    text: str

    @property
    def link(self) -> str:
        """The path of the first link in the letter."""
        found = re.search(r"https?://[^/\s]+(/\S+)", self.text)
        assert found is not None, self.text
        return found[1]


def letters() -> list[Letter]:
    """Return every letter written so far, in the order in which they were promised."""
    files = sorted(settings().mail_dir.glob("*.eml"), key=lambda path: int(path.stem.rpartition("-")[2]))
    return [_read(path) for path in files]


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body()
    assert body is not None
    return Letter(str(message["To"]), str(message["Subject"]), body.get_content())
