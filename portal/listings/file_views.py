"""Pictures and files of a listing: the holder's page for them, and handing them out safely."""

from flask import Response, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.policy import require
from portal.access.routes import public, signed_in
from portal.core.errors import InputError, NotFound
from portal.core.evidence import store
from portal.core.names import sentence
from portal.extensions import db
from portal.listings import files, sheets
from portal.listings.blueprint import listings
from portal.listings.forms import FileForm
from portal.listings.models import Listing, ListingFile
from portal.web import find, go

LOCKED_POLICY = "default-src 'none'; sandbox"


def _file(public_id: str, file_id: str) -> ListingFile:
    """Load a file of this listing. Raises NotFound to everybody who may not open it."""
    listing = find(Listing, public_id, Verb.LISTING_SEE)
    for file in listing.files:
        if file.public_id == file_id:
            require(Verb.LISTING_FILE_SEE, file)
            return file
    raise NotFound


def _send(file: ListingFile, *, inline: bool) -> Response:
    """Send the bytes so that no browser guesses their type or runs anything in them."""
    response = send_file(
        store().open(file.blob),
        mimetype=file.media_type,
        as_attachment=not inline,
        download_name=file.filename,
        etag=file.blob,
        conditional=False,
        max_age=3600 if file.is_public else 0,
    )
    response.headers["Content-Security-Policy"] = LOCKED_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600" if file.is_public else "no-store"
    return response


@listings.get("/<public_id>/files/<file_id>")
@public
def download(public_id: str, file_id: str) -> ResponseReturnValue:
    """Hand out a file to be saved, never to be shown."""
    return _send(_file(public_id, file_id), inline=False)


@listings.get("/<public_id>/files/<file_id>/picture")
@public
def picture(public_id: str, file_id: str) -> ResponseReturnValue:
    """Show a picture; it was drawn anew when it came in."""
    file = _file(public_id, file_id)
    if not file.is_image:
        raise NotFound
    return _send(file, inline=True)


@listings.get("/<public_id>/files")
@signed_in
def file_list(public_id: str) -> ResponseReturnValue:
    """Show the holder what is kept with the listing, with a form to add to it."""
    return _page(find(Listing, public_id, Verb.LISTING_EDIT), FileForm())


def _page(listing: Listing, form: FileForm) -> str:
    rows = sheets.file_rows(listing, current_user)
    return render_template(
        "listings/files.html", listing=listing, form=form, files=rows, most=files.MAX_FILES
    )


@listings.post("/<public_id>/files")
@signed_in
def add_file(public_id: str) -> ResponseReturnValue:
    """Take a file in."""
    listing = find(Listing, public_id, Verb.LISTING_EDIT)
    form = FileForm()
    if form.validate_on_submit():
        try:
            with db.session.begin_nested():
                files.add(
                    listing, form.file.data.stream, form.file.data.filename, current_user, **form.facts()
                )
            return go("listings.file_list", public_id=public_id)
        except InputError as error:
            form.file.errors = [sentence(error.code, **error.params)]
    return _page(listing, form), 422


@listings.post("/<public_id>/files/<file_id>/remove")
@signed_in
def remove_file(public_id: str, file_id: str) -> ResponseReturnValue:
    """Take a file off the listing."""
    find(Listing, public_id, Verb.LISTING_EDIT)
    files.remove(_file(public_id, file_id), current_user)
    return go("listings.file_list", public_id=public_id)
