"""Who may do what with the base's things."""

from fangcun.base.api import grant, holds
from fangcun.base.contracts import Role

SEE = "park.see_resource"
MANAGE = "park.manage_resource"
BOOK = "park.book_resource"
ASK = "park.open_request"
SERVE = "park.serve_request"
FOLLOW = "park.see_request"

grant(SEE, holds(Role.OPERATOR, Role.PRODUCER, Role.FINANCE, Role.CITY))
grant(MANAGE, holds(Role.OPERATOR))
grant(BOOK, holds(Role.OPERATOR, Role.PRODUCER))
grant(ASK, holds(Role.OPERATOR, Role.PRODUCER, Role.REVIEWER, Role.CHIEF, Role.FINANCE))
grant(SERVE, holds(Role.OPERATOR))
grant(FOLLOW, holds(Role.OPERATOR, Role.PRODUCER, Role.REVIEWER, Role.CHIEF, Role.FINANCE, Role.CITY))
