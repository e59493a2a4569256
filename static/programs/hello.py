# title: Hello from a thread
# about: A thread that is made has a name, and is not alive before it is started. Its native id is the operating
#   system's number for it: threads are visible there.
# concepts: 15
# machine: cores=2
# cpython: same
# expect: prints alive: False / hello from greeter / alive: False

import threading

import sim


def greet():
    me = threading.current_thread()
    print("hello from", me.name)
    sim.check(me.native_id == threading.get_native_id())
    sim.cpu(0.05)


greeter = threading.Thread(target=greet, name="greeter")
print("alive:", greeter.is_alive())
sim.check(not greeter.is_alive() and greeter.native_id is None)
greeter.start()
greeter.join()
print("alive:", greeter.is_alive())
sim.check(greeter.native_id is not None)
