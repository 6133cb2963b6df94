"""Documents made from templates: text, HTML, DOCX, XLSX and PDF.

Owns templates, their versions and their rendering. Refuses to know flows, files and to whom a document goes.
"""
