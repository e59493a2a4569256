# `asyncio`: its parts under one name. Sockets, streams, subprocesses and signals are not there: nothing is outside the
# simulated machine.
from asyncio.exceptions import BrokenBarrierError, CancelledError, InvalidStateError, TimeoutError
from asyncio.events import Handle, TimerHandle, get_event_loop, get_running_loop, new_event_loop, set_event_loop
from asyncio.events import _get_running_loop
from asyncio.futures import Future, isfuture, wrap_future
from asyncio.tasks import Task, all_tasks, create_task, current_task, ensure_future, gather, iscoroutine
from asyncio.tasks import iscoroutinefunction, run_coroutine_threadsafe, shield, sleep
from asyncio.waits import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, as_completed, wait, wait_for
from asyncio.locks import Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore
from asyncio.queues import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull, QueueShutDown
from asyncio.timeouts import Timeout, timeout, timeout_at
from asyncio.taskgroups import TaskGroup
from asyncio.base_events import BaseEventLoop, EventLoop
from asyncio.runners import Runner, run

AbstractEventLoop = EventLoop
SelectorEventLoop = EventLoop


async def to_thread(func, /, *args, **kwargs):
    from contextvars import copy_context
    context = copy_context()
    future = get_running_loop().run_in_executor(None, lambda: context.run(func, *args, **kwargs))
    future._of = f"thread {getattr(func, '__name__', '')}"
    return await future
