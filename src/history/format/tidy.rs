//! This crate's own format: one row for each figure.
//!
//! ```text
//! period,exporter,importer,flow,value,currency,reporter,valuation,status,product,source
//! 2019,KAZ,UZB,flow,1962026000,USD,KAZ,FOB,reported,,"Statistics, Astana"
//! ```
//!
//! Required columns: `year` or `period`, `exporter`, `importer`, and one of `value`, `value_usd`, `value_kusd`
//! (thousands) and `value_musd` (millions). Optional columns: `flow` (`flow`, or `turnover` for both flows of the pair
//! together), `currency` or `unit` (of a quantity), `reporter`, `valuation`, `status`, `product`, `classification`,
//! `coverage` and `source`. An empty value means that there is no observation.
//!
//! Economies go by alpha-3 or alpha-2 codes, UN Comtrade's numbers, or English names. Without a column or a field of
//! its own, a figure is a flow that was reported (by no stated side and in no stated valuation), a total over all
//! products, in the currency that the reader expects, with the file's name as its source.
//!
//! Every figure must be in one currency. A figure in another is refused, not converted, and so is a currency other than
//! US dollars beside a value column whose name says dollars. Likewise for quantities: tonnes have `t` in the column `unit`
//! in place of a currency, and no valuation.
//!
//! A row without product and coverage counts all goods together. `classification` is that of the product's code; without
//! it, `S4 33` names both, other codes are of the Harmonised System, and other texts are names. `coverage` is what the
//! amount counts where it is something else, as [`Coverage`] is written: `goods and services`.
//!
//! Rows of trade with a group of economies, or of an economy with itself, are skipped.

use std::{borrow::Cow, str::FromStr};

use crate::{
    coverage::Coverage,
    currency::Currency,
    economy::Economy,
    error::{Error, Result, excerpt},
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            product::{Class, Product, is_total},
            scope::{Entry, Scope},
        },
        panel::Figure,
        table::{Codebook, Column, Header, Party, Row, Scheme, period},
    },
    series::{Status, Valuation},
    unit::{Quantity, Unit},
    wording::unguarded,
};

/// The columns by which a tidy file is recognised.
pub(crate) const COLUMNS: &[&str] = &["year|period", "exporter", "importer", "value|value_usd|value_kusd|value_musd"];

/// The value columns, and the power of ten of each one's unit. All but `value` are in US dollars.
const VALUES: [(&str, i32); 4] = [("value", 0), ("value_usd", 0), ("value_kusd", 3), ("value_musd", 6)];

/// Reads the rows of a tidy file.
pub(crate) struct Tidy {
    /// `period` or `year`; both accept periods of any frequency.
    period: Column,
    /// The economy that sells.
    exporter: Column,
    /// The economy that buys.
    importer: Column,
    /// The one value column that the header has.
    value: Column,
    /// The power of ten of the value column's unit.
    power: i32,
    /// The unit that figures must have.
    expected: Unit,
    /// Whether the name of the value column says dollars: any name but `value` does.
    in_dollars: bool,
    /// Whether a row is one flow or the turnover of the pair; without it, a flow.
    flow: Option<Column>,
    /// The currency of the amount, which has to be the expected one.
    currency: Option<Column>,
    /// The quantity, where amounts are no money.
    unit: Option<Column>,
    /// Whose statistics the figure is from; without it, nobody's.
    reporter: Option<Column>,
    /// `FOB`, `CIF` or `reconciled`; without it, none is stated.
    valuation: Option<Column>,
    /// How the figure came about; without it, it was reported.
    status: Option<Column>,
    /// The product, by code or by name; without it, all products together.
    product: Option<Column>,
    classification: Option<Column>,
    coverage: Option<Column>,
    /// Who published the figure; without it, the file's name is the source.
    source: Option<Column>,
    /// Codes and names of economies, for exporters, importers and reporters.
    book: Codebook,
}

