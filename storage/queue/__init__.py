"""The queue on Redis: arq with leases, wake-ups, fair lanes and JSON."""

from storage.queue.redis_queue import RedisQueue

__all__ = ["RedisQueue"]
