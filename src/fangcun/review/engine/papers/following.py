"""What a producer can do after a decision. The paragraphs of a letter's last section, by where the case stands."""

from __future__ import annotations

from fangcun.review.contracts.cases import CaseState
from fangcun.review.contracts.desk import CaseView

ORDER = "《微短剧发展管理办法》"  # Order 16 of the National Radio and Television Administration


def following(view: CaseView, *, again_days: int, film_next: bool, late_number: bool) -> tuple[str, list[str]]:
    """The heading and the paragraphs.

    ``film_next``: what passed is the script of a work whose film has to pass too; ``late_number``: its number is given
    by an authority and not entered yet.
    """
    state = view.line.state
    if state is CaseState.RETURNED:
        return "如何重新送审", [
            "请按上列意见逐条修改。改好后登录方寸，打开本件，选定新稿，写明改了什么，点“重新送审”；"
            "与上一轮完全相同的稿件不予受理。",
            f"复审承诺 {again_days} 个工作日。没有变动而且已经判定的地方不再重复审查；"
            "改动过的地方会重新筛查，人工提出的意见由审核员核对是否改好。",
        ]
    if state is CaseState.REFUSED and not view.appealed:
        return "如何申诉", [
            "制作方对本决定不服的，可以申诉一次：登录方寸，打开本件，点“申诉”，写明事实和理由。"
            "申诉由没有审过本件的首席审核另行审查。",
            f"申诉审查承诺 {again_days} 个工作日。不予通过的作品，不得再向其他部门送审（{ORDER}第 21 条）。",
        ]
    if state is CaseState.REFUSED:
        return "关于本决定", [
            "本件已经申诉并重新审查，本决定是本中心的最终决定。"
            f"不予通过的作品，不得再向其他部门送审（{ORDER}第 21 条）。"
        ]
    if state is CaseState.PASSED:
        return "通过以后", _passed(view, film_next=film_next, late_number=late_number)
    if state is CaseState.WITHDRAWN:
        return "关于本件", ["制作方已撤回本件，本中心不再审查。需要审查时请重新送审。"]
    return "关于本件", ["本件正在审查，以上是目前已经作出的意见；有新的意见或决定时另行出具意见书。"]


def _passed(view: CaseView, *, film_next: bool, late_number: bool) -> list[str]:
    words = []
    if late_number:
        words.append("本件已通过。编号由主管部门核发，登记以后才能上架；登记后请重新取一份意见书。")
    else:
        words.append(f"请在片头显著位置标明剧名和编号 {view.line.number}（{ORDER}第 27 条）。")
    if film_next:
        words.append("本次通过的是剧本。这一类作品的成片也要送审，通过后才能上架。")
    words.append("通过的是所列摘要对应的版本；改动过的稿或片要重新送审。")
    return words
