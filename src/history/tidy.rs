//! The tidy format: one row a figure.

use std::{collections::HashMap, io::Read, str::FromStr};

use csv::{ByteRecord, ReaderBuilder, Terminator};

use super::{History, Observations, Selection};
use crate::{
    amount::Amount,
    currency::Currency,
    economy::Economy,
    error::{Error, ErrorKind, Result, excerpt},
    period::Period,
    series::{Observation, Provenance, Status, Valuation},
};

/// The value columns and the power of ten of each one's unit; all but `value` are in US dollars.
const VALUES: [(&str, i32); 4] = [("value", 0), ("value_usd", 0), ("value_kusd", 3), ("value_musd", 6)];

/// Where each column stands, recognised by its name.
struct Columns {
    period: usize,
    exporter: usize,
    importer: usize,
    value: usize,
    unit: f64,
    in_dollars: bool,
    value_name: &'static str,
    count: usize,
    names: HashMap<String, usize>,
}

impl Columns {
    fn find(header: &ByteRecord) -> Result<Self> {
        let name =
            |field: &[u8]| String::from_utf8_lossy(field).trim_start_matches('\u{feff}').trim().to_ascii_lowercase();
        let mut names: HashMap<String, usize> = HashMap::new();
        for (at, field) in header.iter().enumerate().filter(|(_, field)| !field.trim_ascii().is_empty()) {
            if names.insert(name(field), at).is_some() {
                let twice = format!("two columns are called `{}`", excerpt(&name(field)));
                return Err(Error::contradiction(twice).at_line(1));
            }
        }
        for one_of in [&VALUES.map(|(name, _)| name)[..], &["period", "year"]] {
            let given: Vec<&str> = one_of.iter().copied().filter(|name| names.contains_key(*name)).collect();
            if given.len() > 1 {
                let message = format!("the header has {}; keep one of them", given.join(" and "));
                return Err(Error::contradiction(message).at_line(1));
            }
        }
        let need = |wanted: &[&str]| {
            let found = wanted.iter().find_map(|name| names.get(*name).copied());
            found.ok_or_else(|| {
                let listed: Vec<String> = header.iter().map(name).collect();
                Error::missing(
                    format!("column named {}", wanted.join(" or ")),
                    format!(
                        "the tidy format needs year or period, exporter, importer and one of value, value_usd, value_kusd and value_musd; the header has {}",
                        excerpt(&listed.join(", "))
                    ),
                )
                .at_line(1)
            })
        };
        let value = need(&VALUES.map(|(name, _)| name))?;
        let (unit_name, power) =
            VALUES.iter().find(|(name, _)| names.get(*name) == Some(&value)).copied().unwrap_or(VALUES[0]);
        Ok(Self {
            period: need(&["period", "year"])?,
            exporter: need(&["exporter"])?,
            importer: need(&["importer"])?,
            value,
            unit: 10_f64.powi(power),
            in_dollars: unit_name != "value",
            value_name: unit_name,
            count: header.len(),
            names,
        })
    }
}

/// One row, with its place for errors.
struct Row<'a> {
    record: &'a ByteRecord,
    columns: &'a Columns,
    line: usize,
    file: &'a str,
}

