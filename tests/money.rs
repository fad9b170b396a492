//! Pledges in other currencies and prices than the figures that they are held to.

use tradepath::{
    Assessment, AssessmentOptions, Currency, Prices, Result, Scenario, assess,
    history::{Deflator, ExchangeRates, History},
    scenario::{Inflation, MoneyTables, RealPrices, ScenarioBuilder},
};

/// Turnovers in billions of dollars, 2008 to 2022, that grow by fits and starts.
fn dollars() -> History {
    let growth = [0.05, 0.12, -0.1, 0.2, 0.07, 0.02, 0.09, -0.04, 0.15, 0.03, 0.06, 0.11, -0.08, 0.13, 0.05];
    let mut amount = 9e9;
    let figures = growth.iter().zip(2008..).map(|(growth, year)| {
        amount *= 1.0 + growth;
        (year, amount)
    });
    History::of_turnover("GBR-IND", figures.collect::<Vec<_>>()).unwrap()
}

/// Exchange rates of so many pounds for a dollar in every year.
fn rates(of: impl Fn(i32) -> f64, years: std::ops::RangeInclusive<i32>) -> MoneyTables {
    let rates = ExchangeRates::of("USD", "GBP", years.map(|year| (year, of(year)))).unwrap();
    MoneyTables::new().rates(rates)
}

fn pledge(currency: &str, amount: f64, target: f64) -> ScenarioBuilder {
    Scenario::builder("GBR-IND").currency(currency).baseline(2017, amount).milestone_by(target, 2027)
}

fn assessed(pledge: ScenarioBuilder, tables: MoneyTables) -> Result<Assessment> {
    assess(&pledge.build()?, Some(&dollars()), &AssessmentOptions::new().money(tables))
}

fn chance(assessment: &Assessment) -> f64 {
    assessment.outlook.as_ref().unwrap().targets[0].by_horizon.value()
}

#[test]
fn at_one_rate_for_all_years_a_pledge_in_pounds_has_the_answers_of_the_same_pledge_in_dollars() {
    let in_dollars = assessed(pledge("USD", 15e9, 30e9), MoneyTables::new()).unwrap();
    let in_pounds = assessed(pledge("GBP", 12e9, 24e9), rates(|_| 0.8, 2008..=2022)).unwrap();
    approx::assert_relative_eq!(chance(&in_pounds), chance(&in_dollars), max_relative = 1e-9);
    let now =
        |assessment: &Assessment| assessment.now.as_ref().unwrap().outlook.as_ref().unwrap().targets[0].by_horizon;
    approx::assert_relative_eq!(now(&in_pounds).value(), now(&in_dollars).value(), max_relative = 1e-9);
    let pairs =
        |assessment: &Assessment| assessment.outlook.as_ref().unwrap().targets[0].percentile_of_pairs.unwrap().value();
    approx::assert_relative_eq!(pairs(&in_pounds), pairs(&in_dollars), max_relative = 1e-9);
    let share = |assessment: &Assessment| assessment.base_rates[0].base_rate.share;
    assert_eq!(share(&in_pounds), share(&in_dollars));
    let (then, same) = (in_pounds.outlook.unwrap(), in_dollars.outlook.unwrap());
    assert_eq!((then.amount.value(), then.fitted.dollars_a_unit), (12e9, Some(1.25)));
    for (pounds, dollars) in then.quantiles.iter().zip(&same.quantiles) {
        approx::assert_relative_eq!(pounds.p90.value(), dollars.p90.value() * 0.8, max_relative = 1e-9);
    }
}

#[test]
fn figures_are_converted_at_the_rates_of_their_own_years() {
    let tables = rates(|year| 0.6 + 0.02 * f64::from(year - 2008), 2010..=2022);
    let found = assessed(pledge("GBP", 12e9, 24e9).link(tradepath::scenario::Link::Level), tables).unwrap();
    let (own, theirs) = (found.series().unwrap(), dollars().turnover().unwrap().clone());
    assert_eq!((own.unit(), own.len()), ("GBP".parse().unwrap(), 13));
    let of = |series: &tradepath::Series| series.amount("2020".parse().unwrap()).unwrap().value();
    approx::assert_relative_eq!(of(own), of(&theirs) * 0.84, max_relative = 1e-12);
    let conversion = found.conversion.as_ref().unwrap();
    assert_eq!(conversion.from, Currency::USD);
    assert_eq!(conversion.left_out, Some(("2008".parse().unwrap(), "2009".parse().unwrap())));
    assert!(
        found.summary[0].contains("converted from US dollars at the average rate of each year"),
        "{:?}",
        found.summary
    );
    assert!(found.summary[0].contains("without 2008–2009"), "{:?}", found.summary);
    assert!(
        found.summary[2].contains("computed in US dollars at the rate of 2017 ($1.28 for £1)"),
        "{:?}",
        found.summary
    );
}

