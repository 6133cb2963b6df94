"""Source text, rich text and markup."""

from tools.gallery.dressed import dressed, states
from tools.gallery.opening import opening
from tools.gallery.parts import Element, element, row, section

NAME = "Code and rich text"
NOTICE = """<style>
  body { margin: 0; font: 14px/1.5 system-ui, sans-serif; color: #10333f; background: #eef6f8; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; padding: 6px 10px; border-bottom: 1px solid #bcd6de; }
</style>
<table><thead><tr><th>Milestone</th><th>Day</th></tr></thead>
<tbody><tr><td>Model of the pavilion</td><td>14 September</td></tr>
<tr><td>Review with the harbour board</td><td>2 October</td></tr></tbody></table>"""


def content() -> list[Element]:
    return [
        opening(NAME, "What is more than plain text."),
        section(
            "Code Editor",
            "Highlighting, line numbers, search with Ctrl-F, in three themes.",
            row(
                element("code_editor", binding="data.snippet", mode="html", height=180),
                element("code_editor", binding="data.snippet", mode="html", theme="dark", height=180, label="Dark"),
            ),
            element(
                "code_editor", binding="data.snippet", mode="html", theme="high_contrast", height=120, label="Contrast"
            ),
            states("code_editor", "data.snippet", mode="html", height=100),
            dressed("code_editor", binding="data.snippet", mode="html", height=160),
        ),
        section(
            "WYSIWYG Editor",
            "Rich text with as many tools as the builder leaves on.",
            element("wysiwyg_editor", binding="data.story", height=220),
            element(
                "wysiwyg_editor",
                binding="data.story",
                plugins=["lists", "link", "undo"],
                label="Story, with three tools",
                height=160,
            ),
            states("wysiwyg_editor", "data.story", plugins=["lists"], height=120),
            dressed("wysiwyg_editor", binding="data.story", plugins=["lists", "link"], height=160),
        ),
        section(
            "HTML",
            "Markup of the builder, or of a property; scripts in it do not run.",
            row(element("html", html=NOTICE), element("html", binding="data.story")),
            dressed("html", html=NOTICE, height=140),
        ),
    ]
