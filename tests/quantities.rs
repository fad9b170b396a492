//! Pledges of tonnes and other quantities: answered like money, and refused by what needs money.

use tradepath::{
    AssessmentOptions, ErrorKind, Quantity, Result, Scenario, Series, Unit, assess,
    history::{AnnualPanel, Deflator, ExchangeRates, History, Panel, Reader, Selection},
    outlook::{Outlook, OutlookOptions},
};

const PLEDGE: &str = "pair = ['KAZ', 'UZB']\nunit = 't'\nflow = 'exports'\nproducts = ['1001']\n\
    baseline = { period = 2021, amount = '3 million tonnes' }\n\
    milestone = [{ amount = '4 mn t', by = 2025 }, { multiple = 2, by = 2030 }]\n";

/// Weights by year, beside a column of values that must not be read in their place.
const BACI: &str = "t,i,j,k,v,q\n2020,398,860,100199,400000,2500000\n2021,398,860,100199,500000,2900000\n\
    2021,398,860,100191,9000,100000\n2022,398,860,100199,600000,NA\n2022,398,860,100191,700000,\n\
    2023,398,860,100199,650000,3400000\n";

fn weights() -> Result<History> {
    History::read(BACI.as_bytes(), "baci.csv", Selection::new("KAZ-UZB", "t")?)
}

