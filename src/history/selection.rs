//! Which figures of a file make a history.

use std::{io::Read, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    currency::Currency,
    economy::Pair,
    error::{Error, Result, given},
    history::{
        history::History,
        mirror::{CifFob, MirrorPolicy, Reconciliation},
        panel::Panel,
        read::Reader,
    },
};

/// Which figures of a file make a history.
///
/// ```
/// use tradepath::history::Selection;
///
/// let selection = Selection::new("KAZ-UZB", "USD")?.reporter("UZB".parse()?);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
pub struct Selection {
    pair: Pair,
    currency: Currency,
    #[serde(default)]
    reporter: MirrorPolicy,
}

impl Selection {
    /// The figures of a pair, which must be in `currency`.
    ///
    /// # Errors
    /// That of an argument that could not be read.
    pub fn new(
        pair: impl TryInto<Pair, Error: Into<Error>>,
        currency: impl TryInto<Currency, Error: Into<Error>>,
    ) -> Result<Self> {
        Ok(Self { pair: given(pair)?, currency: given(currency)?, reporter: MirrorPolicy::default() })
    }

    /// Of two sides' reports, those of an economy, or what a policy makes of both.
    pub fn reporter(self, reporter: MirrorPolicy) -> Self {
        Self { reporter, ..self }
    }

    /// Reads what the selection needs: the pair, or the whole panel where reporters are weighed by it.
    fn reader(self) -> Reader {
        let reader = Reader::new().currency(self.currency);
        if self.reporter == MirrorPolicy::Reliability { reader } else { reader.pair(self.pair) }
    }

    fn history(self, panel: &Panel) -> Result<History> {
        let how = match self.reporter {
            MirrorPolicy::Reliability => Reconciliation::weighted(panel.reliability(CifFob::default())?),
            policy => Reconciliation::new(policy)?,
        };
        panel.mirror(self.pair, &how)?.history()
    }
}

impl History {
    /// Reads a text in any [`Format`](super::Format), compressed or not. `file` is the name that errors give.
    ///
    /// The turnover is what is stated as such, or the sum where both flows are there. Where both sides report a flow, the
    /// selection says which figure counts; of figures by the year, the quarter and the month, those by the longest count. To see both sides' reports, to leave out bad rows, or to watch the progress, go
    /// through [`Reader`] and [`Panel::mirror`](super::Panel::mirror).
    ///
    /// # Errors
    /// Those of [`Reader::read`] and [`Panel::mirror`](super::Panel::mirror), with file, line and column.
    pub fn read(reader: impl Read + Send, file: &str, selection: Selection) -> Result<Self> {
        let reading = selection.reader().read(reader, file)?;
        selection.history(&reading.panel).map_err(|error| error.in_file(file))
    }

    /// Reads a file, as [`read`](Self::read).
    ///
    /// # Errors
    /// Those of [`read`](Self::read); [`ErrorKind::Io`](crate::ErrorKind::Io) where the file cannot be opened.
    pub fn load(path: impl AsRef<Path>, selection: Selection) -> Result<Self> {
        let reading = selection.reader().load(&[path.as_ref()])?;
        selection.history(&reading.panel).map_err(|error| error.in_file(path.as_ref().display().to_string()))
    }
}
