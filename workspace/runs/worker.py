"""What a worker does beside its tasks: it says that it is there, and sweeps."""

from __future__ import annotations

import gc
import logging
import os
import socket
import threading
from typing import Any

import redis
from celery.signals import worker_init, worker_ready, worker_shutting_down
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from workspace.runs import forgetting, housekeeping, recovery

log = logging.getLogger(__name__)
TRY_AGAIN = 0.5  # seconds, while the bus is away
PRESENCE = "threeday-present:"
_ending = threading.Event()


def present(url: str) -> bool:
    """Whether a worker says that it is there on the bus of `url`. False where there is no bus."""
    try:
        with redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1) as bus:
            return next(bus.scan_iter(f"{PRESENCE}*", count=1000), None) is not None
    except (redis.RedisError, OSError):
        return False


def bus_url() -> str:
    """Where the private or the given Redis listens, as redis-py wants it."""
    return settings.REDIS_URL or f"unix://{settings.SOCKET_PATH}"


@worker_init.connect
def _load(**signal: Any) -> None:
    """Load the team before the pool forks: its processes then share the code, in memory and in time."""
    import_string(settings.WORK)
    gc.freeze()


@worker_ready.connect
def _begin(**signal: Any) -> None:
    threading.Thread(target=_watch, name="sweep", daemon=True).start()


@worker_shutting_down.connect
def _finish(**signal: Any) -> None:
    _ending.set()


def _watch() -> None:
    """Sweep until the end. After an outage of the bus everything that waits is handed out again: the bus may have lost it."""
    bus = redis.Redis.from_url(bus_url())
    began, lost = "", True
    while True:
        try:
            lost = lost or (began != (began := _say_present(bus)))
            if found := recovery.sweep(lost_queue=lost):
                log.warning("swept found=%s", found)
            lost = False
            forgetting.sweep_now_and_then()
            housekeeping.sweep_now_and_then()
        except (redis.RedisError, DatabaseError) as error:
            log.warning("sweep_missed error=%s", error)
            lost = True
        finally:
            connection.close()
        if _ending.wait(settings.SWEEP_EVERY if not lost else TRY_AGAIN):
            return  # the word of our presence ends by itself


def _say_present(bus: redis.Redis) -> str:
    """Say on the bus that this worker is there; returns which start of the bus this is."""
    bus.set(f"{PRESENCE}{socket.gethostname()}:{os.getpid()}", "1", px=int(settings.SWEEP_EVERY * 3000))
    about: Any = bus.info("server")
    return str(about["run_id"])
