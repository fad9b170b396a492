//! Base rates: one question over a whole panel, and a look-up in the table that comes with the crate.

mod support;

use divan::{Bencher, black_box};
use tradepath::{
    Amount, AssessmentOptions, assess,
    base_rate::{BaseRateQuestion, BaseRateTable, Entries},
    history::{AnnualPanel, MissingFlow, Panel, Reader, Reconciliation},
    scenario::shipped,
};

fn main() {
    divan::main();
}

/// The panel of the shared data; one of some ten thousand pairs of one year where that is not at hand.
fn panel() -> Panel {
    let made = || {
        let mut table = Vec::new();
        support::write_baci(support::ROWS, &mut table).unwrap();
        Reader::new().read(&table[..], "made.csv").unwrap().panel
    };
    support::shared_panel().map_or_else(made, |path| Reader::new().load(&[path]).unwrap().panel)
}

fn question() -> BaseRateQuestion {
    let billions = |billions: f64| Amount::billions(billions).unwrap();
    BaseRateQuestion::to(billions(3.0), billions(10.0)).unwrap().within(9)
}

/// Every pair's turnover, and the whole answer with curve, eras and precedents.
#[divan::bench(sample_count = 20)]
fn one_question_over_the_panel_after_reading(bencher: Bencher) {
    let panel = panel();
    let (question, how) = (question(), Reconciliation::default());
    bencher.bench(|| question.run(&AnnualPanel::turnovers(black_box(&panel), &how).unwrap()).unwrap());
}

/// The same where turnovers are at hand.
#[divan::bench(args = [Entries::First, Entries::All], sample_count = 20)]
fn one_question_over_turnovers(bencher: Bencher, entries: Entries) {
    let sample = AnnualPanel::turnovers(&panel(), &Reconciliation::default().missing_flow(MissingFlow::Zero)).unwrap();
    let question = question().entries(entries);
    bencher.bench(|| question.run(black_box(&sample)).unwrap());
}

#[divan::bench(sample_count = 10)]
fn one_question_with_reading(bencher: Bencher) {
    let Some(path) = support::shared_panel() else { return };
    let (question, how) = (question(), Reconciliation::default());
    bencher.bench(|| {
        let panel = Reader::new().load(&[black_box(&path)]).unwrap().panel;
        question.run(&AnnualPanel::turnovers(&panel, &how).unwrap()).unwrap()
    });
}

/// The whole answer: curve, eras, the required path, precedents.
#[divan::bench]
fn a_whole_answer_from_the_table(bencher: Bencher) {
    let (table, question) = (BaseRateTable::shipped().unwrap(), question());
    bencher.bench(|| question.run(black_box(table)).unwrap());
}

/// The share by each year and its interval.
#[divan::bench]
fn a_curve_from_the_table(bencher: Bencher) {
    let (table, question) = (BaseRateTable::shipped().unwrap(), question());
    bencher.bench(|| table.curve(black_box(&question)).unwrap());
}

#[divan::bench(sample_count = 20)]
fn the_whole_assessment(bencher: Bencher) {
    let pledge = shipped("kazakhstan-uzbekistan-2021").unwrap();
    let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
    bencher.bench(|| assess(black_box(&scenario), Some(&history), &AssessmentOptions::new()).unwrap());
}
