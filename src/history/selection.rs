//! Which figures of a file make a pair's history, and the reading of a file into one history.

use std::{io::Read, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    currency::Currency,
    economy::Partners,
    error::{Error, Result, given},
    history::{
        history::History,
        mirror::{CifFob, MirrorPolicy, Reconciliation},
        panel::Panel,
        read::Reader,
    },
    unit::{Quantity, Unit},
};

/// Which figures of a file make a [`History`]: the pair, the currency, and whose reports count.
///
/// Both sides of a pair report the same flow: the exporter, usually FOB, and the importer, usually CIF. The two rarely
/// agree, so a history states whose report it takes.
///
/// # Examples
/// ```
/// use tradepath::history::{History, Selection};
///
/// let file = "year,exporter,importer,reporter,valuation,value\n\
///             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,CIF,212\n";
/// let exports = |selection| -> tradepath::Result<f64> {
///     let history = History::read(file.as_bytes(), "trade.csv", selection)?;
///     Ok(history.exports().unwrap().amount("2021".parse()?).unwrap().value())
/// };
/// // Without a choice, the exporter's report counts.
/// assert_eq!(exports(Selection::new("KAZ-UZB", "USD")?)?, 100.0);
/// // Uzbekistan's own statistics, as they stand.
/// assert_eq!(exports(Selection::new("KAZ-UZB", "USD")?.reporter("UZB".parse()?))?, 212.0);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SelectionForm", into = "SelectionForm")]
#[must_use]
pub struct Selection {
    /// The pair; its exports are the flow from the first-named economy to the second.
    partners: Partners,
    /// The unit that every figure must have.
    unit: Unit,
    /// Whose report of a flow counts.
    reporter: MirrorPolicy,
}

/// A selection as it is written to files. The reporter may be absent.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SelectionForm {
    pair: Partners,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    currency: Option<Currency>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<Quantity>,
    #[serde(default)]
    reporter: MirrorPolicy,
}

impl TryFrom<SelectionForm> for Selection {
    type Error = Error;

    fn try_from(form: SelectionForm) -> Result<Self> {
        let unit = Unit::of_fields(form.currency, form.unit)?;
        let unit = unit.ok_or_else(|| Error::missing("currency", "a selection has a field `currency` or `unit`"))?;
        Ok(Self { partners: form.pair, unit, reporter: form.reporter })
    }
}

impl From<Selection> for SelectionForm {
    fn from(Selection { partners, unit, reporter }: Selection) -> Self {
        let (currency, unit) = unit.into_fields();
        Self { pair: partners, currency, unit, reporter }
    }
}

impl Selection {
    /// The figures of a pair, in one currency or quantity. Every figure must be in `unit`; none is converted.
    ///
    /// Of two sides' reports, the exporter's counts first, and the importer's where the exporter has none
    /// ([`MirrorPolicy::Fill`]). [`reporter`](Self::reporter) sets another rule.
    ///
    /// # Errors
    /// The error of an argument that cannot be read.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Selection;
    ///
    /// let selection = Selection::new("KAZ-UZB", "USD")?;
    /// assert_eq!(selection, Selection::new("Kazakhstan-Uzbekistan", "USD")?);
    /// assert!(Selection::new("KAZ-Narnia", "USD").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(
        pair: impl TryInto<Partners, Error: Into<Error>>,
        unit: impl TryInto<Unit, Error: Into<Error>>,
    ) -> Result<Self> {
        Ok(Self { partners: given(pair)?, unit: given(unit)?, reporter: MirrorPolicy::default() })
    }

    /// Sets whose reports count: one economy's, or what a policy makes of both sides'. It replaces an earlier choice.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{MirrorPolicy, Selection};
    ///
    /// let selection = Selection::new("KAZ-UZB", "USD")?;
    /// let uzbek = selection.clone().reporter("UZB".parse()?);
    /// let mean = selection.reporter(MirrorPolicy::Mean);
    /// assert_ne!(uzbek, mean);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn reporter(self, reporter: MirrorPolicy) -> Self {
        Self { reporter, ..self }
    }

    /// A reader of what the selection needs: the pair alone, or the whole panel where reports are weighted by how
    /// reliable the reporters are. That is judged by all of their trade.
    fn reader(&self) -> Reader {
        let reader = Reader::new().unit(self.unit);
        if self.reporter == MirrorPolicy::Reliability { reader } else { reader.pair(self.partners.clone()) }
    }

    /// The pair's history, reconciled as the selection says.
    ///
    /// # Errors
    /// The errors of [`Panel::mirror`], such as that of a panel without the pair.
    fn history(&self, panel: &Panel) -> Result<History> {
        let how = match self.reporter {
            MirrorPolicy::Reliability => Reconciliation::weighted(panel.reliability(CifFob::default())?),
            policy => Reconciliation::new(policy)?,
        };
        panel.history(self.partners.clone(), &how)
    }
}

impl History {
    /// Reads a pair's history from a file in any [`Format`](super::Format), compressed or not. `file` is the name that
    /// errors give it.
    ///
    /// The turnover of a period is the one that the file states, or else the sum of both flows where both are there.
    /// Where both sides report a flow, the selection says which figure counts. Where figures are of several
    /// frequencies, the coarsest count: years before quarters, and quarters before months.
    ///
    /// To see both sides' reports, to leave out bad rows, or to watch the progress, use [`Reader`] and
    /// [`Panel::mirror`](super::Panel::mirror).
    ///
    /// # Errors
    /// The errors of [`Reader::read`] and [`Panel::mirror`](super::Panel::mirror), with file, line and column.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{History, Selection};
    ///
    /// let selection = Selection::new("KAZ-UZB", "USD")?;
    /// let file = "year,exporter,importer,value\n2019,KAZ,UZB,2\n2019,UZB,KAZ,1\n";
    /// let history = History::read(file.as_bytes(), "trade.csv", selection.clone())?;
    /// let turnover = history.turnover().unwrap();
    /// assert_eq!(turnover.amount("2019".parse()?).unwrap().value(), 3.0);
    ///
    /// // A file without the pair is an error that names the file.
    /// let other = "year,exporter,importer,value\n2019,KAZ,KGZ,2\n";
    /// let error = History::read(other.as_bytes(), "other.csv", selection).unwrap_err();
    /// assert!(error.to_string().starts_with("other.csv"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn read(reader: impl Read + Send, file: &str, selection: Selection) -> Result<Self> {
        let reading = selection.reader().read(reader, file)?;
        selection.history(&reading.panel).map_err(|error| error.in_file(file))
    }

    /// Reads a pair's history from a file on disk, as [`read`](Self::read) does.
    ///
    /// # Errors
    /// The errors of [`read`](Self::read); [`ErrorKind::Io`](crate::ErrorKind::Io) where the file cannot be opened.
    ///
    /// # Examples
    /// ```no_run
    /// use tradepath::history::{History, Selection};
    ///
    /// let history = History::load("trade.csv", Selection::new("KAZ-UZB", "USD")?)?;
    /// if let Some(turnover) = history.turnover() {
    ///     println!("turnover from {} to {}", turnover.first(), turnover.last());
    /// }
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>, selection: Selection) -> Result<Self> {
        let reading = selection.reader().load(&[path.as_ref()])?;
        selection.history(&reading.panel).map_err(|error| error.in_file(path.as_ref().display().to_string()))
    }
}
