"""Templates compile, are used, carry tokens in forms, hold nothing inline and nothing from outside."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes

from docarchive.rail import PLACES

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "docarchive" / "static"
LOCK = json.loads((ROOT / "scripts" / "vendor.lock.json").read_text("utf-8"))
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
POST_FORM = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
ICON_CALL = re.compile(r"""(?:\bicon|picture)\("([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"|"icon": "([a-z0-9-]+)\"""")
OWN_HOSTS = ("http://www.w3.org/",)


def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.do"]
    )


def source(name: str) -> str:
    return JINJA_COMMENT.sub("", (TEMPLATES / name).read_text("utf-8"))


def names_asked_for(name: str) -> set[str]:
    tree = environment().parse((TEMPLATES / name).read_text("utf-8"))
    kinds = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    asked: list[Any] = [node.template for node in tree.find_all(kinds)]  # type: ignore[attr-defined]
    constants = [constant for one in asked for constant in (one, *one.find_all(nodes.Const))]
    return {one.value for one in constants if isinstance(one, nodes.Const) and isinstance(one.value, str)}


@pytest.mark.parametrize("name", PAGES)
def test_every_template_is_well_formed_and_asks_for_templates_that_exist(name: str) -> None:
    assert names_asked_for(name) <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_outside(name: str) -> None:
    text = source(name)

    assert not re.search(r"<style\b|\sstyle=|javascript:|\son[a-z]+=", text)
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", text))
    outside = [
        url for url in re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}\S*", text) if not url.startswith(OWN_HOSTS)
    ]
    assert not outside


@pytest.mark.parametrize("name", PAGES)
def test_every_form_that_changes_something_carries_a_token(name: str) -> None:
    for form in POST_FORM.findall(source(name)):
        assert re.search(r"csrf|hidden_tag", form), form[:120]


@pytest.mark.parametrize("name", PAGES)
def test_every_template_says_first_what_it_needs(name: str) -> None:
    if name.rpartition("/")[2].startswith("_") or name.startswith("components/"):
        assert (TEMPLATES / name).read_text("utf-8").lstrip().startswith("{#"), name


def test_every_part_and_component_is_used() -> None:
    asked = {wanted for name in PAGES for wanted in names_asked_for(name)}
    code = "".join(path.read_text("utf-8") for path in (ROOT / "docarchive").rglob("*.py"))
    parts = [name for name in PAGES if name.startswith("components/") or name.rpartition("/")[2].startswith("_")]

    assert [
        name for name in parts if name not in asked and f'"{name}"' not in code and name != "components/gallery.html"
    ] == []


def test_every_icon_named_in_a_template_or_in_code_is_in_the_sprite() -> None:
    named = {name for page in PAGES for match in ICON_CALL.findall(source(page)) for name in match if name}
    named |= {place.icon for place in PLACES}

    assert named <= set(LOCK["icons"])


def test_vendored_files_are_the_ones_that_were_locked() -> None:
    folders = [ROOT / package["folder"] for package in LOCK["packages"].values()]
    found = {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }

    assert found == LOCK["sha256"]
    assert all((folder / "LICENSE").is_file() for folder in folders)


def test_the_style_sheet_uses_nothing_that_the_last_browsers_of_windows_7_lack() -> None:
    css = CSS_COMMENT.sub("", (STATIC / "docarchive.css").read_text("utf-8"))

    assert not re.search(r":has\(|color-mix\(|light-dark\(|^\s*&|@layer|@container", css, re.MULTILINE)
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", css)


def test_scripts_hold_no_outside_address_and_no_code_from_text() -> None:
    for path in sorted((STATIC / "js").glob("*.js")):
        text = path.read_text("utf-8")
        assert not re.search(r"https?://|\beval\(|new Function|innerHTML|\.style\b|document\.write", text), path.name
