"""Reading a CRFsuite model of two labels as one number per attribute: how much it speaks for the second label."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

_HEADER: Final = struct.Struct("<4sI4sIIIIIIIII")
_CHUNK: Final = struct.Struct("<4sII")
_FEATURE: Final = struct.Struct("<IIId")
_DATABASE: Final = struct.Struct("<4sIIIII")
_U32: Final = struct.Struct("<I")
_STATE, _TRANSITION = 0, 1


class NotTheModelError(ValueError):
    """The file is no CRFsuite model with two labels."""


@dataclass(frozen=True, slots=True)
class LinearChain:
    """A linear chain over two labels.

    Attributes:
        weights: Attribute → its weight for the second label less its weight for the first.
        transitions: Weight by (label before, label after), 0 the first label.
    """

    labels: tuple[str, str]
    weights: dict[str, float]
    transitions: dict[tuple[int, int], float]


def read_model(content: bytes) -> LinearChain:
    """Read a model file.

    Raises:
        NotTheModelError: Not the format, damaged, or other than two labels.
    """
    try:
        return _read(content)
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise NotTheModelError(str(error)) from error


def _read(content: bytes) -> LinearChain:
    magic, _, kind, _, _, labels_n, attributes_n, features_at, labels_at, attributes_at, _, refs_at = (
        _HEADER.unpack_from(content)
    )
    if magic != b"lCRF" or kind != b"FOMC" or labels_n != 2:
        raise NotTheModelError("not a CRFsuite model of two labels")
    _, _, features_n = _CHUNK.unpack_from(content, features_at)
    first = features_at + _CHUNK.size
    features = list(_FEATURE.iter_unpack(content[first : first + features_n * _FEATURE.size]))
    labels = _strings(content, labels_at, 2)
    names = _strings(content, attributes_at, attributes_n)
    weights: dict[str, float] = {}
    for name, own in zip(names, _references(content, refs_at, attributes_n), strict=True):
        weights[name] = sum(
            features[feature][3] * (1 if features[feature][2] else -1)
            for feature in own
            if features[feature][0] == _STATE
        )
    transitions = {(source, target): weight for kind_, source, target, weight in features if kind_ == _TRANSITION}
    return LinearChain((labels[0], labels[1]), weights, transitions)


def _strings(content: bytes, at: int, count: int) -> list[str]:
    """The names of a CQDB in the order of their ids, by its table of backward links."""
    magic, _, _, _, links_n, links_at = _DATABASE.unpack_from(content, at)
    if magic != b"CQDB" or links_n < count:
        raise NotTheModelError("a table of names is damaged")
    names = []
    for (offset,) in _U32.iter_unpack(content[at + links_at : at + links_at + 4 * count]):
        record = at + offset
        (length,) = _U32.unpack_from(content, record + 4)
        names.append(content[record + 8 : record + 7 + length].decode())
    return names


def _references(content: bytes, at: int, count: int) -> list[tuple[int, ...]]:
    """The feature numbers of every attribute."""
    lists = []
    for (offset,) in _U32.iter_unpack(content[at + _CHUNK.size : at + _CHUNK.size + 4 * count]):
        (length,) = _U32.unpack_from(content, offset)
        lists.append(struct.unpack_from(f"<{length}I", content, offset + 4))
    return lists
