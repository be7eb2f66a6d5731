"""Who may do what with the books."""

from fangcun.base.api import grant, holds
from fangcun.base.contracts import Role

SEE = "ledger.see_books"
KEEP = "ledger.keep_books"

grant(SEE, holds(Role.FINANCE, Role.OPERATOR))
grant(KEEP, holds(Role.FINANCE))
