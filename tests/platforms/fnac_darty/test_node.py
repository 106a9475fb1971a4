from tests.platforms.fnac_darty.samples import node


def test_elements_are_known_by_their_local_names() -> None:
    root = node('<order xmlns:x="urn:x" x:odd="1" state=" A "><x:price>2</x:price></order>')
    assert root.fields.text("@state") == "A"
    assert root.fields.text("price") == "2"


def test_empty_is_absent_and_the_first_text_of_a_name_counts() -> None:
    root = node("<order><a></a><b><![CDATA[]]></b><c/><c> x </c><c>y</c></order>")
    assert [root.fields.text(name) for name in "abc"] == [None, None, "x"]


def test_one_child_is_a_list_of_one_and_none_is_an_empty_element() -> None:
    root = node("<answer><message><id>1</id></message></answer>")
    assert [child.fields.text("id") for child in root.children("message")] == ["1"]
    assert root.children("other") == []
    assert root.child("other").fields.text("id") is None


def test_structures_are_no_texts() -> None:
    assert node("<answer><header>x<b/></header></answer>").fields.text("header") is None


def test_markup_that_is_not_wrapped_comes_out_as_it_stands() -> None:
    body = node("<message><text>Bonjour <b>vous</b> &amp; moi<br/></text></message>").markup("text")
    assert body.startswith("Bonjour <b")
    assert ">vous</b> &amp; moi<br" in body
