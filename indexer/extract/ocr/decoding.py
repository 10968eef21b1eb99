"""Probabilities of digit strings from the frames of a reader: everything but digits is left out of account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from indexer.extract.ocr.anchors import Gap
    from indexer.extract.ocr.recognition import LineReading

Distribution = Mapping[str, float]

# Letters that handwriting makes of digits, and how much of their probability the digit gets.
_LOOK_ALIKE_WEIGHT = 0.3
_LOOK_ALIKES = (
    "OoQDUCc()ÔÓ", "lI|/!i][JjÌÍỊịA", "ZzJ", "Ээ", "AHhyY", "Ss$", "bGốÔ", "?TFrf", "B&", "gq",
)  # fmt: skip
_TWO_DIGITS = (("M", "11"), ("%", "96"))
_SPELLED = (*"0123456789", *(digits for _, digits in _TWO_DIGITS))
_PAPER = " .,:;'\"-_*~`^…–"
_BLANK_FLOOR, _DIGIT_FLOOR = 1e-4, 1e-6
_BEAM_WIDTH = 24
_LONGEST = 5


def digits_between(reading: LineReading, gap: Gap, longest: int = _LONGEST) -> Distribution:
    """Digit strings in the frames of a gap and their probabilities; they sum to 1, or there are none."""
    if gap.last <= gap.first:
        return {}
    return _beam(_digit_frames(reading, gap), longest)


def average(views: Sequence[Distribution]) -> dict[str, float]:
    """The mean of several views, each counting the same; views that saw nothing do not count."""
    seen = [view for view in views if view]
    mean: defaultdict[str, float] = defaultdict(float)
    for view in seen:
        for value, probability in view.items():
            mean[value] += probability / len(seen)
    return dict(mean)


def _digit_frames(reading: LineReading, gap: Gap) -> np.ndarray:
    """Columns: nothing, then what ``_SPELLED`` lists."""
    import numpy as np

    places = {letter: place for place, letter in enumerate(reading.alphabet) if letter}
    frames = reading.frames[gap.first : gap.last]
    silent = [0, *(places[letter] for letter in _PAPER if letter in places)]
    columns = [frames[:, silent].sum(axis=1) + _BLANK_FLOOR]
    for digit, alike in enumerate(_LOOK_ALIKES):
        similar = [places[letter] for letter in alike if letter in places]
        guessed = _LOOK_ALIKE_WEIGHT * frames[:, similar].sum(axis=1)
        columns.append(frames[:, places[str(digit)]] + guessed + _DIGIT_FLOOR)
    for letter, _ in _TWO_DIGITS:
        columns.append(_LOOK_ALIKE_WEIGHT * frames[:, places[letter]])
    kept = np.stack(columns, axis=1)
    shares: np.ndarray = kept / kept.sum(axis=1, keepdims=True)
    return shares


def _beam(frames: np.ndarray, longest: int) -> Distribution:
    """Prefix beam search: a string's probability is the sum over all ways the frames spell it."""
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}
    for frame in frames.tolist():
        grown: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for prefix, (blank, letter) in beams.items():
            grown[prefix][0] += (blank + letter) * frame[0]
            for digits, probability in zip(_SPELLED, frame[1:], strict=True):
                repeated = prefix.endswith(digits)
                if repeated:
                    grown[prefix][1] += letter * probability
                if len(prefix) + len(digits) <= longest:
                    grown[prefix + digits][1] += (blank if repeated else blank + letter) * probability
        best = sorted(grown.items(), key=lambda item: -sum(item[1]))[:_BEAM_WIDTH]
        beams = {prefix: (value[0], value[1]) for prefix, value in best}
    found = {prefix: sum(value) for prefix, value in beams.items() if prefix}
    total = sum(found.values())
    return {prefix: value / total for prefix, value in found.items()} if total else {}
