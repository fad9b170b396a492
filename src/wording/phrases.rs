//! Phrases that several parts of the crate print: money, percent, prices, counts, lists.
//!
//! The crate writes English, with a point before decimals and a comma between thousands, whatever the locale.

use crate::{
    amount::Amount, coverage::Coverage, currency::Currency, number::grouped, rate::GrowthRate, series::Prices,
    unit::Unit,
};

/// An amount with its unit, in three significant digits: `$3B`, `HKD 5B` where the currency has no sign of its own, or
/// `10M t`.
pub(crate) fn with_unit(unit: impl Into<Unit>, amount: Amount) -> String {
    amount.in_unit(unit).to_string()
}

/// An amount that may be negative, such as a balance, without its unit: `-1.2B`.
///
/// A number that is no amount, such as an infinity, is written as Rust writes it.
pub(crate) fn signed_amount(units: f64) -> String {
    let sign = if units < 0.0 { "-" } else { "" };
    Amount::new(units.abs()).map_or_else(|_| units.to_string(), |amount| format!("{sign}{amount}"))
}

/// A currency's name in a sentence: `US dollars`, `euros`, or the ISO name of another.
pub(crate) fn currency_name(currency: Currency) -> String {
    match currency {
        Currency::USD => "US dollars".to_owned(),
        Currency::EUR => "euros".to_owned(),
        pounds if pounds.code() == "GBP" => "pounds sterling".to_owned(),
        other => other.name().to_owned(),
    }
}

/// A growth rate with at most one decimal and a true minus sign: `7%`, `7.5%`, `−3%`.
///
/// A rate that is not zero but would round to zero is `under 0.1%`, so that no growth is reported as none.
pub(crate) fn percent(rate: GrowthRate) -> String {
    // Below 0.05 one decimal shows 0.0. A decline so small is called the same.
    if rate.percent() != 0.0 && rate.percent().abs() < 0.05 {
        return "under 0.1%".to_owned();
    }
    rate.to_string().replace(".0%", "%").replace('-', "−")
}

/// A growth a year, as what something takes: `7% a year`, or `a fall of 3% a year`.
pub(crate) fn yearly(rate: GrowthRate) -> String {
    match percent(rate) {
        fall if fall.starts_with('−') => format!("a fall of {} a year", fall.replace('−', "")),
        rise => format!("{rise} a year"),
    }
}

/// The prices in which amounts are measured, as words that follow an amount: `in prices of 2020`. None for nominal
/// amounts, which need no remark.
pub(crate) fn prices(prices: &Prices) -> Option<String> {
    match prices {
        Prices::Nominal => None,
        Prices::Real { base, .. } => Some(format!("in prices of {base}")),
    }
}

/// The prices with the deflator's name, for documents: `in prices of 2020 (cpi.csv)`. None for nominal amounts.
pub(crate) fn prices_and_deflator(prices: &Prices) -> Option<String> {
    match prices {
        Prices::Nominal => None,
        Prices::Real { base, deflator } => Some(format!("in prices of {base} ({deflator})")),
    }
}

/// A unit and the prices of its amounts: `US dollars`, `US dollars in prices of 2020`, `tonnes`. Charts alone write both
/// out.
#[cfg(feature = "chart")]
pub(crate) fn unit_name(unit: Unit, of: &Prices) -> String {
    let unit = match unit {
        Unit::Currency(currency) => currency_name(currency),
        Unit::Quantity(quantity) => quantity.name().to_owned(),
    };
    prices(of).map_or(unit.clone(), |prices| format!("{unit} {prices}"))
}

/// The exchange rate at which dollars stand beside a currency, the larger number for one of the other: `$1.38 for £1`, or
/// `KZT 426 for $1`.
pub(crate) fn dollars_for(currency: Unit, dollars_a_unit: f64) -> String {
    let of = |currency: Unit, units: f64| with_unit(currency, Amount::new(units).unwrap_or_default());
    if dollars_a_unit >= 1.0 {
        format!("{} for {}", of(Unit::USD, dollars_a_unit), of(currency, 1.0))
    } else {
        format!("{} for {}", of(currency, 1.0 / dollars_a_unit), of(Unit::USD, 1.0))
    }
}

