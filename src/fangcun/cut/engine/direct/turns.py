"""Where a scene turns: the line that accuses or reveals, the change of a feeling, and what it does to the other."""

from __future__ import annotations

from collections.abc import Sequence

from fangcun.cut.contracts import Expression
from fangcun.cut.engine.direct import words
from fangcun.cut.engine.direct.beats import Beat
from fangcun.write.contracts import BlockKind, Voice

STRONG = frozenset({Expression.ANGER, Expression.CRY, Expression.SHOCK, Expression.FEAR, Expression.PAIN})
_WARM = frozenset({Expression.SMILE, Expression.LAUGH, Expression.TENDER})
TURN = 2
"""The weight from which on a line is the turn."""


def weight_of(beat: Beat, felt: Expression, before: Expression) -> int:
    """How much a line weighs: what it says, whether its feeling is strong, and whether it has just changed.

    ``felt`` is what its speaker feels now, ``before`` what they felt in their line before. A 卡点 weighs most.
    """
    said = words.weight_of(beat.text)
    reversed_ = (felt in STRONG and before in _WARM) or (felt in _WARM and before in STRONG)
    return said + (felt in STRONG and felt is not before) + reversed_ + 2 * beat.turn


def provoked(beat: Beat, felt: Expression, listener: str, coming: Sequence[Beat]) -> Expression:
    """What the face of the listener shows: what they will speak with next, else what the line provokes."""
    for later in coming[:2]:
        if later.lines and later.lines[0].speaker == listener:
            own = words.expression_of(later.lines[0].manner or "")
            if own and own is not Expression.NEUTRAL:
                return own
            break
    return words.answer_to_words(beat.text) or words.answer_to(felt)


def answered_at_once(listener: str, coming: Sequence[Beat]) -> bool:
    """Whether the very next thing shows the listener's feeling anyway, so that a reaction would show it twice."""
    if not coming:
        return False
    following = coming[0]
    if following.kind is BlockKind.ACTION:
        return listener in following.text
    if not following.lines or following.lines[0].speaker != listener:
        return False
    return (
        following.lines[0].voice is not Voice.SPOKEN or words.expression_of(following.lines[0].manner or "") in STRONG
    )
