"""Agencies and units: everybody may read the tree, the administrator changes it."""

from __future__ import annotations

from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies as queries
from docarchive.accounts.services import agencies as services
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.people import administration
from docarchive.api.v1.people_shapes import AgenciesOut, AgencyIn, AgencyOut, NewAgencyIn, UnitIn, UnitOut
from docarchive.core.web import work
from docarchive.core.work import UnitOfWork


@bp.get("/agencies")
@bp.output(AgenciesOut)
def list_agencies() -> AgenciesOut:
    """List all agencies, children below their parent."""
    return AgenciesOut(agencies=[_shown(row.agency) for row in queries.tree(work().session)])


@bp.get("/agencies/<agency_id>")
@bp.output(AgencyOut)
def one_agency(agency_id: str) -> AgencyOut:
    """Show an agency with its units."""
    return _shown(queries.agency(work().session, agency_id))


@bp.post("/agencies")
@bp.input(NewAgencyIn, arg_name="new")
@bp.output(AgencyOut, status_code=201)
def create_agency(new: NewAgencyIn) -> AgencyOut:
    """Add an agency; its code stays for ever."""
    uow = administration()
    agency = services.create_agency(
        uow,
        new.code,
        new.name,
        short_name=new.short_name,
        old_code=new.old_code,
        parent=_chosen(uow, new.parent_id),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        sort_order=new.sort_order,
        is_ours=not new.foreign,
    )
    return _shown(agency)


@bp.put("/agencies/<agency_id>")
@bp.input(AgencyIn, arg_name="wanted")
@bp.output(AgencyOut)
def change_agency(agency_id: str, wanted: AgencyIn) -> AgencyOut:
    """Change an agency."""
    uow = administration()
    agency = queries.agency(uow.session, agency_id)
    services.change_agency(
        uow,
        agency,
        name=wanted.name,
        short_name=wanted.short_name,
        old_code=wanted.old_code,
        parent=_chosen(uow, wanted.parent_id),
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
        successor=_chosen(uow, wanted.successor_id),
        sort_order=wanted.sort_order,
    )
    return _shown(agency)


@bp.post("/agencies/<agency_id>/units")
@bp.input(UnitIn, arg_name="new")
@bp.output(UnitOut, status_code=201)
def create_unit(agency_id: str, new: UnitIn) -> UnitOut:
    """Add a unit."""
    uow = administration()
    agency = queries.agency(uow.session, agency_id)
    unit = services.create_unit(uow, agency, new.name, short_name=new.short_name, sort_order=new.sort_order)
    return fields_of(UnitOut, unit)


@bp.put("/agencies/<agency_id>/units/<unit_id>")
@bp.input(UnitIn, arg_name="wanted")
@bp.output(UnitOut)
def change_unit(agency_id: str, unit_id: str, wanted: UnitIn) -> UnitOut:
    """Change a unit."""
    uow = administration()
    unit = queries.unit_of(uow.session, agency_id, unit_id)
    services.change_unit(uow, unit, **wanted.model_dump())
    return fields_of(UnitOut, unit)


def _shown(agency: Agency) -> AgencyOut:
    return fields_of(AgencyOut, agency, units=[fields_of(UnitOut, unit) for unit in agency.units])


def _chosen(uow: UnitOfWork, agency_id: str | None) -> Agency | None:
    return queries.agency(uow.session, agency_id) if agency_id else None
