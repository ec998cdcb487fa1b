"""`python -m multaqa` is the command `multaqa`."""

from multaqa.cli import main

main()
