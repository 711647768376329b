"""Durable runs: rows, transitions, the engine, tasks, live events and recovery. The only door into agents."""
