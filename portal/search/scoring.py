"""BM25 as Whoosh computes it, shared by every engine, lengths rounded to the byte that Whoosh keeps."""

import math

from whoosh.util.numeric import byte_to_length, length_to_byte

K1 = 1.2
B = 0.75
__all__ = ["K1", "B", "byte_to_length", "idf", "length_to_byte", "rounded_length", "weight"]


def idf(count: int, frequency: int) -> float:
    """Return the inverse frequency of a term that `frequency` of `count` documents hold; always above nought."""
    return math.log(max(count, 1) / (frequency + 1)) + 1


def rounded_length(length: int) -> int:
    """Return the length that one byte can remember."""
    return int(byte_to_length(length_to_byte(length)))


def weight(frequency: float, length: float, average: float) -> float:
    """Return the part of BM25 that depends on the document."""
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))
