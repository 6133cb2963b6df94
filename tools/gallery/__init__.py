"""The example `examples/gallery`: pages that show every UI element of the catalogue with every setting.

`python -m tools.gallery` writes it. What an element has in common with others (layout, appearance, brush) is shown by
`dressed.py` from the catalogue, the rest by hand in `pages/`. `coverage.py` holds the pages to the catalogue.
"""
