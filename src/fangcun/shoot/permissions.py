"""Who may do what with a shoot."""

from fangcun.base.api import grant, holds
from fangcun.base.contracts import Role

SEE = "shoot.see_plan"
PLAN = "shoot.edit_plan"
ISSUE = "shoot.issue_sheet"
LOG = "shoot.log_day"

grant(SEE, holds(Role.PRODUCER, Role.OPERATOR, Role.FINANCE, Role.CITY))
grant(PLAN, holds(Role.PRODUCER, Role.OPERATOR))
grant(ISSUE, holds(Role.PRODUCER, Role.OPERATOR))
grant(LOG, holds(Role.PRODUCER, Role.OPERATOR))
