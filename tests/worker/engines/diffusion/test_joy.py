"""JoyAI Image Edit Plus takes its references otherwise than others: lists of them, one a sample.

Its processor needs torchvision; what its call is given needs nothing of it.
"""

# pyright: reportPrivateImportUsage=false

from typing import Any

import diffusers

from core.catalogue import Intent
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from worker.engine import Task
from worker.engines.diffusion.calling import Seat, call
from worker.engines.diffusion.families import FAMILIES, Craft
from worker.engines.diffusion.loading import Loaded
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.switches import Switches

FAMILY = "joy-image-edit-plus"
CARD = diffusion_card("joy", family=FAMILY, references=5)


def test_each_sample_has_all_references() -> None:
    scheduler = diffusers.FlowMatchEulerDiscreteScheduler()
    parts = dict.fromkeys(("vae", "text_encoder", "tokenizer", "transformer", "processor"))
    kind: Any = diffusers.JoyImageEditPlusPipeline
    pipeline = kind(scheduler=scheduler, **parts)
    loaded = Loaded(CARD, FAMILIES[FAMILY], Machine.cpu(), pipeline, "1a2b", Switches())
    asked = spec(intent=Intent.REFINE, inputs=(asset("mia"), asset("hat")), count=2)
    task = Task(asked, CARD, (landscape(96, 64), landscape(64, 96)))
    made = call(loaded, Craft.REFERENCES, [Seat(0, task, 1), Seat(0, task, 2)], 4)
    sizes = [[one.size for one in sample] for sample in made.arguments["images"]]
    assert sizes == [[(96, 64), (64, 96)]] * 4
    assert len(made.arguments["prompt"]) == 4
