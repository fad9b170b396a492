//! `base-rate`: how many pairs that once stood at an amount reached another, when, and which.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
};

use clap::Args;
use serde::Serialize;
use tradepath::{
    Amount, Frequency, GrowthRate, Pair, Period, StatedAmount, Tables, Unit,
    base_rate::{BaseRate, BaseRateQuestion, BaseRateTable, Conditions, Entries, Partner},
    chart::{BaseRatePicture, Canvas, Chart, ChartKind, draw},
    history::{AnnualPanel, ExchangeRates, MissingFlow, Tie},
    report,
};

use crate::{
    Outcome,
    files::FilesArgs,
    of_figures,
    prices::PricesArgs,
    print::{note, print_json, say, write_drawn},
    range::Range,
};

#[derive(Args)]
pub struct BaseRateArgs {
    #[command(flatten)]
    files: FilesArgs,
    /// The amount to stand at, such as 3B.
    #[arg(long)]
    from: Option<StatedAmount>,
    /// The amount to reach: so many times each pair's own amount as this is of --from.
    #[arg(long, required_unless_present = "multiple", conflicts_with = "multiple")]
    to: Option<StatedAmount>,
    /// The multiple to reach; at or under one, to fall to.
    #[arg(long)]
    multiple: Option<f64>,
    /// With --to, the amount itself for every pair, and no multiple of its own.
    #[arg(long, requires = "to", conflicts_with = "multiple")]
    absolute: bool,
    /// Within so many years.
    #[arg(long, default_value_t = 10)]
    within: u32,
    /// The band around --from, as shares of it; 2/3 to 3/2 without it.
    #[arg(long, value_name = "LOW..HIGH")]
    band: Option<Range<f64>>,
    /// Which of a pair's entries count: first, or all, with intervals by draws of whole pairs.
    #[arg(long, default_value = "first")]
    entries: Entries,
    /// Only these years of the panel; either end may be left out.
    #[arg(long, value_name = "FIRST..LAST")]
    years: Option<Range<Period>>,
    #[command(flatten)]
    prices: PricesArgs,
    /// A table of exchange rates, for amounts in another currency than the pairs'.
    #[arg(long, requires = "rates_of", conflicts_with_all = ["real", "deflate"])]
    rates: Option<PathBuf>,
    /// The period at whose rate they are converted.
    #[arg(long, requires = "rates", value_name = "PERIOD")]
    rates_of: Option<Period>,
    /// Without files: in dollars of 2020.
    #[arg(long, conflicts_with = "deflate")]
    real: bool,
    /// Count pairs' turnovers (without this, too).
    #[arg(long, conflicts_with = "flow")]
    turnover: bool,
    /// Without files: the table in this folder, which learn has written, in place of the one that comes with the crate.
    #[arg(long, conflicts_with = "real")]
    tables: Option<PathBuf>,
    /// Count each flow from an exporter to an importer.
    #[arg(long)]
    flow: bool,
    /// Only between one of these and one of those: economies, regions such as central-asia, classes such as
    /// lower-middle-income, blocs such as EU (its members in the year of the entry), or any. With --flow, the first is the
    /// exporter.
    #[arg(long, num_args = 2, value_names = ["ONE", "OTHER"])]
    between: Vec<Partner>,
    /// Only these pairs; may be repeated.
    #[arg(long, value_name = "PAIR")]
    among: Vec<Pair>,
    /// Without this pair; may be the one the question is asked for.
    #[arg(long, value_name = "PAIR")]
    except: Option<Pair>,
    /// Only with growth a year over the five years before the entry within these bounds, such as 5%..20%.
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true)]
    growth_before: Option<Range<GrowthRate>>,
    /// Only where both economies' products together are within these bounds, such as 100B..2T (CEPII Gravity).
    #[arg(long, value_name = "LOW..HIGH")]
    economies: Option<Range<StatedAmount>>,
    /// Only with a common border, or without: yes or no (CEPII Gravity).
    #[arg(long, value_name = "yes|no")]
    border: Option<YesNo>,
    /// Only with a trade agreement in force, or without (CEPII Gravity).
    #[arg(long, value_name = "yes|no")]
    agreement: Option<YesNo>,
    /// How many precedents to list of those that reached it, and of those that did not.
    #[arg(long, default_value_t = 8)]
    precedents: usize,
    /// The seed of draws, with --entries all.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Where to write the charts; without it none are written.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy)]
