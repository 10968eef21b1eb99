"""Every page of the house, found by walking: for pictures of them and for the tests that look at each one.

``scripts/screenshots FOLDER --address http://127.0.0.1:8080 --user NAME --password …`` saves all pages that person may
open, wide and narrow, light and dark; with ``--page "/search?q=…"`` and a file for the folder it saves
one page, small enough for a README.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from selectolax.lexbor import LexborHTMLParser

CHROMIUM = "/usr/bin/chromium"
SIZES = {"desktop": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
FIXED = (
    "/", "/search", "/search?q=giao thong nong thon", "/search?q=zzqwv xxkqt", "/search/advanced", "/browse",
    "/browse?theo=coquan", "/browse?theo=nam", "/browse?theo=kyhop", "/browse?theo=thieu", "/help", "/profile",
    "/dossiers?o=da-nop-luu&q=zzqwv", "/profile/password", "/profile/sessions", "/profile/tokens", "/notices/ways",
    "/followed", "/searches", "/searches/new?q=giao thong", "/lookups", "/no-such-page",
)  # fmt: skip
KEEPERS = (
    "/import", "/check", "/withdrawn", "/registers", "/registers/new", "/incoming", "/incoming?o=tat-ca&q=zzqwv",
    "/incoming/scans",
    "/dossiers", "/dossiers/new", "/dossiers/handover", "/dossiers/holders", "/dossiers/freezes", "/succession",
    "/succession/new", "/returns", "/returns/rows", "/returns/causes", "/answers",
    "/dossiers/freezes/new", "/outgoing", "/outgoing/new", "/outgoing?o=tat-ca&q=zzqwv", "/outgoing/paper",
    "/delivery",
    "/delivery/partners/new", "/delivery/postings", "/delivery/arrivals", "/delivery/keys",
    "/directions", "/directions?o=tat-ca&q=zzqwv", "/directions/new", "/directions/figures", "/directions/reports",
    "/directions/figures/rows?figure=tat-ca", "/directions/import", "/directions/matters",
    "/directions/matters?q=rà soát", "/directions/meetings", "/directions/meetings/new",
    "/directions/questions", "/directions/questions/new?figure=cht-qua",
    "/directions/figures?theo=source", "/notices", "/notices?o=chua-doc", "/morning", "/week", "/profile/absences",
)  # fmt: skip
ADMINISTRATORS = (
    "/admin/users", "/admin/users/new", "/admin/users/import", "/admin/agencies", "/admin/agencies/new",
    "/admin/agencies/import", "/admin/audit", "/admin/jobs", "/admin/state", "/admin/calendar",
    "/admin/calendar?year=2027", "/admin/calendar/days/new", "/admin/calendar/import", "/admin/mail",
    "/succession/agencies", "/succession/agencies/new",
    "/succession/agencies/plan?kind=split&source=H99.01&target=H99.01&target=H99.31&decision=12/NQ-HĐND",
)  # fmt: skip
# Where a list leads on to single things: the page, and the addresses on it of which the first is taken.
LEADS = (
    ("/search?q=giao thong nong thon", r"^/documents/[a-z0-9]+\?q="),
    ("/search", r"^/documents/[a-z0-9]+$"),
    ("/import", r"^/import/[a-z0-9]+$"),
    ("/incoming?o=cho-vao-so", r"^/incoming/[a-z2-7]{16}$"),
    ("/incoming?o=cho-chuyen", r"^/incoming/[a-z2-7]{16}$"),
    ("/incoming?o=da-trinh", r"^/incoming/[a-z2-7]{16}$"),
    ("/outgoing?o=du-thao", r"^/outgoing/[a-z2-7]{16}$"),
    ("/outgoing?o=cho-so", r"^/outgoing/[a-z2-7]{16}$"),
    ("/outgoing?o=da-ban-hanh", r"^/outgoing/[a-z2-7]{16}$"),
    ("/outgoing?o=da-ban-hanh&q=đợt 3", r"^/outgoing/[a-z2-7]{16}$"),  # sent to an agency that can be reached
    ("/directions?o=cho-xac-nhan", r"^/directions/[a-z2-7]{16}$"),
    ("/directions?o=qua-han", r"^/directions/[a-z2-7]{16}$"),
    ("/directions/reports", r"^/directions/reports/[a-z2-7]{16}$"),
    ("/directions/reports", r"^/directions/making/[a-z2-7]{16}$"),
    ("/directions/meetings", r"^/directions/meetings/[a-z2-7]{16}$"),
    ("/directions/questions", r"^/directions/questions/[a-z2-7]{16}$"),
    ("/delivery", r"^/delivery/partners/[a-z2-7]{16}$"),
    ("/delivery/postings", r"^/delivery/postings/[a-z2-7]{16}$"),
    ("/registers", r"^/registers/(?!new|volumes)[a-z0-9]+$"),
    ("/registers", r"^/registers/volumes/[a-z0-9]+$"),
    ("/dossiers?o=co-quan&q=01.BC", r"^/dossiers/[a-z2-7]{16}$"),
    ("/dossiers", r"^/dossiers/list/[0-9]{4}$"),
    ("/dossiers/handover", r"^/dossiers/transfers/[a-z2-7]{16}$"),
    ("/dossiers/freezes", r"^/dossiers/freezes/[a-z2-7]{16}$"),
    ("/searches", r"^/searches/[a-z2-7]{16}/new$"),
    ("/lookups", r"^/lookups/[a-z2-7]{16}$"),
    ("/succession", r"^/succession/[a-z2-7]{16}$"),
    ("/succession/agencies", r"^/succession/agencies/[a-z2-7]{16}$"),
    ("/admin/users", r"^/admin/users/(?!new|import)[a-z0-9]+$"),
    ("/admin/agencies", r"^/admin/agencies/(?!new|import)[a-z0-9]+$"),
    ("/admin/calendar", r"^/admin/calendar/days/[0-9-]+$"),
)  # fmt: skip
# What a page found so leads on to in turn; the first address of each kind is taken.
INNER = (
    (r"^/incoming/", (r"/register$", r"/correct$", r"/slip$")),
    (r"^/registers/volumes/", (r"/print$", r"/cancellation$")),
    (r"^/dossiers/list/", (r"/print\?", r"/entries/[a-z2-7]{16}$")),
    (r"^/dossiers/[a-z2-7]{16}$", (r"/edit$", r"/close$", r"/print$")),
    (r"^/documents/[a-z0-9]+$",
     (r"^/dossiers/add", r"^/outgoing/copy", r"^/directions/proposals/", r"^/directions/tree/")),
    (r"^/outgoing/", (r"/edit$", r"/recipients$", r"/update$", r"/opinions$")),
    (r"^/registers/(?!new|volumes)[a-z0-9]+$", (r"/import$",)),
    (r"^/directions/meetings/[a-z2-7]{16}$", (r"/edit$", r"^/directions/tree/")),
    (r"^/directions/[a-z2-7]{16}$", (r"^/directions/sentences/[a-z2-7]{16}/add$",)),
    (r"^/delivery/postings/", (r"/proof$",)),
    (r"^/admin/users/", (r"/positions/new$", r"/positions/[a-z0-9]+/end$")),
    (r"^/admin/agencies/", (r"/units/new$", r"/units/(?!new)[a-z0-9]+$")),
)  # fmt: skip
PARTS = ("/properties", "/relations", "/related", "/comparison", "/files", "/history", "/keep", "/check")


def sign_in(page: Page, address: str, user: str, password: str) -> None:
    """Fill the form of the first page."""
    page.goto(f"{address}/sign-in")
    page.locator("#username").fill(user)
    page.locator("#password").fill(password)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def addresses(page: Page, address: str, fixed: tuple[str, ...] = FIXED) -> Iterator[str]:
    """Every page the person signed in may open, those of single documents, imports, people and agencies included.

    The ways are asked for and read with the person's cookies; the browser shows none of them.

    Args:
        fixed: Pages everybody may open, of which these are wanted.
    """
    look = cache(partial(_look, page, address))
    for path in (*fixed, *KEEPERS, *ADMINISTRATORS):
        if path not in (*KEEPERS, *ADMINISTRATORS) or look(path):
            yield path
    for path, pattern in LEADS:
        found = _link(look(path), pattern)
        if found is None:
            continue
        yield found
        yield from _inner(look, found)
        if path == "/search":
            yield f"{found}?xem=chu"
            yield from (found + part for part in PARTS if look(found + part))


def _link(text: str | None, pattern: str) -> str | None:
    links = (link.attributes.get("href") for link in LexborHTMLParser(text or "").css("main a"))
    return next((link for link in links if re.search(pattern, link or "")), None)


def _inner(look: Callable[[str], str | None], path: str) -> Iterator[str]:
    for begin, patterns in INNER:
        if re.search(begin, path):
            yield from (link for pattern in patterns if (link := _link(look(path), pattern)))


def _look(page: Page, address: str, path: str) -> str | None:
    """The page as it is sent; None where it does not open."""
    answer = page.request.get(address + path)
    return answer.text() if answer.ok else None


def name_of(path: str) -> str:
    """A file name for a page's picture."""
    return re.sub(r"[^\w]+", "-", path).strip("-") or "home"


