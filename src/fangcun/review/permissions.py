"""Who may do what in the review centre. What the work is, and whose, is judged case by case (``engine/case``)."""

from fangcun.base.api import grant, holds
from fangcun.base.contracts import Role

SUBMIT = "review.submit_case"
FOLLOW = "review.see_case"
JUDGE = "review.judge_case"
DECIDE = "review.decide_case"
RUN = "review.run_centre"

grant(SUBMIT, holds(Role.PRODUCER, Role.OPERATOR))
grant(FOLLOW, holds(Role.PRODUCER, Role.OPERATOR, Role.REVIEWER, Role.CHIEF))
grant(JUDGE, holds(Role.REVIEWER, Role.CHIEF))
grant(DECIDE, holds(Role.CHIEF))
grant(RUN, holds(Role.CHIEF))
