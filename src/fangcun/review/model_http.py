"""One question to an OpenAI-compatible endpoint, with patience for what passes and none for what does not."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import urlsplit

from fangcun.kit.errors import FangcunError, Kind

_LARGEST = 4 * 1024 * 1024  # bytes of an answer
_LONGEST_WAIT = 20.0  # seconds that an endpoint may make us wait before another try
_FIRST_WAIT = 1.0
_PASSING = {408, 409, 425, 429}  # with all of 5xx: worth another try

Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Model:
    """A model at an endpoint that speaks OpenAI's chat completions.

    ``url`` ends before ``/chat/completions`` (with it is fine too). ``timeout`` is seconds for one whole answer,
    ``tries`` how often it is asked in all, ``at_once`` how many passages are asked about together, ``budget`` the
    tokens of a passage.
    """

    url: str
    name: str
    key: str = ""
    timeout: float = 90.0
    tries: int = 3
    at_once: int = 4
    budget: int = 3000

    def __repr__(self) -> str:
        return f"Model({self.name!r} at {self.url!r})"  # never the key


def ask(model: Model, messages: list[dict[str, str]], *, wait: Wait = time.sleep) -> str:
    """The content of the model's answer.

    Raises ``model.address``, ``model.denied``, ``model.refused`` (asking again is useless), ``model.unreachable``,
    ``model.slow``, ``model.busy``, ``model.broken`` (after all tries), ``model.answer`` (not the protocol).
    """
    plain = False
    failure: FangcunError | None = None
    for turn in range(max(1, model.tries)):
        try:
            return _content(_post(model, _body(model, messages, plain=plain)))
        except _AgainError as again:
            failure = again.failure
            # Some servers do not know response_format or temperature: the next try goes without them.
            plain = plain or again.plain
            if turn + 1 < model.tries and not again.plain:
                wait(min(_LONGEST_WAIT, again.after if again.after is not None else _FIRST_WAIT * 2**turn))
    assert failure is not None
    raise failure


class _AgainError(Exception):
    """Another try may help, after so many seconds."""

    def __init__(self, failure: FangcunError, *, after: float | None = None, plain: bool = False) -> None:
        super().__init__(failure.message)
        self.failure, self.after, self.plain = failure, after, plain


def _body(model: Model, messages: list[dict[str, str]], *, plain: bool) -> bytes:
    body: dict[str, Any] = {"model": model.name, "messages": messages}
    if not plain:
        body |= {"temperature": 0, "response_format": {"type": "json_object"}}
    return json.dumps(body, ensure_ascii=False).encode()


def _post(model: Model, body: bytes) -> bytes:
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "fangcun"}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    request = urllib.request.Request(_address(model.url), data=body, headers=headers)  # noqa: S310  checked there
    deadline = time.monotonic() + model.timeout
    try:
        with _OPENER.open(request, timeout=model.timeout) as answer:
            return _read(answer, deadline)
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(error) from None
    except TimeoutError:
        raise _AgainError(_upstream("model.slow", f"模型服务 {model.timeout:g} 秒内没有答完")) from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _AgainError(_upstream("model.slow", f"模型服务 {model.timeout:g} 秒内没有答完")) from None
        raise _AgainError(_upstream("model.unreachable", f"连不上模型服务（{error.reason}）")) from None
    except (OSError, HTTPException) as error:
        what = str(error) or type(error).__name__
        raise _AgainError(_upstream("model.unreachable", f"和模型服务的连接断了（{what}）")) from None


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        message = f"模型地址“{url}”不对：要像 https://主机/v1，请检查 FANGCUN_MODEL_URL。"
        raise FangcunError("model.address", Kind.INVALID, message)
    base = url.rstrip("/")
    return base if base.endswith("/chat/completions") else f"{base}/chat/completions"


def _read(answer: Any, deadline: float) -> bytes:
    """The body; the time limit is for all of it, so that a server which drips cannot hold us."""
    data = bytearray()
    while piece := answer.read1(65536):
        data += piece
        if len(data) > _LARGEST:
            raise _upstream("model.answer", "模型服务的回答太长")
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(data)


def _refusal(error: urllib.error.HTTPError) -> Exception:
    code = error.code
    if code in (401, 403):
        return _upstream("model.denied", f"模型服务不认这把钥匙（HTTP {code}），请检查 FANGCUN_MODEL_KEY")
    if code in _PASSING:
        busy = _upstream("model.busy", f"模型服务忙（HTTP {code}）")
        return _AgainError(busy, after=_retry_after(error.headers))
    if code >= 500:
        broken = _upstream("model.broken", f"模型服务出错（HTTP {code}）")
        return _AgainError(broken, after=_retry_after(error.headers))
    refused = _upstream("model.refused", f"模型服务不接受请求（HTTP {code}），请检查地址与模型名")
    return _AgainError(refused, plain=True) if code in (400, 422) else refused


def _retry_after(headers: Message) -> float | None:
    try:
        return max(0.0, float(headers.get("Retry-After", "")))
    except ValueError:
        return None  # a date, or nothing


def _content(data: bytes) -> str:
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise _upstream("model.answer", "模型服务的回答不是约定的格式") from None
    if isinstance(content, list):  # parts, as newer servers give them
        parts = [p.get("text", "") for p in content if isinstance(p, dict)]
        content = "".join(p for p in parts if isinstance(p, str))
    if not isinstance(content, str):
        raise _upstream("model.answer", "模型没有给出文字")
    return content


def _upstream(code: str, what: str) -> FangcunError:
    return FangcunError(code, Kind.UPSTREAM, f"{what}。")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is a refusal: the key and the script go to the address that was set and nowhere else."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)
