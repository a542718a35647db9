"""Pictures and documents of a listing: taken in, given out, taken away."""

from typing import BinaryIO

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core import uploads
from portal.core.errors import InputError, Stale
from portal.core.evidence import store
from portal.extensions import db
from portal.listings import service
from portal.listings.lifecycle import EDITABLE
from portal.listings.models import FILE_LEVELS, Listing, ListingFile

MAX_FILES = 20


def add(
    listing: Listing,
    stream: BinaryIO,
    filename: str | None,
    actor: Actor,
    *,
    level: str = "public",
    title_zh: str = "",
    title_en: str = "",
) -> ListingFile:
    """Keep a file with the listing. Raises InputError where the file is refused or there are too many."""
    _may_change(listing, actor)
    if len(listing.files) >= MAX_FILES:
        raise InputError("listing.too_many_files", field="file", limit=MAX_FILES)
    if level not in FILE_LEVELS:
        raise ValueError(f"{level} is no level of a file")
    upload = uploads.receive(store(), stream, filename)
    file = ListingFile(
        level=level,
        blob=upload.sha256,
        filename=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        title_zh=title_zh,
        title_en=title_en,
        is_image=upload.kind in uploads.PICTURES,
    )
    listing.files.append(file)
    db.session.flush()
    service.files_changed(listing, actor)
    return file


def remove(file: ListingFile, actor: Actor) -> None:
    """Take a file off its listing; the bytes stay, for the versions that show it."""
    listing = file.listing
    _may_change(listing, actor)
    listing.files.remove(file)
    db.session.flush()
    service.files_changed(listing, actor)


def _may_change(listing: Listing, actor: Actor) -> None:
    require(Verb.LISTING_EDIT, listing, actor)
    if listing.state not in EDITABLE:
        raise Stale
