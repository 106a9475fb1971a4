from guichet.platforms.text import to_markup


def test_markup_signs_are_escaped_and_line_ends_marked() -> None:
    assert to_markup('a < b & "c"\r\n\r\n<b>d</b>') == 'a &lt; b &amp; "c"<br /><br />&lt;b&gt;d&lt;/b&gt;'


def test_unseen_characters_do_not_leave() -> None:
    assert to_markup("a\x00b\u202ec\xa0d") == "abc d"
