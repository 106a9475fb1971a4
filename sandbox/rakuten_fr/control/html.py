"""The pages of this marketplace."""

from functools import partial

from sandbox.control.html import Pages

PAGES = Pages("sandbox.rakuten_fr.control.templates")
fill = PAGES.fill
page = partial(PAGES.page, home="Rehearsal Rakuten France")
