"""Files people give, and their signature."""

from tools.gallery.dressed import dressed, states
from tools.gallery.opening import opening
from tools.gallery.parts import Element, element, row, section

NAME = "Files and signatures"


def content() -> list[Element]:
    return [
        opening(NAME, "Files are sent as soon as they are dropped; the entry holds them once it is saved."),
        section(
            "File",
            "With limits of its own, only to be read, and with a file set by the builder.",
            row(
                element(
                    "file",
                    binding="data.brief",
                    accept_files=".pdf",
                    max_file_size_in_bytes=5_000_000,
                ),
                element("file", binding="data.cover"),
                element("file", value="brief.pdf", read_only=True, label="The brief, only to be read"),
            ),
            states("file", "data.cover"),
            dressed("file", binding="data.cover", height=140),
        ),
        section(
            "Signature",
            "Drawn with mouse, finger or pen, or typed.",
            row(
                element("signature", binding="data.signature"),
                element("signature", binding="data.signature", height=120),
            ),
            states("signature", "data.signature"),
            dressed("signature", binding="data.signature", height=200),
        ),
    ]
