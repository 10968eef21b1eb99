"""One more assignment from a sentence of the register, and where on its page the sentence stands."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.directions.models import Assignment
from docarchive.directions.quoting import place_of
from docarchive.directions.states import Source
from tests.archive.factories import make_document
from tests.conftest import csrf, sign_in
from tests.directions.factories import Sides, make_assignment, make_sides

TEXT = "Điều 1. Nhiệm vụ\nSở Thử rà soát\ncác trạm bơm.\nSở Mẫu lập kế hoạch sửa chữa các trạm bơm.\n"


@pytest.fixture
def sides(services: Services) -> Sides:
    with services.begin(Actor.operator()) as uow:
        return make_sides(uow)


def test_more_is_given_from_a_sentence(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        one = make_assignment(uow, sides)
    path = f"/directions/sentences/{one.direction_id}/add"
    clerk = sign_in(app, sides.clerk.username)

    def send(**values: str) -> int:
        fields = {f"order-{name}": value for name, value in {"term": "none", **values}.items()}
        return clerk.post(path, data={**csrf(clerk), **fields}).status_code

    assert path in clerk.get(f"/directions/{one.id}").text
    assert send(lead="") == 422
    assert send(lead=sides.unit.name, term="fixed", due_on="01/01/2020") == 422
    assert send(lead="Hội chưa có trong danh mục") == 422  # asked about once
    assert send(lead=sides.unit.name, term="working_days", days="5") == 302
    with services.work.reading(Actor.system()) as uow:
        rows = uow.session.scalars(select(Assignment).where(Assignment.direction_id == one.direction_id)).all()
        assert sorted((row.ordinal, row.lead_name, row.days) for row in rows) == [
            (1, sides.department.name, None), (2, sides.unit.name, 5),
        ]  # fmt: skip
    assert sign_in(app, sides.doer.username).get(path).status_code == 403
    assert sign_in(app, sides.outsider.username).get(path).status_code == 404


def test_a_quote_keeps_its_page_and_its_box(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        document = make_document(uow, kind="chỉ thị", number="5/CT-UBND", text=TEXT)
        one = make_assignment(
            uow, sides, source=Source.DOCUMENT, document=document, quote="Sở Thử rà soát các trạm bơm", page=None
        )
        other = make_assignment(uow, sides, source=Source.DOCUMENT, document=document, quote="Câu không có", page=1)
        apart = place_of(uow.session, uow.files, document, "các trạm bơm", 1)
        page, box = one.direction.page, one.direction.box
        unknown = other.direction.page, other.direction.box

    assert page == 1
    assert box is not None
    assert box[0] < box[2]
    assert unknown == (1, None)
    assert apart is not None
    clerk = sign_in(app, sides.clerk.username)
    link = f"/documents/{document.id}"
    frame = ",".join(f"{each:.1f}" for each in box)
    assert frame.replace(",", "%2C") in clerk.get(f"/directions/{one.id}").text.replace(",", "%2C")
    assert 'id="cau"' in clerk.get(f"{link}?trang=1&khung={frame}").text
    for wrong in ("1,2", "9,9,1,1", "a,b,c,d", "1e9,1,2,3"):
        assert 'id="cau"' not in clerk.get(f"{link}?trang=1&khung={wrong}").text
