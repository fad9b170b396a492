//! Writes a panel in the tidy format, which reads back to the same panel.
//!
//! The format is described at [`Format::Tidy`](crate::history::Format::Tidy). Its words come from the tables that the
//! reader of the format uses, so that what is written can always be read.

use std::io::Write;

use crate::{
    coverage::{Classification, Product},
    error::{Error, ErrorKind, Result},
    history::{
        format::{FIGURES, STATUSES, VALUATIONS},
        panel::{Panel, Report},
    },
    wording::guarded,
};

/// The columns that every file has, in the order of [`Panel::row`].
const HEADER: [&str; 11] = [
    "period",
    "exporter",
    "importer",
    "flow",
    "value",
    "currency",
    "reporter",
    "valuation",
    "status",
    "product",
    "source",
];

/// The columns that are written where a figure needs them.
const CLASSIFICATION: &str = "classification";
const COVERAGE: &str = "coverage";

/// The word of a table that is read as this value; empty where the table has none.
fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}

impl Panel {
    /// Writes every figure in the tidy format, one row each, with its provenance.
    ///
    /// The columns `classification` and `coverage` are written where a product has a classification that its code does
    /// not show, and where a total counts something else than all goods.
    ///
    /// [`Reader`](super::Reader) reads it back to the same panel: with [`unit`](super::Reader::unit) where that is
    /// not US dollars, and with [`by_product`](super::Reader::by_product) where products are kept. Gross domestic
    /// products and ties are not written, and a figure without a source is read back with the file's name as its
    /// source.
    ///
    /// A text that a spreadsheet would take for a formula, such as a source `=A1`, is written with an apostrophe before
    /// it, which is taken off when the file is read back.
    ///
    /// Amounts are written in units of the currency, with as many digits as it takes to read back the same number. The
    /// rows stand in the order of [`reports`](super::Panel::reports), so that one panel always gives the same bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::ErrorKind::Io) where it cannot be written.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,value_musd,reporter,source\n\
    ///             2019,KAZ,UZB,1962.026,KAZ,\"Statistics, Astana\"\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let mut written = Vec::new();
    /// panel.write_tidy(&mut written)?;
    /// assert_eq!(Reader::new().read(&written[..], "written.csv")?.panel, panel);
    ///
    /// let text = String::from_utf8(written).unwrap();
    /// let row = "2019,KAZ,UZB,flow,1962026000,USD,KAZ,,reported,,\"Statistics, Astana\"";
    /// assert_eq!(text.lines().nth(1), Some(row));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn write_tidy(&self, writer: impl Write) -> Result<()> {
        let failed = |error: csv::Error| Error::new(ErrorKind::Io(format!("cannot write the table: {error}")));
        let mut table = csv::Writer::from_writer(writer);
        let classed = self.products().any(|product| *product.classification() != Classification::Harmonised(None));
        let covered = self.coverages().iter().any(|coverage| !coverage.is_goods());
        let more = [(classed, CLASSIFICATION), (covered, COVERAGE)].into_iter().filter(|(needed, _)| *needed);
        let is_money = self.unit().currency().is_some();
        let header = HEADER.map(|name| if name == "currency" && !is_money { "unit" } else { name });
        table.write_record(header.into_iter().chain(more.map(|(_, name)| name))).map_err(failed)?;
        for report in self.reports() {
            let mut row = self.row(&report).to_vec();
            if classed {
                let classification = report.product.map(|product| product.classification().to_string());
                row.push(guarded(&classification.unwrap_or_default()).into_owned());
            }
            if covered {
                let coverage = if report.product.is_none() { report.coverage.to_string() } else { String::new() };
                row.push(guarded(&coverage).into_owned());
            }
            table.write_record(row).map_err(failed)?;
        }
        table.flush().map_err(|error| failed(error.into()))
    }

    /// The fields of one figure, in the order of [`HEADER`]. What the figure does not state is left empty.
    fn row(&self, report: &Report<'_>) -> [String; 11] {
        let valuation = report.valuation.map_or("", |valuation| word(&VALUATIONS, &valuation));
        [
            report.period.to_string(),
            report.exporter.code().to_owned(),
            report.importer.code().to_owned(),
            word(&FIGURES, &report.figure).to_owned(),
            // The shortest text that reads back to the same number.
            report.amount.value().to_string(),
            self.unit().to_string(),
            report.reporter.map_or("", |reporter| reporter.code()).to_owned(),
            valuation.to_owned(),
            word(&STATUSES, &report.status).to_owned(),
            guarded(report.product.map_or("", Product::code)).into_owned(),
            guarded(report.source).into_owned(),
        ]
    }
}