impl Tidy {
    /// Finds the columns in a header. The scope states the unit that figures must have; without one, US dollars.
    ///
    /// # Errors
    /// Where a column that is needed is missing, where two columns have its name, and where the header has two columns
    /// of values or two of periods: it could not be told which of them counts.
    pub fn new(header: &Header, scope: &Scope) -> Result<Self> {
        let names = VALUES.map(|(name, _)| name);
        for one_of in [&names[..], &["period", "year"]] {
            let given: Vec<&str> = one_of.iter().copied().filter(|name| header.has(name)).collect();
            if given.len() > 1 {
                let message = format!("the header has {}; keep one of them", given.join(" and "));
                return Err(Error::contradiction(message).at_line(header.line() as usize));
            }
        }
        let value = header.need_one_of(&names)?;
        // The column was found by one of these names, so that the fallback is never used.
        let (name, power) =
            VALUES.into_iter().find(|(name, _)| value.name.eq_ignore_ascii_case(name)).unwrap_or(VALUES[0]);
        let optional = |name: &str| header.optional(name);
        Ok(Self {
            period: header.need_one_of(&["period", "year"])?,
            exporter: header.need("exporter")?,
            importer: header.need("importer")?,
            value,
            power,
            expected: scope.unit.unwrap_or(Unit::USD),
            in_dollars: name != "value",
            flow: optional("flow")?,
            currency: optional("currency")?,
            unit: optional("unit")?,
            reporter: optional("reporter")?,
            valuation: optional("valuation")?,
            status: optional("status")?,
            product: optional("product")?,
            classification: optional("classification")?,
            coverage: optional("coverage")?,
            source: optional("source")?,
            book: Codebook::new(Scheme::Usual),
        })
    }

    /// Refuses a row in another unit than the one expected, or whose currency contradicts a value column in dollars.
    ///
    /// A row that states no unit has US dollars if the value column says so, and otherwise the expected unit.
    ///
    /// # Errors
    /// [`ErrorKind::MixedUnits`](crate::ErrorKind::MixedUnits), or the error of a unit that cannot be read.
    fn check_unit(&self, row: &Row<'_>) -> Result<()> {
        let quantity =
            self.unit.as_ref().map(|column| optional(row, column, Quantity::from_str)).transpose()?.flatten();
        let currency = match (&self.currency, self.expected) {
            // Most rows name the expected currency in capitals; they need no parsing.
            (Some(column), Unit::Currency(expected)) if row.bytes(column) == expected.code().as_bytes() => {
                Some(expected)
            }
            (Some(column), _) => optional(row, column, Currency::from_str)?,
            (None, _) => None,
        };
        let column =
            self.unit.as_ref().filter(|_| quantity.is_some()).or(self.currency.as_ref()).unwrap_or(&self.value);
        let wrong = |error: Error| row.wrong(column, error);
        let stated = Unit::of_fields(currency, quantity).map_err(wrong)?;
        if let (Some(stated), true) = (stated, self.in_dollars) {
            Unit::USD.require(stated).map_err(wrong)?;
        }
        let found = stated.or(self.in_dollars.then_some(Unit::USD));
        found.map_or(Ok(()), |found| self.expected.require(found)).map_err(wrong)
    }

    /// Refuses a valuation of a quantity: a border has a price and no weight.
    fn check_valuation(&self, row: &Row<'_>, valuation: Option<Valuation>) -> Result<()> {
        let Some(column) = self.valuation.as_ref().filter(|_| valuation.is_some()) else { return Ok(()) };
        self.expected.money_for("FOB and CIF").map_err(|error| row.wrong(column, error)).map(|_| ())
    }

    /// What a row's amount counts, where the file says that it is neither all goods nor the product of the row.
    fn coverage(&self, row: &Row<'_>) -> Result<Option<Coverage>> {
        let Some(column) = &self.coverage else { return Ok(None) };
        let stated: Option<Coverage> = optional(row, column, |text| unguarded(text.into()).parse())?;
        Ok(stated.filter(|coverage| !coverage.is_goods()))
    }

