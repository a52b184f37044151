"""Tokenizers of the real classes, trained on a few sentences: nothing is downloaded."""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false

import json
from functools import cache

import transformers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

_SENTENCES = [
    "a photograph of a red fox in the snow at dusk",
    "a lighthouse on a cliff, waves, storm clouds, oil painting",
    "replace the lettering on the sign, keep everything else",
    "0123456789 !?.,:;-",
] * 4
_QWEN = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>")
_MISTRAL = ("<s>", "</s>", "<pad>")
_PARTS = (
    "{% for message in messages %}[{{ message['role'] }}]"
    "{% for part in message['content'] %}{{ part['text'] }}{% endfor %}{% endfor %}"
)
_CHAT = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


@cache
def clip() -> transformers.CLIPTokenizer:
    """Every byte alone and at the end of a word; the end of text has the largest id."""
    vocabulary, merges = _byte_pairs(600, (), end_of_word="</w>")
    for letter in sorted(pre_tokenizers.ByteLevel.alphabet()):
        vocabulary.setdefault(letter, len(vocabulary))
        vocabulary.setdefault(f"{letter}</w>", len(vocabulary))
    for special in ("<|startoftext|>", "<|endoftext|>"):
        vocabulary[special] = len(vocabulary)
    return transformers.CLIPTokenizer(vocab=vocabulary, merges=merges, model_max_length=77)


@cache
def qwen_vl() -> transformers.Qwen2Tokenizer:
    """The same with the marks of pictures."""
    marks = ("<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>")
    vocabulary, merges = _byte_pairs(500, (*_QWEN, *marks))
    named = ("vision_bos_token", "vision_eos_token", "image_token", "video_token")
    made = transformers.Qwen2Tokenizer(
        vocab=vocabulary,
        merges=merges,
        eos_token=_QWEN[2],
        pad_token=_QWEN[0],
        model_max_length=4096,
        extra_special_tokens=dict(zip(named, marks, strict=True)),
    )
    absent = [one for one in (*_QWEN, *marks) if one not in made.get_added_vocab()]
    made.add_tokens(absent, special_tokens=True)
    made.chat_template = _CHAT
    return made


@cache
def qwen() -> transformers.Qwen2Tokenizer:
    """With the chat template that text encoders of this family are asked through."""
    vocabulary, merges = _byte_pairs(500, _QWEN)
    made = transformers.Qwen2Tokenizer(
        vocab=vocabulary,
        merges=merges,
        eos_token=_QWEN[2],
        pad_token=_QWEN[0],
        model_max_length=512,
    )
    made.add_tokens(
        [one for one in _QWEN if one not in made.get_added_vocab()], special_tokens=True
    )
    made.chat_template = _CHAT
    return made


@cache
def mistral() -> transformers.PreTrainedTokenizerFast:
    """What is said comes as parts of a message, as processors take it; no pictures."""
    vocabulary, merges = _byte_pairs(500, _MISTRAL)
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bos, eos, pad = _MISTRAL
    made = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token=bos,
        eos_token=eos,
        pad_token=pad,
        model_max_length=512,
    )
    made.chat_template = _PARTS
    return made


@cache
def bart() -> transformers.BartTokenizer:
    """With a token that stands for a part of a picture."""
    vocabulary, merges = _byte_pairs(600, ("<s>", "<pad>", "</s>", "<unk>", "<mask>", "<image>"))
    named = {"image_token": "<image>"}
    return transformers.BartTokenizer(
        vocab=vocabulary, merges=merges, extra_special_tokens=named, model_max_length=640
    )


@cache
def bert_words() -> transformers.BertTokenizer:
    """The words of the sentences, each whole, and letters."""
    words = sorted({word for sentence in _SENTENCES for word in sentence.split()})
    letters = [chr(code) for code in range(33, 127)]
    pieces = dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *words])
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    return transformers.BertTokenizer(vocab=vocabulary, model_max_length=80)


def _byte_pairs(
    size: int, special: tuple[str, ...], end_of_word: str = ""
) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Vocabulary and merges of a byte-pair encoding."""
    more = {"end_of_word_suffix": end_of_word} if end_of_word else {}
    tokenizer = Tokenizer(models.BPE(**more))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=list(special),
        show_progress=False,
        **more,
    )
    tokenizer.train_from_iterator(_SENTENCES, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return model["vocab"], [tuple(pair) for pair in model["merges"]]


@cache
def t5() -> transformers.T5Tokenizer:
    """A unigram model of the sentences."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=200,
        special_tokens=["<pad>", "</s>", "<unk>"],
        unk_token="<unk>",
        show_progress=False,
        initial_alphabet=[chr(code) for code in range(33, 127)],
    )
    tokenizer.train_from_iterator(_SENTENCES, trainer)
    vocabulary = [tuple(pair) for pair in json.loads(tokenizer.to_str())["model"]["vocab"]]
    return transformers.T5Tokenizer(vocab=vocabulary, extra_ids=0, model_max_length=512)


@cache
def gemma() -> transformers.GemmaTokenizer:
    """Every byte and letter a token, and the marks of a chat with pictures."""
    special = ("<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "<start_of_turn>", "<end_of_turn>")
    of_pictures = ("<start_of_image>", "<end_of_image>", "<image_soft_token>")
    pieces = [*special, *of_pictures, *(f"<0x{byte:02X}>" for byte in range(256)), "▁"]
    pieces += [chr(code) for code in range(33, 127) if chr(code) not in pieces]
    named = dict(zip(("boi_token", "eoi_token", "image_token"), of_pictures, strict=True))
    made = transformers.GemmaTokenizer(
        vocab={piece: number for number, piece in enumerate(pieces)},
        merges=[],
        model_max_length=1024,
        extra_special_tokens=named,
    )
    made.chat_template = (
        "{{ bos_token }}{% for one in messages %}<start_of_turn>{{ one['role'] }}\n"
        "{{ one['content'] }}<end_of_turn>\n{% endfor %}"
    )
    return made


@cache
def bert() -> transformers.BertTokenizer:
    """Letters, alone and in words, and the marks that GroundingDINO cuts phrases at."""
    letters = [chr(code) for code in range(33, 127)]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{a}" for a in letters)]
    return transformers.BertTokenizer(
        vocab={piece: number for number, piece in enumerate(pieces)}, model_max_length=256
    )
