"""The sentences in which files are refused, and the names of the types that may be uploaded."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences

register_sentences(
    {
        "upload.empty": _l("The file is empty. Choose another file."),
        "upload.type": _l("This type of file is not accepted. Accepted types: %(types)s."),
        "upload.too_large": _l("The file is too large. The limit is %(max_mb)s MB."),
        "upload.bad_name": _l("The file name contains hidden or forbidden characters. Rename the file."),
        "upload.broken": _l(
            "The file is damaged or is not of the type its name says. Save it again and upload it once more."
        ),
        "upload.polyglot": _l("The file contains a second file of another type. Upload one plain file."),
        "upload.bomb": _l("The archive unpacks to more than is allowed, or holds other archives."),
        "upload.encrypted": _l(
            "The file is protected by a password. Remove the password and upload it again."
        ),
        "upload.active_content": _l(
            "The file contains macros, scripts or attached files. Save it without them and upload it again."
        ),
        "upload.too_many_pixels": _l(
            "The picture has too many pixels. The limit is %(max_million)s million; make it smaller."
        ),
        "storage.full": _l("The file could not be stored. Nothing was saved; try again later."),
        "storage.missing": _l("This file is no longer there."),
        "document.failed": _l("The document could not be made. Nothing was saved; try again later."),
    }
)

register_names(
    "upload.kind",
    {
        "pdf": _l("PDF document"),
        "png": _l("PNG picture"),
        "jpeg": _l("JPEG picture"),
        "webp": _l("WebP picture"),
        "docx": _l("Word document"),
        "xlsx": _l("Excel workbook"),
        "csv": _l("CSV table"),
        "txt": _l("Text file"),
    },
)
