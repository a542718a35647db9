"""The files of an answer, sent to whoever may read it."""

from flask import Response, send_file

from portal.core.errors import NotFound
from portal.core.evidence import store
from portal.core.filenames import extension
from portal.core.uploads import MEDIA_TYPES
from portal.inventory.answers import AnswerFile
from portal.inventory.models import Item


def send(item: Item, public_id: str) -> Response:
    """Send the file as a download. Raises NotFound where the answer has none of that id."""
    files: list[AnswerFile] = item.answer.files if item.answer is not None else []
    file = next((one for one in files if one.public_id == public_id), None)
    if file is None:
        raise NotFound
    kind = {"jpg": "jpeg"}.get(extension(file.filename), extension(file.filename))
    media_type = MEDIA_TYPES.get(kind, "application/octet-stream")
    stream = store().open(file.blob)
    return send_file(stream, mimetype=media_type, as_attachment=True, download_name=file.filename)
