//! The IMF's Direction of Trade Statistics (DOTS) and International Merchandise Trade Statistics (IMTS), in US dollars.
//!
//! Four layouts are read. Each holds what a country reports of its trade with a counterpart, by indicator:
//!
//! | layout | a row is of | values stand in | economies are coded by |
//! |---|---|---|---|
//! | DOTS, wide | a pair and indicator | a column for each period | the IMF's numbers: 916 is Kazakhstan |
//! | DOTS, panel | a pair and period | a column for each indicator | the IMF's numbers |
//! | IMTS, wide | a pair and indicator | a column for each period, times `SCALE.ID` | alpha-3 codes |
//! | IMTS, long | an observation | `OBS_VALUE`, times `SCALE` | alpha-3 codes |
//!
//! ```text
//! Country Code,Indicator Code,Counterpart Country Code,Attribute,2020,2020Q3,2020M1
//! 916,TXG_FOB_USD,927,Value,2137832000,500000000.5,100
//!
//! Country Code,Counterpart Country Code,Time Period,TXG_FOB_USD,TMG_CIF_USD
//! 916,927,2020,2137832000,749797000
//!
//! COUNTRY.ID,COUNTERPART_COUNTRY.ID,INDICATOR.ID,SCALE.ID,1948,1948-Q1,2010-M01
//! KAZ,UZB,XG_FOB_USD,6,1.5,,
//!
//! COUNTRY,INDICATOR,COUNTERPART_COUNTRY,TIME_PERIOD,OBS_VALUE,SCALE
//! KAZ,XG_FOB_USD,UZB,2020,2137.832,6
//! ```
//!
//! The indicator decides direction and valuation: exports FOB, imports CIF or imports FOB. The country is the reporter.
//! A scale is a power of ten, or one of the words Units, Thousands, Millions and Billions; without one, values are in
//! dollars.
//!
//! Skipped are rows of other indicators, such as the balance; rows of DOTS whose attribute is not `Value`, such as the
//! status of each value; and trade with the world or a group. In the wide and panel layouts an empty cell says nothing,
//! and a cell that cannot be read is noted while the rest of its row is read. Marks such as `..` and `n/a` are counted
//! as missing.

use crate::{
    error::{Error, Result},
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            scope::{Direction, Entry, Scope},
            wide::{note_short, period_columns},
        },
        table::{Codebook, Column, Header, Row, Scheme, period},
    },
    period::Period,
    series::Valuation,
};

/// The columns by which a wide file of DOTS is recognised, beside those of its periods.
pub(crate) const DOTS_WIDE_COLUMNS: &[&str] =
    &["Country Code", "Indicator Code", "Counterpart Country Code", "Attribute"];
/// The columns by which a panel file of DOTS is recognised, beside those of its indicators.
pub(crate) const DOTS_PANEL_COLUMNS: &[&str] = &["Country Code", "Counterpart Country Code", "Time Period"];
/// The columns by which a wide file of IMTS is recognised, beside those of its periods.
pub(crate) const IMTS_WIDE_COLUMNS: &[&str] = &["COUNTRY.ID", "COUNTERPART_COUNTRY.ID", "INDICATOR.ID", "SCALE.ID"];
/// The columns by which a long file of IMTS is recognised.
pub(crate) const IMTS_LONG_COLUMNS: &[&str] = &[
    "COUNTRY.ID|COUNTRY",
    "INDICATOR.ID|INDICATOR",
    "COUNTERPART_COUNTRY.ID|COUNTERPART_COUNTRY",
    "TIME_PERIOD",
    "OBS_VALUE",
];
/// The source of every figure of DOTS.
const DOTS: &str = "IMF DOTS";
/// What is taken for granted of a long file of IMTS without its column of scales.
const NO_SCALE: &str =
    "the file has no column SCALE, so that its values are taken as dollars, not as thousands or millions of them";
/// The source of every figure of IMTS.
const IMTS: &str = "IMF IMTS";

/// The direction that an indicator's code or label means, in any letter case. None for an indicator that is not a flow,
/// such as the balance.
///
/// A label must say exports or imports but not both, FOB or CIF, and US dollars: an indicator in another unit is no
/// amount.
fn direction(indicator: &str) -> Option<Direction> {
    let text = indicator.to_lowercase();
    match text.as_str() {
        "txg_fob_usd" | "xg_fob_usd" => return Some(Direction::Export),
        "tmg_cif_usd" | "mg_cif_usd" => return Some(Direction::Import(Valuation::Cif)),
        "tmg_fob_usd" | "mg_fob_usd" => return Some(Direction::Import(Valuation::Fob)),
        _ => {}
    }
    // Not a code that is known, so perhaps a label such as "Goods, Value of Exports, Free on board (FOB), US Dollars".
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let (fob, cif) = (says(&["fob", "free on board"]), says(&["cif", "cost, insurance", "cost insurance"]));
    match (says(&["exports"]), says(&["imports"]), says(&["us dollar", "usd"])) {
        (true, false, true) if fob => Some(Direction::Export),
        (false, true, true) if cif => Some(Direction::Import(Valuation::Cif)),
        (false, true, true) if fob => Some(Direction::Import(Valuation::Fob)),
        _ => None,
    }
}

