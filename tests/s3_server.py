"""An S3 server for tests."""

from collections.abc import Generator
from contextlib import contextmanager

import boto3
from moto.server import ThreadedMotoServer

BUCKET = "easel"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}


@contextmanager
def s3_server() -> Generator[dict[str, str]]:
    """The variables that lead to a server with a BUCKET."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    variables = {**KEYS, "AWS_ENDPOINT": f"http://{host}:{port}", "AWS_ALLOW_HTTP": "true"}
    client = boto3.client(
        "s3",
        endpoint_url=variables["AWS_ENDPOINT"],
        region_name=KEYS["AWS_REGION"],
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
    )
    client.create_bucket(Bucket=BUCKET)
    client.close()
    yield variables
    server.stop()
