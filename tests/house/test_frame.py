"""What every page stands on renders by itself: the components, the error pages, the rail."""

from __future__ import annotations

import pytest
from flask import render_template

from docarchive.app import Application
from docarchive.navigation import Place, current

ERRORS = (400, 403, 404, 409, 413, 422, 429, 500, 503)


def test_the_page_of_components_renders(app: Application) -> None:
    with app.test_request_context("/"):
        page = render_template("components/gallery.html")

    assert page.count("<svg") > 20
    assert "Hiển thị 41–60 / 1.276" in page


@pytest.mark.parametrize("status", ERRORS)
def test_every_error_page_says_what_to_do_and_by_which_name_it_can_be_found(app: Application, status: int) -> None:
    with app.test_request_context("/"):
        page = render_template(f"errors/{status}.html", request_id="abc123")
        told = render_template(f"errors/{status}.html", message="Văn bản đã gửi lúc 14:30.")

    assert page.count("<h1") == 1
    assert "abc123" in page
    assert "Văn bản đã gửi lúc 14:30." in told


def test_the_rail_lights_the_place_that_names_a_page_before_the_one_whose_group_it_is_in() -> None:
    shelves = Place("Kho", "archive", "archive.browse", group="archive.")
    imports = Place("Nhập", "upload", "archive.imports", also=frozenset({"archive.batch"}))

    assert current([shelves, imports], "archive.batch") is imports
    assert current([shelves, imports], "archive.history") is shelves
    assert current([shelves, imports], "accounts.profile") is None
