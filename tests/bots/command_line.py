"""The command line as tests call it: in this process."""

from typer.testing import CliRunner, Result

from bots.cli import app


def easel(*words: str, stdin: str | bytes = "") -> Result:
    """What a command printed, and its exit status."""
    return CliRunner().invoke(app, list(words), input=stdin)


def said(result: Result) -> str:
    """The one sentence on stderr; fails where there is more than that, or a stack trace."""
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.output
    return result.stderr.rstrip()
