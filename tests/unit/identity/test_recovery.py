"""Recovery codes: as people copy them."""

from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.factors.recovery import COUNT, hash_code, new_codes


def test_there_are_ten_and_no_two_alike() -> None:
    codes = new_codes()
    assert len({hash_code(code) for code in codes}) == COUNT == 10
    assert all(len(code.replace("-", "")) == 24 for code in codes)


@given(st.sampled_from(new_codes()), st.sampled_from([str.lower, str.upper, lambda text: text.replace("-", " ")]))
def test_case_and_separators_do_not_matter(code: str, retype: object) -> None:
    assert callable(retype)
    assert hash_code(f" {retype(code)} ") == hash_code(code)


@given(st.text(max_size=40))
def test_anything_can_be_asked(text: str) -> None:
    assert len(hash_code(text)) == 32
