"""The data layer under many rows: pages of a list, import and export, a publication while people work."""
