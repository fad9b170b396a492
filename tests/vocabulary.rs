//! The vocabulary survives any text, and comes back from serde exactly as it was.

use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use tradepath::{Amount, Currency, Economy, Error, Frequency, GrowthRate, Pair, Period, Series, StatedAmount};

fn round_trips<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "{json}");
}

/// Texts that look like figures, so that more than the first letter is read.
fn figure_like() -> impl Strategy<Value = String> {
    "[$€₸ -]{0,2}[0-9.,' \u{a0}_e+%-]{0,12} ?(bn|млрд|milyar|M|%|Q3|USD|долл)?\\.?"
}

proptest! {
    #[test]
    fn any_text_is_an_amount_or_an_error(text in prop_oneof![any::<String>(), figure_like()]) {
        if let Ok(stated) = text.parse::<StatedAmount>() {
            let units = stated.amount().value();
            prop_assert!(units.is_finite() && units >= 0.0, "{text}: {units}");
        }
    }

    #[test]
    fn any_text_is_a_rate_or_an_error(text in prop_oneof![any::<String>(), figure_like()]) {
        if let Ok(rate) = text.parse::<GrowthRate>() {
            prop_assert!(rate.effective() > -1.0 && rate.effective().is_finite() && rate.log().is_finite(), "{text}");
        }
    }

    #[test]
    fn any_text_is_a_period_an_economy_a_pair_a_currency_or_an_error(text in prop_oneof![any::<String>(), "[12][0-9]{3}-?Q?[0-9]{0,2}", "[A-Za-z]{2,3}[,-][A-Za-z]{2,3}"]) {
        if let Ok(period) = text.parse::<Period>() {
            prop_assert_eq!(period.to_string().parse::<Period>().unwrap(), period);
        }
        let _ = (text.parse::<Economy>(), text.parse::<Pair>(), text.parse::<Currency>());
    }

    #[test]
    fn an_error_names_a_place_inside_the_text(text in any::<String>()) {
        for error in [text.parse::<Amount>().err(), text.parse::<GrowthRate>().err(), text.parse::<Period>().err()].into_iter().flatten() {
            if let tradepath::ErrorKind::Parse { at, .. } = error.kind() {
                prop_assert!((1..=text.chars().count() + 1).contains(at), "{error}");
            }
        }
    }

    #[test]
    fn amounts_round_trip_exactly(units in 0.0..f64::MAX) {
        round_trips(&Amount::new(units).unwrap());
    }

    #[test]
    fn rates_round_trip_exactly(log in -2000.0..705.0_f64, effective in -0.999_999..1e300_f64) {
        round_trips(&GrowthRate::from_log(log).unwrap());
        round_trips(&GrowthRate::from_effective(effective).unwrap());
    }

    #[test]
    fn periods_round_trip_and_count_back(year in 1000..=9999_i32, month in 1..=12_u8, steps in -20_000..20_000_i64) {
        let period = Period::month(year, month).unwrap();
        round_trips(&period);
        if let Ok(later) = period.plus(steps) {
            prop_assert_eq!(period.periods_until(later).unwrap(), steps);
            prop_assert_eq!(later.plus(-steps).unwrap(), period);
        }
    }

    #[test]
    fn an_amount_shown_in_full_is_read_back_as_its_whole_units(units in 0_u64..1_000_000_000_000_000) {
        let amount = Amount::new(units as f64).unwrap();
        prop_assert_eq!(format!("{amount:#}").parse::<Amount>().unwrap(), amount);
    }

    #[test]
    fn a_shown_amount_is_within_half_a_percent(units in 1.0..1e18_f64) {
        let shown = Amount::new(units).unwrap().to_string();
        let read = shown.parse::<Amount>().unwrap().value();
        prop_assert!((read / units - 1.0).abs() <= 0.005_000_1, "{units} shown as {shown}");
    }

    #[test]
    fn growth_a_period_compounds_to_the_year(effective in -0.9..5.0_f64) {
        let rate = GrowthRate::from_effective(effective).unwrap();
        for frequency in [Frequency::Annual, Frequency::Quarterly, Frequency::Monthly] {
            let back = GrowthRate::from_per_period(rate.per_period(frequency), frequency).unwrap();
            prop_assert!((back.effective() - effective).abs() <= 1e-12 * (1.0 + effective.abs()), "{frequency:?}");
        }
    }
}

#[test]
fn a_text_of_a_million_digits_is_read_or_refused_at_once() {
    let digits = "9".repeat(1_000_000);
    assert!(digits.parse::<Amount>().is_err());
    assert!(format!("0.{digits}").parse::<Amount>().is_ok());
    let error = "x".repeat(1_000_000).parse::<Amount>().unwrap_err();
    assert!(error.to_string().len() < 400);
}

#[test]
fn public_types_can_cross_threads() {
    fn crosses<T: Send + Sync + Clone + std::fmt::Debug + PartialEq>() {}
    crosses::<Amount>();
    crosses::<GrowthRate>();
    crosses::<Period>();
    crosses::<Pair>();
    crosses::<Series>();
    crosses::<Error>();
    crosses::<tradepath::Scenario>();
    crosses::<tradepath::Assessment>();
}
