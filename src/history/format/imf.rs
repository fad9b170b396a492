//! The IMF's Direction of Trade Statistics (DOTS) and International Merchandise Trade Statistics (IMTS), in dollars.

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

pub(crate) const DOTS_WIDE_COLUMNS: &[&str] =
    &["Country Code", "Indicator Code", "Counterpart Country Code", "Attribute"];
pub(crate) const DOTS_PANEL_COLUMNS: &[&str] = &["Country Code", "Counterpart Country Code", "Time Period"];
pub(crate) const IMTS_WIDE_COLUMNS: &[&str] = &["COUNTRY.ID", "COUNTERPART_COUNTRY.ID", "INDICATOR.ID", "SCALE.ID"];
pub(crate) const IMTS_LONG_COLUMNS: &[&str] = &[
    "COUNTRY.ID|COUNTRY",
    "INDICATOR.ID|INDICATOR",
    "COUNTERPART_COUNTRY.ID|COUNTERPART_COUNTRY",
    "TIME_PERIOD",
    "OBS_VALUE",
];
const DOTS: &str = "IMF DOTS";
const IMTS: &str = "IMF IMTS";

/// The direction that an indicator's code or label means; none for an indicator that is not a flow, such as the
/// balance.
fn direction(indicator: &str) -> Option<Direction> {
    let text = indicator.to_lowercase();
    match text.as_str() {
        "txg_fob_usd" | "xg_fob_usd" => return Some(Direction::Export),
        "tmg_cif_usd" | "mg_cif_usd" => return Some(Direction::Import(Valuation::Cif)),
        "tmg_fob_usd" | "mg_fob_usd" => return Some(Direction::Import(Valuation::Fob)),
        _ => {}
    }
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let (fob, cif) = (says(&["fob", "free on board"]), says(&["cif", "cost, insurance", "cost insurance"]));
    match (says(&["exports"]), says(&["imports"]), says(&["us dollar", "usd"])) {
        (true, false, true) if fob => Some(Direction::Export),
        (false, true, true) if cif => Some(Direction::Import(Valuation::Cif)),
        (false, true, true) if fob => Some(Direction::Import(Valuation::Fob)),
        _ => None,
    }
}

const OTHER_INDICATOR: &str = "an indicator that is no flow of goods";

/// The amount of a cell. An empty cell says nothing; one that is marked as missing is counted; one that cannot be read
/// is noted in the batch.
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

/// A table with a row for each pair and indicator, and a column for each period.
pub(crate) struct Wide {
    country: Column,
    counterpart: Column,
    indicator: Column,
    /// In DOTS: what the cells of the row are; only rows of `Value` are read.
    attribute: Option<Column>,
    /// In IMTS: the power of ten of the values.
    scale: Option<Column>,
    periods: Vec<(Column, Period)>,
    source: &'static str,
    book: Codebook,
}

impl Wide {
    /// The columns of a DOTS file.
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

    /// The columns of an IMTS file.
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

/// A table with a row for each pair and period, and a column for each indicator.
pub(crate) struct Panel {
    country: Column,
    counterpart: Column,
    time: Column,
    indicators: Vec<(Column, Direction)>,
    book: Codebook,
}

impl Panel {
    pub fn new(header: &Header) -> Result<Self> {
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

/// The direction of a column: by its code, or by its label, which may end with the code in brackets.
fn direction_of_column(name: &str) -> Option<Direction> {
    let in_brackets = name.rsplit_once('(').and_then(|(_, code)| code.strip_suffix(')'));
    in_brackets.and_then(direction).or_else(|| direction(name))
}

impl Layout for Panel {
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

/// A table with a row for each observation.
pub(crate) struct Long {
    country: Column,
    counterpart: Column,
    indicator: Column,
    time: Column,
    value: Column,
    scale: Option<Column>,
    book: Codebook,
}

impl Long {
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
        if row.reaches(&self.value) && is_missing(row.bytes(&self.value)) {
            out.missing += 1;
            return Ok(());
        }
        let units = row.amount(&self.value, power)?;
        scope.add(&Entry::of_trade(direction, sides, time, units, (IMTS, row.place)), out);
        Ok(())
    }
}

/// The power of ten by which a row's values are to be multiplied.
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