struct YesNo(bool);

impl FromStr for YesNo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "yes" => Ok(Self(true)),
            "no" => Ok(Self(false)),
            _ => Err("expected yes or no".to_owned()),
        }
    }
}

#[derive(Serialize)]
struct BaseRateAnswer<'a> {
    #[serde(flatten)]
    found: &'a BaseRate,
    sentence: String,
    charts: Vec<PathBuf>,
}

impl BaseRateArgs {
    fn question(&self, unit: Unit) -> Outcome<BaseRateQuestion> {
        let from = self.in_unit(self.from.ok_or("name the amount to stand at: --from 3B")?, unit)?;
        let to = self.to.map(|to| self.in_unit(to, unit)).transpose()?;
        let mut question = match (to, self.multiple) {
            (Some(to), _) if self.absolute => BaseRateQuestion::to_amount(from, to)?,
            (Some(to), _) => BaseRateQuestion::to(from, to)?,
            (None, Some(multiple)) => BaseRateQuestion::multiple(from, multiple)?,
            (None, None) => return Err("name what is to be reached: --to 10B or --multiple 3".into()),
        };
        question = question.within(self.within).entries(self.entries).precedents(self.precedents).seed(self.seed);
        if let Some(band) = self.band {
            let (low, high) = band.both()?;
            question = question.band(low, high);
        }
        if let Some(years) = self.years {
            question = years.low.map_or(question.clone(), |first| question.since(first));
            question = years.high.map_or(question.clone(), |last| question.up_to(last));
        }
        if let Some(pair) = self.except {
            if pair.has_bloc() {
                return Err(format!(
                    "the pairs are of countries, and {pair} has a bloc, so that nothing would be left out"
                )
                .into());
            }
            question = question.except(pair);
        }
        Ok(question.conditions(self.conditions(unit)?))
    }

    /// An amount in the currency of the pairs, converted where it names another and rates are given.
    fn in_unit(&self, stated: StatedAmount, unit: Unit) -> Outcome<Amount> {
        let (Some(path), Some(period)) = (&self.rates, self.rates_of) else { return Ok(stated.amount_in(unit)?) };
        let Some(own) = stated.unit() else {
            return Err(
                format!("--rates is given, and {} names no currency; write it as \"£{0}\"", stated.amount()).into()
            );
        };
        let (from, to) = (own.money_for("exchange rates")?, unit.money_for("exchange rates")?);
        let rate = ExchangeRates::load(path)?.rate(from, to, period)?;
        let amount = Amount::new(stated.amount().value() * rate)?;
        let (shown, there) = (stated.amount().in_unit(own), amount.in_unit(unit));
        note!("{shown} is {there} at the rate of {period} ({})", path.display());
        Ok(amount)
    }

    fn conditions(&self, unit: Unit) -> Outcome<Conditions> {
        let mut conditions = Conditions::new();
        if let [one, other] = self.between[..] {
            conditions = conditions.between(one, other);
        }
        if !self.among.is_empty() {
            conditions = conditions.pairs(self.among.iter().copied());
        }
        if let Some(growth) = self.growth_before {
            let (low, high) = growth.both()?;
            conditions = conditions.growth_before(5, low, high);
        }
        if let Some(size) = self.economies {
            let (low, high) = size.both()?;
            conditions = conditions.economies(self.in_unit(low, unit)?, self.in_unit(high, unit)?);
        }
        for (tie, wanted) in [(Tie::Border, self.border), (Tie::Agreement, self.agreement)] {
            if let Some(YesNo(wanted)) = wanted {
                conditions = conditions.tie(tie, wanted);
            }
        }
        Ok(conditions)
    }

