"""Text files by line, decoded on the way, never more than one line in memory."""

import io
from collections.abc import Iterator

from portal.patents.importers.base import OpenFile, refuse
from portal.patents.importers.sniff import text_encoding


def text_lines(file: OpenFile) -> Iterator[str]:
    """Yield lines ending in a plain newline; undecodable bytes come as lone surrogates, for the row to be refused.

    Raises InputError `import.too_big`, `import.line_too_long` and `import.encoding`.
    """
    encoding = text_encoding(file.stream)
    text = io.TextIOWrapper(file.stream, encoding=encoding, errors="surrogateescape", newline=None)
    longest, total = file.limits.line, 0
    try:
        while line := text.readline(longest + 1):
            total += len(line)
            if len(line) > longest:
                raise refuse("line_too_long", max_mb=longest // 1_000_000)
            if total > file.limits.file:
                raise refuse("too_big", max_mb=file.limits.file // 1_000_000)
            yield line
    except UnicodeError as error:  # UTF-16 that ends within a character
        raise refuse("encoding") from error
    finally:
        if not file.stream.closed:  # a reader given up half-way may outlive its file
            text.detach()


def is_broken(text: str) -> bool:
    """Return whether `text` holds bytes that could not be decoded."""
    return not text.isascii() and any("\udc80" <= character <= "\udcff" for character in text)
