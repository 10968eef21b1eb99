"""An agency with people who keep dossiers, a filing list and documents; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from docarchive.accounts.models import Agency, User
from docarchive.archive.models import Document
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.models import Dossier, FilingList
from docarchive.dossiers.services import closing, contents, filing, opening
from docarchive.dossiers.services.closing import Ending
from docarchive.dossiers.services.filing import Line, Section
from docarchive.dossiers.services.opening import Design
from docarchive.dossiers.states import Numbering, Retention
from docarchive.kernel.roles import Role
from tests.archive.factories import make_batch, make_document
from tests.factories import actor_for, make_agency, make_user

YEAR = 2026
SECTIONS = (
    Section(
        "Tổ chức cán bộ", "TCCB",
        [
            Line("Hồ sơ tuyển dụng công chức năm 2026", Retention.YEARS_70, keeper="Phòng Tổ chức"),
            Line("Kế hoạch, báo cáo công tác cán bộ", Retention.YEARS_20, keeper="Phòng Tổ chức", note="Hằng năm"),
        ],
    ),
    Section("Hành chính", "HC", [Line("Hồ sơ hội nghị tổng kết năm 2026", Retention.FOREVER, keeper="Văn phòng")]),
)  # fmt: skip
DESIGN = Design("90.NV", "Hồ sơ kiểm tra công tác văn thư năm 2026", Retention.YEARS_10, date(2026, 2, 2))


@dataclass(frozen=True)
class Office:
    """An agency and its people."""

    agency: Agency
    clerk: User
    leader: User
    officer: User
    colleague: User


def make_office(uow: UnitOfWork, **values: Any) -> Office:
    """Make an agency with a clerk, a leader and two who handle matters."""
    agency = make_agency(uow, **values)
    return Office(
        agency,
        clerk=make_user(uow, roles=[Role.CLERK], agency=agency, title="Văn thư"),
        leader=make_user(uow, roles=[Role.LEADER], agency=agency, title="Giám đốc"),
        officer=make_user(uow, roles=[Role.SPECIALIST], agency=agency),
        colleague=make_user(uow, roles=[Role.SPECIALIST], agency=agency),
    )


@contextmanager
def acting(uow: UnitOfWork, who: User) -> Iterator[UnitOfWork]:
    """Let a unit of work act as somebody for a while."""
    before, uow.actor = uow.actor, actor_for(uow, who)
    try:
        yield uow
    finally:
        uow.actor = before


def make_list(uow: UnitOfWork, office: Office, *, in_force: bool = True, **values: Any) -> FilingList:
    """Make the filing list of 2026, which holds unless told otherwise."""
    given = {"year": YEAR, "numbering": Numbering.THROUGH, "sections": SECTIONS, **values}
    with acting(uow, office.clerk):
        made = filing.create_list(uow, office.agency, **given)
    if in_force:
        with acting(uow, office.leader):
            filing.approve(uow, made)
        with acting(uow, office.clerk):
            filing.put_in_force(uow, made, "12/QĐ-STC", date(YEAR, 1, 5))
    return made


def make_dossier(uow: UnitOfWork, office: Office, holder: User | None = None, **values: Any) -> Dossier:
    """Open a dossier outside the list, by the officer unless told otherwise."""
    with acting(uow, holder or office.officer):
        return opening.open_dossier(uow, office.agency, YEAR, replace(DESIGN, **values))


def make_paper(uow: UnitOfWork, office: Office | None = None, **values: Any) -> Document:
    """A document, public unless an office keeps it for itself."""
    if office is None:
        return make_document(uow, **values)
    return make_document(uow, make_batch(uow, agency_id=office.agency.id, level=AccessLevel.AGENCY), **values)


def fill(uow: UnitOfWork, dossier: Dossier, *documents: Document) -> None:
    """Put documents into a dossier, as its holder."""
    assert dossier.holder is not None
    with acting(uow, dossier.holder):
        for document in documents:
            contents.put_in(uow, dossier, document)


def make_closed(uow: UnitOfWork, office: Office, ended_on: date = date(2026, 6, 1), **values: Any) -> Dossier:
    """A dossier with one sound document, closed."""
    dossier = make_dossier(uow, office, **values)
    fill(uow, dossier, make_paper(uow, office, number=f"{len(dossier.symbol)}{ended_on.day}/KH-STC"))
    with acting(uow, office.officer):
        ending = Ending(dossier.title, Retention(dossier.retention), dossier.retention_years, ended_on, True)
        closing.close(uow, dossier, ending)
    return dossier


def set_up(services: Services) -> Office:
    """Make an office and commit it."""
    with services.begin(Actor.operator()) as uow:
        return make_office(uow)
