"""What comes of handing a packet over: a receipt, a reason to wait, a refusal, or word that it is on its way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Received:
    """The receiver has it; these are its exact words and its signature over them."""

    receipt: str
    signature: str


@dataclass(frozen=True)
class Later:
    """Not now; trying again may help.

    Attributes:
        after_s: Not sooner than this; None: as the rule for tries says.
        reached: The other side answered, if only to say so.
        left: The packet may have arrived all the same; False: nobody can have it.
    """

    code: str
    reason: str
    after_s: int | None = None
    reached: bool = False
    left: bool = True


@dataclass(frozen=True)
class Refused:
    """Never; the same packet will be refused again.

    Attributes:
        status: HTTP status that says it to a caller of ours.
    """

    code: str
    reason: str
    status: int = 422


@dataclass(frozen=True)
class Handed:
    """It lies where the other side will take it; its answer comes later."""

    note: str = ""


@dataclass(frozen=True)
class Told:
    """The axis says that the receiver took it; nobody signed for it."""

    words: str


@dataclass(frozen=True)
class Said:
    """A reply in its exact words, and our signature over them."""

    text: str
    signature: str


DoorAnswer = Received | Later | Refused
Answer = Received | Later | Refused | Handed | Told
