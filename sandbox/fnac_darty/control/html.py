"""The pages of this marketplace."""

from sandbox.control.html import Pages

PAGES = Pages("sandbox.fnac_darty.control.templates")
fill, page = PAGES.fill, PAGES.page
