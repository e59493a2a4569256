# `concurrent.futures.interpreter`.
from concurrent.futures.process import BrokenInterpreterPool, ExecutionFailed, InterpreterPoolExecutor
