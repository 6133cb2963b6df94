"""Components as builders keep them: the saved document, its states and its versions.

Owns saving, the mark Ready to publish, deletion and history. Refuses to know what is live: that is a release.
"""
