//! What was learned from a panel of one's own, in place of what comes with the crate.

use std::{fs::File, path::Path};

use crate::{
    base_rate::BaseRateTable,
    error::{Error, Result},
    history::AnnualPanel,
    outlook::Calibrations,
    series::Prices,
    unit::Unit,
    write::write_whole,
};

/// The names of the two files in a folder of tables.
const CALIBRATIONS: &str = "calibrations.jsonl";
const BASE_RATES: &str = "base-rates.gz";
/// Series of at least so many units are learned from.
const MINIMUM: f64 = 100e6;

/// What a panel teaches: calibrations for outlooks, and a table of base rates. The tables that come with the crate were
/// learned from CEPII BACI up to 2020 in the same way; [`AssessmentOptions::tables`](crate::AssessmentOptions::tables)
/// sets others in their place, such as of a newer release.
///
/// They are for nominal dollars, of the turnovers of all pairs.
///
/// ```
/// use tradepath::{
///     AssessmentOptions, Tables, assess,
///     history::{AnnualPanel, MissingFlow, Reader, Reconciliation},
///     scenario::shipped,
/// };
///
/// let mut file = "year,exporter,importer,value_musd\n".to_owned();
/// for year in 2008..2024 {
///     let grown = 1.06_f64.powi(year - 2008);
///     for (at, partner) in ["UZB", "KGZ", "TJK", "RUS"].iter().enumerate() {
///         file += &format!("{year},KAZ,{partner},{}\n", (at as f64 + 1.0) * 900.0 * grown);
///     }
/// }
/// let panel = Reader::new().read(file.as_bytes(), "own.csv")?.panel;
/// let how = Reconciliation::default().missing_flow(MissingFlow::Zero);
/// let tables = Tables::learn(&AnnualPanel::turnovers(&panel, &how)?)?;
/// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new().tables(tables))?;
/// // They know no more than was known on the pledge's day.
/// assert_eq!(assessment.outlook.unwrap().fitted.learned_as_of, Some(2021));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Tables {
    calibrations: Calibrations,
    base_rates: BaseRateTable,
}

impl Tables {
    /// Learns from the turnovers of a panel in nominal dollars.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a panel in another currency or in the prices of one
    /// year; those of [`Calibrations::learn`] and of [`BaseRateTable::of`].
    pub fn learn(panel: &AnnualPanel) -> Result<Self> {
        check_dollars(panel.unit(), &panel.about().prices)?;
        Ok(Self { calibrations: Calibrations::learn(panel, MINIMUM)?, base_rates: BaseRateTable::of(panel)? })
    }

    /// Reads the tables of a folder, into which [`save`](Self::save) has written them.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::ErrorKind::Io) where one of the two files cannot be read; those of reading them.
    pub fn load(folder: impl AsRef<Path>) -> Result<Self> {
        let open = |name: &str| {
            let path = folder.as_ref().join(name);
            let shown = path.display().to_string();
            let file = File::open(&path).map_err(|error| Error::io("open the file", &shown, error))?;
            Ok::<_, Error>((file, shown))
        };
        let (calibrations, name) = open(CALIBRATIONS)?;
        let calibrations = Calibrations::read(calibrations).map_err(|error| error.in_file(name))?;
        let (base_rates, name) = open(BASE_RATES)?;
        let read = BaseRateTable::read(base_rates).and_then(|table| {
            check_dollars(table.panel().unit, &table.panel().prices)?;
            Ok(table)
        });
        let base_rates = read.map_err(|error| error.in_file(name))?;
        Ok(Self { calibrations, base_rates })
    }

    /// Writes the tables into a folder, as `calibrations.jsonl` and `base-rates.gz`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::ErrorKind::Io) where a file cannot be written.
    pub fn save(&self, folder: impl AsRef<Path>) -> Result<()> {
        let mut calibrations = Vec::new();
        self.calibrations.write(&mut calibrations)?;
        let mut base_rates = Vec::new();
        self.base_rates.write(&mut base_rates)?;
        for (name, bytes) in [(CALIBRATIONS, calibrations), (BASE_RATES, base_rates)] {
            let path = folder.as_ref().join(name);
            let shown = path.display().to_string();
            write_whole(&path, &bytes).map_err(|error| Error::io("write", &shown, error))?;
        }
        Ok(())
    }

    /// The calibrations, by the year at whose end each could be known.
    pub fn calibrations(&self) -> &Calibrations {
        &self.calibrations
    }

    /// The table of base rates.
    pub fn base_rates(&self) -> &BaseRateTable {
        &self.base_rates
    }
}

/// Refuses amounts that are not nominal dollars: outlooks and base rates would take them for such.
fn check_dollars(unit: Unit, prices: &Prices) -> Result<()> {
    if unit == Unit::USD && *prices == Prices::Nominal {
        return Ok(());
    }
    let message = format!("tables are of nominal dollars, and the panel is in {unit}, or in the prices of one year");
    Err(Error::contradiction(message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::Series;

    #[test]
    fn a_panel_in_another_currency_teaches_nothing() {
        let euros = Series::annual("EUR", (2005..2020).map(|year| (year, 1e9 + f64::from(year)))).unwrap();
        let panel = AnnualPanel::of([("KAZ-UZB".to_owned(), euros)]).unwrap();
        assert!(Tables::learn(&panel).unwrap_err().to_string().contains("the panel is in EUR"));
    }
}
