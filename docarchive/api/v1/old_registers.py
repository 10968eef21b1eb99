"""An old register taken into the lines of a volume."""

from __future__ import annotations

from flask import request

from docarchive.api.description import is_set, takes
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.registers_shapes import OldRegisterOut, OldRowOut, OldVolumeOut
from docarchive.core.web import actor, work
from docarchive.kernel.errors import InvalidInputError
from docarchive.registers.queries import registers as queries
from docarchive.registers.services import importing
from docarchive.registers.services.old_checking import Checked


@bp.post("/registers/<register_id>/import")
@bp.doc(extensions=takes(required=("file",), file="file", dry_run="flag", closes_gaps="flag"))
@bp.output(OldRegisterOut)
def import_old_register(register_id: str) -> OldRegisterOut:
    """Take an old register (.xlsx, .xls, .csv) into this one; ``dry_run`` only says what would become of it."""
    uow, register = work(), queries.register(work().session, actor(), register_id)
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInputError("Thiếu tệp ở phần “file”.", code="no-file")
    source = importing.keep(uow, register, file.read(importing.LARGEST_BYTES + 1), file.filename)
    rows = importing.rows_of(uow, register, source)
    if is_set("dry_run"):
        outcome = importing.look(uow, register, rows)
    else:
        outcome = importing.take(uow, register, rows, source, closes_gaps=is_set("closes_gaps"))
    return OldRegisterOut(
        made=outcome.good, known=outcome.known, refused=len(outcome.refused), linked=outcome.linked,
        volumes=[fields_of(OldVolumeOut, one, missing=list(one.missing)) for one in outcome.volumes],
        rows=[_row(one) for one in outcome.rows],
    )  # fmt: skip


def _row(one: Checked) -> OldRowOut:
    return OldRowOut(
        sheet=one.row.sheet, line=one.row.line, number=one.number.printed if one.number else None,
        outcome="good" if one.is_good else "known" if one.is_known else "refused", problems=one.problems,
        notes=one.notes, document_id=one.document_id,
    )  # fmt: skip
