"""Settings of a worker."""

import hashlib
import os
import platform
from pathlib import Path

from pydantic import Field, SecretStr

from storage.settings import StorageSettings


class WorkerSettings(StorageSettings):
    """Where a worker finds its jobs, and how much of the machine it takes."""

    worker_name: str = Field(
        default=f"{platform.node()}-{os.getpid()}", description="what this worker calls itself"
    )
    models: Path | None = Field(
        default=None, description="the folder of the models' weights; empty is one in home"
    )
    processes: int = Field(
        default=0, ge=0, description="processes of the classical engine; 0 takes one a core"
    )
    keys: dict[str, SecretStr] = Field(
        default={}, description="of services behind an API, by the names that cards give them"
    )

    devices: tuple[int, ...] = Field(
        default=(), description="numbers of the CUDA devices that models run on; empty is all"
    )
    resting: float = Field(
        default=0.4,
        ge=0,
        le=0.9,
        description="share of the memory for models that left a GPU and may come back",
    )

    def key(self, name: str) -> str:
        """The key of that name: a variable of the environment, else one of `keys`; or nothing."""
        given = self.keys.get(name, SecretStr("")).get_secret_value()
        return (os.environ.get(name, "") or given).strip()  # noqa: TID251

    @property
    def seat(self) -> str:
        """What is the same for a worker that is started again, and for those that serve the same:
        its machine, and what of it this takes."""
        places = (self.home.absolute(), self.weights.absolute())
        told = repr((platform.node(), *map(str, places), self.devices))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def weights(self) -> Path:
        """The folder of the models' weights in use."""
        return self.models or self.home / "models"
