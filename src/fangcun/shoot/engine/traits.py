"""What words of a script say about a role: age, sex, looks and skills. Data; the first match wins."""

from __future__ import annotations

import re
from collections.abc import Iterable

AGES: tuple[tuple[str, tuple[int, int]], ...] = (
    ("老太太|老奶奶|奶奶|姥姥|婆婆|太夫人|祖母|老夫人|太后", (58, 78)),
    ("老爷子|爷爷|祖父|老汉|老头|老掌柜|老人|长老|族长|老艺人", (58, 78)),
    ("婴儿|幼童|孩童|小孩|男孩|女孩|小学生|童子|娃", (5, 12)),
    ("少年|少女|中学生|高中生|书童", (14, 19)),
    ("大学生|实习|丫鬟|小厮|学徒|新人|郡主|公主|格格|小姐", (18, 26)),
    ("总裁|霸总|将军|世子|王爷|皇子|少爷|律师|秘书|助理|记者|医生|编辑|导演|侍卫|护卫", (24, 38)),
    ("母亲|妈妈|父亲|爸爸|娘亲|婶|姨|舅|村长|支书|校长|掌柜|管家|丞相|知府|局长|主任|董事长|院长|厂长", (42, 60)),
    ("中年", (38, 52)),
    ("青年|年轻", (20, 32)),
)
"""Words and the playing range they mean."""

WOMEN = (
    "女|姐|妹|娘|妈|婶|姨|姑|嫂|奶奶|婆|太太|夫人|小姐|公主|郡主|太后|皇后|丫鬟|妃|嬷嬷|闺女|媳妇|母亲|女儿|格格|少女"
)
MEN = "男|哥|叔|伯|爷|舅|公子|少爷|老汉|将军|王爷|世子|太监|和尚|小厮|父亲|爸|儿子|兄弟|掌柜|老头|少年|丈夫|小伙"

LOOKS: tuple[tuple[str, str], ...] = (
    ("总裁|霸总|董事|千金|豪门|集团", "总裁"),
    ("古装|公主|郡主|王爷|将军|皇|太后|侍卫|世子|丫鬟|宫", "古装"),
    ("民国|军阀|旗袍|少帅|掌柜|药铺|戏班|长衫", "民国"),
    ("村|农|乡|种|果园", "乡村"),
    ("学生|校|少年|少女", "学生"),
    ("教书|编辑|作家|文|书卷|记者|先生", "文艺"),
    ("保镖|打手|硬|军人|护卫|武", "硬汉"),
    ("秘书|助理|白领|经理|律师|医生|主任", "职场"),
    ("母亲|妈|婶|奶奶|慈", "家常"),
)
"""What the description or the story says, and the look under which people are registered."""

SKILLS: tuple[tuple[str, str], ...] = (
    (r"翻身上马|策马|骑着?[一匹]*马|勒马|纵马", "骑马"),
    (r"拔剑|挥剑|剑锋|挥刀|拔刀|打斗|一拳|飞踢|过招|摔倒在地的打手|格挡|交手|制住", "打戏"),
    (r"吊威亚|凌空|飞身", "威亚"),
    (r"起舞|跳舞|舞步|水袖", "舞蹈"),
    (r"开口唱|唱起|哼唱|唱腔|登台唱", "唱歌"),
    (r"抚琴|弹琴|弹起|拉二胡|吹笛", "乐器"),
    (r"跳进水|跃入水|游向|跳入河|跳进河", "游泳"),
    (r"开车|踩下油门|握着方向盘|猛打方向盘", "驾驶"),
    (r"方言|乡音|土话", "方言"),
)
"""What an action asks of whoever does it."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "打戏": ("武术", "动作", "打斗", "武打", "格斗"),
    "骑马": ("马术", "骑术"),
    "舞蹈": ("跳舞", "古典舞", "现代舞"),
    "唱歌": ("声乐", "戏曲", "演唱"),
    "乐器": ("古筝", "钢琴", "二胡", "笛子", "吉他", "古琴"),
    "威亚": ("吊威亚", "动作"),
    "驾驶": ("开车", "驾照"),
    "乡村": ("农村", "年代", "质朴"),
    "家常": ("慈母", "邻家", "贤惠", "大妈", "母亲"),
    "职场": ("白领", "都市", "精英"),
    "总裁": ("霸总", "精英", "豪门"),
    "硬汉": ("军人", "武将", "保镖"),
    "文艺": ("书卷", "知性", "文弱", "教师"),
    "学生": ("校园", "少年", "少女", "青春"),
    "古装": ("古风", "仙侠", "宫廷"),
    "民国": ("旗袍", "年代"),
    "方言": ("地方话", "山西话", "四川话"),
}
"""Other words under which the same is registered."""

_CLAUSE = re.compile(r"[^。！？!?；;\n]+")
_AGES = tuple((re.compile(words), ages) for words, ages in AGES)
_LOOKS = tuple((re.compile(words), look) for words, look in LOOKS)
_SKILLS = tuple((re.compile(words), skill) for words, skill in SKILLS)
_WOMEN, _MEN = re.compile(WOMEN), re.compile(MEN)


def read_ages(name: str, description: str, age: int | None) -> tuple[int, int] | None:
    """The playing range: three years about a stated age (five past forty), else what the first telling word means."""
    if age is not None:
        room = 3 if age < 40 else 5
        return max(1, age - room), age + room
    for text in (name, description):
        for words, ages in _AGES:
            if words.search(text):
                return ages
    return None


def read_sex(name: str, description: str, stated: str | None) -> str | None:
    """男 or 女: as stated, else by the name, else by the description's first clause; None where nothing says it."""
    if stated in ("男", "女"):
        return stated
    for text in (name, re.split(r"[。；;]", description)[0]):
        woman, man = _WOMEN.search(text), _MEN.search(text)
        if woman and not man:
            return "女"
        if man and not woman:
            return "男"
    return None


def read_looks(name: str, description: str, period: str) -> tuple[str, ...]:
    """Looks to ask for; the story's period adds 古装 or 民国."""
    found = [look for words, look in _LOOKS if words.search(name + description)]
    dressed = {"古代": "古装", "民国": "民国"}.get(period)
    return tuple(dict.fromkeys(([dressed] if dressed else []) + found))[:3]


def read_skills(action: str, names: Iterable[str]) -> dict[str, set[str]]:
    """Skills that ``action`` asks of each of ``names``: those of the sentences in which the name stands."""
    found: dict[str, set[str]] = {}
    people = tuple(names)
    for match in _CLAUSE.finditer(action):
        sentence = match.group()
        skills = {skill for words, skill in _SKILLS if words.search(sentence)}
        if skills:
            for name in people:
                if name in sentence:
                    found.setdefault(name, set()).update(skills)
    return found


def spellings(word: str) -> tuple[str, ...]:
    """``word`` and the other words for it."""
    return word, *SYNONYMS.get(word, ())
