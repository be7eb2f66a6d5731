"""PDF files with text in them: the lines of every page, without running heads and page numbers."""

from __future__ import annotations

import io
import re
from collections import Counter

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from fangcun.kit.errors import FangcunError, Kind
from fangcun.write.engine.archive import damaged, encrypted, too_big

_MOST_PAGES = 3000
_BLIND_PAGES = 12  # so many first pages without a letter: these are pictures
_PAGE_NUMBER = re.compile(r"^[\W_]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?(?:\s*共\s*\d+\s*页)?[\W_]*$")


def read_pdf(data: bytes) -> str:
    """The text of the pages, line by line.

    Raises FangcunError ``script.encrypted``, ``script.no_text``, ``script.too_big`` or ``script.damaged``.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = _read_pages(pdf)
    except FangcunError:
        raise
    except PDFPasswordIncorrect as error:
        raise encrypted("PDF") from error
    except PdfminerException as error:
        if any(isinstance(a, PDFPasswordIncorrect) for a in error.args):
            raise encrypted("PDF") from error
        raise damaged() from error
    except (
        PDFSyntaxError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        AssertionError,
    ) as error:
        # Broken files fail in as many ways as there are objects in them; the reader's answer is one.
        raise damaged() from error
    return _join_pages(pages)


def _read_pages(pdf: PDF) -> list[list[str]]:
    pages: list[list[str]] = []
    if len(pdf.pages) > _MOST_PAGES:
        raise too_big(f"PDF 有 {len(pdf.pages)} 页")
    seen = False
    for n, page in enumerate(pdf.pages):
        text = page.extract_text() or ""
        page.close()
        seen = seen or bool(text.strip())
        if not seen and n + 1 >= _BLIND_PAGES:
            break
        pages.append([line for line in text.split("\n") if line.strip()])
    if not seen:
        raise FangcunError(
            "script.no_text",
            Kind.INVALID,
            "PDF 里只有图片，没有文字（多半是扫描件）。请上传可复制文字的 PDF、.docx，或先做文字识别。",
        )
    return pages


def _join_pages(pages: list[list[str]]) -> str:
    edges: Counter[str] = Counter()
    for lines in pages:
        edges.update({_shape(line) for line in (*lines[:1], *lines[-1:])})
    often = {line for line, n in edges.items() if len(pages) >= 3 and n > len(pages) * 0.6}
    kept: list[str] = []
    for lines in pages:
        last = len(lines) - 1
        kept += [
            line
            for i, line in enumerate(lines)
            if i not in (0, last) or not (_PAGE_NUMBER.match(line.strip()) or _shape(line) in often)
        ]
    return "\n".join(kept) + ("\n" if kept else "")


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())