impl Row<'_> {
    fn text(&self, column: usize, name: &str) -> Result<&str> {
        let field = self.record.get(column).unwrap_or_default();
        let text = std::str::from_utf8(field).map_err(|_| {
            let shown = excerpt(&String::from_utf8_lossy(field));
            self.wrong(name, Error::new(ErrorKind::Syntax(format!("`{shown}` is not UTF-8 text"))))
        })?;
        Ok(text.trim())
    }

    fn read<T: FromStr<Err = Error>>(&self, column: usize, name: &str) -> Result<T> {
        self.text(column, name)?.parse().map_err(|error| self.wrong(name, error))
    }

    /// Whether a field is a code such as WLD, W00 or 490, which stands for what is no country of ISO 3166-1.
    fn is_special_code(&self, column: usize) -> bool {
        let field = self.record.get(column).unwrap_or_default().trim_ascii();
        (2..=4).contains(&field.len()) && field.iter().all(u8::is_ascii_alphanumeric)
    }

    /// The text of a column that need not be there; none where it is empty.
    fn optional(&self, name: &str) -> Result<Option<&str>> {
        match self.columns.names.get(name) {
            Some(&column) => Ok(Some(self.text(column, name)?).filter(|text| !text.is_empty())),
            None => Ok(None),
        }
    }

    /// Refuses a row longer than the header, save by one empty field: a comma too many moves what follows it.
    fn check_length(&self) -> Result<()> {
        if self.record.iter().skip(self.columns.count).all(|field| field.trim_ascii().is_empty()) {
            return Ok(());
        }
        let given = format!("{} fields", self.record.len());
        let accepted =
            format!("of {} like the header; write numbers without group marks, or in quotes", self.columns.count);
        Err(Error::out_of_range("the row", given, accepted).at_line(self.line))
    }

    fn one_of<T: Copy>(&self, name: &str, choices: &[(&str, T)], otherwise: T) -> Result<T> {
        let Some(text) = self.optional(name)? else { return Ok(otherwise) };
        let found = choices.iter().find(|(choice, _)| choice.eq_ignore_ascii_case(text));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let accepted: Vec<&str> = choices.iter().map(|(choice, _)| *choice).collect();
            self.wrong(
                name,
                Error::out_of_range(name, format!("`{}`", excerpt(text)), format!("one of {}", accepted.join(", "))),
            )
        })
    }

    /// The amount; none where the field is empty.
    fn amount(&self) -> Result<Option<Amount>> {
        let name = self.columns.value_name;
        let text = self.text(self.columns.value, name)?;
        if text.is_empty() && self.record.len() > self.columns.value {
            return Ok(None);
        }
        // Machines write this column: a plain number, whatever the locale.
        let plain = "expected a plain number such as 1962.03";
        let units: f64 = text.parse().map_err(|_| self.wrong(name, Error::parse("an amount", text, 1, plain)))?;
        Amount::new(units * self.columns.unit).map(Some).map_err(|error| self.wrong(name, error))
    }

    fn provenance(&self) -> Result<Provenance> {
        let reporter = self.optional("reporter")?.map(Economy::from_str).transpose();
        let valuations =
            [("FOB", Some(Valuation::Fob)), ("CIF", Some(Valuation::Cif)), ("reconciled", Some(Valuation::Reconciled))];
        let statuses = [
            ("reported", Status::Reported),
            ("reconciled", Status::Reconciled),
            ("estimated", Status::Estimated),
            ("projected", Status::Projected),
        ];
        Ok(Provenance {
            source: self.optional("source")?.unwrap_or(self.file).to_owned(),
            reporter: reporter.map_err(|error| self.wrong("reporter", error))?,
            valuation: self.one_of("valuation", &valuations, None)?,
            status: self.one_of("status", &statuses, Status::Reported)?,
        })
    }

    fn check_currency(&self, expected: Currency) -> Result<()> {
        let stated = self.optional("currency")?.map(Currency::from_str).transpose();
        let stated = stated.map_err(|error| self.wrong("currency", error))?;
        if let (Some(stated), true) = (stated, self.columns.in_dollars) {
            // The column's name says dollars.
            Currency::USD.require(stated).map_err(|error| self.wrong("currency", error))?;
        }
        let found = stated.or(self.columns.in_dollars.then_some(Currency::USD));
        let same = found.map_or(Ok(()), |found| expected.require(found));
        same.map_err(|error| self.wrong("currency", error))
    }

    fn wrong(&self, column: &str, error: Error) -> Error {
        error.at_line(self.line).at_key(column)
    }
}

/// Which of the three series of a pair a figure belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Figure {
    Exports,
    Imports,
    Turnover,
}

/// What no table holds in a line of its own.
const LAST_LINE: &[u8] = b"\x01\x03\x04";

