"""Script files made in memory: zips, Word, PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence


def make_zip(members: Mapping[str, bytes | str]) -> bytes:
    """A zip file of the given members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members.items():
            z.writestr(name, data)
    return out.getvalue()


def make_pdf(pages: Sequence[Sequence[str]], *, encrypt: bool = False) -> bytes:
    """A PDF whose pages hold these lines, set in a Chinese font that every viewer has (STSong-Light, UCS-2)."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    )
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        b"/Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 >>"
    )
    objects += [font, descendant, descriptor]
    kids = []
    for lines in pages:
        rows = [b"BT /F1 12 Tf 18 TL 60 780 Td"]
        for line in lines:
            rows.append(b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj T*")
        stream = b"\n".join([*rows, b"ET"]) if lines else b"0 0 100 100 re f"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
                b"%d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            )
            % content
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [" + b" ".join(kids) + b"] /Count %d >>" % len(kids)
    if encrypt:
        key = b"<" + b"5a" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O " + key + b" /U " + key + b" /P -4 >>")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    extra = b" /Encrypt %d 0 R /ID [<00><00>]" % len(objects) if encrypt else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start)
    return bytes(out)
