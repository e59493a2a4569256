import statistics as st, random
random.seed(5)
sets = [[1, 2, 3, 4], [2.5, 3.25, 5.5, 11.25, 11.75], [1.5], [1, 1, 2, 2, 3], [10**20, 1, -10**20], [0.1] * 10, [random.random() for _ in range(50)], [random.gauss(100, 15) for _ in range(101)], [True, 0, 1]]
for data in sets:
    for f in (st.mean, st.fmean, st.median, st.median_low, st.median_high, st.mode, st.multimode, st.variance, st.pvariance, st.stdev, st.pstdev, st.quantiles, st.harmonic_mean, st.geometric_mean):
        try: print(f.__name__, f(data))
        except st.StatisticsError as e: print(f.__name__, "error", e)
print(st.quantiles(range(1, 20), n=10), st.quantiles([1, 2, 3], method="inclusive"), st.mode("aabbb"), st.correlation([1, 2, 3, 5], [2, 4, 7, 9]), st.covariance([1, 2, 3], [4, 5, 9]))
print(st.variance([1, 2, 3], 2), st.mean([1.0, float("inf")]), st.fmean([1, 2], [3, 1]), st.mean(x for x in (3, 4)))
try: st.mean(["a"])
except TypeError as e: print("TypeError")
