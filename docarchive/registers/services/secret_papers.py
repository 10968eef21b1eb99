"""Letters that bear a mark of secrecy: on paper alone, in a series of their own, without a word of what they say.

Source:
    Law 117/2025/QH15: secrets are neither written nor stored on devices connected to the Internet. Decree
    30/2020/NĐ-CP, Articles 15.2, 16.3, 18.2 and 22.4: their numbers run in a series of their own.
"""

from __future__ import annotations

import re

from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.ids import new_id
from docarchive.registers import symbols
from docarchive.registers.errors import SecretRegistersOffError, WrongRegisterError
from docarchive.registers.models import Register, RegisterNumber, SecretLine
from docarchive.registers.services import numbering

# Digits, then signs without a blank: nothing that says what the letter is about fits in.
_SYMBOL = re.compile(r"\d[\w./&-]{0,39}")
_NOT_A_SYMBOL = "Chỉ ghi số ký hiệu, ví dụ 12/UBND-NC; không ghi trích yếu, nơi gửi hay độ mật."


def enter(uow: UnitOfWork, register: Register, symbol: str = "", *, allowed: bool) -> RegisterNumber:
    """Give a paper its number in a secret register.

    Args:
        symbol: Number and symbol an incoming paper bears; outgoing ones get theirs by the register's pattern.
        allowed: The installation keeps secret registers (``secret_registers``).

    Raises:
        SecretRegistersOffError: It keeps none.
        WrongRegisterError: The register is for letters that are kept here.
        InvalidInputError: What was typed is more than a number and symbol.
    """
    if not allowed:
        raise SecretRegistersOffError
    if not register.is_secret:
        raise WrongRegisterError("Chỉ ghi văn bản giấy có dấu mật vào sổ mật.")
    typed = "".join(symbol.split())
    if typed and (not register.is_incoming or " " in symbol.strip() or _SYMBOL.fullmatch(typed) is None):
        raise InvalidInputError(_NOT_A_SYMBOL, fields={"symbol": _NOT_A_SYMBOL})
    number = numbering.give(uow, register, new_id())
    if not register.is_incoming:
        typed = symbols.compose(
            register.symbol, number.printed, year=number.day.year, kind="", agency=register.agency.short_name,
            unit=register.unit.short_name if register.unit else "",
        )  # fmt: skip
    uow.session.add(SecretLine(number=number, symbol=typed))
    uow.session.flush()
    return number
