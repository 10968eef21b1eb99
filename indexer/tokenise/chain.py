"""The best cut of one line: where the model begins a word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from indexer.tokenise.crfsuite import NotTheModelError
from indexer.tokenise.underthesea_files import UndertheseaFiles
from indexer.tokenise.windows import EDGE, Pair, Windows


class Chain:
    """Tells for every token of a line whether it goes on with the word before it.

    Safe to use from several threads: the tables only remember what is the same for everybody.
    """

    def __init__(self, files: UndertheseaFiles) -> None:
        self._windows = Windows(files)
        moves = files.model.transitions
        begin_begin, begin_inside = moves.get((0, 0), 0.0), moves.get((0, 1), 0.0)
        inside_begin, inside_inside = moves.get((1, 0), 0.0), moves.get((1, 1), 0.0)
        # Leads of "inside" from which "begin", then also "inside", is best reached from "inside".
        self._low = begin_begin - inside_begin
        self._high = begin_inside - inside_inside
        if self._low > self._high:
            raise NotTheModelError("words of this model rather change than stay")
        # What the next token's lead begins with, by where its labels are reached from.
        self._both_begin = begin_inside - begin_begin
        self._both_inside = inside_inside - inside_begin
        self._crossed = begin_inside - inside_begin

    def continues(self, tokens: Sequence[str]) -> list[bool]:
        """For each token whether it goes on with the word of the token before; the first never does.

        Args:
            tokens: Tokens of one line in the model's spelling, none of them empty.
        """
        if len(tokens) < 2:
            return [False] * len(tokens)
        return self._best(self._scores(tokens))

    def _scores(self, tokens: Sequence[str]) -> list[float]:
        """What speaks for "inside a word" over "begins a word" at each token, by its surroundings."""
        windows = self._windows
        padded = [EDGE, EDGE, *tokens, EDGE, EDGE]
        pairs = list(map(windows.__getitem__, pairwise(padded)))
        plain = windows.plain
        scores = [
            plain + a[3] + b[2] + c[1] + d[0]
            for a, b, c, d in zip(pairs, pairs[1:], pairs[2:], pairs[3:], strict=False)
        ]
        scores[0] += windows.begun + windows.first
        scores[1] += windows.begun
        scores[-1] += windows.ended + windows.last
        scores[-2] += windows.ended
        self._add_triples(tokens, pairs, scores)
        return scores

    def _add_triples(self, tokens: Sequence[str], pairs: list[Pair], scores: list[float]) -> None:
        windows = self._windows
        for index in range(len(tokens) - 2):
            pair = pairs[index + 2]  # tokens index and index + 1; two edges stand before the line
            if not pair.busy:
                continue
            if pair.title and pairs[index + 3].title:
                scores[index] += windows.title
            if pair.thirds is None:
                continue
            third = tokens[index + 2]
            for triple in (
                pair.thirds.exact.get(third),
                windows.known if third.lower() in pair.thirds.words else None,
            ):
                if triple is not None:
                    scores[index] += triple.first
                    scores[index + 1] += triple.middle
                    scores[index + 2] += triple.last

    def _best(self, scores: list[float]) -> list[bool]:
        """Viterbi over two labels, kept as the lead of "inside" over "begin".

        With a low lead the best ways to both next labels come from "begin", with a high one both from "inside"; between
        the two each label is best reached from the other one.
        """
        low, high = self._low, self._high
        labels: list[bool | None] = []
        lead = scores[0]
        for score in scores[1:]:
            if lead <= low:
                labels.append(False)
                lead = self._both_begin + score
            elif lead > high:
                labels.append(True)
                lead = self._both_inside + score
            else:
                labels.append(None)
                lead = self._crossed - lead + score
        labels.append(lead > 0)
        for index in range(len(labels) - 2, -1, -1):
            if labels[index] is None:
                labels[index] = not labels[index + 1]
        labels[0] = False
        return cast("list[bool]", labels)