    /// The product that stands for a coverage in words.
    fn covered(&self, coverage: Coverage, row: &Row<'_>) -> Result<Product<'static>> {
        if let Some(column) = self.product.as_ref().filter(|column| !is_total(row.bytes(column))) {
            let message = format!("the row names a product, and what it counts is `{coverage}`; keep one of the two");
            return Err(row.wrong(column, Error::contradiction(message)));
        }
        Ok(Product { code: Cow::Owned(coverage.to_string()), class: Class::Covered })
    }

    /// The reporter of a row; none where the field is empty or there is no such column.
    ///
    /// # Errors
    /// Where the field names a group of economies, or is not known.
    fn reporter(&self, row: &Row<'_>) -> Result<Option<Economy>> {
        let Some(column) = &self.reporter else { return Ok(None) };
        let field = row.bytes(column);
        if field.is_empty() {
            return Ok(None);
        }
        match self.book.party(field) {
            Party::Economy(reporter) => Ok(Some(reporter)),
            // Read once more for the error, which says what would be accepted.
            _ => optional(row, column, Economy::from_str),
        }
    }
}

/// A product from the two fields that name it. A code may have its classification before it: `S4 33`.
fn product<'p>(classification: &'p str, code: Cow<'p, str>) -> Product<'p> {
    let both = |code: &str| matches!(code.as_bytes(), [b'A'..=b'Z', b'0'..=b'9' | b'S', b' ', b'0'..=b'9', ..]);
    match code {
        Cow::Borrowed(text) if classification.is_empty() && both(text) => {
            Product::of(&text[..2], Cow::Borrowed(&text[3..]))
        }
        code => Product::of(classification, code),
    }
}

/// The value of an optional field; none where it is empty. An error of `read` is placed at the field.
fn optional<T>(row: &Row<'_>, column: &Column, read: impl Fn(&str) -> Result<T>) -> Result<Option<T>> {
    let text = row.text(column);
    if text.is_empty() {
        return Ok(None);
    }
    read(&text).map(Some).map_err(|error| row.wrong(column, error))
}

/// The choice that a field names, in any letter case. None where the field is empty or there is no such column.
///
/// # Errors
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for another word. The message lists the choices.
fn choice<T: Copy>(row: &Row<'_>, column: &Option<Column>, choices: &[(&str, T)]) -> Result<Option<T>> {
    let Some(column) = column else { return Ok(None) };
    optional(row, column, |text| {
        let found = choices.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let given = format!("`{}`", excerpt(text));
            Error::out_of_range(column.name.as_str(), given, format!("one of {}", names.join(", ")))
        })
    })
}

/// The words of the column `flow`. This table and the next two are also what a panel is written with.
pub(crate) const FIGURES: [(&str, Figure); 2] = [("flow", Figure::Flow), ("turnover", Figure::Turnover)];
/// The words of the column `valuation`.
pub(crate) const VALUATIONS: [(&str, Valuation); 3] =
    [("FOB", Valuation::Fob), ("CIF", Valuation::Cif), ("reconciled", Valuation::Reconciled)];
/// The words of the column `status`; an empty field means `reported`.
pub(crate) const STATUSES: [(&str, Status); 4] = [
    ("reported", Status::Reported),
    ("reconciled", Status::Reconciled),
    ("estimated", Status::Estimated),
    ("projected", Status::Projected),
];

impl Layout for Tidy {
    fn allows_short_rows(&self) -> bool {
        true
    }

