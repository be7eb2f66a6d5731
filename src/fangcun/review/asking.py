"""A second reading of a text by a language model: passages out, findings in. Without a model there is none."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from fangcun.config import config
from fangcun.kit.errors import FangcunError, Kind, Problem, Severity
from fangcun.review.contracts import Finding, SecondReading
from fangcun.review.engine.second.answers import read_answer
from fangcun.review.engine.second.categories import Category, categories
from fangcun.review.engine.second.counting import counted, fresh
from fangcun.review.engine.second.orders import orders_in
from fangcun.review.engine.second.passages import Passage, passages
from fangcun.review.engine.second.prompt import messages
from fangcun.review.model_http import Model, Wait, ask

_HOPELESS = {"model.address", "model.denied", "model.refused", "model.unreachable"}  # the next passage would fare alike
_PATIENCE = 3  # passages in a row that fail before the rest is left


def configured_model() -> Model | None:
    """The model that the settings name, None where they name none."""
    settings = config()
    if not settings.model_url or not settings.model_name:
        return None
    return Model(settings.model_url, settings.model_name, settings.model_key)


def required() -> Model:
    """The model that the settings name. Raises ``model.unset`` where they name none."""
    model = configured_model()
    if model is None:
        message = "还没有设置模型：请设 FANGCUN_MODEL_URL 和 FANGCUN_MODEL_NAME，做法见 docs/howto/ask-a-model.md。"
        raise FangcunError("model.unset", Kind.INVALID, message)
    return model


def second_reading(
    text: str,
    *,
    on: date,
    found: Sequence[Finding] = (),
    starts: Sequence[int] = (),
    model: Model | None = None,
    wait: Wait = time.sleep,
) -> SecondReading:
    """What ``model`` adds to what was ``found`` in ``text``, and notes of sentences that speak to the machine.

    ``starts`` are where scenes begin. Nothing found before is lost, whatever the text or the model says. Passages that
    it cannot read are problems, and the others go on; without a model only the notes are given. Takes as long as the
    model does: call it outside of transactions.
    """
    orders = orders_in(text)
    if model is None:
        return SecondReading(fresh(orders, found))
    known = categories(on)
    cut = passages(text, starts=starts, budget=model.budget)
    round_ = _Round(model, found, known, wait)
    with ThreadPoolExecutor(max_workers=max(1, model.at_once)) as pool:
        answers = list(pool.map(round_.read, cut))
    findings = [f for a in answers for f in a.findings]
    new = fresh([*orders, *findings], found)
    repeated = len(orders) + len(findings) - len(new)
    return SecondReading(
        findings=new,
        problems=_problems(cut, answers),
        passages=len(cut),
        answered=sum(1 for a in answers if a.failure is None),
        dropped=sum(a.dropped for a in answers) + repeated,
        model=model.name,
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What became of one passage."""

    findings: tuple[Finding, ...] = ()
    dropped: int = 0
    failure: FangcunError | None = None


class _Round:
    """One reading of all passages by one model: it stops asking when asking is useless."""

    def __init__(self, model: Model, found: Sequence[Finding], known: Mapping[str, Category], wait: Wait) -> None:
        self._model, self._found, self._known, self._wait = model, found, known, wait
        self._lock = threading.Lock()
        self._stopped = False
        self._failed_in_row = 0

    def read(self, passage: Passage) -> _Answer:
        """The findings of one passage, or why there are none."""
        if self._stopped:
            return _Answer(failure=FangcunError("model.left", Kind.UPSTREAM, "没有再问。"))
        here = [f.surface for f in self._found if passage.start <= f.start < passage.end]
        asked = messages(passage, known=here, categories=self._known)
        try:
            raised = read_answer(ask(self._model, asked, wait=self._wait))
            if raised is None:
                raise FangcunError("model.answer", Kind.UPSTREAM, "模型没有按约定的 JSON 回答。")
        except FangcunError as error:
            self._note(error)
            return _Answer(failure=error)
        self._note(None)
        findings, dropped = counted(raised, passage, categories=self._known)
        return _Answer(findings, dropped)

    def _note(self, failure: FangcunError | None) -> None:
        with self._lock:
            self._failed_in_row = 0 if failure is None else self._failed_in_row + 1
            if failure is not None and (failure.code in _HOPELESS or self._failed_in_row >= _PATIENCE):
                self._stopped = True


def _problems(cut: Sequence[Passage], answers: Sequence[_Answer]) -> tuple[Problem, ...]:
    """A problem for each passage that was asked about in vain, and one for all that were left."""
    problems = []
    left = [p for p, a in zip(cut, answers, strict=True) if a.failure is not None and a.failure.code == "model.left"]
    for passage, answer in zip(cut, answers, strict=True):
        if answer.failure is not None and answer.failure.code != "model.left":
            message = f"第 {passage.line} 行起的一段没有读成：{answer.failure.message}"
            problems.append(_problem(answer.failure.code, message, passage))
    if left:
        message = f"其余 {len(left)} 段没有再问模型。词库的结果不受影响，可稍后重试。"
        problems.append(_problem("model.left", message, left[0]))
    return tuple(problems)


def _problem(code: str, message: str, passage: Passage) -> Problem:
    excerpt = passage.text.strip().splitlines()[0][:60]
    return Problem(code, Severity.WARNING, message, line=passage.line, excerpt=excerpt)
