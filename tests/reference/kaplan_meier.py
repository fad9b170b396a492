"""Writes kaplan_meier.csv: survival by Kaplan and Meier with Greenwood's intervals of 95 % on the log-log scale, by lifelines
(pip install lifelines). Of every data set the times of events and of censoring, then each point.

The first four are the classic ones of the literature: remission of leukaemia with 6-mercaptopurine and with placebo (Freireich
and others 1963), and after maintained and without maintained chemotherapy (Embury and others 1977). The last three are made
for what trade panels have: many ties, most cases cut off, hardly any events.
"""

from lifelines import KaplanMeierFitter

SETS = {
    "mercaptopurine": ([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]),
    "placebo": ([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], []),
    "maintained": ([9, 13, 18, 23, 31, 34, 48], [13, 28, 45, 161]),
    "not_maintained": ([5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45], [16]),
    "ties": ([1] * 40 + [2] * 25 + [3] * 31 + [5] * 7 + [9] * 2, [1] * 11 + [2] * 9 + [4] * 60 + [9] * 100),
    "cut_off": ([1] * 3 + [2] * 2 + [4], [0] * 30 + [1] * 200 + [2] * 150 + [3] * 90 + [4] * 40 + [5] * 10),
    "rare": ([7], list(range(0, 20)) * 13),
}

with open("tests/reference/kaplan_meier.csv", "w", newline="\n") as out:
    out.write("set,years,survival,low,high\n")
    for name, (events, censored) in SETS.items():
        out.write(f"{name},events,{' '.join(map(str, events))},,\n")
        out.write(f"{name},censored,{' '.join(map(str, censored))},,\n")
        fitted = KaplanMeierFitter().fit(events + censored, [1] * len(events) + [0] * len(censored))
        interval = fitted.confidence_interval_
        for years in range(1, max(events + censored) + 1):
            survival = fitted.predict(years)
            low, high = interval[interval.index <= years].iloc[-1]
            # Where nobody or everybody has been struck, there is no such interval.
            if 0.0 < survival < 1.0:
                out.write(f"{name},{years},{float(survival)!r},{float(low)!r},{float(high)!r}\n")
