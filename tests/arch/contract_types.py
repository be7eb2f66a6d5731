"""A contract for import-linter: rooms enter each other only by the door."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """An import from one room into another names its door (``api``, ``contracts``) and nothing behind it.

    ``doors`` are the module names that are doors; ``open_rooms`` are rooms that are all door. What stands outside the
    rooms (settings, the command line) may load whatever a table of it names, so only imports between rooms count.
    """

    doors = fields.SetField(subfield=fields.StringField())
    open_rooms = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every import of the package, one by one."""
        del verbose
        [root] = self.session_options["root_packages"]
        rooms = {m.split(".")[1] for m in graph.find_children(root) if graph.find_children(m)}
        broken = [
            (importer, imported)
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._breaks(importer, imported, root=root, rooms=rooms)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _breaks(self, importer: str, imported: str, *, root: str, rooms: set[str]) -> bool:
        come, go = importer.split("."), imported.split(".")
        if come[0] != root or go[0] != root or len(come) < 2 or len(go) < 2:
            return False
        if come[1] == go[1] or come[1] not in rooms or go[1] not in rooms or go[1] in self.open_rooms:
            return False
        return len(go) < 3 or go[2] not in self.doors

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Each import that goes round a door."""
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}: use the room's api or contracts", bold=False)
