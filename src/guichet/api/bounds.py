"""What one operation may hold at most; docs/decisions/0016-api-limits.md says why."""

MAX_DEPTH = 12
MAX_NODES = 5_000
# Every selected field, those of a fragment wherever it is spread.
MAX_FIELDS = 1_000
MAX_ALIASES = 100
MAX_DIRECTIVES = 50
# Each is an act of its own.
MAX_MUTATIONS = 50
# Bytes of an answer that is kept for its idempotency key.
MAX_KEPT_ANSWER = 256_000
# Characters of an answer, before JSON: a hundred aliases of one long text are a hundred copies of it.
MAX_ANSWER = 10_000_000
