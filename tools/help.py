"""Hooks of the help's build (`hooks:` in mkdocs.yml).

The product's Content-Security-Policy allows no inline script, so those of the theme become files. The typeface
is the one that the front end uses, copied from its package: a browser fetches nothing from elsewhere.
"""

import re
from hashlib import sha256
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

INTER = Path(__file__).parents[1] / "web" / "node_modules" / "@fontsource-variable" / "inter"
TYPEFACE = {
    "assets/fonts/inter-latin.woff2": INTER / "files" / "inter-latin-wght-normal.woff2",
    "assets/fonts/inter-latin-ext.woff2": INTER / "files" / "inter-latin-ext-wght-normal.woff2",
    "assets/fonts/LICENSE-inter.txt": INTER / "LICENSE",
}

# Without attributes: what has a source or a type of its own is no inline script.
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the typeface."""
    for address, source in TYPEFACE.items():
        if not source.is_file():
            raise PluginError(f"{source.name} of the typeface is missing: install the front end's packages first")
        files.append(File.generated(config, address, abs_src_path=str(source)))
    return files


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leaves out the theme's "not found" page: the gateway answers unknown addresses itself."""
    config.theme.static_templates.discard("404.html")
    return config


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Moves the inline scripts of a page into files."""

    def move(match: re.Match[str]) -> str:
        script = match[1].encode()
        name = f"assets/javascripts/inline.{sha256(script).hexdigest()[:8]}.js"
        target = Path(config.site_dir) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(script)
        return f'<script src="{get_relative_url(name, page.url)}"></script>'

    return _INLINE.sub(move, output)
