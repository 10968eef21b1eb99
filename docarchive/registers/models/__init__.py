"""Tables of registers."""

from docarchive.registers.models.number import RegisterNumber
from docarchive.registers.models.old_line import OldLine
from docarchive.registers.models.register import Register, Volume
from docarchive.registers.models.secret_line import SecretLine

__all__ = ["OldLine", "Register", "RegisterNumber", "SecretLine", "Volume"]
