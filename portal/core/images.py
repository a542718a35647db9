"""Pictures are opened under a pixel cap and drawn again, so nothing but the picture survives."""

import io
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps

from portal.core.archives import broken
from portal.core.errors import InputError

MAX_PIXELS = 40_000_000
_MODES = {"PNG": ("RGB", "RGBA", "L", "LA"), "JPEG": ("RGB", "L"), "WEBP": ("RGB", "RGBA")}


def redraw(stream: BinaryIO, image_format: str) -> bytes:
    """Return the picture encoded anew without metadata, thumbnails, profiles or trailing bytes.

    The camera's orientation is applied first. Raises InputError `upload.too_many_pixels` before
    decoding, `upload.broken` where the picture cannot be decoded to its end.
    """
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(stream, formats=[image_format]) as picture:
                _check_size(picture)
                upright = ImageOps.exif_transpose(picture)
        return _encoded(upright, image_format)
    except InputError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise broken() from error


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels()


def _encoded(picture: Image.Image, image_format: str) -> bytes:
    """Copy the pixels into a picture that never knew the file's other chunks, and save that."""
    modes = _MODES[image_format]
    alpha = "RGBA" if "RGBA" in modes and picture.has_transparency_data else "RGB"
    source = picture if picture.mode in modes else picture.convert(alpha)
    clean = Image.new(source.mode, source.size)
    clean.paste(source)
    out = io.BytesIO()
    clean.save(out, image_format, quality=90) if image_format != "PNG" else clean.save(out, "PNG")
    return out.getvalue()


def _too_many_pixels() -> InputError:
    return InputError("upload.too_many_pixels", field="file", max_million=MAX_PIXELS // 1_000_000)
