"""Sorting Chinese names the way a roster is sorted: by sound, with surnames read as surnames."""

from pypinyin import Style, lazy_pinyin

# Characters that sound otherwise when they are a surname.
SURNAMES = {
    "万俟": "mo4 qi2",
    "尉迟": "yu4 chi2",
    "长孙": "zhang3 sun1",
    "澹台": "tan2 tai2",
    "令狐": "ling2 hu2",
    "单": "shan4",
    "曾": "zeng1",
    "解": "xie4",
    "仇": "qiu2",
    "区": "ou1",
    "查": "zha1",
    "任": "ren2",
    "朴": "piao2",
    "盖": "ge3",
    "华": "hua4",
    "洗": "xian3",
    "冼": "xian3",
    "缪": "miao4",
    "覃": "qin2",
    "翟": "zhai2",
    "员": "yun4",
    "乐": "yue4",
    "黑": "he4",
    "秘": "bi4",
    "折": "she2",
    "种": "chong2",
    "召": "shao4",
    "宓": "fu2",
    "繁": "po2",
    "句": "gou1",
    "过": "guo1",
    "哈": "ha3",
    "尹": "yin3",
    "燕": "yan1",
    "应": "ying1",
    "纪": "ji3",
    "宁": "ning4",
    "牟": "mu4",
    "晁": "chao2",
    "逄": "pang2",
    "郗": "xi1",
    "车": "che1",
    "石": "shi2",
    "那": "na1",
    "能": "nai4",
    "都": "du1",
    "隗": "wei3",
    "撒": "sa4",
    "殷": "yin1",
    "褚": "chu3",
    "臧": "zang1",
    "卜": "bu3",
    "柏": "bai3",
    "俞": "yu2",
    "幺": "yao1",
    "厍": "she4",
    "贠": "yun4",
    "貟": "yun4",
}
_LONGEST = max(map(len, SURNAMES))


def sort_key(name: str) -> str:
    """The key a name is sorted by: 单小明 is “shan4 xiao3 ming2 单小明”.

    The name itself closes the key, so that people who sound alike still have one order.
    """
    name = "".join(name.split())
    surname = next((name[:n] for n in range(_LONGEST, 0, -1) if name[:n] in SURNAMES), "")
    sounds = [SURNAMES[surname]] if surname else []
    sounds += lazy_pinyin(name[len(surname) :], style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join([*sounds, name]).lower()
