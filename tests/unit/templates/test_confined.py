"""What a rendering may not do, and that the process it happens in takes it all with it."""

import asyncio
import base64
import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from aqtra.templates import limits
from aqtra.templates.content import TemplateContent
from aqtra.templates.errors import RenderFailed
from aqtra.templates.rendering import confined
from aqtra.templates.rendering.blocks import Document
from aqtra.templates.rendering.confined import Order
from aqtra.templates.rendering.evaluating import EvaluationFailed, Evaluator
from aqtra.templates.rendering.formats import Formats
from aqtra.templates.rendering.paged import FONTS, pdf_of
from aqtra.templates.rendering.pictures import BadPicture, decoded, opened
from aqtra.templates.rendering.resolving import ElementFailed
from tests.support.templates import band, detail, element, template, text
from tests.unit.templates.rendering import NOW, render
from tests.unit.templates.test_documents import pages, pdf_text

ELEMENT = "Total"


def ordered(content: TemplateContent, data: dict[str, Any] | None = None, format: Any = "text", **how: Any) -> bytes:
    return asyncio.run(confined.render(Order(content, format, "Invoice", NOW, "UTC", data), **how))


def blamed(content: TemplateContent, data: dict[str, Any] | None = None, **how: Any) -> RenderFailed:
    with pytest.raises(RenderFailed) as failed:
        ordered(content, data, **how)
    return failed.value


