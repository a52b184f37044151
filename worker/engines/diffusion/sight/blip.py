"""BLIP: one sentence for a picture."""

from typing import ClassVar

from PIL import Image
from transformers import StoppingCriteriaList

from core.errors import Unable
from worker.engines.diffusion.sight.asking import Ask
from worker.engines.diffusion.sight.describing import Describer


class Blip(Describer):
    """Serves a card of the family blip."""

    kind: ClassVar[str] = "BlipForConditionalGeneration"

    def said(self, picture: Image.Image, ask: Ask, heed: StoppingCriteriaList) -> str:
        """The sentence, whatever length was asked for; raises Unable for lettering."""
        if ask is Ask.LETTERING:
            raise Unable(model=self.model.card.title, reason="it does not read lettering.")
        inputs = self.processor(images=picture, return_tensors="pt")
        tokens = self.generated(inputs, Ask.BRIEF, heed)
        return str(self.processor.batch_decode(tokens, skip_special_tokens=True)[0])
