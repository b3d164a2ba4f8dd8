"""Letting tasks run without waiting, and noticing those that a test leaves behind."""

import asyncio

from bot.clock import let_others_run as settle

__all__ = ["other_tasks", "settle"]


def other_tasks() -> set[asyncio.Task[object]]:
    """Return the tasks of this loop that have not finished, without the one that asks."""
    return {task for task in asyncio.all_tasks() if task is not asyncio.current_task() and not task.done()}
