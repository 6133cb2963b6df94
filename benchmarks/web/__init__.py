"""The front end as it is built, in real Chromium: what a page weighs, how soon it is usable, how smooth it stays."""
