"""Complete fictional micro-dramas for demonstrations, written by a grammar of beats from authored stories."""

from fangcun.shoot.engine.demo_scripts.layouts import CODES, demo_script

__all__ = ["CODES", "demo_script"]
