"""`fangcun park`: the base's things from a terminal."""

from __future__ import annotations

import click


@click.group()
def park() -> None:
    """基地：场景、人员、器材、预订与服务单。"""
