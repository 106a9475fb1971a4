"""The pages of this operator."""

from sandbox.control.html import Pages

PAGES = Pages("sandbox.mirakl.control.templates")
fill, page = PAGES.fill, PAGES.page
