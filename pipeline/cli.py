"""The command line: one module a command in ``pipeline.commands``; errors that end a call become messages here."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline import __version__
from pipeline.commands import (
    check,
    correct,
    doctor,
    evaluate,
    export,
    extract,
    gaps,
    import_files,
    nightly,
    package,
    register,
    remove,
    schema,
    search,
    serve,
    show,
    verify,
)
from schemas.errors import ExitCode, ParagrafError, fault

app = typer.Typer(
    name="paragraf",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (extract.extract, check.check, show.show, evaluate.evaluate, schema.schema, doctor.doctor):
    app.command()(command)
app.command("import")(import_files.import_files)
app.command()(package.package)
app.command()(verify.verify)
app.command()(gaps.gaps)
app.command()(correct.correct)
app.command()(remove.remove)
app.command()(nightly.nightly)
app.add_typer(register.app, name="register")
app.command()(search.search)
app.command()(export.export)
app.command()(serve.serve)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"paragraf {__version__}")
        raise typer.Exit


@app.callback()
def _paragraf(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            envvar="PARAGRAF_CONFIG",
            metavar="FILE",
            help="Where things are, for options that are not given; paragraf.toml in the current folder without.",
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Read Swedish meeting minutes into validated records, each fact with the place where it stands."""
    from pipeline.config import load

    named = {"config": config} if config else {}
    # For what is no option of a command.
    context.obj = load(config)
    context.default_map = _for_all(context.command, context.obj.options | named)


def _for_all(command: object, options: dict[str, Any]) -> dict[str, Any]:
    """*options* as what each command under a group takes where nothing else is said."""
    if not isinstance(command, TyperGroup):
        return options
    return {name: _for_all(one, options) for name, one in command.commands.items()}


def main() -> int:
    """Run the command line; the exit status comes back."""
    # Records are UTF-8 with plain line ends, whatever the machine's locale says.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        app()
    except ParagrafError as error:
        typer.echo(f"paragraf: {error}", err=True)
        return error.exit_code
    except Exception as error:
        if os.environ.get("PARAGRAF_DEBUG"):
            raise
        typer.echo(f"paragraf: {fault(error)}", err=True)
        return ExitCode.INTERNAL
    return ExitCode.OK


if __name__ == "__main__":
    sys.exit(main())