/// Why a row of another indicator is skipped.
const OTHER_INDICATOR: &str = "an indicator that is no flow of goods";

/// The amount of a cell in US dollars, where `power` is the power of ten of its unit.
///
/// None for an empty cell, which says nothing; for one that is marked as missing, which is counted; and for one that
/// cannot be read, which is noted in the batch.
fn cell(row: &Row<'_>, column: &Column, power: i32, out: &mut Batch) -> Option<f64> {
    let field = row.bytes(column);
    if field.is_empty() {
        return None;
    }
    if is_missing(field) {
        out.missing += 1;
        return None;
    }
    match row.amount(column, power) {
        Ok(units) => Some(units),
        Err(error) => {
            out.refuse(row, error);
            None
        }
    }
}

/// Whether a field is empty or has a mark by which the IMF says that nothing was observed.
fn is_missing(field: &[u8]) -> bool {
    field.is_empty() || ["NA", "N/A", "..", "..."].iter().any(|mark| field.eq_ignore_ascii_case(mark.as_bytes()))
}

/// Reads the rows of a table with a row for each pair and indicator, and a column for each period.
pub(crate) struct Wide {
    /// The reporter.
    country: Column,
    /// The partner.
    counterpart: Column,
    /// What the cells of the row are: exports or imports, and their valuation.
    indicator: Column,
    /// In DOTS: whether the cells of the row are values or what is said of them. Only rows of `Value` are read.
    attribute: Option<Column>,
    /// In IMTS: the power of ten of the values. DOTS is in dollars.
    scale: Option<Column>,
    /// The columns whose names are periods, of any frequency.
    periods: Vec<(Column, Period)>,
    /// The source of the figures: DOTS or IMTS.
    source: &'static str,
    /// The IMF's numbers for DOTS, codes with letters for IMTS.
    book: Codebook,
}

impl Wide {
    /// Finds the columns of a DOTS file, which numbers economies as the IMF does.
    ///
    /// # Errors
    /// Where a column that is needed is missing or there twice, and where no column, or two columns, are of one period.
    pub fn dots(header: &Header) -> Result<Self> {
        Ok(Self {
            country: header.need("Country Code")?,
            counterpart: header.need("Counterpart Country Code")?,
            indicator: header.need("Indicator Code")?,
            attribute: Some(header.need("Attribute")?),
            scale: None,
            periods: period_columns(header)?,
            source: DOTS,
            book: Codebook::new(Scheme::Imf),
        })
    }

    /// Finds the columns of an IMTS file, which names economies by alpha-3 code.
    ///
    /// # Errors
    /// The errors of [`dots`](Self::dots).
    pub fn imts(header: &Header) -> Result<Self> {
        Ok(Self {
            country: header.need("COUNTRY.ID")?,
            counterpart: header.need("COUNTERPART_COUNTRY.ID")?,
            indicator: header.need("INDICATOR.ID")?,
            attribute: None,
            scale: Some(header.need("SCALE.ID")?),
            periods: period_columns(header)?,
            source: IMTS,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for Wide {
    fn allows_short_rows(&self) -> bool {
        true
    }

    /// Reads a figure for each period that has a value. In DOTS, rows of another attribute than the value are skipped
    /// before anything else, as their cells are no numbers.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        if let Some(attribute) = &self.attribute {
            let kind = row.bytes(attribute);
            if !kind.eq_ignore_ascii_case(b"Value") {
                out.set_aside("an attribute that is not the value", kind, row);
                return Ok(());
            }
        }
        let Some(sides) = scope.parties(row, (&self.country, &self.counterpart), &self.book, out)? else {
            return Ok(());
        };
        let Some(direction) = direction(&row.text(&self.indicator)) else {
            out.set_aside(OTHER_INDICATOR, row.bytes(&self.indicator), row);
            return Ok(());
        };
        let power = self.scale.as_ref().map_or(Ok(0), |column| scale(row, column))?;
        note_short(row, &self.periods, out);
        for (column, period) in self.periods.iter().filter(|(_, period)| scope.wants_period(*period)) {
            if let Some(units) = cell(row, column, power, out) {
                scope.add(&Entry::of_trade(direction, sides, *period, units, (self.source, row.place)), out);
            }
        }
        Ok(())
    }
}

/// Reads the rows of a table with a row for each pair and period, and a column for each indicator.
pub(crate) struct Panel {
    /// The reporter.
    country: Column,
    /// The partner.
    counterpart: Column,
    /// The period.
    time: Column,
    /// The columns of exports and imports, each with its direction. Those of other indicators are not read.
    indicators: Vec<(Column, Direction)>,
    book: Codebook,
}

impl Panel {
    /// Finds the columns of a DOTS file in its panel form.
    ///
    /// # Errors
    /// Where a column that is needed is missing or there twice, and where no column is of exports or imports.
    pub fn new(header: &Header) -> Result<Self> {
        // The direction is read from the column's name before the column is moved into the pair.
        let indicator =
            |column: Column| Some((direction_of_column(&column.name)?, column)).map(|(of, column)| (column, of));
        let indicators: Vec<(Column, Direction)> = header.columns().filter_map(indicator).collect();
        if indicators.is_empty() {
            let wanted = "column of an indicator such as TXG_FOB_USD or TMG_CIF_USD";
            let hint = format!("the header has {}", header.listed());
            return Err(Error::missing(wanted, hint).at_line(header.line() as usize));
        }
        Ok(Self {
            country: header.need("Country Code")?,
            counterpart: header.need("Counterpart Country Code")?,
            time: header.need("Time Period")?,
            indicators,
            book: Codebook::new(Scheme::Imf),
        })
    }
}

/// The direction that a column's name means: a code, a label, or a label that ends with the code in brackets, as in
/// `Goods, Value of Exports, Free on board (FOB), US Dollars (TXG_FOB_USD)`. The code counts first.
fn direction_of_column(name: &str) -> Option<Direction> {
    let in_brackets = name.rsplit_once('(').and_then(|(_, code)| code.strip_suffix(')'));
    in_brackets.and_then(direction).or_else(|| direction(name))
}

impl Layout for Panel {
    /// Reads a figure for each indicator of exports or imports that has a value.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.country, &self.counterpart), &self.book, out)? else {
            return Ok(());
        };
        let time = period(row, &self.time)?;
        if !scope.wants_period(time) {
            return Ok(());
        }
        for (column, direction) in &self.indicators {
            if let Some(units) = cell(row, column, 0, out) {
                scope.add(&Entry::of_trade(*direction, sides, time, units, (DOTS, row.place)), out);
            }
        }
        Ok(())
    }
}

