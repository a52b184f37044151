"""Which files of a repository are fetched."""

import pytest

from worker.models.choosing import Chooser, NoPipeline, NoVariant, OnlyPickles, OnlyVariants

INDEX = {"unet": ["diffusers", "UNet2DConditionModel"], "_diffusers_version": "0.42"}
D, T = "unet/diffusion_pytorch_model", "unet/model"
ST = ".safetensors"


def chosen(*paths: str, variant: str = "") -> set[str]:
    """What is fetched of those files of a component."""
    chooser = Chooser("maker/tiny", ("model_index.json", *paths), variant)
    return set(chooser.needed(INDEX)) - {"model_index.json"}


def shards(stem: str, middle: str = "") -> list[str]:
    """Two shards of a model."""
    return [f"{stem}{middle}-0000{number}-of-00002{ST}" for number in (1, 2)]


@pytest.mark.parametrize(
    ("paths", "variant", "wanted"),
    [
        ([D + ST, D + ".bin", "whole.safetensors"], "", [D + ST]),
        ([D + ST, D + ".fp16" + ST], "", [D + ST]),
        ([D + ST, D + ".fp16" + ST], "fp16", [D + ".fp16" + ST]),
        (
            [*shards(D), D + ST + ".index.json", D + ".bin.index.json"],
            "",
            [*shards(D), D + ST + ".index.json"],
        ),
        (
            [*shards(D), *shards(D, ".fp16"), D + ST + ".index.json", D + ST + ".index.fp16.json"],
            "fp16",
            [*shards(D, ".fp16"), D + ST + ".index.fp16.json"],
        ),
        ([D + ST, *shards(D), D + ST + ".index.json"], "", [*shards(D), D + ST + ".index.json"]),
        ([T + ST, *shards(T), T + ST + ".index.json"], "", [T + ST]),
        ([D + ST, "unet/flux1-fill-dev" + ST], "", [D + ST]),
        (["unet/connectors" + ST], "", ["unet/connectors" + ST]),
        (["unet/vocab.json", "unet/spiece.model", "unet/a.jinja", "unet/merges.txt"], "", None),
        (["unet/model.py", "unet/picture.png", "unet/deep/config.json", "vae/config.json"], "", []),
        (["LICENSE.md", "README.md", "NOTICE"], "", ["LICENSE.md", "NOTICE"]),
    ],
    ids=[
        "no pickle, no single file",
        "no variant",
        "a variant",
        "shards",
        "shards of a variant",
        "whole and shards of diffusers",
        "whole and shards of transformers",
        "another program's weights",
        "weights of another name",
        "settings",
        "neither settings nor weights",
        "licence",
    ],
)
def test_each_weight_is_fetched_once(
    paths: list[str], variant: str, wanted: list[str] | None
) -> None:
    other = ["text_encoder/model.fp16.safetensors"] if variant else []  # not of this pipeline
    assert chosen(*paths, *other, variant=variant) == set(paths if wanted is None else wanted)


def test_a_component_without_the_variant_comes_as_it_is() -> None:
    index = INDEX | {"vae": ["diffusers", "AutoencoderKL"]}
    paths = ("model_index.json", D + ".fp16" + ST, D + ST, "vae/diffusion_pytorch_model" + ST)
    found = Chooser("maker/tiny", paths, "fp16").needed(index)
    assert found == (D + ".fp16" + ST, "vae/diffusion_pytorch_model" + ST, "model_index.json")


def test_a_model_of_transformers_lies_in_the_root() -> None:
    paths = ("config.json", "model" + ST, "pytorch_model.bin", "tokenizer.json", "onnx/a.json")
    found = Chooser("maker/tiny", paths).needed({"architectures": ["Florence2"]})
    assert found == ("model" + ST, "tokenizer.json", "config.json")


@pytest.mark.parametrize(
    ("paths", "variant", "error", "says"),
    [
        (["unet/config.json", D + ST], "", NoPipeline, "has no model_index.json"),
        (["model_index.json", D + ".bin"], "", OnlyPickles, "has unet only as pickles"),
        (["model_index.json", D + ".fp16" + ST], "", OnlyVariants, 'extra = { variant = "fp16" }'),
        (["model_index.json", D + ST], "bf16", NoVariant, "no files of the variant bf16"),
    ],
    ids=["single file", "pickles", "only variants", "no such variant"],
)
def test_what_cannot_be_loaded_is_not_fetched(
    paths: list[str], variant: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        Chooser("maker/tiny", paths, variant).needed(INDEX)