pub(super) fn read(reader: impl Read, file: &str, selection: Selection) -> Result<History> {
    // Lines end in a line feed, so that the reader counts them right: a carriage return before it is white space. A last
    // line of this module's own shows that no quotation mark was left open before it.
    let whole = reader.chain(&b"\n"[..]).chain(LAST_LINE).chain(&b"\n"[..]);
    let mut reader = ReaderBuilder::new().flexible(true).terminator(Terminator::Any(b'\n')).from_reader(whole);
    let columns = Columns::find(&reader.byte_headers().map_err(unreadable)?.clone())?;
    let mut found: HashMap<Figure, Observations> = HashMap::new();
    let mut lines: HashMap<(Figure, Period), usize> = HashMap::new();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(unreadable)? {
        // Where the record ended, less its own lines: blank lines before it count, too.
        let inside = record.as_slice().iter().filter(|byte| **byte == b'\n').count();
        let line = (reader.position().line() as usize).saturating_sub(1 + inside);
        if record.iter().next_back().is_some_and(|field| field.trim_ascii_end().ends_with(LAST_LINE)) {
            if record.len() == 1 && &record[0] == LAST_LINE {
                break;
            }
            let message = "a quotation mark is opened and never closed in the row that begins here".to_owned();
            return Err(Error::new(ErrorKind::Syntax(message)).at_line(line + 1));
        }
        let row = Row { record: &record, columns: &columns, line, file };
        row.check_length()?;
        let Some((figure, period, observation)) = figure(&row, selection)? else { continue };
        if let Some(first) = lines.insert((figure, period), line) {
            let message = format!(
                "the same figure of {period} is given again, first on line {first}; where these are two sides' reports, name the reporter to use"
            );
            return Err(Error::contradiction(message).at_line(line));
        }
        found.entry(figure).or_default().push((period, observation));
    }
    let mut take = |figure| found.remove(&figure).unwrap_or_default();
    let (exports, imports) = (take(Figure::Exports), take(Figure::Imports));
    let turnover = take(Figure::Turnover);
    if exports.is_empty() && imports.is_empty() && turnover.is_empty() {
        let hint = match selection.reporter {
            Some(reporter) => format!("no row has this pair with reporter {reporter} or none"),
            None => "no row has this pair".to_owned(),
        };
        return Err(Error::missing(format!("history of {}", selection.pair), hint));
    }
    History::from_observations(selection, exports, imports, turnover)
}

/// What a row says of the pair selected; none where it is of others, or of a reporter not selected.
fn figure(row: &Row<'_>, selection: Selection) -> Result<Option<(Figure, Period, Observation)>> {
    let exporter = row.read::<Economy>(row.columns.exporter, "exporter");
    let importer = row.read::<Economy>(row.columns.importer, "importer");
    let ours = |side: &Result<Economy>| {
        side.as_ref().is_ok_and(|side| [selection.pair.first(), selection.pair.second()].contains(side))
    };
    // A row of others may name what is no country of ISO 3166-1: the World, a group, areas not specified.
    if !ours(&exporter) && !ours(&importer) {
        return Ok(None);
    }
    let (exporter, importer) = match (exporter, importer) {
        (Ok(exporter), Ok(importer)) => (exporter, importer),
        (Err(_), Ok(_)) if row.is_special_code(row.columns.exporter) => return Ok(None),
        (Ok(_), Err(_)) if row.is_special_code(row.columns.importer) => return Ok(None),
        (Err(error), _) | (_, Err(error)) => return Err(error),
    };
    if !selection.pair.has_flow(exporter, importer) {
        return Ok(None);
    }
    let flow = if exporter == selection.pair.first() { Figure::Exports } else { Figure::Imports };
    let figure = row.one_of("flow", &[("flow", flow), ("turnover", Figure::Turnover)], flow)?;
    let provenance = row.provenance()?;
    if selection.reporter.is_some() && provenance.reporter.is_some() && provenance.reporter != selection.reporter {
        return Ok(None);
    }
    row.check_currency(selection.currency)?;
    let period: Period = row.read(row.columns.period, "period")?;
    Ok(row.amount()?.map(|amount| (figure, period, Observation { amount, provenance })))
}

