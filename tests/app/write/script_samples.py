"""Scripts that the tests of the script room send in."""

from __future__ import annotations

FIRST = """《归来的绣娘》

第1集：旧债
1-1 日 内 绣坊客厅
人物：林夏、林母、街坊×6
△林夏推门进来，手里提着一只旧皮箱。
林母（惊）：你怎么回来了？
林夏（冷）：我不回来，这绣坊就要被周家收走了。
【字幕：三天后】

1-2 夜 外 古城夜市
人物：林夏、周航
道具：灯笼、手帕
△周航骑着摩托车穿过人群。
周航：林小姐，上车！
林夏（OS）：他怎么会在这里？
第1集完

第2集：新约
2-1 夜 内 周家书房
人物：周航、周父
周父（怒）：你敢！
△周父举起拐杖，一只花瓶摔得粉碎。
周航：这一次，我不会再躲。
第2集完
"""
"""Two episodes, three scenes."""

SECOND = FIRST.replace("林小姐，上车！", "林小姐，快上车，他们追来了！").replace(
    "第2集完",
    """
2-2 日 外 影视基地门口
人物：林夏、记者×12
△十二名记者围住林夏的轿车。
林夏：请让一让。
第2集完""",
)
"""The same with one line rewritten and one scene added."""

UNREADABLE = bytes(range(256)) * 40
"""No text in any encoding."""


def long_script(scenes: int) -> str:
    """A script with many scenes of forty lines each, no two alike."""
    text = ["第1集"]
    for n in range(1, scenes + 1):
        text.append(f"1-{n} 日 内 第{n}号房间")
        for k in range(20):
            text += [f"△林夏数到{n}点{k}。", f"林夏：这是第{n}场的第{k}句。"]
    return "\n".join(text)
