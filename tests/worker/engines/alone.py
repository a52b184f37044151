"""An engine with one job and nobody else's."""

from collections.abc import Iterator

from worker.engine import Engine, Rendered, Report, Share, Task


def alone(engine: Engine, task: Task, report: Report) -> Iterator[Rendered]:
    """Every variant of a job, each as soon as it is ready."""
    count = task.spec.count
    share = Share(task, tuple(range(1, count + 1)), report)
    return (piece.rendered for piece in engine.render([share], count))
