//! The solver against references made with arbitrary precision (`tests/reference/solve.py`), and its identities.

use proptest::prelude::*;
use tradepath::{Amount, GrowthRate, growth};

/// The promise of the documentation.
const RELATIVE: f64 = 1e-12;

struct Reference {
    start: Amount,
    end: Amount,
    years: f64,
    rate: GrowthRate,
    /// Log rate, effective rate, grown amount, amount it began from, time; where a double holds them.
    solved: [Option<f64>; 5],
}

fn references() -> Vec<Reference> {
    let mut reader = csv::Reader::from_reader(include_str!("reference/solve.csv").as_bytes());
    let number = |text: &str| text.parse::<f64>().unwrap();
    let read = |record: csv::StringRecord| {
        let solved = [4, 5, 6, 7, 8].map(|at| Some(&record[at]).filter(|text| !text.is_empty()).map(number));
        Reference {
            start: Amount::new(number(&record[0])).unwrap(),
            end: Amount::new(number(&record[1])).unwrap(),
            years: number(&record[2]),
            rate: GrowthRate::from_effective(number(&record[3])).unwrap(),
            solved,
        }
    };
    reader.records().map(|record| read(record.unwrap())).collect()
}

fn assert_close(found: f64, expected: f64, what: &str) {
    let error = (found - expected).abs();
    assert!(error <= RELATIVE * expected.abs(), "{what}: {found:e}, reference {expected:e}");
}

#[test]
fn every_solution_is_within_a_trillionth_of_the_reference() {
    let references = references();
    let mut compared = [0; 5];
    for case in &references {
        let Reference { start, end, years, rate, .. } = *case;
        let solutions = [
            growth::log_growth(start, end, years).ok(),
            growth::rate(start, end, years).ok().map(GrowthRate::effective),
            growth::end(start, rate, years).ok().map(Amount::value),
            growth::start(end, rate, years).ok().map(Amount::value),
            growth::years(start, end, rate).ok(),
        ];
        let names = ["log rate", "rate", "end", "start", "years"];
        for (at, (found, expected)) in solutions.into_iter().zip(case.solved).enumerate() {
            let what = format!("{} from {start:?} to {end:?}, {years} years, {rate:?}", names[at]);
            match (found, expected) {
                (Some(found), Some(expected)) => assert_close(found, expected, &what),
                (None, None) => continue,
                _ => panic!("{what}: {found:?}, reference {expected:?}"),
            }
            compared[at] += 1;
        }
    }
    assert!(compared.iter().all(|count| *count >= 60), "{compared:?} of {}", references.len());
}

#[test]
fn a_rate_beyond_all_numbers_is_refused_and_its_logarithm_given() {
    let (one, most) = (Amount::new(1.0).unwrap(), Amount::new(1e300).unwrap());
    assert!(growth::rate(one, most, 1e-6).is_err());
    assert_close(growth::log_growth(one, most, 1e-6).unwrap(), 300e6 * std::f64::consts::LN_10, "log growth");
}

/// Numbers of every size and sign, and what is no number.
fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (-320.0..308.0_f64).prop_map(|exponent| 10_f64.powf(exponent)),
        2 => (-300.0..300.0_f64).prop_map(|exponent| -(10_f64.powf(exponent))),
        1 => any::<f64>(),
        1 => prop::sample::select(vec![0.0, -0.0, 1.0, f64::MIN_POSITIVE, f64::MAX, f64::INFINITY, f64::NAN]),
    ]
}

proptest! {
    #[test]
    fn the_rate_solved_leads_back(start in 1e-3..1e15_f64, ratio in 1e-6..1e6_f64, years in 1e-3..1e3_f64) {
        let (start, end) = (Amount::new(start).unwrap(), Amount::new(start * ratio).unwrap());
        // Nothing but a growth of more than e^705 a year keeps a rate from being found.
        prop_assume!(ratio.ln() / years < 705.0);
        let rate = growth::rate(start, end, years).unwrap();
        assert_close(growth::end(start, rate, years).unwrap().value(), end.value(), "end");
        assert_close(growth::start(end, rate, years).unwrap().value(), start.value(), "start");
        if ratio != 1.0 {
            let back = growth::years(start, end, rate).unwrap();
            prop_assert!((back - years).abs() <= 1e-9 * years, "{back} {years}");
        }
    }

    #[test]
    fn nothing_finite_makes_the_solver_panic_or_answer_with_no_number(
        start in wild(), end in wild(), rate in wild(), years in wild()
    ) {
        let (Ok(start), Ok(end)) = (Amount::new(start), Amount::new(end)) else { return Ok(()) };
        if let Ok(rate) = growth::rate(start, end, years) {
            prop_assert!(rate.effective().is_finite() && rate.log().is_finite());
        }
        let Ok(rate) = GrowthRate::from_effective(rate) else { return Ok(()) };
        for amount in [growth::end(start, rate, years), growth::start(end, rate, years)].into_iter().flatten() {
            prop_assert!(amount.value().is_finite());
        }
        if let Ok(years) = growth::years(start, end, rate) {
            prop_assert!(years.is_finite() && years >= 0.0);
        }
    }
}
