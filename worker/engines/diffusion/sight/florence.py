"""Florence-2: a task by name, and the answer to it."""

from collections.abc import Mapping
from typing import ClassVar

from PIL import Image
from transformers import StoppingCriteriaList

from worker.engines.diffusion.sight.asking import Ask
from worker.engines.diffusion.sight.describing import Describer

# What its publisher calls the tasks; it answers no other questions.
TASKS: Mapping[Ask, str] = {
    Ask.BRIEF: "<CAPTION>",
    Ask.USUAL: "<DETAILED_CAPTION>",
    Ask.DETAILED: "<MORE_DETAILED_CAPTION>",
    Ask.PROMPT: "<MORE_DETAILED_CAPTION>",
    Ask.LETTERING: "<OCR>",
}


class Florence(Describer):
    """Serves a card of the family florence2."""

    kind: ClassVar[str] = "Florence2ForConditionalGeneration"

    def said(self, picture: Image.Image, ask: Ask, heed: StoppingCriteriaList) -> str:
        """The answer to the task that suits best."""
        inputs = self.processor(images=picture, text=TASKS[ask], return_tensors="pt")
        tokens = self.generated(inputs, ask, heed)
        return str(self.processor.batch_decode(tokens, skip_special_tokens=True)[0])
