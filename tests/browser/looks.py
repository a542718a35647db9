"""Questions to ask a rendered page: does it shut anybody out, does it fit, did its policy block something."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WIDER_THAN_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SMALL_TARGETS = """() => [...document.querySelectorAll('button, .btn, summary, input[type=submit]')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && getComputedStyle(e).position !== 'absolute')
  .filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.height < 24 || r.width < 24); })
  .map(e => e.outerHTML.slice(0, 120))"""


def axe_violations(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA, one line for each element."""
    found: dict[str, Any] = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:300]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate(_WIDER_THAN_WINDOW))


def small_targets(page: Page) -> list[str]:
    """Return the buttons that are smaller than 24 by 24 pixels."""
    found: list[str] = page.evaluate(_SMALL_TARGETS)
    return found


def complaints(page: Page) -> list[str]:
    """Collect, from now on, script errors and what the content security policy blocked on `page`."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            heard.append(message.text)
            if message.type == "error" and "status of" not in message.text
            else None
        ),
    )
    return heard
