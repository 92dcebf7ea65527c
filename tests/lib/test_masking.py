from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jiedao.lib import identity, masking
from jiedao.lib.masking import Kind

RIGHT = "410102199001010012"[:17] + identity.check_character("41010219900101001")
WRONG = RIGHT[:17] + ("1" if RIGHT[17] != "1" else "2")
CARD = "6222021234567890128"


@pytest.mark.parametrize(
    ("mask", "data", "shown"),
    [
        (masking.mask_name, "张三", "张*"),
        (masking.mask_name, "张小三", "张*三"),
        (masking.mask_name, "欧阳小三", "欧**三"),
        (masking.mask_name, "张", "*"),
        (masking.mask_name, "", ""),
        (masking.mask_phone, "13812341234", "138****1234"),
        (masking.mask_phone, "+86 138-1234-1234", "138****1234"),
        (masking.mask_phone, "0371-65550102", "**********02"),
        (masking.mask_phone, "110", "***"),
        (masking.mask_identity, "410102199001010012", "410102********0012"),
        (masking.mask_bank_card, "6222 0212 3456 7890 128", "****0128"),
        (masking.mask_plate, "豫A12312", "豫A***12"),
        (masking.mask_address, "体育社区3号楼2单元501", "体育社区"),
        (masking.mask_address, "纬五路12号院", "纬五路12号院"),
    ],
)
def test_what_residents_may_see(mask, data, shown):
    assert mask(data) == shown


@pytest.mark.parametrize(
    "number",
    [
        RIGHT,
        WRONG,
        f"{RIGHT[:6]} {RIGHT[6:14]} {RIGHT[14:]}",
        f"{WRONG[:6]}-{WRONG[6:14]}-{WRONG[14:]}",
        f"{RIGHT[:6]} {RIGHT[6:10]} {RIGHT[10:14]} {RIGHT[14:]}",
        " ".join(RIGHT),
        RIGHT.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}),
        "11010519491231002X",
        "11010519491231002x",
        "110105 19491231 002X",
        "11010519491231002-X",
        "410102********0012",
    ],
)
def test_an_identity_number_is_found_however_it_is_written(number):
    for words in (f"户主张三，身份证号{number}，保障人口2人。", f"ID{number}", number):
        (finding,) = masking.find_personal_data(words)
        assert finding.kind == Kind.IDENTITY
        assert finding.start == words.index(number)


@pytest.mark.parametrize(
    "number",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "138.1234.5678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "１３８１２３４５６７８",
        "+8613812345678",
        "+86 138 1234 5678",
        "013812345678",
        "1381234 5678",
    ],
)
def test_a_mobile_number_is_found_however_it_is_written(number):
    (finding,) = masking.find_personal_data(f"联系人李四（电话{number}）。")
    assert finding.kind == Kind.MOBILE


@pytest.mark.parametrize("number", [CARD, "6222 0212 3456 7890 128", "4000001234567899"])
def test_a_bank_card_is_found(number):
    assert [
        finding.kind for finding in masking.find_personal_data(f"卡号：{number}，请核对。")
    ] == [Kind.BANK_CARD]


@pytest.mark.parametrize(
    "address",
    [
        "3号楼2单元501",
        "3号楼2单元501室",
        "3 号楼 2 单元 501 室".replace(" ", ""),
        "12栋302室",
        "5幢1单元4楼东户",
        "三号楼二单元五〇一",
        "3号楼2单元12号房",
        "７号楼１单元６０２",
        "2单元1203",
        "体育小区3-2-501",
    ],
)
def test_a_front_door_is_found(address):
    findings = masking.find_personal_data(f"申请人住{address}，家庭人口3人。")
    assert [finding.kind for finding in findings] == [Kind.ADDRESS]


def test_an_email_address_is_found():
    (finding,) = masking.find_personal_data("请发到zhang.san@example.com。")
    assert (finding.kind, finding.excerpt) == (Kind.EMAIL, "z***@example.com")


@pytest.mark.parametrize(
    "words",
    [
        "咨询电话：0371-65550102、0371-6555 0102、（0371）65550102、400-658-5858、12345。",
        "经八办〔2026〕18号、国办发明电〔2025〕7号。",
        "预算86.5万元，其中财政520000元，合计13800000000元，13,800,000,000.00元。",
        "2026年11月23日至2026-12-08，2026.11.23 2026.12.08，20261123。",
        "事项编号JC2026-001003-0042，公开编号GK2026-135003-00421，核验码7K3F-92QD-M5XA。",
        "统一社会信用代码91350100M000100Y43，社区代码410105003012。",
        "3号楼、5号楼加装电梯，3号楼2单元共12户，改造3号楼120户、5栋300人。",
        "地点：党群服务中心3号楼301会议室。",
        "应到63人，实到45人，赞成38票，63 × 2 ÷ 3 ＝ 42。",
        "纬五路12号院，经八路7号，面积320平方米。",
        "户主张*，补助1280 3500 2460元；电话138****1234。",
        "日间照料中心2026至2030年规划，编号 150 30000 250。",
        "",
    ],
)
def test_what_a_notice_ordinarily_says_is_left_alone(words):
    assert masking.find_personal_data(words) == []


