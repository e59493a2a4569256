"""Six threads that fetch, parse, hash and store pages: the program behind threads.json.gz.

`viztracer --ignore_frozen --min_duration 20us -o threads.json threads.py`, then the names of folders and the source code
that viztracer adds were taken out, and `gzip -9`.
"""

import hashlib
import queue
import random
import threading
import time

PAGES = 36
chance = random.Random(7)
to_parse = queue.Queue(maxsize=4)
to_store = queue.Queue()
index = {}
index_lock = threading.Lock()


def download(page):
    """Waits, as for a server."""
    time.sleep(0.004 + 0.012 * chance.random())
    return f"page {page} " * 3000


def parse(text):
    """Computes in Python: one thread at a time, under the global lock."""
    words = {}
    for word in text.split():
        words[word] = words.get(word, 0) + 1
    return words


def fingerprint(text):
    """Computes in C, which lets other threads go on."""
    data = text.encode() * 60
    return hashlib.sha256(data).hexdigest()


def remember(key, words):
    """Holds the lock for longer than it should."""
    index_lock.acquire()
    try:
        index[key] = words
        time.sleep(0.003)
    finally:
        index_lock.release()


def fetcher(pages):
    for page in pages:
        to_parse.put((page, download(page)))


def parser():
    while (job := to_parse.get()) is not None:
        page, text = job
        words = parse(text)
        remember(fingerprint(text), words)
        to_store.put(page)


def store(done):
    for _ in range(PAGES):
        done.append(to_store.get())
        if len(done) % 9 == 0:
            flush(done)


def flush(done):
    """Waits, as for a disk."""
    time.sleep(0.008)
    return sorted(done)


def main():
    done = []
    fetchers = [
        threading.Thread(target=fetcher, args=(range(start, PAGES, 2),), name=f"fetcher {start + 1}")
        for start in range(2)
    ]
    parsers = [threading.Thread(target=parser, name=f"parser {number + 1}") for number in range(3)]
    storer = threading.Thread(target=store, args=(done,), name="storer")
    for thread in fetchers + parsers + [storer]:
        thread.start()
    for thread in fetchers:
        thread.join()
    for _ in parsers:
        to_parse.put(None)
    for thread in parsers + [storer]:
        thread.join()
    print(len(done), "pages,", len(index), "in the index")


if __name__ == "__main__":
    main()
