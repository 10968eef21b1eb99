"""The files underthesea installs: its weights, feature templates, dictionary and spelling rules.

They are read as data. The package itself is never imported: that costs half a second and 80 MB, and its own way
through the model is several times slower.
"""

from __future__ import annotations

import importlib.util
import io
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.tokenise.crfsuite import LinearChain, NotTheModelError, read_model

_MODEL = Path("pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727")
_RULES = Path("pipeline/text_normalize/tn_rules_2023_07_14.bin")


@dataclass(frozen=True, slots=True)
class UndertheseaFiles:
    """What the segmentation is made of.

    Attributes:
        templates: Names of the features in the order of the model: ``T[-1,0].lower``.
        dictionary: Words in lower case, syllables parted by one blank.
        spellings: Syllable → the spelling the model was trained on (``hoà`` → ``hòa``).
    """

    model: LinearChain
    templates: tuple[str, ...]
    dictionary: frozenset[str]
    spellings: dict[str, str]


class _DataOnly(pickle.Unpickler):
    """Builds lists, sets, dictionaries and strings, and refuses whatever would run code."""

    def find_class(self, module: str, name: str) -> Any:
        raise NotTheModelError(f"unexpected {module}.{name} in a data file")


def read_files() -> UndertheseaFiles:
    """Read the files of the installed underthesea.

    Raises:
        FileNotFoundError: underthesea is not installed, or in a version with other files.
        NotTheModelError: A file is damaged.
    """
    root = underthesea_home()
    model = read_model((root / _MODEL / "models.bin").read_bytes())
    if set(model.labels) != {"B-W", "I-W"} or model.labels[0] != "B-W":
        raise NotTheModelError(f"unexpected labels {model.labels}")
    rules = _data(root / _RULES)
    return UndertheseaFiles(
        model,
        tuple(_data(root / _MODEL / "features.bin")),
        frozenset(_data(root / _MODEL / "dictionary.bin")),
        {before: after for before, after in rules["token"].items() if before != after},
    )


def underthesea_home() -> Path:
    """The folder of the installed underthesea.

    Raises:
        FileNotFoundError: It is not installed.
    """
    spec = importlib.util.find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("underthesea")
    return Path(next(iter(spec.submodule_search_locations)))


def _data(path: Path) -> Any:
    try:
        return _DataOnly(io.BytesIO(path.read_bytes())).load()
    except (pickle.UnpicklingError, EOFError) as error:
        raise NotTheModelError(f"{path.name}: {error}") from error
