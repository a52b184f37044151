"""What the queue calls its things in Redis."""

from core.jobs import Lane

PROGRESS = "easel:progress"
CANCELLED = "easel:cancelled"
FLEET = "easel:fleet"
PLATFORMS = "easel:platforms"  # set of the front ends that were ever delivered to
# arq's keys of jobs know no queue: without it a job's delivery would be the job itself.
DELIVERY = "deliver:"


def render_queue(lane: Lane) -> str:
    """Name of the arq queue of a lane."""
    return f"easel:render:{lane.value}"


def deliver_queue(platform: str) -> str:
    """Name of the arq queue of a front end."""
    return f"easel:deliver:{platform}"


def wake(queue: str) -> str:
    """Channel that says that a queue has something new to do."""
    return f"easel:wake:{queue}"


def claim(name: str) -> str:
    """What only one process may be: text, its owner."""
    return f"easel:claim:{name}"


def finish_tags(lane: Lane) -> str:
    """Sorted set of the people who are ahead of a lane's virtual time: id, finish tag in s."""
    return f"easel:finish:{lane.value}"


def started(lane: Lane) -> str:
    """Sorted set of the jobs that a lane started last: id, score."""
    return f"easel:started:{lane.value}"