#[test]
fn a_pledge_in_pounds_is_looked_ahead_at_from_its_amount_alone() {
    let scenario = pledge("GBP", 12e9, 24e9).build().unwrap();
    let none = assess(&scenario, None, &AssessmentOptions::new()).unwrap();
    assert!(none.absent[0].why.contains("or exchange rates"), "{:?}", none.absent);
    let options = AssessmentOptions::new().money(rates(|_| 0.8, 2017..=2017));
    let found = assess(&scenario, None, &options).unwrap();
    assert!(found.outlook.is_some() && !found.base_rates.is_empty() && found.absent.is_empty(), "{:?}", found.absent);
}

#[test]
fn tables_that_lack_a_year_or_convert_nothing_are_refused_at_their_key() {
    let message = |found: Result<Assessment>| {
        let error = found.unwrap_err();
        (error.position().key.clone().unwrap_or_default(), error.to_string())
    };
    let gap = ExchangeRates::of("USD", "GBP", [(2008, 0.8), (2017, 0.8)]).unwrap();
    let (key, text) = message(assessed(pledge("GBP", 12e9, 24e9), MoneyTables::new().rates(gap)));
    assert!(key == "rates" && text.contains("no figure of 2009"), "{text}");
    let (key, text) = message(assessed(pledge("USD", 15e9, 30e9), rates(|_| 0.8, 2008..=2022)));
    assert!(key == "rates" && text.contains("both in USD"), "{text}");
    let (key, text) = message(assessed(pledge("GBP", 12e9, 24e9).rates("usd-gbp.csv"), MoneyTables::new()));
    assert!(key == "rates" && text.contains("`usd-gbp.csv` that the scenario names"), "{text}");
    let (key, text) = message(assessed(pledge("KZT", 12e9, 24e9), rates(|_| 0.8, 2008..=2022)));
    assert!(key == "rates" && text.contains("no rate of USD to KZT"), "{text}");
    let index = MoneyTables::new().deflator(Deflator::of("CPI", [(2017, 100.0)]).unwrap());
    assert_eq!(message(assessed(pledge("USD", 15e9, 30e9), index)).0, "deflate");
    let index = MoneyTables::new().price_index(Deflator::of("CPI", [(2017, 100.0)]).unwrap());
    assert_eq!(message(assessed(pledge("USD", 15e9, 30e9), index)).0, "inflation");
    // As of a year, no later rate is asked for.
    let options = AssessmentOptions::new().money(rates(|_| 0.8, 2008..=2019)).as_of(2019);
    assert!(assess(&pledge("GBP", 12e9, 24e9).build().unwrap(), Some(&dollars()), &options).is_ok());
    // Without rates the two are not compared in silence.
    assert!(assessed(pledge("GBP", 12e9, 24e9), MoneyTables::new()).is_err());
}

#[test]
fn an_assessment_that_was_read_back_does_not_draw_an_outlook_of_other_rates() {
    let found = assessed(pledge("GBP", 12e9, 24e9), rates(|_| 0.8, 2008..=2022)).unwrap();
    assert_eq!(found.look_ahead().unwrap().amount().value(), 12e9);
    let again: Assessment = serde_json::from_str(&found.to_json().unwrap()).unwrap();
    assert_eq!(again, found);
    assert!(again.look_ahead().unwrap_err().to_string().contains("other tables or exchange rates"));
}

#[test]
fn a_pledge_in_the_prices_of_one_year_is_held_to_real_figures() {
    let prices = || RealPrices::new("cpi.csv", 2017).unwrap();
    let index = Deflator::of("US CPI", (2008..=2022).map(|year| (year, 100.0 + 3.0 * f64::from(year - 2008)))).unwrap();
    let tables = MoneyTables::new().deflator(index);
    let found = assessed(pledge("USD", 15e9, 30e9).real_prices(prices()), tables).unwrap();
    let real = found.series().unwrap();
    assert!(matches!(real.prices(), Prices::Real { base, .. } if base.to_string() == "2017"));
    let nominal = dollars().turnover().unwrap().amount("2008".parse().unwrap()).unwrap().value();
    approx::assert_relative_eq!(
        real.amount("2008".parse().unwrap()).unwrap().value(),
        nominal * 1.27,
        max_relative = 1e-12
    );
    assert!(found.summary[0].contains("their trade (in prices of 2017)"), "{:?}", found.summary);
    // Other pairs are in dollars of 2020, and so is the amount that they are held to.
    let rate = &found.base_rates[0];
    approx::assert_relative_eq!(rate.factor, 1.36 / 1.27, max_relative = 1e-12);
    assert!(matches!(&rate.base_rate.panel.prices, Prices::Real { base, .. } if base.to_string() == "2020"));
    // What is open is seen from the last figure in the same prices.
    let now = found.now.as_ref().unwrap();
    assert!(now.outlook.is_some() && now.absent.is_empty() && !now.base_rates.is_empty(), "{:?}", now.absent);
    assert!(found.summary[0].contains("the history is brought to prices of 2017 by US CPI"), "{:?}", found.summary);
    // Amounts that do not grow with prices are reached less often.
    let nominal = assessed(pledge("USD", 15e9, 30e9), MoneyTables::new()).unwrap();
    assert!(chance(&found) < chance(&nominal), "{} {}", chance(&found), chance(&nominal));
    // A nominal history beside real amounts is refused, as is the reverse.
    assert!(assessed(pledge("USD", 15e9, 30e9).real_prices(prices()), MoneyTables::new()).is_err());
    let scenario = pledge("USD", 15e9, 30e9).build().unwrap();
    let error = assess(&scenario, found.history.as_ref(), &AssessmentOptions::new()).unwrap_err().to_string();
    assert!(error.contains("the pledge's amounts are nominal, the history's in prices of 2017"), "{error}");
}

