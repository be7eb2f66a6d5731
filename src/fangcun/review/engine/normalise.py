"""Text and lexicon in one spelling, with the way back to the original for every character."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangcun.review.engine.glyphs import WORD, glyphs

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]

_ADDED = np.array([ord(c) for c in "vwqx微薇威维徽我群裙扣球企"], np.uint32)


@dataclass(frozen=True, slots=True)
class Folded:
    """Text in its plain spelling: ``codes`` are its characters, ``origin[i]`` is where the i-th stood in the original.

    ``kinds`` says of each whether it is a word's character, a sign or the end of a line (see ``glyphs``).
    """

    codes: Codes
    origin: Places
    kinds: npt.NDArray[np.uint8]

    @property
    def text(self) -> str:
        """The characters as a string."""
        return to_text(self.codes)


def fold(text: str) -> Folded:
    """``text`` with widths, case, accents, look-alike letters and traditional characters made plain, ignorables gone.

    Signs and line ends stay. Folding what is folded changes nothing.
    """
    tables = glyphs()
    # Indices of the machine's own width are used three times and converted once.
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.intp)
    counts = tables.count.take(raw)
    if counts.size and counts.min() == 1 and counts.max() == 1:
        codes, origin, kinds = tables.plain.take(raw), np.arange(raw.size), tables.kind.take(raw)
    else:
        origin = np.repeat(np.arange(raw.size), counts)
        raw_kept = raw.take(origin)
        codes, kinds = tables.plain.take(raw_kept), tables.kind.take(raw_kept)
        for place in np.flatnonzero(counts > 1):
            first = int(np.searchsorted(origin, place))
            form = tables.many[int(raw[place])]
            codes[first : first + len(form)] = [ord(c) for c in form]
            kinds[first : first + len(form)] = tables.kind[codes[first : first + len(form)]]
    _read_plus(codes, kinds)
    return Folded(codes, origin, kinds)


def _read_plus(codes: Codes, kinds: npt.NDArray[np.uint8]) -> None:
    """Put 加 for a plus before what one is asked to add (+V, ➕群), in place."""
    plus = np.flatnonzero((codes == ord("+")) | (codes == ord("➕")))
    if plus.size:
        behind = codes[np.minimum(plus + 1, codes.size - 1)]
        asking = plus[np.isin(behind, _ADDED)]
        codes[asking], kinds[asking] = ord("加"), WORD


def tight(text: str) -> str:
    """``text`` as it is searched: folded, and the characters of words alone."""
    folded = fold(text)
    return to_text(folded.codes[folded.kinds == WORD])


def to_text(codes: Codes) -> str:
    """Code points as a string."""
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")
