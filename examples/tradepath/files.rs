//! Which files are read, and how.

use std::{
    io::IsTerminal,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use serde::Serialize;
use tradepath::{
    Currency, Economy, Frequency, Partners, Quantity,
    history::{
        CifFob, Duplicates, Format, Mirror, MirrorPolicy, Panel, Reader, Reading, Reconciliation, Rejection, Skipped,
        Unreadable,
    },
};

use crate::{NoAnswer, Outcome, of_figures, print::note};

/// Which files, and what of them.
#[derive(Args)]
pub struct FilesArgs {
    /// Trade statistics in any known format, compressed or not.
    #[arg()]
    pub files: Vec<PathBuf>,
    /// The pair, such as KAZ,UZB.
    #[arg(long)]
    pub pair: Option<Partners>,
    /// Of two sides' reports, which to use: exporter, importer, mean, larger, reliability, fill, or an economy such as KAZ.
    #[arg(long, default_value_t = MirrorPolicy::Fill)]
    pub reporter: MirrorPolicy,
    /// What an importer's CIF figure is divided by.
    #[arg(long, default_value_t)]
    cif_fob: CifFob,
    /// The files' format, where it is not to be told from their headers.
    #[arg(long)]
    format: Option<Format>,
    /// What to do where two rows give one figure with different amounts.
    #[arg(long, value_enum, default_value_t = Repeated::Refuse)]
    duplicates: Repeated,
    /// Only products whose code begins so; may be repeated.
    #[arg(long)]
    product: Vec<String>,
    /// The currency of the files' figures, if it is not dollars.
    #[arg(long)]
    currency: Option<Currency>,
    /// The quantity of the files' figures, such as t for tonnes: the column q of CEPII BACI, or a file of the program's own.
    #[arg(long, conflicts_with = "currency")]
    unit: Option<Quantity>,
    /// Only figures by the year, the quarter or the month.
    #[arg(long)]
    frequency: Option<Frequency>,
    /// Go on without the rows that cannot be read, however many these are.
    #[arg(long)]
    accept_rejected: bool,
    /// Of CEPII Gravity, the reports collected by the IMF in place of UN Comtrade's.
    #[arg(long)]
    imf_reports: bool,
    /// The economy whose trade a list of ITC Trade Map is, such as KAZ.
    #[arg(long)]
    reporter_of_file: Option<Economy>,
    /// Of a zip archive with several tables, the one to read.
    #[arg(long)]
    table: Option<String>,
}

/// One row in so many may be unreadable before that is taken for a fault of the file.
const MOST_REJECTED: u64 = 20;

#[derive(Clone, Copy, ValueEnum)]
enum Repeated {
    Refuse,
    Sum,
    First,
    Last,
}

impl FilesArgs {
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a path leads to one of the files.
    pub fn has_file(&self, path: &Path) -> bool {
        let full = path.canonicalize();
        full.is_ok_and(|full| self.files.iter().any(|file| file.canonicalize().is_ok_and(|file| file == full)))
    }

    /// Whose reports were asked for, where that was said.
    pub fn chosen_reporter(&self) -> Option<MirrorPolicy> {
        (self.reporter != MirrorPolicy::Fill).then_some(self.reporter)
    }

    /// Whether something was said of files' rows that only files have.
    pub fn has_choices(&self) -> bool {
        self.reporter != MirrorPolicy::Fill || self.has_row_choices()
    }

    /// The same but for whose reports to use, which a scenario's history has too.
    pub fn has_row_choices(&self) -> bool {
        !self.product.is_empty()
            || self.format.is_some()
            || self.currency.is_some()
            || self.unit.is_some()
            || self.frequency.is_some()
            || self.imf_reports
            || self.reporter_of_file.is_some()
            || self.table.is_some()
    }

    /// The files' names, for figures that do not say whose they are.
    pub fn names(&self) -> String {
        let names =
            self.files.iter().filter_map(|file| file.file_name()).map(|name| name.to_string_lossy().into_owned());
        names.collect::<Vec<_>>().join("; ")
    }

    /// The file, where it is a scenario: one alone, ending in .toml or .json.
    pub fn scenario(&self) -> Option<&Path> {
        let [file] = &self.files[..] else { return None };
        let ending = file.extension()?.to_str()?;
        let scenario =
            ending.eq_ignore_ascii_case("toml") || (ending.eq_ignore_ascii_case("json") && self.pair.is_none());
        scenario.then_some(file.as_path())
    }

    pub fn reader(&self) -> Reader {
        let mut reader = self.format.map_or_else(Reader::new, Reader::of).unreadable(Unreadable::Collect);
        reader = reader.duplicates(match self.duplicates {
            Repeated::Refuse => Duplicates::Refuse,
            Repeated::Sum => Duplicates::Sum,
            Repeated::First => Duplicates::First,
            Repeated::Last => Duplicates::Last,
        });
        if let Some(currency) = self.currency {
            reader = reader.unit(currency);
        }
        if let Some(quantity) = self.unit {
            reader = reader.unit(quantity);
        }
        if let Some(frequency) = self.frequency {
            reader = reader.frequency(frequency);
        }
        if self.imf_reports {
            reader = reader.imf_reports();
        }
        if let Some(reporter) = self.reporter_of_file {
            reader = reader.reporter_of_file(reporter);
        }
        if let Some(table) = &self.table {
            reader = reader.table(table);
        }
        self.product.iter().fold(reader, |reader, code| reader.product(code))
    }

    /// Reads the files; says on a terminal how far it has come.
    pub fn load(&self, reader: &Reader) -> Outcome<Reading> {
        let terminal = std::io::stderr().is_terminal();
        let mut shown = 0;
        let reading = reader.load_watched(&self.files, |progress| {
            let percent = progress.total.map_or(0, |total| progress.read * 100 / total.max(1));
            if terminal && percent >= shown + 10 {
                shown = percent;
                note!("{percent} % read");
            }
            ControlFlow::Continue(())
        })?;
        for said in reading.assumed.iter().chain(&reading.doubtful) {
            note!("{said}");
        }
        for rejection in reading.rejected.iter().take(5) {
            note!("not read: {}: {}", rejection.position, rejection.reason);
        }
        if reading.rejected_rows > 5 {
            note!("not read: {} rows in all", reading.rejected_rows);
        }
        if reading.rejected_rows * MOST_REJECTED > reading.rows && !self.accept_rejected {
            let (rejected, rows) = (reading.rejected_rows, reading.rows);
            return Err(NoAnswer(format!(
                "{rejected} of {rows} rows could not be read, more than one in {MOST_REJECTED}; mend them, or go on without them with --accept-rejected"
            ))
            .into());
        }
        if reading.unchecked > 0 {
            note!("{} rows of products out of order could not be checked for repetitions", reading.unchecked);
        }
        Ok(reading)
    }

    pub fn reconciliation(&self, panel: &Panel) -> Outcome<Reconciliation> {
        let how = match self.reporter {
            MirrorPolicy::Reliability => Reconciliation::weighted(of_figures(panel.reliability(self.cif_fob))?),
            policy => Reconciliation::new(policy)?,
        };
        Ok(how.cif_fob(self.cif_fob))
    }

    /// Both sides' reports of a pair.
    pub fn mirror(&self, reading: &Reading, partners: &Partners) -> Outcome<Mirror> {
        let pair = partners.pair();
        if pair.has_bloc() && !reading.panel.pairs().iter().any(|of| of.has_flow(pair.first(), pair.second())) {
            let why = format!(
                "the files have no figures of {partners} itself; run, assess and outlook add up those of its members"
            );
            return Err(NoAnswer(why).into());
        }
        let mirror = match reading.panel.mirror(pair, &self.reconciliation(&reading.panel)?) {
            Err(error) if reading.panel.is_empty() && !reading.set_aside.is_empty() => {
                let what: Vec<&str> = reading.set_aside.iter().take(3).map(|aside| aside.what.as_str()).collect();
                return Err(NoAnswer(format!("{error}; rows were set aside: {}", what.join("; "))).into());
            }
            found => of_figures(found)?,
        };
        for other in &mirror.other_frequencies {
            note!("the files have figures by the {}, too, which are left out; --frequency chooses them", other.noun());
        }
        if !mirror.other_reporters.is_empty() {
            let codes: Vec<&str> = mirror.other_reporters.iter().map(|reporter| reporter.code()).collect();
            note!("reports of {} are left out; --reporter chooses one's", codes.join(", "));
        }
        Ok(mirror)
    }

    /// The formats of the files, each once.
    pub fn formats(reading: &Reading) -> String {
        let mut names: Vec<&str> = reading.files.iter().map(|file| file.format.name()).collect();
        names.sort_unstable();
        names.dedup();
        names.join(", ")
    }
}

/// What became of the files' rows.
#[derive(Serialize)]
pub struct ReadingAnswer<'a> {
    rejected: &'a [Rejection],
    rejected_rows: u64,
    set_aside: &'a [Skipped],
    assumed: &'a [String],
    doubtful: &'a [String],
    missing: u64,
    repeated: u64,
    unchecked: u64,
}

impl<'a> From<&'a Reading> for ReadingAnswer<'a> {
    fn from(reading: &'a Reading) -> Self {
        Self {
            rejected: &reading.rejected,
            rejected_rows: reading.rejected_rows,
            set_aside: &reading.set_aside,
            assumed: &reading.assumed,
            doubtful: &reading.doubtful,
            missing: reading.missing,
            repeated: reading.repeated,
            unchecked: reading.unchecked,
        }
    }
}
