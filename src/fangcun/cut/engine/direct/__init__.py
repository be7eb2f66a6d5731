"""Directing: the text of a scene becomes shots. Nothing but the scene, its people and the opening decides them."""

from fangcun.cut.engine.direct.scene import Opening, direct_scene

__all__ = ["Opening", "direct_scene"]
