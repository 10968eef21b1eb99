"""Pages of registers, those that show letters included: what a letter says is asked of those who keep it."""

from docarchive.registers.views import acts, importing, registers, volumes
from docarchive.registers.views.blueprint import bp

__all__ = ["acts", "bp", "importing", "registers", "volumes"]
