#!/usr/bin/env python3
"""Writes solve.csv: start, end, rate and time that belong together, to 60 digits.

Needs mpmath (pip install mpmath). Every number given is a double, taken exactly; every number solved is written with
25 digits. Empty where the solution is outside what a double holds.
"""

import csv
import pathlib
import random

from mpmath import expm1, log, log1p, mp, mpf, nstr

mp.dps = 60
random.seed(20211206)
LEAST, MOST = mpf("2.3e-308"), mpf("1.7e308")


def shown(value):
    return nstr(value, 25)


def row(start, end, years, rate):
    """start, end and years solved for the rate; then the rate given, solved for the others."""
    log_rate = log(mpf(end) / mpf(start)) / mpf(years)
    solved_rate = expm1(log_rate)
    given_log = log1p(mpf(rate))
    grown = mpf(start) * mp.exp(given_log * mpf(years))
    began = mpf(end) / mp.exp(given_log * mpf(years))
    time = log(mpf(end) / mpf(start)) / given_log if given_log != 0 else mpf(-1)
    fits = lambda value: shown(value) if LEAST < value < MOST else ""
    return [
        repr(start), repr(end), repr(years), repr(rate), shown(log_rate),
        shown(solved_rate) if solved_rate < MOST / 100 else "", fits(grown), fits(began),
        shown(time) if time > 0 else "",
    ]


def cases():
    for exponent in (-300, -200, -100, -30, -10, -3, -1, 0, 1, 3, 10, 30, 100, 200, 300):
        for years in (1e-6, 1e-3, 0.25, 1.0, 5.0, 9.0, 100.0, 1e3, 1e6):
            start = random.choice([1.0, 3e9, 0.7, 1e-4, 123456.789])
            ratio = random.uniform(1.0, 9.99) * 10.0**exponent
            end = start * ratio
            if not 1e-305 < end < 1e305:
                start, end = 1.0, ratio
            rate = random.choice([0.07, -0.03, 1e-3, 1e-9, 1e-12, 0.5, -0.5, 3.0, -0.999, 1e6])
            yield start, end, years, rate
    for nearness in (1e-15, 1e-12, 1e-9, 1e-6, 1e-3):
        for years in (1e-6, 1.0, 7.5, 1e6):
            for sign in (1, -1):
                yield 3e9, 3e9 * (1 + sign * nearness), years, sign * nearness
    yield 1e-300, 1e300, 10.0, 0.07
    yield 1e300, 1e-300, 10.0, -0.07
    yield 1e-150, 1e150, 1e6, 6.9e-4


target = pathlib.Path(__file__).with_name("solve.csv")
with target.open("w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["start", "end", "years", "rate", "log_rate", "solved_rate", "grown", "began", "time"])
    writer.writerows(row(*case) for case in cases())
