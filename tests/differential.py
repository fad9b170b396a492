#!/usr/bin/env python3
"""Compares the program's reading of trade files with a second, independent reading.

    python3 tests/differential.py PATH_TO_PROGRAM [--files N] [--seed S]

Files of every format are made from a seed: pairs of real economies, special codes, rows that are no figures, several
ways to write numbers, columns, quotes and line ends. Each is read by the program (`history FILE --tidy OUT.csv`) and by
the reader below, which was written from the descriptions of the formats and not from the program. Every figure is
compared both ways, and so are the format, the number of rows, the number of rows that cannot be read, and whether the
file is refused. A file that is read differently is kept, and the script then ends with 1.
"""

import argparse
import collections
import csv
import gzip
import io
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

TOLERANCE = 1e-9

# Beyond so many, products are not held one by one, and those of a flow must be of one length.
MOST_PRODUCTS = 1 << 16

# Economies: alpha-3, alpha-2, numbers of UN Comtrade (its own first), of the IMF and of Correlates of War; names.
# A dash stands for a code that there is not.
ECONOMIES = """
KAZ KZ 398 916 705 Kazakhstan
UZB UZ 860 927 704 Uzbekistan
RUS RU 643 922 - Russian Federation|Russia
CHN CN 156 924 710 China
USA US 842,840 111 2 USA|United States|United States of America
FRA FR 251,250 132 220 France
DEU DE 276 134 255 Germany
CHE CH 757,756 146 225 Switzerland
NOR NO 579,578 142 385 Norway
IND IN 699,356 534 750 India
ITA IT 381,380 136 325 Italy
GBR GB 826 112 200 United Kingdom
JPN JP 392 158 740 Japan
KOR KR 410 542 732 Rep. of Korea|Korea, Rep.|Republic of Korea
BRA BR 76 223 140 Brazil
ZAF ZA 710 199 560 South Africa
TUR TR 792 186 640 Türkiye|Turkey
MEX MX 484 273 70 Mexico
CAN CA 124 156 20 Canada
AUS AU 36 193 900 Australia
NZL NZ 554 196 920 New Zealand
ARG AR 32 213 160 Argentina
CHL CL 152 228 155 Chile
PER PE 604 293 135 Peru
COL CO 170 233 100 Colombia
EGY EG 818 469 651 Egypt|Egypt, Arab Rep.
NGA NG 566 694 475 Nigeria
KEN KE 404 664 501 Kenya
MAR MA 504 686 600 Morocco
DZA DZ 12 612 615 Algeria
TUN TN 788 744 616 Tunisia
SAU SA 682 456 670 Saudi Arabia
IRN IR 364 429 630 Iran|Iran, Islamic Rep.
IRQ IQ 368 433 645 Iraq
ISR IL 376 436 666 Israel
JOR JO 400 439 663 Jordan
PAK PK 586 564 770 Pakistan
BGD BD 50 513 771 Bangladesh
LKA LK 144 524 780 Sri Lanka
NPL NP 524 558 790 Nepal
THA TH 764 578 800 Thailand
VNM VN 704 582 816 Viet Nam|Vietnam
MYS MY 458 548 820 Malaysia
SGP SG 702 576 830 Singapore
IDN ID 360 536 850 Indonesia
PHL PH 608 566 840 Philippines
AFG AF 4 512 700 Afghanistan
ALB AL 8 914 339 Albania
AUT AT 40 122 305 Austria
BEL BE 56 124 211 Belgium
LUX LU 442 137 212 Luxembourg
NLD NL 528 138 210 Netherlands
ESP ES 724 184 230 Spain
PRT PT 620 182 235 Portugal
GRC GR 300 174 350 Greece
SWE SE 752 144 380 Sweden
FIN FI 246 172 375 Finland
DNK DK 208 128 390 Denmark
IRL IE 372 178 205 Ireland
POL PL 616 964 290 Poland
CZE CZ 203 935 316 Czechia|Czech Republic
SVK SK 703 936 317 Slovakia|Slovak Republic
HUN HU 348 944 310 Hungary
ROU RO 642 968 360 Romania
BGR BG 100 918 355 Bulgaria
UKR UA 804 926 369 Ukraine
BLR BY 112 913 370 Belarus
MDA MD 498 921 359 Rep. of Moldova|Moldova
GEO GE 268 915 372 Georgia
ARM AM 51 911 371 Armenia
AZE AZ 31 912 373 Azerbaijan
KGZ KG 417 917 703 Kyrgyzstan|Kyrgyz Republic
TJK TJ 762 923 702 Tajikistan
TKM TM 795 925 701 Turkmenistan
MNG MN 496 948 712 Mongolia
EST EE 233 939 366 Estonia
LVA LV 428 941 367 Latvia
LTU LT 440 946 368 Lithuania
HRV HR 191 960 344 Croatia
SVN SI 705 961 349 Slovenia
NAM NA 516 728 565 Namibia
GHA GH 288 652 452 Ghana
CIV CI 384 662 437 Côte d'Ivoire|Cote d'Ivoire
COD CD 180 636 490 Dem. Rep. of the Congo|Congo, Dem. Rep.
CUB CU 192 928 40 Cuba
VEN VE 862 299 101 Venezuela
HKG HK 344 532 - China, Hong Kong SAR|Hong Kong, China
CUW CW 531 354 - Curaçao
SRB RS 688 942 - Serbia
MNE ME 499 943 341 Montenegro
SUN - 810 - - Soviet Union|Fmr USSR
YUG - 890 - - Fmr Yugoslavia
CSK - 200 934 315 Czechoslovakia
SCG - 891 965 - Serbia and Montenegro
ANT - 530 353 - Netherlands Antilles
BLX - 58 126 - Belgium-Luxembourg
DDR - 278 - 265 Fmr Dem. Rep. of Germany
XKX - - 967 347 Kosovo
S19 - 490 - - Other Asia, nes
UNS - 899 - - Areas, nes
BUN - 837 - - Bunkers
FRE - 838 - - Free Zones
SPE - 839 - - Special Categories
"""

# Codes of other sources for an economy.
OTHER_CODES = {"ROM": "ROU", "ZAR": "COD", "MNT": "MNE", "KSV": "XKX", "OAS": "S19"}

# State numbers of Correlates of War whose meaning depends on the year: the last year of each meaning.
STATES_BY_YEAR = {
    "365": [(1991, "SUN"), (9999, "RUS")],
    "345": [(1991, "YUG"), (2005, "SCG"), (9999, "SRB")],
}

GROUPS = {
    "comtrade": ["0", "W00", "World", "97"],
    "letters": ["W00", "WLD", "G001", "G110", "G163", "EUN"],
    "names": ["World", "Europe & Central Asia", "East Asia & Pacific"],
    "imf": ["001", "1", "110", "163", "998"],
    "cow": [],
}

UNKNOWN = {"comtrade": "993", "letters": "QQ9", "names": "Narnia", "imf": "987", "cow": "998"}

GROUP = "(a group)"


class Economy:
    def __init__(self, line):
        self.code, alpha2, comtrade, imf, cow, names = line.split(" ", 5)
        self.alpha2 = None if alpha2 == "-" else alpha2
        self.comtrade = [] if comtrade == "-" else comtrade.split(",")
        self.imf = [] if imf == "-" else [imf]
        self.cow = [] if cow == "-" else [cow]
        self.names = names.split("|")
        self.letters = [self.code] + [code for code, of in OTHER_CODES.items() if of == self.code]


TABLE = [Economy(line) for line in ECONOMIES.strip().splitlines()]


def codebook(numbers):
    """Texts in lower case and what they stand for. Numbers are without leading zeros."""
    book = {}
    for economy in TABLE:
        for text in economy.names + economy.letters + [economy.alpha2 or economy.code]:
            book[text.lower()] = economy.code
        for number in getattr(economy, numbers):
            book[number] = economy.code
    for kind in ["letters", "names", numbers]:
        for text in GROUPS[kind]:
            book[text.lower() if not text.isdigit() else str(int(text))] = GROUP
    return book


USUAL, IMF, COW = codebook("comtrade"), codebook("imf"), codebook("cow")


# ---------------------------------------------------------------------------------------------------------------------
# The second reader
# ---------------------------------------------------------------------------------------------------------------------


class Refused(Exception):
    """The file as a whole is not read."""


class Unreadable(Exception):
    """A row, or a cell, cannot be read."""


class Options:
    """What the program is asked for, beside the file."""

    def __init__(self, **given):
        self.duplicates = given.get("duplicates", "refuse")
        self.frequency = given.get("frequency")
        self.first, self.last = given.get("first"), given.get("last")
        self.imf_reports = given.get("imf_reports", False)
        self.accept_rejected = given.get("accept_rejected", False)
        self.currency = given.get("currency", "USD")
        self.products = given.get("products", [])
        self.pair = given.get("pair")
        self.format = given.get("format")

    def arguments(self):
        arguments = []
        if self.duplicates != "refuse":
            arguments += ["--duplicates", self.duplicates]
        if self.frequency:
            arguments += ["--frequency", self.frequency]
        if self.first:
            arguments += ["--from", str(self.first), "--until", str(self.last)]
        if self.imf_reports:
            arguments += ["--imf-reports"]
        if self.accept_rejected:
            arguments += ["--accept-rejected"]
        if self.currency != "USD":
            arguments += ["--currency", self.currency]
        for product in self.products:
            arguments += ["--product", product]
        if self.format:
            arguments += ["--format", self.format]
        if self.pair:
            arguments += ["--pair", ",".join(self.pair)]
        return arguments

    def wants_period(self, period):
        frequency = "annual" if len(period) == 4 else "quarterly" if "Q" in period else "monthly"
        if self.frequency not in (None, frequency):
            return False
        return not self.first or self.first <= int(period[:4]) <= self.last

    def wants_product(self, product):
        if not self.products:
            return True
        return bool(product) and any(product.lower().startswith(begin.lower()) for begin in self.products)


class Figure:
    """One row's figure: its key, product and amount."""

    def __init__(self, period, exporter, importer, amount, reporter="", valuation="", **other):
        self.flow = other.get("flow", "flow")
        if self.flow == "turnover":
            exporter, importer = sorted([exporter, importer])
        self.key = (period, exporter, importer, self.flow, reporter, valuation)
        self.amount = amount
        self.product = other.get("product", "")
        self.classification = other.get("classification", "")
        self.status = other.get("status", "reported")
        self.never_added = other.get("never_added", False)
        # None where it is not compared.
        self.source = other.get("source")


