"""What is planted on purpose, so that a benchmark knows what it looks for.

The rare ones are in `RARE_COUNT` discussions of each account, spread evenly over its whole time. BYGONE is
the trap of every search that walks the list: common once, and in nothing of the last year.
"""

RARE_COUNT = 12
RARE_NAME = "Quivrandeau"
RARE_SUBJECT = "Hygromètre"
RARE_WORD = "brindezingue"

BYGONE = "canicule"
BYGONE_DAYS = range(400, 480)
BYGONE_SHARE = 0.3

SHORT_LENGTH, LONG_LENGTH = 20, 1_000
