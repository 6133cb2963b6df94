"""Pictures, slides and documents."""

from tools.gallery.dressed import dressed
from tools.gallery.opening import opening
from tools.gallery.parts import Element, column, element, row, section

NAME = "Pictures and documents"


def content() -> list[Element]:
    return [
        opening(NAME, "Pictures of the file storage, and those of an entry."),
        section(
            "Image",
            "A picture of the file storage, that of a property, and a stand-in while there is none.",
            row(
                element("image", file="harbour.jpg", height=220),
                element(
                    "image",
                    binding="data.cover",
                    show_placeholder_image=True,
                    no_image_placeholder="placeholder.svg",
                    height=220,
                ),
            ),
            dressed("image", file="harbour.jpg", height=200),
        ),
        section(
            "SVG",
            "Drawings stay sharp at any size, and nothing in them runs.",
            row(element("svg", file="plan.svg", height=220), element("svg", binding="data.drawing", height=220)),
            dressed("svg", file="plan.svg", height=200),
        ),
        section(
            "Slider, mode carousel",
            "One slide at a time, with arrows or without.",
            row(
                element("slider", *_slides(), height=240),
                element("slider", *_slides(), height=240, show_arrows=False),
            ),
            dressed("slider", *_slides(), height=220),
        ),
        section(
            "PDF Viewer",
            "Pages, zoom, search by the browser; text can be selected.",
            row(
                element("pdf_viewer", file="brief.pdf", height=480),
                element("pdf_viewer", binding="data.brief", height=480),
            ),
            dressed("pdf_viewer", file="brief.pdf", height=420),
        ),
    ]


def _slides() -> list[Element]:
    return [
        column(element("image", file="harbour.jpg", height=220)),
        column(element("svg", file="plan.svg", height=220)),
        column(
            element("label", value="Pavilion at the north quay", bold=True, font_size=20),
            element("label", value="Timber, glass and a roof that collects rain. Built in 2027."),
            padding=[24, 24, 24, 24],
        ),
    ]
