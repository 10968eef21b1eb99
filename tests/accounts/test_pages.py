"""The administrator's pages and one's own, as people use them."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.accounts.models import Agency, User
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.roles import Role
from tests.conftest import csrf, sign_in
from tests.factories import PASSWORD, make_agency, make_unit, make_user


@pytest.mark.parametrize(
    "address",
    [
        "/profile", "/profile/password", "/profile/sessions", "/profile/tokens",
        "/admin/users", "/admin/users/new", "/admin/users/import", "/admin/agencies", "/admin/agencies/new",
        "/admin/agencies/import", "/admin/jobs", "/admin/audit", "/admin/state",
    ],
)  # fmt: skip
def test_pages_open(administrator: FlaskClient, address: str) -> None:
    answer = administrator.get(address)

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


def test_a_new_person_signs_in_with_the_password_shown_once_and_must_choose_another(
    app: Application, services: Services, administrator: FlaskClient
) -> None:
    with services.begin(Actor.operator()) as uow:
        unit = make_unit(uow)
    form = {"username": "lanht", "name": "Hoàng Thị Lan", "roles": ["clerk"], "title": "Văn thư"}
    made = administrator.post(
        "/admin/users/new", data={**form, "agency_id": unit.agency_id, "unit_id": unit.id, **csrf(administrator)}
    )
    password = re.search(r"<code[^>]*>([^<]+)</code>", made.text)
    assert password is not None

    browser = sign_in(app, "lanht", password[1])
    sent_away = browser.get("/profile")
    changed = browser.post(
        "/profile/password",
        data={"current": password[1], "password": "gió lùa qua cửa", "repeated": "gió lùa qua cửa", **csrf(browser)},
    )

    assert sent_away.location == "/profile/password"
    assert changed.status_code == 302
    assert "Văn thư, " in browser.get("/profile").text


def test_disabling_ends_sessions_at_once(app: Application, services: Services, administrator: FlaskClient) -> None:
    with services.begin(Actor.operator()) as uow:
        user = make_user(uow, username="binh")
    browser = sign_in(app, "binh")

    administrator.post(f"/admin/users/{user.id}/disable", data=csrf(administrator))

    assert browser.get("/profile").status_code == 302


def test_other_roles_end_sessions_at_once(app: Application, services: Services, administrator: FlaskClient) -> None:
    with services.begin(Actor.operator()) as uow:
        user = make_user(uow, username="binh", roles=[Role.CLERK])
    browser = sign_in(app, "binh")

    administrator.post(
        f"/admin/users/{user.id}", data={"name": user.name, "roles": ["specialist"], **csrf(administrator)}
    )

    assert browser.get("/profile").status_code == 302


def test_the_last_administrator_cannot_be_locked_out(services: Services, administrator: FlaskClient) -> None:
    with services.db.reading() as session:
        myself = session.scalars(select(User)).one()

    answer = administrator.post(f"/admin/users/{myself.id}/disable", data=csrf(administrator))

    assert answer.status_code == 409
    assert "quản trị viên cuối cùng" in answer.text


def test_a_changed_password_ends_the_other_sessions_only(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="binh")
    here, there = sign_in(app, "binh"), sign_in(app, "binh")

    form = {"current": PASSWORD, "password": "nắng vàng mật ong", "repeated": "nắng vàng mật ong"}
    here.post("/profile/password", data={**form, **csrf(here)})

    assert here.get("/profile").status_code == 200
    assert there.get("/profile").status_code == 302


def test_a_wrong_present_password_is_said_at_its_field(civil_servant: FlaskClient) -> None:
    form = {"current": "không nhớ", "password": "nắng vàng mật ong", "repeated": "nắng vàng mật ong"}

    answer = civil_servant.post("/profile/password", data={**form, **csrf(civil_servant)})

    assert answer.status_code == 422
    assert "Mật khẩu hiện tại chưa đúng." in answer.text


def test_an_agency_keeps_its_code_and_its_children_stay_below_it(
    services: Services, administrator: FlaskClient
) -> None:
    with services.begin(Actor.operator()) as uow:
        top = make_agency(uow, code="Y01", name="Cơ quan Một")
        below = make_agency(uow, code="Y01.02", name="Cơ quan Hai", parent=top)

    loop = administrator.post(
        f"/admin/agencies/{top.id}", data={"name": "Cơ quan Một", "parent_id": below.id, **csrf(administrator)}
    )
    taken = administrator.post(
        "/admin/agencies/new", data={"code": "y01.02", "name": "Cơ quan Ba", **csrf(administrator)}
    )

    assert loop.status_code == 422
    assert "cấp dưới của nó" in loop.text
    assert taken.status_code == 422
    assert "đã cấp cho cơ quan khác" in taken.text


def test_a_list_of_agencies_is_taken_row_by_row(services: Services, administrator: FlaskClient) -> None:
    rows = "code;name;parent_code\nX05;Cơ quan Năm;\nX05.01;Phòng Một;X05\nsai mẫu;Không nhận;\nX05;Cơ quan Năm;\n"
    file = (io.BytesIO(rows.encode("utf-8-sig")), "co-quan.csv")

    answer = administrator.post("/admin/agencies/import", data={"file": file, **csrf(administrator)})

    with services.db.reading() as session:
        assert set(session.scalars(select(Agency.code).where(Agency.code.startswith("X05")))) == {"X05", "X05.01"}
    assert "2 dòng mới, 1 dòng đã có, 1 dòng không nhận" in answer.text


def test_a_dry_run_of_a_list_changes_nothing(services: Services, administrator: FlaskClient) -> None:
    file = (io.BytesIO("username,name,roles\nhoa,Trần Thị Hoa,clerk\n".encode()), "nguoi.csv")

    answer = administrator.post("/admin/users/import", data={"file": file, "dry_run": "y", **csrf(administrator)})

    assert "Nếu nhập: 1 dòng mới" in answer.text
    with services.db.reading() as session:
        assert session.scalar(select(User).where(User.username == "hoa")) is None


def test_the_audit_page_filters_and_exports(administrator: FlaskClient) -> None:
    page = administrator.get("/admin/audit?action=session.opened")
    table = administrator.get("/admin/audit/export.csv?action=session.opened")
    sheet = administrator.get("/admin/audit/export.xlsx")
    after = administrator.get("/admin/audit?action=audit.exported")

    assert "Đăng nhập" in page.text
    assert '<span class="soft">địa chỉ:</span> 127.0.0.1' in page.text
    assert table.data.startswith(b"\xef\xbb\xbf")
    assert table.text.count("session.opened") == 1
    assert sheet.data.startswith(b"PK")
    assert after.text.count('<td class="num" data-label="Số">') == 2
