# title: One cook, three cooks
# about: Three dishes are under way at the same time, whoever cooks. One cook goes from dish to dish: that is
#   concurrency. Three cooks work at the same instant: that is parallelism, and dinner is ready in a third of the
#   time.
# concepts: 1, 2
# machine one cook: cores=1 gil=off quantum=100ms
# machine two cooks: cores=2 gil=off quantum=100ms
# machine three cooks: cores=3 gil=off quantum=100ms
# cpython: same lines
# expect: alive 4
# expect one cook: parallelism 1
# expect one cook: time 2.7s to 2.71s
# expect two cooks: parallelism 2
# expect three cooks: parallelism 3
# expect three cooks: time 900ms to 905ms
# expect: ratio one cook / three cooks 2.95 to 3.0

import sim


def cook(dish):
    for step in ("chop", "stir", "season"):
        sim.mark(f"{step} the {dish}")
        sim.cpu(0.3)
    print("The", dish, "is ready.")


def soup():
    cook("soup")


def pasta():
    cook("pasta")


def salad():
    cook("salad")


sim.together(soup, pasta, salad)
