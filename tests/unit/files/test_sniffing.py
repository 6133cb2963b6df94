"""The name may only confirm what the content says."""

import io
import zipfile
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from aqtra.files.errors import WrongFileType
from aqtra.files.sniffing import content_type_of

SVG = b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PE = b"MZ\x90\x00\x03\x00\x00\x00"
ELF = b"\x7fELF\x02\x01\x01\x00"
PDF = b"%PDF-1.7\n1 0 obj\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


@cache
def picture(format_: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(written, format_)
    return written.getvalue()


@cache
def archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("[Content_Types].xml", "x")
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "head", "content_type"),
    [
        ("a.png", picture("PNG"), "image/png"),
        ("A.JPG", picture("JPEG"), "image/jpeg"),
        ("a.jpeg", picture("JPEG"), "image/jpeg"),
        ("a.gif", picture("GIF"), "image/gif"),
        ("a.webp", picture("WEBP"), "image/webp"),
        ("a.bmp", picture("BMP"), "image/bmp"),
        ("a.tiff", picture("TIFF"), "image/tiff"),
        ("a.pdf", PDF, "application/pdf"),
        ("a.zip", archive(), "application/zip"),
        ("a.docx", archive(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", archive(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.doc", OLE, "application/msword"),
        ("a.gz", b"\x1f\x8b\x08\x00\x00", "application/gzip"),
        ("a.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00", "video/mp4"),
        ("a.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/x-wav"),
        ("a.avi", b"RIFF\x24\x00\x00\x00AVI LIST", "video/x-msvideo"),
        ("a.bin", b"\x00", "application/octet-stream"),
        ("a.mp3", b"ID3\x03\x00\x00", "audio/mpeg"),
        ("a.csv", "Şişe;Ürün\n".encode("cp1254"), "text/csv"),
        ("a.csv", "a;b\n".encode("utf-16"), "text/csv"),
        ("a.json", b'{"a": 1}', "application/json"),
        ("a.jsonl", b"{}\n{}\n", "application/x-ndjson"),
        ("a.txt", "привет".encode(), "text/plain"),
        ("a.md", b"<h1 align=center>Title</h1>", "text/markdown"),
        ("a.svg", SVG, "image/svg+xml"),
        ("a.html", HTML, "text/html"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "text/xml"),
        ("noname", picture("PNG"), "image/png"),
        ("noname", HTML, "text/html"),
        ("noname", b"plain words", "text/plain"),
        ("noname", b"\x00\x01\x02\x03", "application/octet-stream"),
        ("a.unheard", archive(), "application/zip"),
        ("empty.txt", b"", "text/plain"),
        ("empty", b"", "application/octet-stream"),
    ],
)
def test_content_that_is_what_its_name_says_is_accepted(name: str, head: bytes, content_type: str) -> None:
    assert content_type_of(name, head) == content_type


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.gif", "a.pdf", "a.xlsx", "a.zip", "a.mp4", "a.mp3", "a.heic"])
@pytest.mark.parametrize(
    "head",
    [
        HTML,
        SVG,
        b"\xef\xbb\xbf" + HTML,
        "<html>".encode("utf-16"),
        b"  \r\n<!-- x --><!-- y --><SCRIPT>",
        b"<svg/onload=alert(1)>",
        PE,
        ELF,
        b"just words",
    ],
    ids=[
        "html",
        "svg",
        "html after a mark",
        "wide html",
        "script after comments",
        "svg with slash",
        "pe",
        "elf",
        "text",
    ],
)
def test_pages_and_programs_do_not_pass_under_another_name(name: str, head: bytes) -> None:
    with pytest.raises(WrongFileType):
        content_type_of(name, head)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.json", "a.md", "a.log"])
@pytest.mark.parametrize("head", [HTML, SVG, PE, ELF, PDF, picture("PNG"), archive(), b"a\x00b"])
def test_what_is_called_text_is_text(name: str, head: bytes) -> None:
    with pytest.raises(WrongFileType):
        content_type_of(name, head)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.png", picture("JPEG")),
        ("a.png", b"\x00"),
        ("a.png", b"\x89"),
        ("a.mp4", archive()),
        ("a.mp4", PDF),
        ("a.mp3", picture("PNG")),
        ("a.webp", b"RIFF\x24\x00\x00\x00WAVEfmt "),
        ("a.jpg", picture("PNG")),
        ("a.jpg", b"<script>alert(1)</script>\xff\xd9"),
        ("a.jpg", b"words\xff\xd9"),
        ("a.png", b"\\x89PNG<script>"),
        ("a.pdf", b"MZ not at the beginning %PDF-1.7"),
        ("a.docx", OLE),
        ("a.xls", archive()),
        ("a.webp", picture("GIF")),
    ],
)
def test_one_kind_does_not_pass_for_another(name: str, head: bytes) -> None:
    with pytest.raises(WrongFileType) as refused:
        content_type_of(name, head)
    assert refused.value.fields[0].field == "name"


@given(st.binary(max_size=300), st.sampled_from(["a.png", "a.csv", "a.pdf", "a", "a.svg", "a.mp4", "a.docx", "a.b.c"]))
def test_no_content_confuses_it(head: bytes, name: str) -> None:
    with suppress(WrongFileType):
        assert "/" in content_type_of(name, head)


@pytest.mark.parametrize("head", [b"<!---->" * 9000, b"<!--" * 16000, b"<?" * 30000, b" " * 64000 + b"<html>"])
def test_hostile_markup_is_read_once(head: bytes) -> None:
    assert content_type_of("a", head[: 64 * 1024])