#[test]
fn prices_give_their_share_of_a_nominal_pledge() {
    let inflation = Inflation::at("3%").unwrap().source("a forecast");
    let found = assessed(pledge("USD", 15e9, 30e9).inflation(inflation), MoneyTables::new()).unwrap();
    let of = found.prices.as_ref().unwrap().milestones[0];
    approx::assert_relative_eq!(of.share.unwrap(), 10.0 * 1.03_f64.ln() / 2.0_f64.ln(), max_relative = 1e-12);
    approx::assert_relative_eq!(of.in_baseline_prices.value(), 30e9 / 1.03_f64.powi(10), max_relative = 1e-12);
    approx::assert_relative_eq!(of.real.effective(), 2.0_f64.powf(0.1) / 1.03 - 1.0, max_relative = 1e-12);
    assert!(found.summary[1].contains("Prices, assumed to rise by 3% a year (a forecast), give 43% of the growth"));
    let real = RealPrices::new("cpi.csv", 2017).unwrap();
    let both = pledge("USD", 15e9, 30e9).real_prices(real).inflation(Inflation::at("3%").unwrap()).build();
    assert_eq!(both.unwrap_err().position().key.as_deref(), Some("inflation"));
}

#[test]
fn what_a_scenario_says_of_money_is_written_and_read_back() {
    let text = "pair = ['GBR', 'IND']\nbaseline = { period = 2017, amount = '£12B' }\n\
        milestone = [{ amount = '24B', by = 2027 }]\nrates = 'ecb.csv'\n\
        history = { file = 'trade.csv', currency = 'EUR' }\n";
    let own = ["inflation = '2%'", "inflation = { file = 'cpi.csv', of = 'GBR', rate = 0.02, source = 'a bank' }"];
    for more in own.into_iter().chain(["deflate = { file = 'cpi.csv', of = 'GBR', base = 2017 }"]) {
        let scenario = Scenario::from_toml(&format!("{text}{more}\n"), "pledge.toml").unwrap();
        assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap(), "again.toml").unwrap(), scenario, "{more}");
        let json = serde_json::to_string(&scenario).unwrap();
        assert_eq!(serde_json::from_str::<Scenario>(&json).unwrap(), scenario, "{more}");
    }
    for (wrong, key) in [
        ("inflation = { source = 'a bank' }", "inflation.rate"),
        ("inflation = { rate = '2%', of = 'GBR' }", "inflation.of"),
        ("inflation = 'much'", "inflation"),
        ("deflate = { file = 'cpi.csv' }", "deflate.base"),
    ] {
        let error = Scenario::from_toml(&format!("{text}{wrong}\n"), "pledge.toml").unwrap_err();
        let found = error.position().key.clone().unwrap_or_default();
        assert!(key.starts_with(&found) && !found.is_empty(), "{wrong}: {error}");
    }
}

#[test]
fn a_table_of_rates_says_each_rate_once() {
    let message = |rows: &str| {
        let table = format!("year,from,to,rate\n{rows}");
        ExchangeRates::read(table.as_bytes(), "rates.csv").unwrap_err().to_string()
    };
    assert!(
        message("2020,USD,GBP,0.78\n2020,GBP,USD,1.3\n")
            .contains("line 3: the rate of GBP and USD in 2020 stands twice")
    );
    assert!(message("2020,USD,USD,1\n").contains("the rate is of USD to itself"));
    assert!(message("").contains("a header and nothing else"));
    let both = "year,from,to,rate\n2020,USD,GBP,0.78\n2021,GBP,USD,1.37\n";
    assert!(ExchangeRates::read(both.as_bytes(), "rates.csv").is_ok());
}
