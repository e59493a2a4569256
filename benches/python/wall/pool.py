import time
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=3) as pool:
    list(pool.map(time.sleep, [0.3, 0.2, 0.1, 0.4, 0.25, 0.15, 0.3]))