def test_several_findings_come_in_order_and_are_never_repeated_in_full():
    words = f"张三 {RIGHT} 13812345678，住3号楼2单元501，卡号{CARD}。"
    findings = masking.find_personal_data(words)
    assert [finding.kind for finding in findings] == [
        Kind.IDENTITY,
        Kind.MOBILE,
        Kind.ADDRESS,
        Kind.BANK_CARD,
    ]
    sentence = masking.refusal_sentence(findings)
    assert sentence == (
        "文字里有身份证号（410*************" + RIGHT[-2:] + "）、手机号（138******78）、"
        "门牌到户的住址（3号楼2单元***）、银行卡号（622**************28），"
        "不能公布个人信息，请删去或遮盖后再提交。"
    )
    for secret in (RIGHT, "13812345678", "501", CARD):
        assert secret not in sentence


def test_what_is_never_published_is_refused_with_what_is_true():
    said = masking.why_not_kept("王阿姨", "请打13812345678", box="您的电话")
    assert said == (
        "文字里有手机号（138******78），这里不收号码和门牌，请删去；电话请写在“您的电话”一栏。"
    )
    assert masking.why_not_kept("我是王阿姨，住3号楼", "2单元501").endswith("门牌，请删去。")
    assert masking.why_not_kept("王阿姨", "加装扶手", box="您的电话") == ""


def test_two_numbers_stuck_together_are_both_found():
    kinds = [finding.kind for finding in masking.find_personal_data(f"{RIGHT}13812345678")]
    assert kinds == [Kind.IDENTITY, Kind.MOBILE]


def test_a_clean_text_has_no_refusal():
    assert masking.refusal_sentence([]) == ""


@given(
    some.sampled_from(["41", "11", "65", "83"]),
    some.integers(min_value=0, max_value=9999),
    some.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)),
    some.integers(min_value=0, max_value=999),
    some.sampled_from(["", " ", "-", "–", "."]),
    some.sampled_from(["", "身份证", "号码:", "ID ", "（"]),
)
def test_no_identity_number_slips_through(province, area, born_on, order, gap, before):
    first = f"{province}{area:04}{born_on:%Y%m%d}{order:03}"
    number = first + identity.check_character(first)
    written = gap.join((number[:6], number[6:14], number[14:]))
    kinds = [finding.kind for finding in masking.find_personal_data(f"{before}{written}。")]
    assert kinds == [Kind.IDENTITY]


@given(some.text(alphabet="0123456789 -.xX年月日元张号楼单室@AbC￥%（）Ａ１", max_size=60))
def test_no_text_breaks_the_search(words):
    for finding in masking.find_personal_data(words):
        assert 0 <= finding.start < len(words)


@pytest.mark.parametrize(
    "number",
    [
        "壹叁捌壹贰叁肆壹贰叁肆",
        "壹叁捌 壹贰叁肆 壹贰叁肆",
        "幺三八幺二三四幺二三四",
        "一三八1234一二三四",
        "138壹贰叁肆1234",
        "①③⑧1234①②③④",
        "⑴⑶⑻⑴⑵⑶⑷⑴⑵⑶⑷",
        "❶❸❽❶❷❸❹❶❷❸❹",
        "㊀㊂㊇㊀㊁㊂㊃㊀㊁㊂㊃",
        "一·三·八·一·二·三·四·一·二·三·四",
        "I38l234l234",
        "l38OO138OOO",
        "138001380OO",
        "13800l38ooo",
        "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟏𝟐𝟑𝟒",
    ],
)
def test_a_mobile_number_in_other_digits_or_letters_is_found(number: str) -> None:
    found = masking.find_personal_data(f"联系人李四，电话{number}，请联系。")
    assert [finding.kind for finding in found] == [Kind.MOBILE]


@pytest.mark.parametrize(
    "number",
    [
        "肆壹零壹零贰壹玖玖零零壹零壹零零壹贰",
        RIGHT.replace("0", "O"),
        RIGHT.replace("1", "l"),
        f"四一〇一〇二{RIGHT[6:14]}{RIGHT[14:]}",
    ],
)
def test_an_identity_number_in_other_digits_or_letters_is_found(number: str) -> None:
    found = masking.find_personal_data(f"身份证号{number}。")
    assert [finding.kind for finding in found] == [Kind.IDENTITY]


@pytest.mark.parametrize(
    "words",
    [
        "人民币壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整，大写叁佰捌拾贰万元。",
        "一、二、三、四、五、六、七、八、九、十、十一",
        "①②③④⑤⑥⑦⑧⑨⑩，⑴⑵⑶⑷⑸⑹⑺⑻⑼",
        "二〇二六年十一月二十三日至二〇二六年十二月八日",
        "经八办〔2026〕18号，豫政办〔二〇二六〕三十一号，JC2026-001003-0042",
        "合同编号HT20261123OO1，设备序列号SN1380O1380OO",
        "型号IL-138-O，房屋面积l20平方，O形圈11个",
        "2026 2027 2028 一二三四 五六七八",
        "1 2 3 4 5 6 7 8 9 一 二 三 四",
        "赞成四十一票，反对三票，弃权一票；应到六十三人，实到四十一人。",
        "3×2÷3＝42，41＜42；8:30—11:30，14:30—17:30",
    ],
)
def test_ordinary_official_words_raise_no_alarm(words: str) -> None:
    assert masking.find_personal_data(words) == []
