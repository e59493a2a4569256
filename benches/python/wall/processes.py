import multiprocessing
import time


def work(n):
    time.sleep(n / 2)


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    processes = [multiprocessing.Process(target=work, args=(n,)) for n in (1, 2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
