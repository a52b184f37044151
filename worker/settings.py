"""Settings of a worker."""

import os
import platform

from pydantic import Field

from storage.settings import StorageSettings


class WorkerSettings(StorageSettings):
    """Where a worker finds its jobs, and how much of the machine it takes."""

    worker_name: str = Field(
        default=f"{platform.node()}-{os.getpid()}", description="what this worker calls itself"
    )
    processes: int = Field(
        default=0, ge=0, description="processes of the classical engine; 0 takes one a core"
    )