fn unreadable(error: csv::Error) -> Error {
    let line = error.position().map(|position| position.line() as usize);
    let error = Error::new(ErrorKind::Syntax(format!("not a table of comma-separated values: {error}")));
    line.map_or(error.clone(), |line| error.at_line(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Result<History> {
        History::read(file.as_bytes(), "trade.csv", Selection::new("KAZ,UZB".parse()?, Currency::USD))
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
        assert!(message("2019,KAZ,UZB,-9,USD\n").contains("the amount is -9000, but must be zero or more"));
        assert!(message("2019,KAZ,UZB,NaN,USD\n").contains("the amount is NaN"));
        assert!(message("19,KAZ,UZB,1,USD\n").contains("line 2 key `period`"));
        assert!(message("2019,KAZ,Nowhere,1,USD\n").contains("`Nowhere`"));
        assert!(message("2019,KAZ,UZB,1,EUR\n").contains("the amount is in EUR, but USD is used here"));
        assert!(message("2019,KAZ,UZB,1,,,sideways\n").contains("one of flow, turnover"));
        assert!(message("2019,RUS,CHN,1\n").contains("no history of KAZ-UZB: no row has this pair"));
        assert!(message("2019,KAZ,UZB\n").contains("line 2 key `value_kusd`"));
        assert!(message("2019,KAZ,UZB,1\n2019-Q1,KAZ,UZB,1\n").contains("different frequency"));
    }

    #[test]
    fn lines_are_counted_with_carriage_returns_blank_lines_and_quoted_breaks() {
        let bad = "2019,KAZ,UZB,oops\n";
        assert!(message(&format!("2018,KAZ,UZB,1\n\n\n{bad}")).starts_with("trade.csv line 5 key"));
        assert!(
            message(&format!("2018,KAZ,UZB,1,USD,,\"flow\"\n2017,KAZ,UZB,1,\"\nUSD\"\n{bad}"))
                .starts_with("trade.csv line 5 key")
        );
        assert!(message(bad.trim_end()).starts_with("trade.csv line 2 key"));
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
        let selection = Selection::new("KAZ,UZB".parse().unwrap(), Currency::EUR);
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
    fn two_reports_of_one_figure_name_both_lines_until_a_reporter_is_chosen() {
        let rows = "2022,KAZ,UZB,5000,,KAZ,turnover\n2022,KAZ,UZB,4600,,UZB,turnover\n";
        assert!(message(rows).starts_with("trade.csv line 3: the same figure of 2022 is given again, first on line 2"));
        let file = format!("period,exporter,importer,value_kusd,currency,reporter,flow\n{rows}");
        let selection = Selection::new("KAZ,UZB".parse().unwrap(), Currency::USD).reporter("UZB".parse().unwrap());
        let history = History::read(file.as_bytes(), "trade.csv", selection).unwrap();
        assert_eq!(history.turnover().unwrap().iter().next().unwrap().1.amount.value(), 4_600_000.0);
    }

    #[test]
    fn a_header_that_is_not_tidy_lists_what_is_needed() {
        let message = read("t,i,j,k,v,q\n").unwrap_err().to_string();
        assert!(message.contains("value_kusd") && message.contains("the header has t, i, j, k, v, q"), "{message}");
        assert!(read("").is_err());
        assert!(read("year,exporter,importer,value\n").unwrap_err().to_string().contains("no row"));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_where_they_stand() {
        let file = b"year,exporter,importer,value\n2019,K\xff,UZB,1\n";
        let selection = Selection::new("KAZ,UZB".parse().unwrap(), Currency::USD);
        let error = History::read(&file[..], "trade.csv", selection).unwrap_err();
        assert!(error.to_string().starts_with("trade.csv line 2 key `exporter`"), "{error}");
    }
}
