"""`python -m fangcun` is the launcher's target."""

from fangcun.cli import main

main()
