# `itertools` and `heapq`: what is lazy, what is checked when.
import heapq
import itertools
from itertools import chain, count, groupby, islice, tee, product, repeat, cycle, accumulate, starmap, zip_longest


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


a, b = tee(count())
print([next(a) for _ in range(3)], next(b), list(islice(a, 2)), list(islice(b, 4)))
print([list(each) for each in tee("abc", 3)], tee([], 0))
first, second = tee(iter([1, 2, 3]))
third, fourth = tee(first)
print(list(third), list(fourth), list(second))
print(list(islice(heapq.merge(count(0, 3), count(1, 5)), 9)))
print(list(heapq.merge([1, 4], [2, 4], [], [0])))
print(list(heapq.merge([5, 3], [4, 3, 1], reverse=True)))
print(list(heapq.merge(["a", "ccc"], ["bb", "dd"], key=len)))
print(list(islice(((k, next(g)) for k, g in groupby(count(), key=lambda n: n // 3)), 4)))
print([(k, list(g)) for k, g in groupby("aabbbca")])
groups = list(groupby("aabb"))
print([list(g) for _, g in groups])
for key, group in groupby([1, 1, 2, 3, 3], key=lambda n: n % 2):
    print(key, next(group), end=" ")
print()
print(list(islice(product([1, 2], repeat=60), 3))[2][-3:])
print(list(product("ab", [1, 2, 3])), list(product()), list(product([], [1])))
print(list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations("abcd", 3)))
print(list(itertools.combinations_with_replacement("ab", 3)), list(itertools.permutations([1, 2], 3)))
it = iter(range(10))
print(list(islice(it, 1, 6, 2)), list(it))
it = iter(range(10))
print(list(islice(it, 3, 3)), next(it))
it = iter(range(10))
print(list(islice(it, 0, 5, 3)), next(it))
print(list(islice("abc", 5)), list(islice("abc", 1, None)), list(islice("abcdef", None, None, 2)))
show(lambda: islice([1], -1))
show(lambda: islice([1], 1, -1))
show(lambda: islice([1], "a"))
show(lambda: islice([1], 0, 1, 0))
show(lambda: islice(3, 1))
show(lambda: itertools.combinations([1], -1))
show(lambda: itertools.permutations([1], -1))
show(lambda: tee([], -1))
show(lambda: product([1], repeat=-1))
print(list(accumulate([1, 2, 3], lambda x, y: x * y, initial=10)), list(accumulate([])))
print(list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("ab", [1], fillvalue="-")))
print(list(islice(cycle("ab"), 5)), list(repeat(7, 2)), list(chain.from_iterable(["ab", [1]])))
print(list(itertools.compress("abc", [1, 0, 1])), list(itertools.pairwise([1, 2, 3])))
print(list(itertools.filterfalse(None, [0, 1, 2])), list(itertools.dropwhile(bool, [1, 0, 2])))
print(list(itertools.takewhile(bool, [1, 0, 2])), list(islice(count(2.5, 0.5), 3)))
print(count(3), count(1, 2))
print(heapq.nsmallest(2, [3, 1, 2]), heapq.nlargest(-1, [3]), heapq.nlargest(5, [1, 2], key=lambda n: -n))
show(lambda: heapq.heappop([]))
show(lambda: heapq.heapreplace([], 1))
show(lambda: heapq.heapify((2, 1)))
h = [5, 2, 8, 1]
heapq.heapify(h)
print(h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), heapq.heappop(h), h, heapq.heappushpop([], 4))