/// Reads the rows of a table with a row for each observation.
pub(crate) struct Long {
    /// The reporter.
    country: Column,
    /// The partner.
    counterpart: Column,
    /// What the value is: exports or imports, and their valuation.
    indicator: Column,
    time: Column,
    /// The value, in the unit that `scale` states.
    value: Column,
    /// The power of ten of the values; without it, they are in dollars.
    scale: Option<Column>,
    book: Codebook,
}

impl Long {
    /// Finds the columns of an IMTS file in its long form.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        Ok(Self {
            // Codes stand before labels, which the file may have beside them.
            country: header.need_one_of(&["COUNTRY.ID", "COUNTRY"])?,
            counterpart: header.need_one_of(&["COUNTERPART_COUNTRY.ID", "COUNTERPART_COUNTRY"])?,
            indicator: header.need_one_of(&["INDICATOR.ID", "INDICATOR"])?,
            time: header.need("TIME_PERIOD")?,
            value: header.need("OBS_VALUE")?,
            scale: header.first_of(&["SCALE.ID", "SCALE"]),
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for Long {
    /// Reads the one figure of a row.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.country, &self.counterpart), &self.book, out)? else {
            return Ok(());
        };
        let Some(direction) = direction(&row.text(&self.indicator)) else {
            out.set_aside(OTHER_INDICATOR, row.bytes(&self.indicator), row);
            return Ok(());
        };
        let time = period(row, &self.time)?;
        let power = self.scale.as_ref().map_or(Ok(0), |column| scale(row, column))?;
        if !scope.wants_period(time) {
            return Ok(());
        }
        if self.scale.is_none() {
            out.assumed.insert(NO_SCALE);
        }
        // A row that is too short to have a value is damaged, and an error; an empty value is stated to be missing.
        if row.reaches(&self.value) && is_missing(row.bytes(&self.value)) {
            out.missing += 1;
            return Ok(());
        }
        let units = row.amount(&self.value, power)?;
        scope.add(&Entry::of_trade(direction, sides, time, units, (IMTS, row.place)), out);
        Ok(())
    }
}

/// The power of ten by which a row's values are multiplied: 6 for `6` and for `Millions`, 0 for an empty field.
///
/// # Errors
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for another word, and for a power outside -12 to 15.
fn scale(row: &Row<'_>, column: &Column) -> Result<i32> {
    let text = row.text(column);
    let words = [("", 0), ("units", 0), ("thousands", 3), ("millions", 6), ("billions", 9)];
    if let Some((_, power)) = words.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)) {
        return Ok(*power);
    }
    let power = text.parse::<i32>().ok().filter(|power| (-12..=15).contains(power));
    power.ok_or_else(|| {
        row.wrong(
            column,
            Error::out_of_range(
                "the scale",
                format!("`{text}`"),
                "a power of ten from -12 to 15, or Units, Thousands, Millions or Billions",
            ),
        )
    })
}
