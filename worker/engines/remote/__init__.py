"""Models behind an API of OpenAI's shape: vLLM-Omni, SGLang Diffusion, hosted services."""
