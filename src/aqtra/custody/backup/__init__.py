"""Backups: one moment of the database with the contents it refers to, sealed, in objects of a folder or bucket.

manifest           written last: without it there is no backup. Sealed, and binds everything else by number and hash
database/<n>       pg_dump's custom format, cut into parts, each sealed for its number
index/<n>          key, size and hash of every content, cut and sealed likewise
contents/<key>     contents as they lie in the file storage, each sealed with the key of its file
"""
