"""The command line: one module a command in ``pipeline.commands``; errors become messages and exit statuses here."""

from __future__ import annotations

import sys

import typer

from pipeline.commands import extract
from schemas.errors import ParagrafError

app = typer.Typer(name="paragraf", no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False)
app.command(name="extract")(extract.extract)


@app.callback()
def _paragraf() -> None:
    """Read Swedish meeting minutes into validated records, each fact with its evidence."""


def main() -> int:
    """Run the command line; returns the exit status."""
    try:
        result = app(standalone_mode=False)
    except ParagrafError as error:
        print(f"paragraf: {error}", file=sys.stderr)  # noqa: T201
        return int(error.exit_code)
    return int(result or 0)


if __name__ == "__main__":
    sys.exit(main())