def save(browser: Browser, address: str, user: str, password: str, folder: Path) -> int:
    """Save the pictures; returns how many."""
    count = 0
    for size, viewport in SIZES.items():
        for theme in ("light", "dark"):
            context = browser.new_context(viewport=viewport, locale="vi-VN")  # type: ignore[arg-type]
            count += _save_all(context, address, user, password, folder / size / theme, theme)
            context.close()
    return count


def _save_all(context: BrowserContext, address: str, user: str, password: str, folder: Path, theme: str) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.screenshot(path=folder / "sign-in.png")
    context.add_cookies([{"name": "theme", "value": theme, "url": address}])
    sign_in(page, address, user, password)
    paths = list(dict.fromkeys(addresses(page, address)))
    for path in paths:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name_of(path)}.png", full_page=True)
    return len(paths) + 1


def save_one(browser: Browser, address: str, user: str, password: str, path: str, file: Path) -> None:
    """Save what a wide screen shows of one page, in 128 colours."""
    page = browser.new_context(viewport=SIZES["desktop"], locale="vi-VN").new_page()  # type: ignore[arg-type]
    sign_in(page, address, user, password)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    file.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(128).save(file, optimize=True)


def main() -> None:
    """Read the arguments and walk."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path, help="with --page: the file")
    ask.add_argument("--page", default="", help="only this page, as the wide screen shows it")
    ask.add_argument("--address", default="http://127.0.0.1:8080")
    ask.add_argument("--user", required=True)
    ask.add_argument("--password", required=True)
    given = ask.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        if given.page:
            save_one(browser, given.address, given.user, given.password, given.page, given.folder)
            browser.close()
            return
        print(f"{save(browser, given.address, given.user, given.password, given.folder)} pictures in {given.folder}")
        browser.close()


if __name__ == "__main__":
    main()