class Reading:
    """Everything that one run reads, from one or several files."""

    def __init__(self, options):
        self.options = options
        self.formats = []
        self.rows = 0
        self.rejected = 0
        self.figures = {}
        self.totals = {}
        self.sources = {}

    def add(self, figure):
        if not self.options.wants_product(figure.product):
            return
        place = self.figures.setdefault(figure.key, {})
        name = (figure.classification, figure.product)
        if name not in place:
            place[name] = figure
            return
        held = place[name]
        if held.source != figure.source:
            held.source = None
        if self.options.duplicates == "sum":
            held.amount += figure.amount
        elif self.options.duplicates == "last":
            place[name] = figure
        elif self.options.duplicates == "refuse" and float(held.amount) != float(figure.amount):
            raise Refused(f"two amounts for {figure.key} {name}: {held.amount} and {figure.amount}")

    def finish(self):
        if self.rejected * 20 > self.rows and not self.options.accept_rejected:
            raise Refused(f"{self.rejected} of {self.rows} rows cannot be read")
        products = sum(bool(product) for figures in self.figures.values() for _, product in figures)
        for key, figures in self.figures.items():
            lengths = {len(product) for _, product in figures}
            if products > MOST_PRODUCTS and len(lengths) > 1 and 0 not in lengths:
                raise Refused("products of several lengths, and too many to tell which are parts of which")
            total = total_of(figures)
            if total is not None:
                self.totals[key] = total
            sources = {figure.source for figure in figures.values()}
            if len(sources) == 1 and self.options.duplicates == "refuse":
                self.sources[key] = sources.pop()


def total_of(figures):
    """The amount, its status, and whether it is the total that is stated or else the sum of products."""
    stated = [figure for (_, product), figure in figures.items() if not product]
    if stated:
        return stated[0].amount, stated[0].status, True
    names = [name for name, figure in figures.items() if not figure.never_added]
    if not names:
        return None
    classifications = [name[0] for name in names]
    harmonised = [name for name in classifications if name.startswith("H") or name == ""]
    if harmonised:
        # H5 is later than H4; "H" alone does not say which.
        chosen = max(harmonised)
    else:
        chosen = classifications[0]
    parts = [name for name in names if name[0] == chosen]
    codes = {product.lower() for _, product in parts}
    counted = [
        figures[name]
        for name in parts
        if not any(name[1].lower()[:length] in codes for length in range(1, len(name[1])))
    ]
    status = counted[0].status if len(counted) == 1 else None
    return sum(figure.amount for figure in counted), status, False


