"""Who may do what with scripts."""

from fangcun.base.api import grant, holds
from fangcun.base.contracts import Role

SEE = "write.see_script"
EDIT = "write.edit_script"

grant(SEE, holds(Role.PRODUCER, Role.OPERATOR, Role.REVIEWER))
grant(EDIT, holds(Role.PRODUCER, Role.OPERATOR))
