import multiprocessing
import time

if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    with multiprocessing.Pool(4) as pool:
        pool.map(time.sleep, [0.2] * 12, chunksize=1)
