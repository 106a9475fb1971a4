"""The pages of this marketplace."""

from sandbox.control.html import Pages

PAGES = Pages("sandbox.rakuten_fr.control.templates")
fill, page = PAGES.fill, PAGES.page
