import multiprocessing as mp
from multiprocessing.pool import ThreadPool
import os, time

def square(x): return x * x
def slow(x):
    time.sleep(x / 100)
    return x
def add(a, b): return a + b
def bad(x):
    return 1 // x
def init(v):
    global base
    base = v
def based(x): return base + x
def who(_): 
    time.sleep(0.01)
    return os.getpid()

if __name__ == "__main__":
    with mp.Pool(4) as pool:
        print(pool.map(square, range(6)))
        print(pool.starmap(add, [(1, 2), (3, 4)]))
        print(list(pool.imap(square, range(5))))
        print(list(pool.imap_unordered(slow, [30, 10, 20])))
        print(list(pool.imap(square, range(7), chunksize=3)))
        r = pool.apply_async(square, (2,))
        print(r.get(timeout=5), r.ready(), r.successful())
        print(pool.apply(add, (1,), {"b": 5}))
        got = []
        r = pool.map_async(square, [1, 2, 3], callback=got.append)
        r.wait()
        print(got)
        r = pool.apply_async(bad, (0,), error_callback=lambda e: print("error", repr(e)))
        try:
            r.get()
        except ZeroDivisionError as error:
            print(repr(error), type(error.__cause__).__name__)
        r = pool.apply_async(slow, (50,))
        try:
            r.get(0.01)
        except mp.TimeoutError as e:
            print("timeout", repr(e))
        try:
            r.successful()
        except ValueError as e:
            print("not ready")
        try:
            pool.map(lambda x: x, [1])
        except Exception as e:
            print(type(e).__name__, str(e)[:26])
        print(pool.map(square, []))
        try:
            pool.join()
        except ValueError as e:
            print(e)
    try:
        pool.map(square, [1])
    except ValueError as e:
        print(e)
    pool = mp.Pool(2, initializer=init, initargs=(100,), maxtasksperchild=2)
    print(pool.map(based, range(5), chunksize=1))
    print(len(set(pool.map(who, range(8), chunksize=1))) >= 4)
    pool.close()
    pool.join()
    with ThreadPool(3) as tp:
        print(tp.map(square, range(4)), tp.apply(add, (1, 2)))
    for wrong in (lambda: mp.Pool(0), lambda: mp.Pool(1, maxtasksperchild=0), lambda: mp.Pool(1, initializer=3)):
        try:
            wrong()
        except (ValueError, TypeError) as e:
            print(e)