    /// Reads the one figure of a row. Every field that is filled is read before the value, so that a row without a
    /// value is still checked.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let bytes = |column: &Option<Column>| column.as_ref().map_or(&b""[..], |column| row.bytes(column));
        out.seen.note(bytes(&self.classification), bytes(&self.product));
        let Some(sides) = scope.parties(row, (&self.exporter, &self.importer), &self.book, out)? else { return Ok(()) };
        let period = period(row, &self.period)?;
        if !scope.wants_period(period) {
            return Ok(());
        }
        let figure = choice(row, &self.flow, &FIGURES)?.unwrap_or(Figure::Flow);
        let valuation = choice(row, &self.valuation, &VALUATIONS)?;
        let status = choice(row, &self.status, &STATUSES)?.unwrap_or_default();
        let reporter = self.reporter(row)?;
        self.check_unit(row)?;
        self.check_valuation(row, valuation)?;
        if row.reaches(&self.value) && row.bytes(&self.value).is_empty() {
            out.missing += 1;
            return Ok(());
        }
        let units = row.amount(&self.value, self.power)?;
        let text =
            |column: &Option<Column>| column.as_ref().map(|column| unguarded(row.text(column))).unwrap_or_default();
        let (code, classification, source) = (text(&self.product), text(&self.classification), text(&self.source));
        let product = match self.coverage(row)? {
            None => product(&classification, code),
            Some(words) => self.covered(words, row)?,
        };
        let source = if source.is_empty() { &scope.file } else { &*source };
        let entry = Entry {
            figure,
            reporter,
            valuation,
            status,
            product: &product,
            ..Entry::new(sides, period, units, source, row.place)
        };
        scope.add(&entry, out);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        currency::Currency,
        error::Result,
        history::{history::History, selection::Selection},
        period::Period,
    };

    fn read(file: &str) -> Result<History> {
        History::read(file.as_bytes(), "trade.csv", Selection::new("KAZ,UZB", Currency::USD)?)
    }

    fn message(rows: &str) -> String {
        let header = "period,exporter,importer,value_kusd,currency,reporter,flow\n";
        read(&format!("{header}{rows}")).unwrap_err().to_string()
    }

    #[test]
    fn columns_are_recognised_by_name_in_any_order() {
        let history = read("\u{feff}Importer,value_kusd,note,Year,exporter\nUZB,1962026,x,2019,KAZ\nKAZ,1209795,,2019,UZB\nKAZ,1,,2019,RUS\n").unwrap();
        let year = Period::year(2019).unwrap();
        assert_eq!(history.exports().unwrap().amount(year).unwrap().value(), 1_962_026_000.0);
        assert_eq!(history.turnover().unwrap().amount(year).unwrap().value(), 3_171_821_000.0);
    }

    #[test]
    fn a_stated_turnover_stands_before_the_sum_of_rounded_flows() {
        let file = "year,exporter,importer,flow,value_musd\n2025,KAZ,UZB,flow,3400\n2025,UZB,KAZ,,1550\n2025,KAZ,UZB,turnover,4970\n";
        let year = Period::year(2025).unwrap();
        assert_eq!(read(file).unwrap().turnover().unwrap().amount(year).unwrap().value(), 4970e6);
    }

    #[test]
    fn one_flow_alone_is_no_turnover() {
        let history = read("year,exporter,importer,value\n2019,KAZ,UZB,5\n").unwrap();
        assert!(history.turnover().is_none() && history.imports().is_none());
        assert!(history.exports().is_some());
    }

    #[test]
    fn wrong_rows_are_named_with_line_and_column() {
        assert!(
            message("2019,KAZ,UZB,1,234.5\n").starts_with("trade.csv line 2 key `currency`: cannot read a currency")
        );
        assert!(message("2019,KAZ,UZB,1e,USD\n").contains("line 2 key `value_kusd`"));
        assert!(message("2019,KAZ,UZB,-9,USD\n").contains("the amount is -9, but must be zero or more"));
        assert!(message("2019,KAZ,UZB,NaN,USD\n").contains("cannot read an amount from `NaN`"));
        assert!(message("19,KAZ,UZB,1,USD\n").contains("line 2 key `period`"));
        assert!(message("2019,KAZ,Nowhere,1,USD\n").contains("`Nowhere`"));
        assert!(message("2019,KAZ,UZB,1,EUR\n").contains("the amount is in EUR, but USD is used here"));
        assert!(message("2019,KAZ,UZB,1,,,sideways\n").contains("one of flow, turnover"));
        assert!(message("2019,RUS,CHN,1\n").contains("no history of KAZ-UZB: no figure that was read"));
        assert!(message("2019,KAZ,UZB\n").contains("line 2 key `value_kusd`"));
    }

    #[test]
    fn lines_are_counted_with_carriage_returns_blank_lines_and_quoted_breaks() {
        let bad = "2019,KAZ,UZB,oops\n";
        assert!(message(&format!("2018,KAZ,UZB,1\n\n\n{bad}")).starts_with("trade.csv line 5 key"));
        assert!(
            message(&format!("2018,KAZ,UZB,1,USD,,\"flow\"\n2017,KAZ,UZB,1,\"\nUSD\"\n{bad}"))
                .starts_with("trade.csv line 5 key")
        );
        assert!(message("2019,KAZ,UZB,oops,USD,,flow").starts_with("trade.csv line 2 key"));
        let crlf = "year,exporter,importer,value\r\n2018,KAZ,UZB,1\r\n2019,KAZ,UZB,oops\r\n";
        assert!(read(crlf).unwrap_err().to_string().starts_with("trade.csv line 3 key"));
        let history = read("year,exporter,importer,value,\r\n2018,KAZ,UZB,1,\r\n2019,KAZ,UZB,,\r\n").unwrap();
        assert_eq!(history.exports().unwrap().last(), Period::year(2018).unwrap());
    }

    #[test]
    fn a_quotation_mark_left_open_loses_nothing_in_silence() {
        let rows = "2020,KAZ,UZB,1,USD,,flow\n2021,KAZ,UZB,1,USD,,\"flow\n2022,KAZ,UZB,1,USD,,flow\n";
        assert!(
            message(rows).starts_with("trade.csv line 3: a quotation mark is opened and never closed"),
            "{}",
            message(rows)
        );
    }

    #[test]
    fn a_header_that_says_a_thing_twice_is_refused() {
        assert!(
            read("year,year,exporter,importer,value\n")
                .unwrap_err()
                .to_string()
                .contains("two columns are called `year`")
        );
        let two = "year,exporter,importer,value,value_musd\n2020,KAZ,UZB,1,1000\n";
        assert!(read(two).unwrap_err().to_string().contains("the header has value and value_musd"));
        let euros = "year,exporter,importer,value_usd,currency\n2020,KAZ,UZB,1,EUR\n";
        let selection = Selection::new("KAZ,UZB", Currency::EUR).unwrap();
        assert!(
            History::read(euros.as_bytes(), "t.csv", selection).unwrap_err().to_string().contains("in EUR, but USD")
        );
    }

    #[test]
    fn rows_of_groups_and_the_world_are_others() {
        let history =
            read("year,exporter,importer,value\n2018,KAZ,UZB,1\n2018,KAZ,WLD,9\n2018,490,UZB,9\n2018,EU27,S19,9\n")
                .unwrap();
        assert_eq!(history.exports().unwrap().iter().count(), 1);
        assert!(history.exports().unwrap().iter().all(|(_, seen)| seen.provenance.source == "trade.csv"));
    }

    #[test]
    fn directions_of_different_frequency_are_refused() {
        let mixed = "period,exporter,importer,value\n2018,KAZ,UZB,1\n2018-Q1,UZB,KAZ,1\n";
        assert!(read(mixed).unwrap_err().to_string().contains("different frequency"));
    }

    #[test]
    fn one_figure_given_twice_names_both_lines_and_two_turnovers_want_a_reporter() {
        let rows = "2022,KAZ,UZB,5000,,KAZ,turnover\n2022,KAZ,UZB,4600,,UZB,turnover\n";
        assert!(
            message(rows).contains("KAZ and UZB each state a turnover of 2022; choose a reporter"),
            "{}",
            message(rows)
        );
        let twice = "2022,KAZ,UZB,5000,,KAZ\n2022,KAZ,UZB,4600,,KAZ\n";
        assert!(message(twice).starts_with("trade.csv line 3: the same figure of 2022 is given again, first on line 2: KAZ to UZB, 5000000 and now 4600000"));
        let file = format!("period,exporter,importer,value_kusd,currency,reporter,flow\n{rows}");
        let selection = Selection::new("KAZ,UZB", Currency::USD).unwrap().reporter("UZB".parse().unwrap());
        let history = History::read(file.as_bytes(), "trade.csv", selection).unwrap();
        assert_eq!(history.turnover().unwrap().iter().next().unwrap().1.amount.value(), 4_600_000.0);
    }

    #[test]
    fn a_header_that_is_not_tidy_lists_what_is_needed() {
        let message = read("a,b,c\n").unwrap_err().to_string();
        assert!(message.contains(" lacks ") && message.contains("the header has a, b, c"), "{message}");
        assert!(read("").is_err());
        assert!(read("year,exporter,importer,value\n").unwrap_err().to_string().contains("a header and nothing else"));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_where_they_stand() {
        let file = b"year,exporter,importer,value\n2019,K\xff,UZB,1\n";
        let selection = Selection::new("KAZ,UZB", Currency::USD).unwrap();
        let error = History::read(&file[..], "trade.csv", selection).unwrap_err();
        assert!(error.to_string().starts_with("trade.csv line 2 key `exporter`"), "{error}");
    }
}
