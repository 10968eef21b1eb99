"""Words as underthesea segments them, with exact offsets, whole document numbers and no word across a line end."""

from __future__ import annotations

import re
from itertools import accumulate, compress

from indexer.normalise.letters import clean, is_clean
from indexer.numbers import find_all
from indexer.tokenise.chain import Chain
from indexer.tokenise.pieces import Pieces
from indexer.tokenise.protocol import Token
from indexer.tokenise.underthesea_files import UndertheseaFiles, read_files

_RUN = re.compile(r"(\S+)")
_LINE_ENDS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MAY_BE_NUMBER = re.compile(r"\d[^\s]{0,12}\s?[-/–]")
_BLANK = re.compile(r"\s")
_Spans = list[tuple[int, int]]


class UndertheseaTokeniser:
    """underthesea's words.

    On plain lines the words are those of ``underthesea.word_tokenize``. They differ where that one breaks what belongs
    together: document numbers without blanks stay whole, zero-width characters and soft hyphens are no tokens, and
    ``These`` is not torn for the academic title in it. Surfaces keep the text's own spelling (``qui``, ``hoà``).

    Args:
        files: Those of the installed underthesea if left out.
    """

    name = "underthesea"

    def __init__(self, files: UndertheseaFiles | None = None) -> None:
        files = files or read_files()
        self._pieces = Pieces(files.spellings)
        self._chain = Chain(files)

    def tokens(self, text: str) -> list[Token]:
        """Cut a text into words and signs; its surfaces keep the spelling of the text."""
        tokens: list[Token] = []
        at = 0
        text_is_clean = is_clean(text)
        for line in _LINE_ENDS.sub("\n", text).split("\n"):
            spans = self._line(line) if text_is_clean or is_clean(line) else self._unclean_line(line)
            tokens += [(at + start, at + end, line[start:end]) for start, end in spans]
            at += len(line) + 1
        return tokens

    def _unclean_line(self, line: str) -> _Spans:
        cleaned = clean(line)
        return [cleaned.span(start, end) for start, end in self._line(cleaned.text)]

    def _line(self, line: str) -> _Spans:
        runs = _RUN.split(line)
        if len(runs) < 2:
            return []
        offsets = list(accumulate(map(len, runs)))[:-1:2]
        if not runs[-1]:
            runs[-2] += "\n"  # nothing follows, not even a blank
        spellings: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for at, (names, begun, ended) in zip(offsets, map(self._pieces.__getitem__, runs[1::2]), strict=True):
            if len(names) == 1:
                spellings.append(names[0])
                starts.append(at)
                ends.append(at + ended[0])
            else:
                spellings += names
                starts += [at + start for start in begun]
                ends += [at + end for end in ended]
        words = _joined(starts, ends, self._chain.continues(spellings))
        if _MAY_BE_NUMBER.search(line):
            numbers = [(start, end) for _, start, end in find_all(line) if not _BLANK.search(line, start, end)]
            return _overlaid(line, words, numbers)
        return words


def _joined(starts: list[int], ends: list[int], continues: list[bool]) -> _Spans:
    """Words from pieces: each begins where one does not go on, and ends before the next that does not."""
    begins = [not goes_on for goes_on in continues]
    return list(zip(compress(starts, begins), compress(ends, [*begins[1:], True]), strict=True))


def _overlaid(line: str, words: _Spans, numbers: _Spans) -> _Spans:
    """Put whole numbers in place of the words they are torn into; what a word has left beside them stays one."""
    merged: _Spans = []
    at = 0
    for start, end in numbers:
        while at < len(words) and words[at][0] < start:
            word_start, word_end = words[at]
            if word_end > start:
                word_end = start
                while line[word_end - 1].isspace():
                    word_end -= 1
            merged.append((word_start, word_end))
            at += 1
        if merged and at and words[at - 1][1] > end:  # a word that holds the number and more
            at -= 1
        merged.append((start, end))
        while at < len(words) and words[at][1] <= end:
            at += 1
        if at < len(words) and words[at][0] < end:
            rest = end
            while line[rest].isspace():
                rest += 1
            words[at] = (rest, words[at][1])
    return merged + words[at:]