def data_url(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that says it has side × side pixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    pixels = zlib.compress(b"\0" * min(side * (side * 3 + 1), 50_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


class TestTheChild:
    def test_renders_and_says_nothing_else(self) -> None:
        assert ordered(detail(text("{{ number }}")), {"number": "R-1"}).decode().strip() == "R-1"

    def test_an_element_that_cannot_be_made_is_named(self) -> None:
        content = detail(text("fine"), text("{{ number|money }}", name=ELEMENT))
        error = blamed(content, {"number": "x"})
        assert error.params == {"element": ELEMENT}
        assert error.fields[0].field == str(content.bands[0].elements[1].id)

    def test_endless_reckoning_ends_and_names_its_element(self) -> None:
        """By the limit of time on the processor: 2 seconds of it stand for 20."""
        rows = [{"price": "1"} for _ in range(limits.ROWS)]
        endless = template(band("detail", text("{{ lines|sum('price') }}", name=ELEMENT), array="lines"))
        script = """
import sys
from aqtra.templates import limits
limits.RENDER_CPU = 2
from aqtra.templates.rendering import child
sys.exit(child.main())
"""
        error = blamed(endless, {"lines": rows}, command=("-I", "-c", script))
        assert error.params == {"element": ELEMENT}
        assert "broke off" in error.message

    def test_what_never_answers_is_given_up(self) -> None:
        error = blamed(detail(text("x")), command=("-I", "-c", "import time; time.sleep(600)"), seconds=0.2)
        assert "longer than" in error.message

    def test_text_beyond_memory_ends_in_its_element(self) -> None:
        content = detail(text("{{ " + " ~ ".join(["number"] * 300) + " }}", name=ELEMENT))
        error = blamed(content, {"number": "x" * 6_000_000})
        assert error.params == {"element": ELEMENT}
        assert "memory" in error.message

    def test_a_process_that_dies_is_blamed_on_the_element_at_work(self) -> None:
        said = f"""
import os, sys
sys.stdin.buffer.read()
os.write(2, b"WARNING of a library\\n\\x1e[\\"42\\", \\"{ELEMENT}\\"]\\n")
os.abort()
"""
        error = blamed(detail(text("x")), command=("-I", "-c", said))
        assert error.params == {"element": ELEMENT}
        assert "broke off" in error.message

    @pytest.mark.parametrize("answer", ["", "nonsense", '{"size": 7}\\nfour', "[]\\n"])
    def test_half_an_answer_is_none(self, answer: str) -> None:
        command = ("-I", "-c", f"import sys; sys.stdin.buffer.read(); sys.stdout.write('{answer}')")
        assert blamed(detail(text("x")), command=command).code == "render_failed"

    def test_the_next_one_is_as_good_as_the_first(self) -> None:
        blamed(detail(text("x")), command=("-I", "-c", "import os; os.abort()"))
        assert ordered(detail(text("x"))) == b"x\n"

    def test_it_knows_no_environment_and_writes_no_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AQTRA_SECRET", "hush")
        tries = """
import os, sys
from aqtra.templates.rendering.child import confine
sys.stdin.buffer.read()
confine()
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
told = [str("AQTRA_SECRET" in os.environ)]
try:
    with open("/tmp/aqtra-written", "wb") as file: file.write(b"x")
    told.append("written")
except OSError: told.append("refused")
sys.stdout.write('{"size": %d}\\n' % len(" ".join(told)) + " ".join(told))
"""
        content = asyncio.run(confined.render(Order(detail(text("x")), "text", "x", NOW), command=("-I", "-c", tries)))
        assert content == b"False refused"


class TestPictures:
    def test_a_picture_is_written_anew(self) -> None:
        written = io.BytesIO()
        Image.new("RGB", (3000, 10), "red").save(written, "PNG")
        content, kind, width, height = opened(written.getvalue())
        assert (kind, width, height) == ("image/png", limits.PICTURE_SIDE, 7)
        assert content != written.getvalue()

    @pytest.mark.parametrize("side", [7_000, 30_000, 60_000])
    def test_a_bomb_is_not_opened(self, side: int) -> None:
        with pytest.raises(BadPicture):
            opened(bomb(side))

    def test_a_bomb_in_the_data_ends_in_its_element(self) -> None:
        content = detail(element("picture", value="number", name=ELEMENT))
        error = blamed(content, {"number": data_url(bomb(30_000))}, format="pdf")
        assert error.params == {"element": ELEMENT}

    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc/passwd",
            "http://169.254.169.254/latest/meta-data",
            "https://example.org/x.png",
            "//example.org/x.png",
            "ftp://example.org/x",
            "data:text/html;base64,PGI+",
            "data:image/svg+xml,<svg/>",
            "/etc/passwd",
        ],
    )
    def test_addresses_are_not_fetched(self, address: str) -> None:
        with pytest.raises(BadPicture):
            decoded(address)

    @pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
    def test_what_is_no_picture_is_refused(self, content: bytes) -> None:
        with pytest.raises(BadPicture):
            opened(content)

    def test_a_file_that_is_gone_names_its_element(self) -> None:
        content = detail(element("picture", file="00000000-0000-4000-8000-000000000009", name=ELEMENT))
        assert blamed(content).params == {"element": ELEMENT}

    def test_a_code_holds_so_much_and_no_more(self) -> None:
        assert blamed(detail(element("qr_code", value="number", name=ELEMENT)), {"number": "x" * 5000}).params


class TestPages:
    def test_nothing_of_a_page_is_fetched(self) -> None:
        page = detail(text("x")).page
        document = Document("x", page, (), 0, (), (), 0)
        html = b'<img src="file:///etc/passwd"><img src="http://127.0.0.1:9/x"><p>still here</p>'
        content = pdf_of(document, html)
        assert content.startswith(b"%PDF")
        assert b"root:" not in content

    def test_text_is_never_blank_on_a_system_without_fonts(self, tmp_path: Path) -> None:
        """The configuration of fonts has ours and nothing else."""
        for font in FONTS.glob("*.ttf"):
            (tmp_path / font.name).symlink_to(font)
        bare = '<?xml version="1.0"?><fontconfig><dir prefix="relative">.</dir></fontconfig>'
        (tmp_path / "fonts.conf").write_text(bare)
        script = f"""
import sys
from pathlib import Path
from aqtra.templates.rendering import child, paged
paged.FONTS = Path({str(tmp_path)!r})
sys.exit(child.main())
"""
        content = asyncio.run(
            confined.render(
                Order(detail(text("{{ number }}")), "pdf", "x", NOW, "UTC", {"number": "Grüße Ωμέγα"}),
                command=("-I", "-c", script),
            )
        )
        assert pages(content) == 1
        assert set("GrüßeΩμέγα") <= set(pdf_text(content))

    def test_our_configuration_names_our_fonts(self) -> None:
        assert '<dir prefix="relative">.</dir>' in (FONTS / "fonts.conf").read_text()
        assert {font.name for font in FONTS.glob("*.ttf")} == {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf"}


class TestLimits:
    def test_texts_grow_to_a_size(self) -> None:
        scope = {"a": "x" * limits.TEXT_SIZE}
        with pytest.raises(EvaluationFailed, match="too long"):
            Evaluator(Formats("en")).value("a + a", scope)

    def test_rows_are_counted_over_all_tables(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "ROWS", 5)
        rows = [{"title": "x"}] * 5
        columns = [{"value": "1"}]
        assert render(detail(element("table", array="lines", columns=columns)), "text", {"lines": rows})
        twice = detail(*(element("table", array="lines", columns=columns) for _ in range(2)))
        with pytest.raises(ElementFailed, match="rows"):
            render(twice, "text", {"lines": rows})

    @pytest.mark.parametrize(
        "change",
        [
            {"properties": [{"name": "a"}, {"name": "a"}]},
            {"properties": [{"name": "a", "type": "array"}]},
            {"properties": [{"name": "a b"}]},
            {"page": {"size": "a0"}},
            {"page": {"accent": "red"}},
            {"page": {"accent": "#000000;background:url(x)"}},
            {"page": {"locale": "../../x"}},
            {"page": {"locale": "xx_XX"}},
            {"page": {"margins": {"top": 1e9}}},
            {"sample": {"number": "x" * 100_000}},
            {"unknown": 1},
        ],
        ids=str,
    )
    def test_a_template_is_strict(self, change: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="validation error"):
            detail(text("x"), **change)


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    assert [found for found in psutil.Process().children() if "aqtra.templates" in " ".join(found.cmdline())] == []
