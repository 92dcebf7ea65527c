"""What the office has set for its own money. No statute sets these; a street may be stricter."""

from datetime import date

from jiedao.rulebooks.editions import INTERNAL, Edition, Rule, Rulebook

RULES = Rulebook(
    "funds",
    "经费",
    editions=(
        Edition(
            "1990-01-01",
            in_force=date(1990, 1, 1),
            basis=INTERNAL,
            # 重大经费开支由党工委集体研究；多大算重大，全国没有统一的数。
            large_payment=Rule(
                50_000, INTERNAL, "大额支出（元，含本数以上）先经党工委研究", stricter="less"
            ),
            # 化整为零也是大额：分几笔付给同一个收款人，合计够大的同样先研究。
            split_window=Rule(
                30, INTERNAL, "同一项目付给同一收款人，几天内的合计算作一笔", stricter="more"
            ),
            wages_day=Rule(15, INTERNAL, "社区人员工资不晚于次月几日发放", stricter="less"),
        ),
    ),
)
