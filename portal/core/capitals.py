"""Sums of yuan in Chinese capital numerals (大写), as receipts and contracts write them."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
LIMIT = 10**16 * 100


def in_capitals(fen: int) -> str:
    """Return a sum given in fen as 人民币…元…角…分, with 整 where nothing follows the yuan or jiao.

    Raises ValueError for negative sums and for 10^16 yuan and more.
    """
    if not 0 <= fen < LIMIT:
        raise ValueError("a sum between 0 and 10^16 yuan is written in capitals")
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    if not fen:
        return "人民币零元整"
    words = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"人民币{words}整"
    words += f"{_DIGITS[jiao]}角" if jiao else "零" * bool(yuan)
    return f"人民币{words}{_DIGITS[cents]}分" if cents else f"人民币{words}整"


def _whole(yuan: int) -> str:
    """Write whole yuan group by group of four digits, with one 零 for each inner gap."""
    words, gap = "", False
    for index in reversed(range(len(_GROUPS))):
        group = yuan // 10_000**index % 10_000
        if not group:
            gap = bool(words)
            continue
        words += "零" * bool(words and (gap or group < 1_000)) + _group(group) + _GROUPS[index]
        gap = False
    return words


def _group(number: int) -> str:
    words, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            words += "零" * bool(words and gap) + _DIGITS[digit] + _PLACES[place]
        gap = not digit
    return words