/// What amounts count, where it is not all goods: `HS 27 alone`, `goods and services`; none for all goods. Where they do not
/// all count the same, all of it: `different things (goods; HS 27)`.
pub(crate) fn counted(coverages: &[&Coverage]) -> Option<String> {
    match coverages {
        [] | [Coverage::Goods] => None,
        [only @ (Coverage::Products(_) | Coverage::Part(_))] => Some(format!("{only} alone, not total trade")),
        [only] => Some(only.to_string()),
        several => {
            let words: Vec<String> = several.iter().map(ToString::to_string).collect();
            Some(format!("different things ({})", words.join("; ")))
        }
    }
}

/// A count with its digits in groups: `1,084`.
pub(crate) fn count(number: impl Into<u64>) -> String {
    grouped(&number.into().to_string())
}

/// A count and its noun, which takes an `s` in the plural: `1 year`, `9 years`. `noun` is the singular of a regular
/// noun.
pub(crate) fn plural(number: impl Into<u64>, noun: &str) -> String {
    match number.into() {
        1 => format!("1 {noun}"),
        number => format!("{} {noun}s", count(number)),
    }
}

/// A multiple with no more digits than it needs: one decimal from 2.5 on, two below (`3.3`, `2`, `1.67`, `0.5`).
///
/// More decimals are shown where fewer would turn the multiple into 1 or 0, which would say something else.
///
/// ```text
/// 5/3 = 1.67      10/3 = 3.3      0.999 = 0.999      0.0004 = 0.0004
/// ```
pub(crate) fn times(multiple: f64) -> String {
    let with = |decimals: usize| {
        let text = format!("{multiple:.decimals$}");
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    };
    // More digits where fewer would make it another number: 0.999 is not 1.
    let decimals = if multiple >= 2.5 { 1..8 } else { 2..8 };
    let mut texts = decimals.map(with);
    let honest = |text: &String| (text != "1" || multiple == 1.0) && text != "0";
    texts.find(honest).unwrap_or_else(|| multiple.to_string())
}

/// A time in years with at most two decimals and no trailing zeros: `9`, `0.25`. Two decimals tell one month from the
/// next.
pub(crate) fn years(years: f64) -> String {
    let text = format!("{years:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Words in a row, joined as in a sentence: `a`, `a and b`, `a, b and c`. No words make an empty text.
pub(crate) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A list in a sentence has at most this many entries, the one that counts the entries left out among them.
pub(crate) const MOST_SPOKEN_OF: usize = 4;

/// Shortens a list that is too long for a sentence: the first two entries, how many are left out, and the last entry.
///
/// ```text
/// 5B, 10B, 15B, 20B, 25B  ->  5B, 10B, 2 more, 25B
/// ```
pub(crate) fn some_of(mut words: Vec<String>) -> Vec<String> {
    if words.len() > MOST_SPOKEN_OF {
        let between = words.len() - MOST_SPOKEN_OF + 1;
        let last = words.split_off(words.len() - 1);
        words.truncate(MOST_SPOKEN_OF - 2);
        words.push(format!("{} more", between));
        words.extend(last);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_multiples_are_written_as_people_read_them() {
        assert_eq!([0_u32, 999, 1084, 1_234_567].map(count), ["0", "999", "1,084", "1,234,567"]);
        assert_eq!([1_u32, 2, 1084].map(|number| plural(number, "pair")), ["1 pair", "2 pairs", "1,084 pairs"]);
        assert_eq!([0.5, 1.0, 5.0 / 3.0, 2.0, 10.0 / 3.0, 20.0].map(times), ["0.5", "1", "1.67", "2", "3.3", "20"]);
        assert_eq!([0.999, 1.000_01, 0.0004].map(times), ["0.999", "1.00001", "0.0004"]);
    }

    #[test]
    fn growth_has_a_true_minus_and_no_needless_digit() {
        let words = |text: &str| percent(text.parse().unwrap());
        assert_eq!(["7%", "-3%", "7.56%", "0%", "0.01%"].map(words), ["7%", "−3%", "7.6%", "0%", "under 0.1%"]);
    }

    #[test]
    fn words_in_a_row_are_joined_as_in_a_sentence() {
        let words = |words: &[&str]| listed(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!([words(&[]), words(&["a"]), words(&["a", "b", "c"])], ["", "a", "a, b and c"]);
    }
}
