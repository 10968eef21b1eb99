"""Neural readers that wheels carry: found beside their packages, loaded once, run without asking those packages.

The packages are never imported: they would look for absent files on the network. Only their model files are used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

# A second thread waits more than it works on lines this small.
THREADS = 1
_LIBRARIES = ("numpy", "cv2", "onnxruntime")
_DETECTION = ("rapidocr", "models/PP-OCRv6_det_small.onnx")
_DIGITS = ("rapidocr", "models/PP-OCRv6_rec_small.onnx")
_VIETNAMESE = ("asterocr", "assets/asternet.onnx")
_VIETNAMESE_ALPHABET = ("asterocr", "assets/vocab.json")


@dataclass(frozen=True, slots=True)
class LineModel:
    """A reader of single lines: picture in, a probability for every letter in every frame out.

    Attributes:
        alphabet: What each column of the output stands for; the first is the blank of CTC.
        height: Pixels the picture must have.
        widest: Pixels the picture may have.
        logarithmic: The output is logarithms, time first.
    """

    session: Any
    alphabet: tuple[str, ...]
    height: int
    widest: int
    logarithmic: bool

    def run(self, pictures: np.ndarray) -> np.ndarray:
        out: np.ndarray = self.session.run(None, {self.session.get_inputs()[0].name: pictures})[0]
        return out


@cache
def are_available() -> bool:
    """Whether the libraries and all model files of the extra ``[scan]`` are there."""
    if any(find_spec(name) is None for name in _LIBRARIES):
        return False
    files = [_file(*place) for place in (_DETECTION, _DIGITS, _VIETNAMESE, _VIETNAMESE_ALPHABET)]
    return all(file is not None and file.is_file() for file in files)


@cache
def detector() -> Any:
    """Session that marks where text stands."""
    return _session(_DETECTION)


@cache
def digit_reader() -> LineModel:
    """PP-OCRv6: the surest on digits, written by hand too; knows few Vietnamese letters."""
    session = _session(_DIGITS)
    letters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return LineModel(session, ("", *letters, " "), height=48, widest=3200, logarithmic=False)


@cache
def vietnamese_reader() -> LineModel:
    """AsterNet: knows every Vietnamese letter."""
    alphabet = json.loads(_present(_VIETNAMESE_ALPHABET).read_text(encoding="utf-8"))["chars"]
    return LineModel(_session(_VIETNAMESE), ("", *alphabet[1:]), height=32, widest=1024, logarithmic=True)


def _file(package: str, path: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / path


def _present(place: tuple[str, str]) -> Path:
    file = _file(*place)
    if file is None:
        raise FileNotFoundError(place[0])
    return file


def _session(place: tuple[str, str]) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # pictures differ in size; the arena only grows
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(_present(place)), options, providers=["CPUExecutionProvider"])