    fn answer(&self) -> Outcome<BaseRate> {
        if self.files.pair.is_some() {
            return Err(
                "--pair is not for base rates: --among PAIR counts that pair alone, --except PAIR all others".into()
            );
        }
        if self.files.is_empty() {
            return self.answer_of_table();
        }
        if self.tables.is_some() {
            return Err("--tables is for questions without files; with files, these are the panel".into());
        }
        if self.real {
            return Err(
                "--real is for the table that comes without files; with files, --deflate FILE --base 2020".into()
            );
        }
        let reading = self.files.load(&self.files.reader())?;
        let how = self.files.reconciliation(&reading.panel)?.missing_flow(MissingFlow::Zero);
        let sample = if self.flow {
            of_figures(AnnualPanel::flows(&reading.panel, &how))?
        } else {
            of_figures(AnnualPanel::turnovers(&reading.panel, &how))?
        };
        let by_year = reading.panel.periods().iter().any(|period| period.frequency() == Frequency::Annual);
        if sample.is_empty() && by_year {
            let why = "the files have only one flow of each pair, which is no turnover; --flow counts flows";
            return Err(why.into());
        }
        let sample = if reading.panel.sources().any(|source| !source.is_empty()) {
            sample
        } else {
            sample.named(self.files.names())
        };
        let sample = match self.prices.load()? {
            Some((deflator, base)) => sample.real(&deflator, base)?,
            None => sample,
        };
        Ok(self.question(reading.panel.unit())?.run(&sample)?)
    }

    fn answer_of_table(&self) -> Outcome<BaseRate> {
        if self.prices.is_given() || self.flow || self.files.has_choices() {
            return Err(
                "without files there are turnovers of all pairs alone, nominal or --real; name a panel for others"
                    .into(),
            );
        }
        if let Some(pair) = self.except {
            return Err(format!("the table cannot leave {pair} out of its counts; name a panel for that").into());
        }
        if let Some(folder) = &self.tables {
            let tables = Tables::load(folder)?;
            return Ok(self.question(tables.base_rates().panel().unit)?.run(tables.base_rates())?);
        }
        let table = if self.real { BaseRateTable::shipped_real()? } else { BaseRateTable::shipped()? };
        Ok(self.question(table.panel().unit)?.run(table)?)
    }
}

pub fn base_rate(args: &BaseRateArgs, json: bool) -> Outcome {
    let found = args.answer()?;
    let charts = args.out.as_deref().map_or(Ok(Vec::new()), |folder| charts(&found, folder))?;
    if json {
        return print_json(&BaseRateAnswer { sentence: found.sentence(), found: &found, charts });
    }
    let list: String = charts.iter().map(|path| format!("- {}\n", path.display())).collect();
    let list = if list.is_empty() { list } else { format!("\n## Charts\n\n{list}") };
    say(&(report::base_rate(&found) + &list))
}

/// The curve, the eras and the precedents, as SVG and PNG.
fn charts(found: &BaseRate, folder: &Path) -> Outcome<Vec<PathBuf>> {
    let canvas = Canvas::new(1200, 675)?;
    let picture = BaseRatePicture::new(found);
    let drawn: [(&str, tradepath::Result<Chart>); 3] = [
        ("base-rate", draw(ChartKind::BaseRate, &picture, canvas)),
        ("eras", draw(ChartKind::Eras, &picture, canvas)),
        ("precedents", draw(ChartKind::Precedents, &picture, canvas)),
    ];
    let asked = &found.asked;
    write_drawn(drawn, folder, &format!("{} to {} within {}", asked.from, asked.to, asked.within))
}