#[test]
fn a_pledge_of_tonnes_is_solved_and_tracked_like_one_of_money() {
    let pledge = Scenario::from_toml(PLEDGE, "wheat.toml").unwrap();
    assert_eq!(pledge.unit(), Unit::from(Quantity::Tonnes));
    let answer = assess(&pledge, Some(&weights().unwrap()), &AssessmentOptions::new()).unwrap();
    let money =
        PLEDGE.replace("unit = 't'", "currency = 'USD'").replace(" million tonnes", "e6").replace(" mn t", "e6");
    let money = assess(&Scenario::from_toml(&money, "money.toml").unwrap(), None, &AssessmentOptions::new()).unwrap();
    assert_eq!((&answer.legs, &answer.arrivals), (&money.legs, &money.arrivals));
    assert_eq!(answer.tracking.as_ref().unwrap().amount.value(), 3.4e6);
    assert!(answer.summary[0].contains("from 3M\u{a0}t in 2021 to 4M\u{a0}t by 2025"), "{}", answer.summary[0]);
    let absent: Vec<&str> = answer.absent.iter().map(|absent| absent.why.as_str()).collect();
    assert_eq!(
        absent,
        [
            "outlooks need amounts of money, and these are in tonnes",
            "base rates need amounts of money, and these are in tonnes",
        ]
    );
    // What is written says what it counts, and reads back to the same.
    let written = answer.to_json().unwrap();
    assert!(written.contains(r#""unit": "t""#) && !written.contains("currency"));
    assert_eq!(serde_json::from_str::<tradepath::Assessment>(&written).unwrap(), answer);
    let again = Scenario::from_toml(&pledge.to_toml().unwrap(), "again.toml").unwrap();
    assert_eq!(again, pledge);
}

#[test]
fn weights_are_read_in_place_of_values_and_a_missing_one_is_no_zero() {
    let exports = weights().unwrap().exports().cloned().unwrap();
    let amounts: Vec<_> = exports.iter().map(|(period, seen)| (period.calendar_year(), seen.amount.value())).collect();
    assert_eq!(amounts, [(2020, 2.5e6), (2021, 3e6), (2023, 3.4e6)]);
    let reading = Reader::new().unit("t").read(BACI.as_bytes(), "baci.csv").unwrap();
    assert_eq!((reading.missing, reading.rows), (2, 6));
    let values = Reader::new().read(BACI.as_bytes(), "baci.csv").unwrap().panel;
    assert_eq!(values.unit(), Unit::USD);
    // Barrels are in no column of the file.
    assert!(matches!(
        Reader::new().unit("bbl").read(BACI.as_bytes(), "baci.csv").unwrap_err().kind(),
        ErrorKind::MixedUnits { .. }
    ));
}

#[test]
fn a_table_of_a_quantity_is_written_and_read_back() {
    let table = "year,exporter,importer,reporter,value,unit\n2020,KAZ,UZB,KAZ,2.5,t\n2021,KAZ,UZB,UZB,3,t\n";
    let panel: Panel = Reader::new().unit("t").read(table.as_bytes(), "own.csv").unwrap().panel;
    let mut written = Vec::new();
    panel.write_tidy(&mut written).unwrap();
    assert!(String::from_utf8_lossy(&written).starts_with("period,exporter,importer,flow,value,unit,"));
    assert_eq!(Reader::new().unit("t").read(&written[..], "own.csv").unwrap().panel, panel);
    let refused = |table: &str| Reader::new().unit("t").read(table.as_bytes(), "own.csv").unwrap_err().to_string();
    let head = "year,exporter,importer,value,unit,currency,valuation\n";
    assert!(refused(&format!("{head}2020,KAZ,UZB,1,t,USD,\n")).contains("keep one of currency and unit"));
    assert!(refused(&format!("{head}2020,KAZ,UZB,1,kg,,\n")).contains("the amount is in kg, but t is used here"));
    assert!(refused(&format!("{head}2020,KAZ,UZB,1,t,,FOB\n")).contains("FOB and CIF need amounts of money"));
    assert!(refused("year,exporter,importer,value_usd\n2020,KAZ,UZB,1\n").contains("the amount is in USD"));
}

#[test]
fn what_needs_money_refuses_a_quantity() {
    let weights = Series::annual("t", (2010..2020).map(|year| (year, 1e6))).unwrap();
    let rates = ExchangeRates::of("USD", "EUR", [(2010, 0.8)]).unwrap();
    let index = Deflator::of("CPI", [(2010, 100.0)]).unwrap();
    let codes = [
        Outlook::fitted(&weights, &OutlookOptions::new()).unwrap_err(),
        weights.converted(&rates, "EUR").unwrap_err(),
        weights.real(&index, 2010).unwrap_err(),
    ]
    .map(|error| error.code());
    assert_eq!(codes, ["not-money"; 3]);
    let json = serde_json::to_string(&weights).unwrap();
    assert_eq!(serde_json::from_str::<Series>(&json).unwrap(), weights);
    let both = json.replace(r#""unit":"t""#, r#""unit":"t","currency":"USD""#);
    assert!(serde_json::from_str::<Series>(&both).is_err());
    let dollars = Series::annual("USD", [(2010, 1e6)]).unwrap();
    assert!(AnnualPanel::of([("a".into(), weights), ("b".into(), dollars)]).is_err());
}

#[test]
fn a_unit_that_contradicts_another_key_is_refused_at_that_key() {
    let refused = |changed: &str| {
        let error = Scenario::from_toml(changed, "pledge.toml").unwrap_err();
        (error.position().key.clone().unwrap(), error.to_string())
    };
    for (key, line) in [
        ("unit", "currency = 'USD'\n"),
        ("rates", "rates = 'rates.csv'\n"),
        ("inflation", "inflation = '2%'\n"),
        ("deflate", "deflate = { file = 'cpi.csv', base = 2020 }\n"),
        ("history.currency", "history = { file = 'wheat.csv', currency = 'USD' }\n"),
    ] {
        assert_eq!(refused(&format!("{line}{PLEDGE}")).0, key, "{line}");
    }
    assert_eq!(refused(&PLEDGE.replace("4 mn t", "$4 mn")).0, "milestone[0].amount");
    let (key, message) = refused(&PLEDGE.replace("3 million tonnes", "3000000t"));
    assert!(key == "baseline.amount" && message.contains("3000000 tonnes or 3000000 trillion tonnes"), "{message}");
    assert!(refused(&PLEDGE.replace("'t'", "'tons'")).1.contains("write tonnes for 1,000 kg"));
}

#[cfg(feature = "chart")]
#[test]
fn a_chart_of_tonnes_names_them_and_no_currency() {
    use tradepath::chart::{Canvas, ChartKind, draw};
    let pledge = Scenario::from_toml(PLEDGE, "wheat.toml").unwrap();
    let answer = assess(&pledge, Some(&weights().unwrap()), &AssessmentOptions::new()).unwrap();
    for kind in [ChartKind::Route, ChartKind::Flows] {
        let svg = draw(kind, &answer, Canvas::default()).unwrap().to_svg().unwrap();
        assert!(svg.contains("in tonnes") && svg.contains("3.4M\u{a0}t in 2023") && !svg.contains('$'), "{kind}");
    }
    // The amount that names a curve has the room that it takes.
    let beside = |unit: &str, amount: &str| {
        let pledge =
            PLEDGE.replace("'t'", &format!("'{unit}'")).replace(" million tonnes", "e6").replace("4 mn t", amount);
        let pledge = Scenario::from_toml(&pledge, "pledge.toml").unwrap();
        let answer = assess(&pledge, None, &AssessmentOptions::new()).unwrap();
        let svg = draw(ChartKind::Arrival, &answer, Canvas::default()).unwrap().to_svg().unwrap();
        let name = format!(">\n{amount}\u{a0}{unit}\n<");
        let tag = svg.split("<text ").find(|tag| tag.contains(&name)).unwrap().to_owned();
        tag.split("x=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap()
    };
    assert!(beside("people", "4.25M") < beside("t", "4M") - 200.0);
    // What is not answered is not drawn, and keeps nothing else from being drawn.
    for (name, chart) in tradepath::report::charts(&answer, Canvas::default()) {
        match chart {
            Ok(_) => assert!(["route", "growth", "flows", "arrival"].contains(&name.as_str()), "{name}"),
            Err(error) => assert!(matches!(error.kind(), ErrorKind::Missing { .. }), "{name}: {error}"),
        }
    }
}