class Table:
    """A header, and rows as lists of fields."""

    def __init__(self, names, rows, separator, cut=False):
        self.names = [name.strip() for name in names]
        self.lower = [name.lower() for name in self.names]
        self.width = max([place + 1 for place, name in enumerate(self.names) if name], default=0)
        self.rows = rows
        self.separator = separator
        self.cut = cut
        self.decimal_comma = self.point = self.either = False
        # The marks that stand between groups of digits, and those that may do so: `1.234.567` and `1.234`.
        self.group_marks, self.perhaps_group_marks = set(), set()

    def has(self, name):
        return name.lower() in self.lower

    def place(self, *names, needed=True):
        for name in names:
            if self.has(name):
                if self.lower.count(name.lower()) > 1:
                    raise Refused(f"two columns are called {name}")
                return self.lower.index(name.lower())
        if needed:
            raise Refused(f"no column {names}")
        return None

    def number(self, text):
        """A finite number; a comma is a decimal one where it does not separate fields."""
        for mark, other in (r"\.", ","), (",", r"\."):
            group = rf"[+-]?[1-9]\d{{0,2}}{mark}\d{{3}}"
            if re.fullmatch(group, text):
                self.perhaps_group_marks.add(mark)
            elif re.fullmatch(rf"{group}({mark}\d{{3}})*({other}\d*)?", text):
                self.group_marks.add(mark)
        if not re.fullmatch(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", text):
            raise Unreadable(f"no number: {text}")
        if "," in text:
            if self.separator == ",":
                raise Unreadable(f"no plain number: {text}")
            before, behind = text.split(",")
            if re.fullmatch(r"[+-]?[1-9]\d{0,2}", before) and re.fullmatch(r"\d{3}", behind):
                self.either = True
            else:
                self.decimal_comma = True
            text = text.replace(",", ".")
        elif "." in text:
            self.point = True
        return Decimal(text)

    def amount(self, text, power=0):
        value = self.number(text).scaleb(power)
        if float(value) == float("inf"):
            raise Unreadable(f"too large: {text}")
        if value < 0:
            raise Unreadable(f"below zero: {text}")
        return value

    def check_marks(self):
        ambiguous = self.group_marks & self.perhaps_group_marks
        if self.separator == ",":
            # No comma in a number is ever a decimal one here.
            ambiguous -= {","}
        if ambiguous:
            raise Refused("a group mark that may be a decimal one elsewhere")
        if self.separator == ",":
            return
        if (self.decimal_comma or self.either) and self.point:
            raise Refused("decimal commas and points")
        if self.either and not self.decimal_comma:
            raise Refused("every comma may be a decimal one or a group mark")


def field(row, place):
    return row[place].strip() if place is not None and place < len(row) else ""


def period(text):
    """A year, quarter or month as the tidy format writes it."""
    found = re.fullmatch(r"(\d{4})(?:-?[Qq]([1-4])|-?[Mm](\d{1,2})|-(\d{2})|(\d{2}))?", text)
    if not found or int(found[1]) < 1000:
        raise Unreadable(f"no period: {text}")
    year, quarter = found[1], found[2]
    month = found[3] or found[4] or found[5]
    if quarter:
        return f"{year}-Q{quarter}"
    if month:
        if not 1 <= int(month) <= 12:
            raise Unreadable(f"no month: {text}")
        return f"{year}-{int(month):02}"
    return year


def economy(text, book):
    """A code, the mark of a group, or none where it is not known."""
    text = text.lower()
    if text.isdigit():
        text = str(int(text)) if len(text) <= 3 else text
    return book.get(text)


def parties(one, other, book, options):
    """The two economies of a row; none where the row is no trade of two economies, or not of the pair wanted."""
    codes = [economy(one, book), economy(other, book)] if isinstance(book, dict) else [book(one), book(other)]
    if options.pair and any(code not in (None, GROUP, *options.pair) for code in codes):
        return None
    if options.pair and GROUP in codes:
        # Trade with a group is none of the pair, whoever the other side is.
        return None
    if None in codes:
        raise Unreadable(f"no economy: {one} {other}")
    return None if GROUP in codes or codes[0] == codes[1] else codes


def harmonised(classification, code):
    """The classification and the code: HS codes get back the first zero that a spreadsheet took."""
    classification = classification.upper()
    if classification in ("", "HS", "H"):
        classification = ""
    if (classification == "" or re.fullmatch(r"H\d", classification)) and code.isdigit() and len(code) % 2:
        code = "0" + code
    return classification, code


def is_total(code):
    return code.lower() in ("", "total", "all products")


def directed(reporter, partner, direction):
    """Exporter, importer, reporter and valuation of what a reporter states of exports or imports."""
    if direction == "X":
        return dict(exporter=reporter, importer=partner, reporter=reporter, valuation="FOB")
    return dict(exporter=partner, importer=reporter, reporter=reporter, valuation=direction)


def read_comtrade(table, legacy):
    if legacy:
        reporters = [table.place(name, needed=False) for name in ("Reporter Code", "Reporter ISO", "Reporter")]
        partners = [table.place(name, needed=False) for name in ("Partner Code", "Partner ISO", "Partner")]
        flow, value = table.place("Trade Flow"), table.place("Trade Value (US$)")
        whole, year, month = table.place("Period", needed=False), table.place("Year", needed=False), None
        product = table.place("Commodity Code", needed=False)
        classification = table.place("Classification", needed=False)
        kind = cif = fob = None
        parts = [("2nd Partner Code", "0"), ("Mode of Transport Code", "0"), ("Customs Proc. Code", "c00")]
    else:
        reporters = [table.place(name, needed=False) for name in ("reporterCode", "reporterISO", "reporterISO3")]
        partners = [table.place(name, needed=False) for name in ("partnerCode", "partnerISO", "partnerISO3")]
        flow, value = table.place("flowCode"), table.place("primaryValue")
        whole = table.place("period", needed=False)
        year, month = table.place("refYear", needed=False), table.place("refMonth", needed=False)
        product = table.place("cmdCode", needed=False)
        classification = table.place("classificationCode", needed=False)
        kind = table.place("typeCode", needed=False)
        cif, fob = table.place("cifvalue", needed=False), table.place("fobvalue", needed=False)
        parts = [("partner2Code", "0"), ("motCode", "0"), ("customsCode", "c00")]
    parts = [(table.place(name, needed=False), total) for name, total in parts]
    directions = {
        "x": "X", "export": "X", "m": "CIF", "import": "CIF", "rx": "", "rm": "", "dx": "", "fm": "",
        "re-export": "", "re-import": "",
    }

    def read(row, options):
        named = lambda places: next((field(row, place) for place in places if field(row, place)), "")
        both = parties(named(reporters), named(partners), USUAL, options)
        if both is None:
            return
        text = field(row, whole)
        if not text:
            text = field(row, year)
            if field(row, month) not in ("", "52"):
                text += field(row, month).zfill(2)
        when = period(text)
        if not options.wants_period(when):
            return
        system = field(row, classification)
        if field(row, kind).lower() not in ("", "c") or system.upper().startswith("EB"):
            return
        if any(field(row, place).lower() not in ("", total) for place, total in parts):
            return
        direction = directions.get(field(row, flow).lower())
        if direction is None:
            raise Unreadable(f"no flow: {field(row, flow)}")
        if not direction:
            return
        code = field(row, product)
        system, code = ("", "") if is_total(code) else harmonised(system, code)
        amount = table.amount(field(row, value))
        if direction == "CIF":
            texts = field(row, cif), field(row, fob)
            with_freight, free = (table.number(text) if text else None for text in texts)
            if free == amount and with_freight != amount:
                direction = "FOB"
        yield Figure(when, **directed(*both, direction), amount=amount, product=code, classification=system)

    return read


def read_baci(table):
    t, i, j, v = (table.place(name) for name in "tijv")
    k = table.place("k", needed=False)

    def read(row, options):
        both = parties(field(row, i), field(row, j), USUAL, options)
        if both is None:
            return
        when = period(field(row, t))
        if not options.wants_period(when):
            return
        code = field(row, k)
        if code.isdigit():
            code = code.zfill(6)
        amount = table.amount(field(row, v), 3)
        yield Figure(when, *both, amount, valuation="FOB", product=code, status="reconciled")

    return read


INDICATORS = {
    "TXG_FOB_USD": "X", "TMG_CIF_USD": "CIF", "TMG_FOB_USD": "FOB",
    "XG_FOB_USD": "X", "MG_CIF_USD": "CIF", "MG_FOB_USD": "FOB",
    "Exports of goods, Free on board (FOB), US dollar": "X",
    "Imports of goods, Cost insurance freight (CIF), US dollar": "CIF",
    "Imports of goods, Free on board (FOB), US dollar": "FOB",
    "Goods, Value of Exports, Free on board (FOB), US Dollars (TXG_FOB_USD)": "X",
    "Goods, Value of Imports, Cost, Insurance, Freight (CIF), US Dollars (TMG_CIF_USD)": "CIF",
    "Goods, Value of Imports, Free on board (FOB), US Dollars (TMG_FOB_USD)": "FOB",
}
INDICATORS = {name.lower(): direction for name, direction in INDICATORS.items()}
IMF_MISSING = ("", "..", "...", "n/a", "na")
SCALES = {"": 0, "units": 0, "thousands": 3, "millions": 6, "billions": 9}


def scale(text):
    if text.lower() in SCALES:
        return SCALES[text.lower()]
    if not re.fullmatch(r"-?\d+", text) or not -12 <= int(text) <= 15:
        raise Unreadable(f"no scale: {text}")
    return int(text)


def period_columns(table):
    found = {}
    for place, name in enumerate(table.names):
        try:
            when = period(name)
        except Unreadable:
            continue
        if when in found:
            raise Refused(f"two columns of {when}")
        found[when] = place
    if not found:
        raise Refused("no columns of periods")
    return found


def read_imf_wide(table, country, indicator, counterpart, attribute, scales, book):
    country, indicator, counterpart = table.place(country), table.place(indicator), table.place(counterpart)
    attribute = table.place(attribute) if attribute else None
    scales = table.place(scales, needed=False) if scales else None
    columns = period_columns(table)

    def read(row, options):
        if attribute is not None and field(row, attribute).lower() != "value":
            return
        both = parties(field(row, country), field(row, counterpart), book, options)
        direction = INDICATORS.get(field(row, indicator).lower())
        if both is None or not direction:
            return
        power = scale(field(row, scales))
        for when, place in columns.items():
            text = field(row, place)
            if text.lower() in IMF_MISSING or not options.wants_period(when):
                continue
            try:
                yield Figure(when, **directed(*both, direction), amount=table.amount(text, power))
            except Unreadable as error:
                yield error

    return read


def read_dots_panel(table):
    country, counterpart = table.place("Country Code"), table.place("Counterpart Country Code")
    time = table.place("Time Period")
    columns = [(place, INDICATORS[name]) for place, name in enumerate(table.lower) if name in INDICATORS]
    if not columns:
        raise Refused("no columns of exports or imports")

    def read(row, options):
        both = parties(field(row, country), field(row, counterpart), IMF, options)
        if both is None:
            return
        when = period(field(row, time))
        if not options.wants_period(when):
            return
        for place, direction in columns:
            text = field(row, place)
            if text.lower() in IMF_MISSING:
                continue
            try:
                yield Figure(when, **directed(*both, direction), amount=table.amount(text))
            except Unreadable as error:
                yield error

    return read


def read_imts_long(table):
    # Where a file has labels and identifiers, the identifiers are read.
    names = ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY")
    country, indicator, counterpart = (table.place(name + ".ID", name) for name in names)
    time, value = table.place("TIME_PERIOD"), table.place("OBS_VALUE")
    scales = table.place("SCALE.ID", "SCALE", needed=False)

    def read(row, options):
        both = parties(field(row, country), field(row, counterpart), USUAL, options)
        direction = INDICATORS.get(field(row, indicator).lower())
        if both is None or not direction:
            return
        when = period(field(row, time))
        if not options.wants_period(when):
            return
        power = scale(field(row, scales))
        if field(row, value).lower() not in IMF_MISSING:
            yield Figure(when, **directed(*both, direction), amount=table.amount(field(row, value), power))

    return read


def wits_direction(text):
    """The direction of a flow's name; empty for what is no gross flow."""
    text = text.lower().rstrip(".")
    if text in ("gross exp", "export"):
        return "X"
    if text in ("gross imp", "import"):
        return "CIF"
    if text in ("re-exp", "re-imp", "re-export", "re-import", "net exp", "net imp"):
        return ""
    raise Unreadable(f"no flow: {text}")


def read_wits(table):
    reporter, partner = table.place("ReporterISO3"), table.place("PartnerISO3")
    year, flow, value = table.place("Year"), table.place("TradeFlowName"), table.place("TradeValue in 1000 USD")
    system, product = table.place("Nomenclature", needed=False), table.place("ProductCode", "Product", needed=False)

    def read(row, options):
        both = parties(field(row, reporter), field(row, partner), USUAL, options)
        if both is None:
            return
        when = period(field(row, year))
        if not options.wants_period(when):
            return
        code = field(row, product)
        name, code = ("", "") if is_total(code) else harmonised(field(row, system), code)
        direction = wits_direction(field(row, flow))
        if direction:
            amount = table.amount(field(row, value), 3)
            yield Figure(when, **directed(*both, direction), amount=amount, product=code, classification=name)

    return read


def read_tradestats(table):
    reporter, partner = table.place("Reporter Name"), table.place("Partner Name")
    flow, group, indicator = table.place("Trade Flow"), table.place("Product Group"), table.place("Indicator")
    columns = period_columns(table)

    def read(row, options):
        both = parties(field(row, reporter), field(row, partner), USUAL, options)
        if both is None or field(row, indicator).lower() not in ("export (us$ thousand)", "import (us$ thousand)"):
            return
        direction = wits_direction(field(row, flow))
        if not direction:
            return
        code = field(row, group)
        code = "" if is_total(code) else code
        for when, place in columns.items():
            if not field(row, place) or not options.wants_period(when):
                continue
            try:
                amount = table.amount(field(row, place), 3)
                yield Figure(when, **directed(*both, direction), amount=amount, product=code, never_added=bool(code))
            except Unreadable as error:
                yield error

    return read


GRAVITY_FLOWS = "|".join("tradeflow_" + name for name in ("comtrade_o", "comtrade_d", "imf_o", "imf_d", "baci"))


def read_gravity(table, imf_reports):
    year, origin, destination = table.place("year"), table.place("iso3_o"), table.place("iso3_d")
    source = "imf" if imf_reports else "comtrade"
    if not any(table.has(f"tradeflow_{name}") for name in (f"{source}_o", f"{source}_d", "baci")):
        raise Refused("no column of the reports wanted")
    columns = [
        (table.place(f"tradeflow_{source}_o", needed=False), 0, "FOB", "reported"),
        (table.place(f"tradeflow_{source}_d", needed=False), 1, "CIF", "reported"),
        (table.place("tradeflow_baci", needed=False), None, "FOB", "reconciled"),
    ]
    products = [table.place(name, needed=False) for name in ("gdp_o", "gdp_d")]

    def read(row, options):
        both = parties(field(row, origin), field(row, destination), USUAL, options)
        if both is None:
            return
        when = period(field(row, year))
        if not options.wants_period(when):
            return
        for place, side, valuation, status in columns:
            text = field(row, place)
            if text in ("", "NA"):
                continue
            try:
                reporter = "" if side is None else both[side]
                yield Figure(when, *both, table.amount(text, 3), reporter, valuation, status=status)
            except Unreadable as error:
                yield error
        # What the economies produce is no figure of trade, but must be readable and shows how numbers are written.
        for text in (field(row, place) for place in products):
            try:
                if text not in ("", "NA"):
                    table.amount(text, 3)
            except Unreadable as error:
                yield error

    return read


def read_cow(table):
    year, flows = table.place("year"), [table.place("flow1"), table.place("flow2")]
    states = [table.place("ccode1"), table.place("ccode2")]

    def read(row, options):
        # The year decides which economy a number means, so that it is looked at first.
        when = period(field(row, year))
        if not options.wants_period(when):
            return

        def meaning(text):
            for last, code in STATES_BY_YEAR.get(text, []):
                if int(when[:4]) <= last:
                    return code
            return economy(text, COW)

        both = parties(field(row, states[0]), field(row, states[1]), meaning, options)
        if both is None:
            return
        for importer, exporter, place in zip(both, reversed(both), flows):
            try:
                value = table.number(field(row, place))
                if value == -9:
                    continue
                yield Figure(when, exporter, importer, table.amount(field(row, place), 6), importer, "CIF")
            except Unreadable as error:
                yield error

    return read


def is_formula(text):
    """Whether a spreadsheet would compute a cell if its leading apostrophes were not there."""
    text = text.lstrip("'")
    number = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
    return text.startswith(("=", "+", "-", "@", "\t", "\r")) and not re.fullmatch(number, text)


def guarded(text):
    """A text as the tidy format has it: one that would be computed has one more apostrophe in front."""
    return "'" + text if is_formula(text) else text


def unguarded(cell):
    """The text of a cell of the tidy format."""
    return cell[1:] if cell.startswith("'") and is_formula(cell) else cell


def read_tidy(table, expected, file):
    units = {"value": 0, "value_usd": 0, "value_kusd": 3, "value_musd": 6}
    values = [name for name in units if table.has(name)]
    if len(values) != 1 or (table.has("year") and table.has("period")):
        raise Refused("two columns of values or of periods")
    dollars, power = values[0] != "value", units[values[0]]
    if dollars and expected != "USD":
        raise Refused("a value column in dollars where another currency is expected")
    value, when_place = table.place(values[0]), table.place("period", "year")
    exporter, importer = table.place("exporter"), table.place("importer")
    optional = ("flow", "currency", "reporter", "valuation", "status", "product", "classification", "source")
    optional = {name: table.place(name, needed=False) for name in optional}

    def chosen(row, name, choices):
        text = field(row, optional[name]).lower()
        if text and text not in choices:
            raise Unreadable(f"no {name}: {text}")
        return text

    def read(row, options):
        both = parties(field(row, exporter), field(row, importer), USUAL, options)
        if both is None:
            return
        when = period(field(row, when_place))
        if not options.wants_period(when):
            return
        currency = field(row, optional["currency"]).upper()
        if currency and currency != expected:
            raise Unreadable(f"another currency: {currency}")
        flow = chosen(row, "flow", ("flow", "turnover")) or "flow"
        valuation = chosen(row, "valuation", ("fob", "cif", "reconciled"))
        status = chosen(row, "status", ("reported", "reconciled", "estimated", "projected")) or "reported"
        reporter = field(row, optional["reporter"])
        if reporter:
            reporter = economy(reporter, USUAL)
            if reporter in (None, GROUP):
                raise Unreadable("no reporter")
        texts = (unguarded(field(row, optional[name])) for name in ("classification", "product", "source"))
        system, code, source = texts
        if not system and (named := re.fullmatch(r"([SB]\d) (\w+)", code)):
            system, code = named[1], named[2]
        system, code = ("", "") if is_total(code) else harmonised(system, code)
        if value >= len(row):
            # An absent field may have been cut off.
            raise Unreadable("no value")
        if not field(row, value):
            return
        yield Figure(
            when, *both, table.amount(field(row, value), power), reporter,
            valuation.upper() if valuation in ("fob", "cif") else valuation,
            flow=flow, product=code, classification=system, status=status, source=source or file,
        )

    return read


def recognised(table, options, file):
    """The format's name, the reader of its rows, and whether rows may be short."""

    def has(*names):
        return all(any(table.has(one) for one in name.split("|")) for name in names)

    if has("flowCode", "primaryValue", "reporterCode|reporterISO|reporterISO3", "partnerCode|partnerISO|partnerISO3"):
        return "comtrade", read_comtrade(table, False), False
    if has("Trade Flow", "Trade Value (US$)"):
        return "comtrade-legacy", read_comtrade(table, True), False
    if has("t", "i", "j", "v"):
        return "baci", read_baci(table), False
    if has("Country Code", "Indicator Code", "Counterpart Country Code", "Attribute"):
        names = ("Country Code", "Indicator Code", "Counterpart Country Code", "Attribute", None)
        return "dots-wide", read_imf_wide(table, *names, IMF), True
    if has("Country Code", "Counterpart Country Code", "Time Period"):
        return "dots-panel", read_dots_panel(table), False
    # The long form may have the columns of the wide one beside its own.
    sides = ("COUNTRY.ID|COUNTRY", "INDICATOR.ID|INDICATOR", "COUNTERPART_COUNTRY.ID|COUNTERPART_COUNTRY")
    if has(*sides, "TIME_PERIOD", "OBS_VALUE"):
        return "imts-long", read_imts_long(table), False
    if has("COUNTRY.ID", "INDICATOR.ID", "COUNTERPART_COUNTRY.ID", "SCALE.ID"):
        names = ("COUNTRY.ID", "INDICATOR.ID", "COUNTERPART_COUNTRY.ID", None, "SCALE.ID")
        return "imts-wide", read_imf_wide(table, *names, USUAL), True
    if has("ReporterISO3", "PartnerISO3", "Year", "TradeFlowName", "TradeValue in 1000 USD"):
        return "wits", read_wits(table), False
    if has("Reporter Name", "Partner Name", "Trade Flow", "Product Group", "Indicator"):
        return "wits-tradestats", read_tradestats(table), True
    if has("year", "iso3_o", "iso3_d", GRAVITY_FLOWS):
        return "gravity", read_gravity(table, options.imf_reports), False
    if has("ccode1", "ccode2", "year", "flow1", "flow2"):
        return "correlates-of-war", read_cow(table), False
    if has("year|period", "exporter", "importer", "value|value_usd|value_kusd|value_musd"):
        return "tidy", read_tidy(table, options.currency, file), True
    raise Refused("no known format")


def table_of(data):
    """The table in a file's bytes."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if text.lstrip()[:1] in ("{", "["):
        if any(float(number) == float("inf") for number in re.findall(r": (\d[\d.]*[eE]\+?\d+)", text)):
            raise Refused("a number of JSON that is too large")
        found = json.loads(text, parse_float=str, parse_int=str)
        elements = found if isinstance(found, list) else found["data"]
        names = list(dict.fromkeys(name for element in elements for name in element))
        plain = lambda value: value if isinstance(value, str) else ""
        return Table(names, [[plain(element.get(name)) for name in names] for element in elements], ",")
    text = text.lstrip("\r\n")
    if text.lower().startswith("sep="):
        text = text.split("\n", 1)[1]
    header = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    separator = max(",;\t", key=header.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    # A row of separators alone is a blank line, and only a row that is none can have been cut off.
    filled = [row for row in rows if any(text.strip() for text in row)]
    cut = not text.endswith("\n") and rows[-1] is filled[-1]
    return Table(filled[0], filled[1:], separator, cut)


def read_into(reading, data, file):
    """Reads one file."""
    table = table_of(data)
    name, read, short = recognised(table, reading.options, file)
    reading.formats.append(name)
    for number, row in enumerate(table.rows):
        reading.rows += 1
        try:
            if any(text.strip() for text in row[table.width:]):
                raise Unreadable("a value without a column")
            last = table.cut and number + 1 == len(table.rows)
            if len(row) < table.width and (not short or last):
                raise Unreadable("the row is short")
            if [text.strip() for text in row[: table.width]] == table.names[: table.width]:
                raise Unreadable("the header again")
            if any("\0" in text for text in row):
                raise Unreadable("a NUL byte")
            for figure in list(read(row, reading.options)):
                if isinstance(figure, Unreadable):
                    reading.rejected += 1
                else:
                    reading.add(figure)
        except Unreadable:
            reading.rejected += 1
    table.check_marks()


# ---------------------------------------------------------------------------------------------------------------------
# Random files
# ---------------------------------------------------------------------------------------------------------------------


class Maker:
    """Makes the rows of one run's files. Rows are dictionaries from column to text."""

    def __init__(self, chance, options):
        self.chance = chance
        self.options = options
        self.used = set()
        self.products_of_years = {}
        self.statuses = {}
        # How often something else than two economies stands in a row.
        self.oddity = chance.choice([0, 0.02, 0.1])
        self.colliding = options.duplicates != "refuse"
        self.pool = chance.sample(TABLE, chance.choice([3, 6, 20, len(TABLE)]))
        if not any(economy.cow for economy in self.pool):
            self.pool += TABLE[:2]
        self.size = chance.choice([1, 3, 10, 30, 30, 60, 100, 200])
        if chance.random() < 0.04:
            self.size = chance.choice([2000, 6000])
        self.years = sorted(chance.sample(range(1950, 2025), chance.randint(1, 6)))

    def maybe(self, share):
        return self.chance.random() < share

    def new(self, *key):
        """Whether a figure was not given before. Where equal figures are to meet, one may be given again."""
        if key in self.used and not (self.colliding and self.maybe(0.5)):
            return False
        self.used.add(key)
        return True

    def economies(self, scheme):
        able = [one for one in self.pool if scheme in ("letters", "names", "any") or getattr(one, scheme)]
        if len(able) < 2:
            able = [one for one in TABLE if scheme in ("letters", "names", "any") or getattr(one, scheme)]
        wanted = [one for one in able if self.options.pair and one.code in self.options.pair]
        if len(wanted) == 2 and self.maybe(0.3):
            return self.chance.sample(wanted, 2)
        return self.chance.sample(able, 2)

    def spelled(self, economy, scheme):
        """A code or name of an economy."""
        if scheme == "any":
            scheme = self.chance.choice(["letters", "names", "comtrade", "alpha2"])
        if scheme == "alpha2":
            return economy.alpha2 or economy.code
        options = getattr(economy, scheme, None) or economy.letters
        code = self.chance.choice(options) if self.maybe(0.5) else options[0]
        if self.maybe(0.03):
            code = code.lower()
        return code.zfill(3) if code.isdigit() and scheme != "cow" and self.maybe(0.3) else code

    def pair(self, scheme, given=None):
        """Two economies, and the texts of both, of which one may be a group or the other again."""
        one, other = given or self.economies(scheme)
        texts = [self.spelled(one, scheme), self.spelled(other, scheme)]
        if self.maybe(self.oddity):
            groups = GROUPS["letters" if scheme in ("any", "alpha2") else scheme]
            odd = groups + [self.spelled(one, scheme)]
            texts[1] = self.chance.choice(odd)
            if self.maybe(0.3):
                texts.reverse()
        return one, other, texts

    def year(self):
        return self.chance.choice(self.years)

    def value(self, digits=None):
        """A number of zero or more, in one of the ways of writing it. It has a point; commas are put in later."""
        kind = self.chance.random()
        if kind < 0.05:
            return self.chance.choice(["0", "0.0", "0.00"])
        whole = self.chance.randint(0, 10 ** self.chance.randint(1, digits or 11))
        if kind < 0.4:
            return str(whole)
        behind = "".join(self.chance.choice("0123456789") for _ in range(self.chance.randint(1, 6)))
        if kind < 0.9:
            return f"{whole}.{behind}"
        if kind < 0.95:
            return f"{whole}.{behind[:2]}00"
        digit, power = self.chance.randint(1, 9), self.chance.randint(0, 8)
        sign = "+" if power >= 0 and self.maybe(0.5) else ""
        return f"{digit}.{behind[:4]}{self.chance.choice('eE')}{sign}{power:02}"

    def again(self, text):
        """The same number, perhaps written otherwise."""
        if self.maybe(0.5) or "e" in text.lower():
            return text
        return text + "0" if "." in text else text + ".0"

    def repeat(self, rows, column):
        """Gives a few rows again, with the same value or, rarely, with another."""
        if not rows or self.maybe(0.7):
            return
        for row in self.chance.choices(rows, k=self.chance.randint(1, 3)):
            row = dict(row)
            if row.get(column):
                row[column] = self.value() if self.maybe(0.1) else self.again(row[column])
            rows.insert(self.chance.randint(0, len(rows)), row)

    def products(self):
        """Codes of one flow, with shorter and longer ones of which some are part of others."""
        codes = []
        for _ in range(self.chance.randint(1, 5)):
            code = f"{self.chance.randint(1, 97):02}{self.chance.randint(1, 99):02}{self.chance.randint(0, 99):02}"
            for length in (2, 4, 6):
                if self.maybe(0.4):
                    codes.append(code[:length])
        return list(dict.fromkeys(codes)) or ["270900"]

    def period(self, style):
        """A period in a source's own notation."""
        year, kind = self.year(), self.chance.choice("AQM")
        quarter, month = self.chance.randint(1, 4), self.chance.randint(1, 12)
        if style == "years" or kind == "A":
            return f"{year}"
        if style == "dots":
            return f"{year}Q{quarter}" if kind == "Q" else f"{year}M{month}"
        if style == "imts":
            return f"{year}-Q{quarter}" if kind == "Q" else f"{year}-M{month:02}"
        if kind == "Q":
            return self.chance.choice([f"{year}-Q{quarter}", f"{year}Q{quarter}"])
        return self.chance.choice([f"{year}-{month:02}", f"{year}-M{month:02}", f"{year}M{month}", f"{year}{month:02}"])

    def product_rows(self, row, column, classification, value, whole):
        """Rows of one flow: its stated total, its products, or both."""
        kind = self.chance.choice(["total", "total", "both", "products"]) if column else "none"
        rows = []
        systems = [""]
        if classification and row.get(classification) is not None:
            systems = self.chance.choice(
                [["H4"], ["H5"], ["HS"], ["S3"], ["H3", "H4"], ["H5", "S4"], ["HS", "H5"], [""]]
            )
        if kind in ("none", "total", "both"):
            rows.append({**row, value: self.value()})
            if column:
                rows[-1][column] = whole
            if classification and row.get(classification) is not None:
                rows[-1][classification] = systems[0]
        if kind in ("both", "products"):
            for system in systems:
                for code in self.products():
                    if code[0] == "0" and self.maybe(0.3) and not system.startswith("S"):
                        code = code[1:]
                    rows.append({**row, column: code, value: self.value()})
                    if classification and row.get(classification) is not None:
                        rows[-1][classification] = system
        if self.maybe(0.3):
            self.chance.shuffle(rows)
        return rows


def make_comtrade(maker):
    chance, rows = maker.chance, []
    monthly = maker.maybe(0.3)
    codes, letters = chance.choice([(True, True), (True, False), (False, True)])
    iso = chance.choice(["ISO", "ISO3"])
    with_period, with_year = chance.choice([(True, True), (True, False), (False, True)])
    breakdowns = [name for name in ("partner2Code", "motCode", "customsCode") if maker.maybe(0.7)]
    product = "cmdCode" if maker.maybe(0.8) else None
    system = "classificationCode" if maker.maybe(0.6) else None
    kinds, both_values = maker.maybe(0.4), maker.maybe(0.5)
    for _ in range(maker.size):
        one, other, texts = maker.pair("comtrade" if codes else "letters")
        year, month = maker.year(), chance.randint(1, 12)
        flow = chance.choice(["X", "M"])
        if not maker.new(one, other, year, monthly and month, flow):
            continue
        row = {"flowCode": flow.lower() if maker.maybe(0.05) else flow}
        if codes:
            row["reporterCode"], row["partnerCode"] = texts
        if letters:
            # The numeric code comes first; a letter code beside it may be another's, as for former economies.
            beside = [one.code, other.code] if codes else texts
            row["reporter" + iso], row["partner" + iso] = beside
            if codes and maker.maybe(0.05) and texts[0].isdigit() and texts[1].isdigit():
                row["reporterCode"], row["partnerCode"] = "", ""
                row["reporter" + iso], row["partner" + iso] = one.code, other.code
        if with_period:
            row["period"] = f"{year}{month:02}" if monthly else f"{year}"
        if with_year:
            row["refYear"], row["refMonth"] = f"{year}", str(month) if monthly else "52"
            if with_period and maker.maybe(0.05):
                row["period"] = ""
        if kinds:
            row["typeCode"] = "C"
        for name in breakdowns:
            total = "C00" if name == "customsCode" else "0"
            row[name] = chance.choice([total, total, total.lower(), ""])
        if system:
            row[system] = "HS"
        for whole in maker.product_rows(row, product, system, "primaryValue", "TOTAL"):
            if both_values:
                value = whole["primaryValue"]
                whole["cifvalue"], whole["fobvalue"] = chance.choice(
                    [
                        ("", ""), (value, ""), ("", value), (value, value),
                        (maker.again(value), maker.value()), (maker.value(), maker.again(value)),
                    ]
                )
            rows.append(whole)
            if breakdowns and maker.maybe(0.5):
                for _ in range(chance.randint(1, 4)):
                    part = {**whole, "primaryValue": maker.value()}
                    for name in chance.sample(breakdowns, chance.randint(1, len(breakdowns))):
                        part[name] = {"partner2Code": "860", "motCode": "2100", "customsCode": "C01"}[name]
                    rows.append(part)
            if maker.maybe(0.15):
                rows.append({**whole, "flowCode": "R" + flow, "primaryValue": maker.value()})
            if maker.maybe(0.05):
                rows.append({**whole, "flowCode": {"X": "DX", "M": "FM"}[flow], "primaryValue": maker.value()})
            if kinds and maker.maybe(0.1):
                rows.append({**whole, "typeCode": "S", "primaryValue": maker.value()})
            if system and maker.maybe(0.05):
                rows.append({**whole, system: "EB", "primaryValue": maker.value()})
    maker.repeat(rows, "primaryValue")
    extra = ["reporterDesc", "partnerDesc", "cmdDesc", "qty", "netWgt", "isReported", "freqCode", "aggrLevel"]
    needed = [name for name in ("refYear", "period") if any(name in row for row in rows)]
    faults = {"value": ["primaryValue"], "period": needed[-1:], "flow": ["flowCode"]}
    faults["economy"] = ["partnerCode"] if codes else ["partner" + iso]
    return rows, extra, faults


def make_comtrade_legacy(maker):
    chance, rows = maker.chance, []
    by = chance.choice(["code", "iso", "name", "all"])
    monthly = maker.maybe(0.2)
    breakdowns = maker.maybe(0.4)
    product = "Commodity Code" if maker.maybe(0.8) else None
    for _ in range(maker.size):
        scheme = {"code": "comtrade", "iso": "letters", "name": "names", "all": "comtrade"}[by]
        one, other, texts = maker.pair(scheme)
        year, month = maker.year(), chance.randint(1, 12)
        flow = chance.choice(["Export", "Import"])
        if not maker.new(one, other, year, monthly and month, flow):
            continue
        row = {"Classification": "HS", "Year": f"{year}", "Trade Flow": flow}
        if monthly:
            row["Period"] = f"{year}{month:02}"
        elif maker.maybe(0.5):
            row["Period"] = f"{year}"
        column = {"code": " Code", "iso": " ISO", "name": "", "all": " Code"}[by]
        row["Reporter" + column], row["Partner" + column] = texts
        if by == "all":
            row["Reporter ISO"], row["Partner ISO"] = one.code, other.code
            row["Reporter"], row["Partner"] = one.names[0], other.names[0]
        else:
            row.setdefault("Reporter ISO", one.code if by == "code" else "")
            row.setdefault("Partner ISO", other.code if by == "code" else "")
        if breakdowns:
            row.update({"2nd Partner Code": "", "Customs Proc. Code": "", "Mode of Transport Code": ""})
            if maker.maybe(0.3):
                row.update({"2nd Partner Code": "0", "Customs Proc. Code": "C00", "Mode of Transport Code": "0"})
        for whole in maker.product_rows(row, product, "Classification", "Trade Value (US$)", "TOTAL"):
            rows.append(whole)
            if breakdowns and maker.maybe(0.3):
                rows.append({**whole, "Mode of Transport Code": "1000", "Trade Value (US$)": maker.value()})
            if maker.maybe(0.15):
                rows.append({**whole, "Trade Flow": "Re-" + flow, "Trade Value (US$)": maker.value()})
    maker.repeat(rows, "Trade Value (US$)")
    extra = ["Aggregate Level", "Commodity", "Qty", "Netweight (kg)", "Flag"]
    column = {"code": "Partner Code", "iso": "Partner ISO", "name": "Partner", "all": "Partner Code"}[by]
    return rows, extra, {"value": ["Trade Value (US$)"], "flow": ["Trade Flow"], "economy": [column]}


def make_baci(maker):
    chance, rows = maker.chance, []
    products = maker.maybe(0.9)
    for _ in range(maker.size):
        one, other, texts = maker.pair("comtrade")
        year = maker.year()
        if not maker.new(one, other, year):
            continue
        row = {"t": f"{year}", "i": texts[0], "j": texts[1]}
        codes = sorted({f"{chance.randint(1, 97):02}{chance.randint(0, 9999):04}" for _ in range(chance.randint(1, 8))})
        if maker.maybe(0.2):
            chance.shuffle(codes)
        for code in codes if products else [None]:
            rows.append({**row, "v": maker.value(8), "q": chance.choice(["", "NA", "12.5"])})
            if products:
                rows[-1]["k"] = code.lstrip("0") if maker.maybe(0.1) else code
    if maker.maybe(0.5):
        rows.sort(key=lambda row: (row["t"], row.get("k", "")))
    maker.repeat(rows, "v")
    return rows, [], {"value": ["v"], "economy": ["i", "j"], "period": ["t"]}


def make_large(maker, columns, base, total):
    """More products than are held one by one: rising codes of one length, some given twice; some flows with totals."""
    chance, rows = maker.chance, []
    exporter, importer, product, value = columns
    codes = sorted(f"{number:06}" for number in chance.sample(range(10100, 980000), 1300))
    for one in TABLE[:9]:
        for other in TABLE[:9]:
            if one is other:
                continue
            row = {**base, exporter: one.comtrade[0], importer: other.comtrade[0]}
            flow = [{**row, product: code, value: maker.value(6)} for code in codes]
            flow += [dict(chance.choice(flow[-1:]))] if maker.maybe(0.2) else []
            if total and maker.maybe(0.5):
                flow.insert(chance.randint(0, len(flow)), {**row, product: total, value: maker.value(9)})
                if maker.maybe(0.3):
                    flow.insert(0, {**row, product: codes[0][:2], value: maker.value(9)})
            rows += flow
    if maker.maybe(0.4):
        rows.sort(key=lambda row: row[product])
    return rows, [], {}


def make_baci_large(maker):
    return make_large(maker, ("i", "j", "k", "v"), {"t": "2019", "q": "NA"}, None)


def make_comtrade_large(maker):
    columns = ("reporterCode", "partnerCode", "cmdCode", "primaryValue")
    return make_large(maker, columns, {"period": "2019", "flowCode": "X", "partner2Code": "0"}, "TOTAL")


def make_tidy_large(maker):
    return make_large(maker, ("exporter", "importer", "product", "value"), {"year": "2019"}, "total")


def wide_rows(maker, scheme, columns, indicators, base, style):
    """Rows of a table with a column for each period, and the names of those columns."""
    chance, rows = maker.chance, []
    periods = []
    for _ in range(chance.choice([1, 2, 5, 12, 30])):
        periods.append(maker.period(style))
    periods = list(dict.fromkeys(periods))
    for _ in range(maker.size if maker.size <= 2000 else 800):
        one, other, texts = maker.pair(scheme)
        indicator, direction = chance.choice(indicators)
        if not maker.new(one, other, direction):
            continue
        row = {columns[0]: texts[0], columns[1]: texts[1], columns[2]: indicator, **base}
        for name in periods:
            row[name] = maker.value(9) if maker.maybe(0.7) else ""
        rows.append(row)
    return rows, periods


DOTS_CODES = [("TXG_FOB_USD", "X"), ("TMG_CIF_USD", "CIF"), ("TMG_FOB_USD", "FOB"), ("TBG_USD", "B")]
IMTS_CODES = [("XG_FOB_USD", "X"), ("MG_CIF_USD", "CIF"), ("MG_FOB_USD", "FOB"), ("TBG_USD", "B"), ("XG_FOB_XDC", "L")]
IMTS_LABELS = [
    ("Exports of goods, Free on board (FOB), US dollar", "X"),
    ("Imports of goods, Cost insurance freight (CIF), US dollar", "CIF"),
    ("Imports of goods, Free on board (FOB), US dollar", "FOB"),
    ("Trade balance of goods, US dollar", "B"),
    ("Exports of goods, Free on board (FOB), Domestic currency", "L"),
]


def make_dots_wide(maker):
    columns = ("Country Code", "Counterpart Country Code", "Indicator Code")
    rows, periods = wide_rows(maker, "imf", columns, DOTS_CODES, {"Attribute": "Value"}, "dots")
    for row in list(rows):
        if maker.maybe(0.2):
            status = {**row, "Attribute": "Status"}
            for name in periods:
                status[name] = maker.chance.choice(["E", "", "5"])
            rows.append(status)
        for name in periods:
            if maker.maybe(0.03):
                row[name] = maker.chance.choice(["..", "n/a"])
    extra = ["Country Name", "Indicator Name", "Counterpart Country Name"]
    return rows, extra, {"value": periods, "economy": ["Country Code"]}


def make_dots_panel(maker):
    chance, rows = maker.chance, []
    names = chance.choice(
        [
            ["TXG_FOB_USD", "TMG_CIF_USD", "TMG_FOB_USD", "TBG_USD"],
            ["TXG_FOB_USD"],
            [
                "Goods, Value of Exports, Free on board (FOB), US Dollars (TXG_FOB_USD)",
                "Goods, Value of Imports, Cost, Insurance, Freight (CIF), US Dollars (TMG_CIF_USD)",
                "Goods, Value of Imports, Free on board (FOB), US Dollars (TMG_FOB_USD)",
            ],
        ]
    )
    for _ in range(maker.size):
        one, other, texts = maker.pair("imf")
        when = maker.period("dots")
        if not maker.new(one, other, when):
            continue
        row = {"Country Code": texts[0], "Counterpart Country Code": texts[1], "Time Period": when}
        for name in names:
            row[name] = maker.value() if maker.maybe(0.7) else chance.choice(["", "", "..", "n/a"])
            if "TBG" in name and maker.maybe(0.3):
                row[name] = "-" + row[name]
        rows.append(row)
    maker.repeat(rows, names[0])
    values = [name for name in names if "TBG" not in name]
    faults = {"value": values, "economy": ["Counterpart Country Code"], "period": ["Time Period"]}
    return rows, ["Country Name", "Counterpart Country Name", "Status"], faults


def make_imts_wide(maker):
    columns = ("COUNTRY.ID", "COUNTERPART_COUNTRY.ID", "INDICATOR.ID")
    rows, periods = wide_rows(maker, "letters", columns, IMTS_CODES, {}, "imts")
    scales = maker.maybe(0.9)
    for row in rows:
        scale_given = maker.chance.choice(["0", "3", "6", "6", "6", "9", "", "Units", "Millions"])
        row["SCALE.ID"] = scale_given if scales else "6"
        for name in periods:
            if maker.maybe(0.02):
                row[name] = maker.chance.choice(["..", "n/a"])
        if row["INDICATOR.ID"] == "TBG_USD" and maker.maybe(0.5):
            row[periods[0]] = "-5"
    extra = ["DATASET", "SERIES_CODE", "OBS_MEASURE", "COUNTRY", "INDICATOR", "FREQUENCY.ID", "FREQUENCY", "SCALE"]
    return rows, extra, {"value": periods, "economy": ["COUNTRY.ID"]}


def make_imts_long(maker):
    chance, rows = maker.chance, []
    scaled = chance.choice([None, "6", "mixed"])
    identified = maker.maybe(0.3)
    indicators = chance.choice([IMTS_CODES, IMTS_CODES, IMTS_LABELS])
    scheme = "names" if indicators is IMTS_LABELS and maker.maybe(0.5) else "letters"
    for _ in range(maker.size):
        one, other, texts = maker.pair(scheme)
        when = maker.period("imts")
        indicator, direction = chance.choice(indicators)
        if not maker.new(one, other, when, direction):
            continue
        row = {"COUNTRY": texts[0], "COUNTERPART_COUNTRY": texts[1], "INDICATOR": indicator, "TIME_PERIOD": when}
        row["FREQUENCY"] = "Q" if "Q" in when else "M" if "M" in when else "A"
        row["OBS_VALUE"] = maker.value(9) if maker.maybe(0.95) else chance.choice(["", "..", "n/a"])
        if scaled:
            mixed = chance.choice(["0", "3", "6", "9", "", "Millions", "thousands"])
            row["SCALE"] = mixed if scaled == "mixed" else scaled
        if identified:
            for name in ("COUNTRY", "COUNTERPART_COUNTRY", "INDICATOR", "SCALE"):
                if name in row:
                    # The label beside the identifier is not read.
                    row[name + ".ID"], row[name] = row[name], chance.choice(["Kazakhstan", "label", "", row[name]])
        rows.append(row)
    maker.repeat(rows, "OBS_VALUE")
    partner = "COUNTERPART_COUNTRY.ID" if identified else "COUNTERPART_COUNTRY"
    faults = {"value": ["OBS_VALUE"], "economy": [partner], "period": ["TIME_PERIOD"]}
    return rows, ["STRUCTURE", "STRUCTURE_ID", "ACTION", "DECIMALS_DISPLAYED"], faults


def make_wits(maker):
    chance, rows = maker.chance, []
    system = "Nomenclature" if maker.maybe(0.7) else None
    product = chance.choice(["ProductCode", "ProductCode", "Product", None])
    for _ in range(maker.size):
        one, other, texts = maker.pair("letters")
        year, side = maker.year(), chance.choice(["exp", "imp"])
        if not maker.new(one, other, year, side):
            continue
        flow = chance.choice({"exp": ["Gross Exp.", "Export"], "imp": ["Gross Imp.", "Import"]}[side])
        row = {"ReporterISO3": texts[0], "PartnerISO3": texts[1], "Year": f"{year}", "TradeFlowName": flow}
        if system:
            row[system] = "HS"
        for whole in maker.product_rows(row, product, system, "TradeValue in 1000 USD", "Total"):
            rows.append(whole)
            if maker.maybe(0.1):
                part = chance.choice(["Re-{}.", "Re-{}ort", "Net {}."]).format(side.title())
                rows.append({**whole, "TradeFlowName": part, "TradeValue in 1000 USD": maker.value(8)})
    maker.repeat(rows, "TradeValue in 1000 USD")
    extra = ["ReporterName", "PartnerName", "TradeFlowCode", "Quantity", "Quantity Unit", "Product Description"]
    faults = {"value": ["TradeValue in 1000 USD"], "economy": ["PartnerISO3"], "period": ["Year"]}
    return rows, extra, {**faults, "flow": ["TradeFlowName"]}


def make_tradestats(maker):
    chance, rows = maker.chance, []
    years = [str(year) for year in maker.years]
    groups = ["All Products", "Fuels", "Food Products", "Capital goods"]
    indicators = ["{} (US$ Thousand)", "{} Partner Share (%)", "No Of {}ed HS6 digit Products"]
    for _ in range(maker.size):
        one, other, texts = maker.pair("names")
        side, group = chance.choice(["Export", "Import"]), chance.choice(groups[:1] * 3 + groups)
        indicator = chance.choice(indicators[:1] * 4 + indicators)
        if not maker.new(one, other, side, group, indicator):
            continue
        row = {"Reporter Name": texts[0], "Partner Name": texts[1], "Trade Flow": side, "Product Group": group}
        row["Indicator"] = indicator.format(side)
        for year in years:
            row[year] = maker.value(8) if maker.maybe(0.8) else ""
        rows.append(row)
    faults = {"value": years, "economy": ["Partner Name"], "flow": ["Trade Flow"]}
    return rows, [], faults


def make_gravity(maker):
    chance, rows = maker.chance, []
    names = ["tradeflow_comtrade_o", "tradeflow_comtrade_d", "tradeflow_baci"]
    if maker.maybe(0.4):
        names = chance.sample(names, chance.randint(1, 3))
    if maker.maybe(0.5) or maker.options.imf_reports:
        collected = ["tradeflow_imf_o", "tradeflow_imf_d"]
        names += collected if maker.maybe(0.7) else [chance.choice(collected)]
    if maker.maybe(0.1):
        # Importers' reports alone.
        names = ["tradeflow_imf_d" if maker.options.imf_reports else "tradeflow_comtrade_d"]
    # What an economy produces stands in many rows, and has to be the same in all of them.
    products = maker.products_of_years
    context = [name for name in ("gdp_o", "gdp_d", "contig", "fta_wto") if maker.maybe(0.6)]
    for _ in range(maker.size):
        one, other, texts = maker.pair("letters")
        year = maker.year()
        if not maker.new(one, other, year):
            continue
        row = {"year": f"{year}", "iso3_o": texts[0], "iso3_d": texts[1]}
        for name in names:
            row[name] = maker.value(8) if maker.maybe(0.7) else chance.choice(["", "NA"])
        known = texts[0] in one.letters and texts[1] in other.letters
        for name, side in (("gdp_o", one), ("gdp_d", other)):
            if name in context:
                product = products.setdefault((side.code, year), maker.value(9))
                row[name] = product if known and maker.maybe(0.8) else chance.choice(["", "NA"])
        for name in ("contig", "fta_wto"):
            if name in context:
                row[name] = chance.choice(["0", "1", "", "NA"])
        rows.append(row)
    faults = {"value": names[:1], "economy": ["iso3_o"], "period": ["year"]}
    return rows, ["country_id_o", "country_id_d", "dist", "comlang_off", "pop_o"], faults


def make_cow(maker):
    chance, rows = maker.chance, []
    for _ in range(maker.size):
        one, other, texts = maker.pair("cow")
        year = chance.choice(maker.years)
        texts = [chance.choice(["365", "345"]) if maker.maybe(0.1) else text for text in texts]
        if not maker.new(frozenset(texts), year):
            continue
        row = {"ccode1": texts[0], "ccode2": texts[1], "year": f"{year}"}
        for name in ("flow1", "flow2"):
            row[name] = maker.value(6) if maker.maybe(0.8) else chance.choice(["-9", "-9.0", "-9.00"])
        rows.append(row)
    maker.repeat(rows, "flow1")
    extra = ["importer1", "importer2", "smoothflow1", "smoothtotrade", "source1", "version"]
    return rows, extra, {"value": ["flow1", "flow2"], "economy": ["ccode1"], "period": ["year"]}


# Texts that a spreadsheet would compute, or that look like it, and numbers, which stay as they are.
FORMULAS = [
    "=A1", "'=A1", "''=A1", "@office", "'@office", "+7 727", "-5", "'-5", "''-5", "-5 %", "'-5 %", "+1e3", "-1,5",
    "-.5", "-", "'-", "=", "'", "'s office", "'\tcell", "'\rcell", "''\tcell", "a=b",
]


def named_products(maker, rows, product, system, value):
    """Gives the products of a flow names that a spreadsheet would compute, or a classification of such a name."""
    chance = maker.chance
    if system and maker.maybe(0.5):
        name = chance.choice(["=part(1)", "@parts", "-parts"])
        for row in rows:
            row[system] = chance.choice(["", "'"]) + name if row[product] else ""
        return
    # No name is the beginning of another.
    name = chance.choice(["=SUM({})", "+{} tons", "-{}x", "@{}!"])
    for row in list(rows):
        if row[product]:
            guards = chance.choice([0, 0, 1, 1, 2, 3])
            row[product] = "'" * guards + name.format(row[product])
            if guards < 2 and maker.maybe(0.2):
                # The same product, once with the apostrophe and once without.
                rows.append({**row, product: "'" * (1 - guards) + row[product].lstrip("'")})
        if system:
            row[system] = rows[-1][system] = ""


def make_tidy(maker):
    chance, rows = maker.chance, []
    currency = maker.options.currency
    value = chance.choice(["value", "value_usd", "value_kusd", "value_musd"]) if currency == "USD" else "value"
    when_column = chance.choice(["year", "period"])
    style = "years" if maker.maybe(0.3) else "tidy"
    scheme = chance.choice(["letters", "letters", "names", "comtrade", "any"])
    use = {name for name in ("flow", "currency", "reporter", "valuation", "status", "source") if maker.maybe(0.4)}
    product = "product" if maker.maybe(0.3) else None
    system = "classification" if product and maker.maybe(0.5) else None
    named = product and maker.maybe(0.4)
    for _ in range(maker.size):
        one, other, texts = maker.pair(scheme)
        when = maker.period(style)
        row = {when_column: when, "exporter": texts[0], "importer": texts[1]}
        flow = chance.choice(["flow", "flow", "turnover", ""]) if "flow" in use else "flow"
        reporter = chance.choice([one, other, None]) if "reporter" in use else None
        valuation = chance.choice(["FOB", "CIF", "reconciled", "", "fob"]) if "valuation" in use else ""
        sides = frozenset((one, other)) if flow == "turnover" else (one, other)
        if not maker.new(sides, period(when), flow or "flow", reporter, valuation.lower()):
            continue
        if "flow" in use:
            row["flow"] = flow
        if "reporter" in use:
            row["reporter"] = maker.spelled(reporter, scheme) if reporter else ""
        if "valuation" in use:
            row["valuation"] = valuation
        if "currency" in use:
            row["currency"] = chance.choice([currency, ""])
        if "status" in use:
            # One status for all figures of a flow: what has happened goes before what is projected.
            status = chance.choice(["reported", "reconciled", "estimated", "projected", ""])
            row["status"] = maker.statuses.setdefault((sides, period(when), reporter, valuation.lower()), status)
        if "source" in use:
            row["source"] = chance.choice(["", "Statistics, Astana", "Büro", *FORMULAS])
        if system:
            row[system] = ""
        flows = maker.product_rows(row, product, system, value, "")
        if named and maker.maybe(0.5):
            named_products(maker, flows, product, system, value)
        rows += flows
    for row in rows:
        if maker.maybe(0.03):
            row[value] = ""
    maker.repeat(rows, value)
    faults = {"value": [value], "economy": ["exporter", "importer"], "period": [when_column]}
    for name in use & {"flow", "valuation", "status"}:
        faults.setdefault("flow", []).append(name)
    return rows, ["note", "quantity"], faults


MAKERS = {
    "comtrade": make_comtrade,
    "comtrade json": make_comtrade,
    "comtrade-legacy": make_comtrade_legacy,
    "baci": make_baci,
    "dots-wide": make_dots_wide,
    "dots-panel": make_dots_panel,
    "imts-wide": make_imts_wide,
    "imts-long": make_imts_long,
    "wits": make_wits,
    "wits-tradestats": make_tradestats,
    "gravity": make_gravity,
    "correlates-of-war": make_cow,
    "tidy": make_tidy,
}

LARGE = {"baci": make_baci_large, "comtrade": make_comtrade_large, "tidy": make_tidy_large}

BAD = {
    "value": [
        "abc", "-5", "1 234", "12.5.1", "1,234.5", "--", "0x10", "1e999", "n.a.", "1,500 e", "1.234.567", "1,234,567",
        "1.234,5", "-1,500", "-1.500", "1.500,x", "1.500.00",
    ],
    "period": ["20x1", "999", "2021-13", "2021Q5", "202113", "n.d."],
    "flow": ["Transit", "??"],
}


def with_faults(maker, rows, faults, scheme):
    """Puts in a few rows that cannot be read."""
    chance = maker.chance
    if not rows or not faults or maker.maybe(0.85):
        return
    for row in chance.choices(rows, k=chance.choice([1, 1, 2, max(1, len(rows) // 25), max(1, len(rows) // 18)])):
        kind = chance.choice([kind for kind in faults if faults[kind]])
        column = chance.choice(faults[kind])
        if row.get(column):
            # A few of all rows may be unreadable; more than one in twenty, and the file is refused.
            row[column] = UNKNOWN[scheme] if kind == "economy" else chance.choice(BAD[kind])


def with_groups(maker, rows, faults, scheme):
    """Puts in a few numbers with group marks, and unknown economies beside groups."""
    chance = maker.chance
    if rows and faults.get("value") and maker.maybe(0.08):
        maker.options.accept_rejected = maker.options.accept_rejected or maker.maybe(0.8)
        numbers = ["1.234.567", "1,234,567", "1.234,5", "1,234.5", "-1.234.567", "+1.250", "1.250", "1.250,"]
        number = chance.choice(numbers)
        for row in chance.choices(rows, k=chance.randint(1, 2)):
            row[chance.choice(faults["value"])] = number
        if maker.maybe(0.5):
            chance.choice(rows)[chance.choice(faults["value"])] = chance.choice(["7.250", "7,250"])
    groups = GROUPS[scheme]
    sides = [name for name in SIDES if rows and name in rows[0]][:2]
    if len(sides) == 2 and groups and maker.maybe(0.3 if maker.options.pair else 0.01):
        for row in chance.choices(rows, k=chance.choice([1, 2, 1 + len(rows) // 20, 1 + len(rows) // 8])):
            chance.shuffle(sides)
            row[sides[0]], row[sides[1]] = UNKNOWN[scheme], chance.choice(groups)


# The columns of the two economies, of which the first two that a file has are those that are read.
SIDES = [
    "reporterCode", "partnerCode", "reporterISO", "partnerISO", "reporterISO3", "partnerISO3", "Reporter Code",
    "Partner Code", "Reporter ISO", "Partner ISO", "Reporter", "Partner", "i", "j", "Country Code",
    "Counterpart Country Code", "COUNTRY.ID", "COUNTERPART_COUNTRY.ID", "COUNTRY", "COUNTERPART_COUNTRY",
    "ReporterISO3", "PartnerISO3", "Reporter Name", "Partner Name", "iso3_o", "iso3_d", "exporter", "importer",
]


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


NOTES = ["", "x", "a, b; c", 'said "so"', 'a 5" pipe', "two\nlines", "Österreich", "1,5", "tab\there", "0"]


def rendered(maker, rows, extra, short_rows):
    """The bytes of a table, in one of the ways in which programs write tables."""
    chance = maker.chance
    names = list(dict.fromkeys(name for row in rows for name in row))
    extra = [name for name in extra if name not in names and maker.maybe(0.4)]
    separator = chance.choice([",", ",", ",", ";", "\t"])
    comma = separator != "," and maker.maybe(0.5)
    quoting = chance.choice(["needed", "needed", "all", "some"])
    end = chance.choice(["\n", "\n", "\r\n"])
    columns = names + extra
    if maker.maybe(0.7):
        chance.shuffle(columns)
    notes = NOTES if maker.maybe(0.5) else ["", "x", "0"]
    trailing = chance.choice([0, 0, 0, 1, 2])
    header_trailing = trailing if maker.maybe(0.7) else 0
    padded = maker.maybe(0.05)

    def cell(text):
        needs = separator in text or "\n" in text or "\r" in text or text.startswith('"')
        if padded and text and not needs and maker.maybe(0.2):
            text = f" {text} "
        if quoting == "all" or needs or (quoting == "some" and maker.maybe(0.2)):
            return quoted(text)
        return text

    def recased(name):
        return name.upper() if style == "upper" else name.lower() if style == "lower" else name

    def blank():
        """A blank line, or a row of separators alone."""
        count = chance.choice([0, 1, len(columns) - 1, len(columns) + trailing - 1])
        return separator.join([chance.choice(["", "", "", " "]) for _ in range(count + 1)])

    style = chance.choice(["", "", "", "", "upper", "lower"])
    lines = [separator.join([cell(recased(name)) for name in columns] + [""] * header_trailing)]
    if maker.maybe(0.05) and separator == ";":
        lines.insert(0, "sep=;")
    numeric = re.compile(r"-?\d+\.\d*([eE][+-]?\d+)?")
    # Now and then every comma may be a decimal one or a group mark, and the file has to be refused.
    either = comma and maker.maybe(0.1)
    may_shorten = short_rows and maker.maybe(0.2)
    strict_shorten = not short_rows and maker.maybe(0.01)
    for row in rows:
        fields = [row.get(name, "") if name in names else chance.choice(notes) for name in columns]
        if either:
            fields = [re.sub(r"^\d*?(\d{1,3})\.\d*$", r"\1,250", text) for text in fields]
        if comma:
            fields = [text.replace(".", ",") if numeric.fullmatch(text) else text for text in fields]
        if may_shorten and maker.maybe(0.5):
            while len(fields) > 2 and not fields[-1]:
                fields.pop()
        elif strict_shorten and maker.maybe(0.02):
            fields.pop()
        else:
            fields += [""] * trailing
        lines.append(separator.join(cell(text) for text in fields))
        if maker.maybe(0.002):
            lines.append(blank())
    if maker.maybe(0.02) and len(lines) > 3:
        lines.insert(chance.randint(2, len(lines)), lines[0])
    if maker.maybe(0.1):
        # As spreadsheets write them below a table.
        lines += [blank() for _ in range(chance.choice([1, 2, 20]))]
    text = end.join(lines)
    if maker.maybe(0.85):
        text += end
    if maker.maybe(0.03):
        text = end + text
    encoding = "utf-8"
    if maker.maybe(0.2):
        encoding = "latin-1"
    elif maker.maybe(0.3):
        encoding = "utf-8-sig"
    return text.encode(encoding)


def rendered_json(maker, rows):
    """The bytes of a JSON download."""
    chance = maker.chance
    elements = []
    for row in rows:
        element = {}
        for name, text in row.items():
            if text == "":
                if maker.maybe(0.5):
                    element[name] = "\0null"
                continue
            number = re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", text)
            element[name] = "\0" + text if number and maker.maybe(0.8) else text
        if maker.maybe(0.1):
            element["extra"] = {"a": [1, 2]}
        elements.append(element)
    document = {"elapsedTime": "0.1 secs", "count": len(elements), "data": elements, "error": ""}
    document = elements if maker.maybe(0.2) else document
    text = json.dumps(document, indent=chance.choice([None, 2]), ensure_ascii=maker.maybe(0.5))
    # Numbers and nulls were marked, so that they stand in the text digit by digit.
    return re.sub(r'"\\u0000([^"]*)"', r"\1", text).encode()


SCHEMES = {
    "baci": "comtrade", "dots-wide": "imf", "dots-panel": "imf", "correlates-of-war": "cow",
    "wits-tradestats": "names",
}
SHORT = {"dots-wide", "imts-wide", "wits-tradestats", "tidy"}


def options_for(chance, name):
    given = {}
    if chance.random() < 0.1:
        given["duplicates"] = chance.choice(["sum", "first", "last"])
    if chance.random() < 0.05:
        given["frequency"] = chance.choice(["annual", "quarterly", "monthly"])
    if chance.random() < 0.08:
        first = chance.randint(1950, 2020)
        given["first"], given["last"] = first, chance.randint(first, 2024)
    if name == "gravity" and chance.random() < 0.3:
        given["imf_reports"] = True
    if chance.random() < 0.1:
        given["accept_rejected"] = True
    if name == "tidy" and chance.random() < 0.1:
        given["currency"] = "EUR"
    if chance.random() < 0.05:
        given["products"] = chance.sample(["27", "1", "0", "84", "2709"], chance.randint(1, 2))
    return Options(**given)


def make_run(seed, name, folder):
    """The files of one run, and what the program is asked for."""
    chance = random.Random(f"{seed} {name}")
    options = options_for(chance, name)
    maker = Maker(chance, options)
    names = [name]
    if chance.random() < 0.1:
        others = [other for other in MAKERS if other != "tidy"] if options.currency == "USD" else []
        names.append(chance.choice([name, name, *others]))
    elif chance.random() < 0.03:
        options.format = name.split(" ")[0]
    if chance.random() < 0.1:
        options.pair = [economy.code for economy in maker.economies("any")]
    files = []
    for number, name in enumerate(names):
        make = MAKERS[name]
        if chance.random() < 0.01:
            make = LARGE.get(name, make)
        rows, extra, faults = make(maker)
        if not rows:
            continue
        with_faults(maker, rows, faults, SCHEMES.get(name, "letters"))
        with_groups(maker, rows, faults, SCHEMES.get(name, "letters"))
        if name == "comtrade json":
            data, suffix = rendered_json(maker, rows), "json"
        else:
            data, suffix = rendered(maker, rows, extra, name in SHORT), chance.choice(["csv", "csv", "txt", "tsv"])
        # The name of a file in the tidy format may be the source of its figures.
        first = chance.choice(["", "", "", "=", "@", "'-"]) if name == "tidy" else ""
        path = folder / f"{first}{name.replace(' ', '-')}-{seed}-{number}.{suffix}"
        if chance.random() < 0.08:
            data, path = gzip.compress(data), path.with_name(path.name + ".gz")
        path.write_bytes(data)
        files.append(path)
    return files, options


# ---------------------------------------------------------------------------------------------------------------------
# The comparison
# ---------------------------------------------------------------------------------------------------------------------


def expected(files, options):
    """The second reader's reading, and why it refuses the files, if it does."""
    reading = Reading(options)
    try:
        for path in files:
            read_into(reading, path.read_bytes(), path.name)
        reading.finish()
    except Refused as error:
        return reading, str(error)
    return reading, None


def tidy_figures(path):
    figures = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = tuple(row[name] for name in ("period", "exporter", "importer", "flow", "reporter", "valuation"))
            if key in figures:
                raise ValueError(f"written twice: {key}")
            if row["product"]:
                raise ValueError(f"a product where totals are wanted: {key}")
            figures[key] = (float(row["value"]), row["status"], row.get("coverage", ""), row["source"])
    return figures


def compare(program, files, options, folder):
    """The differences between the two readings, and the number of figures that were compared."""
    out, again = folder / "tidy.csv", folder / "again.csv"
    for path in (out, again):
        path.unlink(missing_ok=True)
    command = [program, "history", *map(str, files), "--tidy", str(out), *options.arguments()]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    said = (run.stdout + run.stderr).strip()
    reading, refusal = expected(files, options)
    differences = []
    if run.returncode not in (0, 1) or (run.returncode and not run.stderr.strip()):
        differences.append(f"the program ended with {run.returncode}: {said[-300:]}")
    # Of a pair, the figures may be written although no history can be made of them.
    no_history = "different frequency|cannot be put together|cannot be told which|choose a reporter"
    unfit = options.pair and out.exists() and re.search(no_history, said)
    if refusal or (run.returncode and not unfit):
        if refusal and run.returncode:
            return differences, 0, refusal
        if options.pair and not reading.totals:
            return differences, 0, "nothing of the pair"
        by = "the second reader" if refusal else "the program"
        return [*differences, f"refused by {by} alone: {refusal or said[-600:]}"], 0, refusal
    counts = re.search(r"(\d+) figures of (\d+) rows \(([^)]*)\); (\d+) rows could not be read", said)
    if counts:
        wanted = (len(reading.totals), reading.rows, reading.rejected)
        got = (int(counts[1]), int(counts[2]), int(counts[4]))
        if wanted != got:
            differences.append(f"figures, rows and unreadable rows: program {got}, second reader {wanted}")
        if set(re.split(r",\s*", counts[3])) != set(reading.formats):
            differences.append(f"format: program {counts[3]}, second reader {reading.formats}")
    elif not options.pair:
        differences.append(f"the program does not say what it read: {said[:300]}")
    else:
        # Of a pair, it says what it could not read: each row, or their number where there are many.
        many = re.search(r"^not read: (\d+) rows in all$", said, re.M)
        rejected = int(many[1]) if many else len(re.findall(r"^not read: ", said, re.M))
        if rejected != reading.rejected:
            differences.append(f"unreadable rows: program {rejected}, second reader {reading.rejected}")
    try:
        written = tidy_figures(out)
    except (OSError, ValueError) as error:
        return differences + [f"the tidy file: {error}"], 0, None
    for key in sorted(reading.totals.keys() | written.keys()):
        if key not in written:
            differences.append(f"{key}: only the second reader has it, {float(reading.totals[key][0])!r}")
        elif key not in reading.totals:
            differences.append(f"{key}: only the program has it, {written[key][0]!r}")
        else:
            (amount, status, stated), (got, got_status, coverage, got_source) = reading.totals[key], written[key]
            amount = float(amount)
            if abs(got - amount) > TOLERANCE * max(abs(amount), abs(got)):
                differences.append(f"{key}: program {got!r}, second reader {amount!r}")
            if status and options.duplicates == "refuse" and status != got_status:
                differences.append(f"{key}: status {got_status} by the program, {status} by the second reader")
            source = reading.sources.get(key)
            if source and guarded(source) != got_source:
                wanted = guarded(source)
                differences.append(f"{key}: source {got_source!r} by the program, {wanted!r} by the second reader")
            if stated and coverage not in ("", "goods"):
                differences.append(f"{key}: the stated total is taken to count {coverage}")
    if written:
        # What the program wrote must read back to the same.
        command = [program, "history", str(out), "--tidy", str(again)]
        command += ["--currency", options.currency] if options.currency != "USD" else []
        run = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if run.returncode or again.read_bytes() != out.read_bytes():
            differences.append(f"the tidy file does not read back to itself: {(run.stdout + run.stderr)[:600]}")
    return differences, len(reading.totals), None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the program that reads trade files")
    parser.add_argument("--files", type=int, default=300, help="how many runs, each of one or two files")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--only", help="only this format")
    parser.add_argument("--keep", default="differences", help="the folder for files that are read differently")
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    names = [arguments.only] if arguments.only else list(MAKERS)
    runs, figures, refused, wrong = (collections.Counter() for _ in range(4))
    reasons = collections.Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for number in range(arguments.files):
            name, seed = names[number % len(names)], arguments.seed + number // len(names)
            files, options = make_run(seed, name, folder)
            if not files:
                continue
            runs[name] += len(files)
            differences, compared, refusal = compare(program, files, options, folder)
            figures[name] += compared
            if refusal and not differences:
                refused[name] += len(files)
                reasons[re.sub(r"\d+|\(.*|: .*", "#", refusal)[:50]] += 1
            if differences:
                wrong[name] += 1
                kept = pathlib.Path(arguments.keep)
                kept.mkdir(parents=True, exist_ok=True)
                for path in files:
                    shutil.copy(path, kept / path.name)
                shown = " ".join([*(str(kept / path.name) for path in files), *options.arguments()])
                print(f"{name}, seed {seed}: history {shown}")
                for difference in differences[:8]:
                    print(f"    {difference}")
                if len(differences) > 8:
                    print(f"    and {len(differences) - 8} more")
            for path in files:
                path.unlink()
    print(f"{'format':20} {'files':>7} {'refused by both':>16} {'figures':>9} {'differing':>10}")
    for name in names:
        print(f"{name:20} {runs[name]:7} {refused[name]:16} {figures[name]:9} {wrong[name]:10}")
    total = [sum(counter.values()) for counter in (runs, refused, figures, wrong)]
    print(f"{'all':20} {total[0]:7} {total[1]:16} {total[2]:9} {total[3]:10}")
    for reason, count in reasons.most_common():
        print(f"    refused {count} times: {reason}")
    return 1 if total[3] else 0


if __name__ == "__main__":
    sys.exit(main())
