"""Where nobody knows what Fnac Darty does, both ways can be rehearsed (reference fnac.md)."""

from dataclasses import dataclass
from typing import Literal

from sandbox.settings import Changeable


@dataclass(slots=True)
class Settings(Changeable):
    """`error_status`: the HTTP status beside an answer with errors.

    `profile`: answers of messages_query as recorded (no counters, one field more) or as the schema has them.
    `cdata`: texts in CDATA sections. `leading_lines`: blank lines in front of an answer.
    `wrong_charset`: Windows-1252 bytes under a UTF-8 declaration.
    `token_minutes`: how long a token lives. `one_token`: a new one kills the older ones.
    `gives_validity`: whether auth tells the end of a token.
    `most_results`: the largest page; `over_limit`: a larger one is cut, or refused with ERR_105.
    `bounds_belong`: whether the bounds of a date belong to it. `keeps_order`: whether sort_by is obeyed.
    `seller_on_request`: whether the seller's messages come when asked for (they never come unasked).
    `marks_move`: whether marking a message moves its updated_at.
    `second_answer`: a second answer to a question replaces the first, or is refused.
    `file_word`: the element of a message's files. `newer_fields`: can_answer and max_expedition_date.
    `gives_claims`: whether incidents_query is allowed to these shops.
    """

    error_status: int = 200
    profile: Literal["recorded", "schema"] = "recorded"
    cdata: bool = True
    leading_lines: bool = False
    wrong_charset: bool = False
    token_minutes: int = 30
    one_token: bool = False
    gives_validity: bool = True
    most_results: int = 200
    over_limit: Literal["clamp", "refuse"] = "clamp"
    bounds_belong: bool = True
    keeps_order: bool = True
    seller_on_request: bool = True
    marks_move: bool = True
    second_answer: Literal["replace", "refuse"] = "replace"
    file_word: Literal["message_file", "attachment"] = "message_file"
    newer_fields: bool = False
    gives_claims: bool = True
