"""The catalogues: one .po file per feature, read at start-up and merged; no compile step to forget."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Domain

FOLDER = Path(__file__).resolve().parent.parent / "translations"


def catalogue_files(language: str) -> list[Path]:
    """Return the .po files of `language`, one per feature, in the order of their names."""
    return sorted((FOLDER / language / "LC_MESSAGES").glob("*.po"))


def merged_catalogue(language: str) -> Catalog:
    """Return all messages of `language` that have a translation."""
    whole = Catalog(locale=language)
    for path in catalogue_files(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string:
                    whole.add(message.id, message.string, context=message.context)
    return whole


@cache
def _chinese() -> Translations:
    buffer = BytesIO()
    write_mo(buffer, merged_catalogue("zh"))
    buffer.seek(0)
    return Translations(buffer)


class PortalDomain(Domain):  # type: ignore[misc]  # flask_babel has no types
    """Serves the merged catalogues; English is the language of the sources and needs none."""

    def __init__(self) -> None:
        super().__init__()
        self.cache["zh", self.domain[0]] = _chinese()
