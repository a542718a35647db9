"""Reads calendars as RFC 5545 says, strictly, and knows nothing of how the portal writes them."""

import re

_NAME = re.compile(r"[A-Z0-9-]+")


def content_lines(data: bytes) -> list[str]:
    """Return the unfolded lines. Raises AssertionError where a line is too long, ends wrongly or cuts a character."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in physical)
    lines: list[bytes] = []
    for line in physical:
        assert len(line) <= 75, line
        line.decode()
        if line.startswith(b" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode() for line in lines]


def unescape(value: str) -> str:
    """Return a text value as it was meant. Raises AssertionError for a comma or semicolon that is not escaped."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)


def read_calendar(data: bytes) -> list[dict[str, str]]:
    """Return the properties of each event by name, alarms left out, texts unescaped."""
    lines = content_lines(data)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines and any(line.startswith("PRODID:") for line in lines)
    events: list[dict[str, str]] = []
    open_parts: list[str] = []
    for line in lines:
        head, _, value = line.partition(":")
        name = head.partition(";")[0]
        assert _NAME.fullmatch(name), line
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VEVENT":
            assert name not in events[-1], f"{name} twice"
            texts = ("SUMMARY", "DESCRIPTION", "UID")
            events[-1][name] = unescape(value) if name in texts else value
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART"} <= event.keys()
    return events
