"""Setting up an agency's registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docarchive.accounts.models import Agency, Unit
from docarchive.accounts.services.agencies import require_working
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import ConflictError, InvalidInputError
from docarchive.registers import symbols
from docarchive.registers.errors import SecretRegistersOffError
from docarchive.registers.models import Register
from docarchive.registers.policies import can_arrange
from docarchive.registers.queries.registers import registers_of
from docarchive.registers.states import Direction, Period


@dataclass(frozen=True)
class Design:
    """What a register is to be; see ``Register`` for the meaning of each."""

    name: str
    direction: Direction
    kinds: Sequence[str] = ()
    period: Period = Period.YEAR
    symbol: str = ""
    unit: Unit | None = None
    sort_order: int = 0
    is_secret: bool = False


COPIES = ("sao y", "trích sao", "sao lục")  # one series for all three (Decree 30/2020/NĐ-CP, Article 26)

# What nearly every office keeps; others are added by hand.
USUAL: tuple[Design, ...] = (
    Design("Sổ văn bản đến", Direction.INCOMING),
    Design("Sổ nghị quyết", Direction.OUTGOING, ["nghị quyết"], symbol=symbols.NAMED, sort_order=1),
    Design("Sổ quyết định", Direction.OUTGOING, ["quyết định"], symbol=symbols.NAMED, sort_order=2),
    Design("Sổ chỉ thị", Direction.OUTGOING, ["chỉ thị"], symbol=symbols.NAMED, sort_order=3),
    Design("Sổ công văn", Direction.OUTGOING, ["công văn"], symbol=symbols.LETTER, sort_order=4),
    Design("Sổ giấy mời", Direction.OUTGOING, ["giấy mời"], symbol=symbols.NAMED, sort_order=5),
    Design("Sổ văn bản đi", Direction.OUTGOING, symbol=symbols.NAMED, sort_order=9),
    Design("Sổ sao văn bản", Direction.OUTGOING, COPIES, symbol=symbols.NAMED, sort_order=10),
    Design("Sổ văn bản nội bộ", Direction.INTERNAL, symbol=symbols.NAMED),
)  # fmt: skip


def create_register(uow: UnitOfWork, agency: Agency, design: Design, *, may_be_secret: bool = False) -> Register:
    """Add a register to an agency.

    Args:
        may_be_secret: The installation keeps registers of secret papers (``secret_registers``).

    Raises:
        SecretRegistersOffError: It is to be one, and the installation keeps none.
        ConflictError: The agency has one of this name, or one of this direction that takes the same kind.
        InvalidInputError: The symbol's pattern cannot be filled in, or the name is empty.
    """
    uow.require(can_arrange(uow.actor, agency.id))
    require_working(uow, agency.id)
    if design.is_secret and not may_be_secret:
        raise SecretRegistersOffError
    uow.alone(f"registers of {agency.id}")
    _require_free(uow, agency, design)
    if design.direction is not Direction.INCOMING:
        symbols.checked(design.symbol)
    register = Register(
        agency=agency, unit=design.unit, direction=design.direction, name=design.name.strip(), kinds=list(design.kinds),
        period=design.period, symbol=design.symbol, sort_order=design.sort_order, is_secret=design.is_secret,
        created_at=uow.now,
    )  # fmt: skip
    uow.session.add(register)
    uow.session.flush()
    uow.record("register.created", register.id, agency=agency.id, name=register.name, direction=design.direction)
    return register


def create_usual(uow: UnitOfWork, agency: Agency) -> list[Register]:
    """Give an agency without registers those nearly every office keeps.

    Raises:
        ConflictError: It has registers already.
    """
    if registers_of(uow.session, agency.id):
        raise ConflictError("Cơ quan đã có sổ. Thêm từng sổ còn thiếu.")
    return [create_register(uow, agency, design) for design in USUAL]


def change_register(uow: UnitOfWork, register: Register, design: Design, *, is_open: bool) -> None:
    """Change how a register is called, what it takes and how symbols look; numbers given before keep theirs.

    Raises:
        ConflictError: Another one has this name or takes the same kind.
        InvalidInputError: The direction or the period would change, which would mix two series.
    """
    uow.require(can_arrange(uow.actor, register.agency_id))
    uow.alone(f"registers of {register.agency_id}")
    if (design.direction, design.period, design.is_secret) != (
        register.direction, register.period, register.is_secret,
    ):  # fmt: skip
        raise InvalidInputError("Chiều, độ mật và cách đánh số của sổ không đổi được; lập sổ mới và ngừng sổ này.")
    _require_free(uow, register.agency, design, besides=register)
    if design.direction is not Direction.INCOMING:
        symbols.checked(design.symbol)
    register.name, register.kinds, register.symbol = design.name.strip(), list(design.kinds), design.symbol
    register.unit, register.sort_order, register.is_open = design.unit, design.sort_order, is_open
    uow.record("register.changed", register.id, name=register.name, is_open=is_open)


def _require_free(uow: UnitOfWork, agency: Agency, design: Design, besides: Register | None = None) -> None:
    name = design.name.strip()
    if not name:
        raise InvalidInputError("Ghi tên sổ.", fields={"name": "Ghi tên sổ."})
    unit_id = design.unit.id if design.unit else None
    for other in registers_of(uow.session, agency.id):
        if other is besides:
            continue
        if other.name == name:
            raise ConflictError(f"Cơ quan đã có “{name}”. Đặt tên khác.")
        there = (other.direction, other.unit_id, other.is_secret)
        if other.is_open and there == (design.direction, unit_id, design.is_secret):
            _require_no_kind_shared(other, design)


def _require_no_kind_shared(other: Register, design: Design) -> None:
    if not other.kinds and not design.kinds:
        # Only incoming letters may be parted otherwise than by kind: complaints, those of the council.
        if design.direction is not Direction.INCOMING:
            raise ConflictError(f"“{other.name}” đã nhận mọi loại còn lại. Nêu loại văn bản cho sổ mới.")
        return
    if shared := sorted(set(other.kinds) & set(design.kinds)):
        raise ConflictError(f"Loại {', '.join(shared)} đã vào “{other.name}”. Bỏ loại ấy ở một trong hai sổ.")
