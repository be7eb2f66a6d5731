"""`fangcun shoot`: planning from a terminal."""

from __future__ import annotations

import click


@click.group()
def shoot() -> None:
    """拍摄：排计划、出通告。"""
