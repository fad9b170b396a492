//! Lists of economies with a name of their own as a side of a pledge.

use tradepath::{
    AssessmentOptions, EconomyList, Partners, Scenario, assess,
    history::{Panel, Reader, Reconciliation},
};

const PLEDGE: &str = "pair = ['KOR', { name = 'Visegrád Four', members = ['CZE', 'HUN', 'POL', 'SVK'] }]\n\
    baseline = { period = 2012, amount = '$30B' }\nmilestone = [{ amount = '40B', by = 2020 }]\n";

/// Czechia and Poland in every year, Hungary until 2011, Slovakia never; and trade among members and with others.
const FIGURES: &str = "year,exporter,importer,value_musd\n\
    2010,KOR,CZE,3000\n2010,CZE,KOR,1000\n2010,KOR,POL,5000\n2010,POL,KOR,500\n2010,KOR,HUN,1500\n2010,HUN,KOR,700\n\
    2010,CZE,POL,90000\n2010,KOR,DEU,80000\n\
    2011,KOR,CZE,3300\n2011,CZE,KOR,1100\n2011,KOR,POL,5200\n2011,POL,KOR,600\n2011,KOR,HUN,1600\n2011,HUN,KOR,800\n\
    2012,KOR,CZE,3500\n2012,CZE,KOR,1200\n2012,KOR,POL,5500\n2012,POL,KOR,700\n2012,POL,CZE,90000\n\
    2013,KOR,CZE,3600\n2013,CZE,KOR,1250\n2013,KOR,POL,5600\n2013,POL,KOR,750\n";

fn panel() -> Panel {
    Reader::new().read(FIGURES.as_bytes(), "trade.csv").unwrap().panel
}

fn four() -> EconomyList {
    EconomyList::new("Visegrád Four", ["CZE", "HUN", "POL", "SVK"]).unwrap()
}

#[test]
fn the_trade_of_a_list_is_that_of_its_members_without_what_they_trade_among_themselves() {
    let partners = Partners::new("KOR".parse::<tradepath::Economy>().unwrap(), four()).unwrap();
    let history = panel().history(partners.clone(), &Reconciliation::default()).unwrap();
    let turnover = history.turnover().unwrap();
    let amounts: Vec<f64> = turnover.iter().map(|(_, seen)| seen.amount.value() / 1e6).collect();
    assert_eq!(amounts, [11_700.0, 12_600.0, 10_900.0, 11_200.0]);
    let sides: Vec<_> = history.sides().iter().map(|side| (side.from.to_string(), side.missing.len())).collect();
    assert_eq!(sides, [("2010".to_owned(), 1), ("2012".to_owned(), 2)]);
    // What is read for the pair alone gives the same as what is found in all.
    let alone = Reader::new().pair(partners.clone()).read(FIGURES.as_bytes(), "trade.csv").unwrap().panel;
    assert_eq!(alone.history(partners, &Reconciliation::default()).unwrap().turnover().unwrap(), turnover);
    // The order of the sides changes exports and imports alone.
    let reversed = Partners::new(four(), "KOR".parse::<tradepath::Economy>().unwrap()).unwrap();
    let turned = panel().history(reversed, &Reconciliation::default()).unwrap();
    assert_eq!((turned.exports(), turned.turnover()), (history.imports(), Some(turnover)));
    // A bloc of the same members gives the same.
    let list = Partners::try_from("RUS,ARM+BLR+KAZ+KGZ").unwrap();
    let rows = [("RUS-KAZ", 2016, 14e9), ("KAZ-RUS", 2016, 4e9), ("RUS-BLR", 2016, 15e9), ("BLR-RUS", 2016, 10e9)];
    let eurasia = Panel::from_rows("USD", rows).unwrap();
    let of = |partners: Partners| eurasia.history(partners, &Reconciliation::default()).unwrap();
    assert_eq!(of(list).turnover(), of("RUS-EAEU".try_into().unwrap()).turnover());
}

#[test]
fn a_pledge_with_a_list_names_it_and_who_is_counted() {
    let pledge = Scenario::from_toml(PLEDGE, "pledge.toml").unwrap();
    assert_eq!(pledge.title(), "South Korea and Visegrád Four");
    let history = panel().history(pledge.partners().clone(), &Reconciliation::default()).unwrap();
    let answer = assess(&pledge, Some(&history), &AssessmentOptions::new()).unwrap();
    let summary = answer.summary.join(" ");
    assert!(summary.contains("South Korea and Visegrád Four pledged"), "{summary}");
    assert!(summary.contains("Visegrád Four counts 4 members, without a figure of"), "{summary}");
    for text in [summary, answer.to_json().unwrap(), pledge.to_toml().unwrap()] {
        assert!(!text.contains("the first list") && !text.contains("the second list"), "{text}");
    }
    let page = tradepath::report::markdown(&answer);
    assert!(page.contains("- Visegrád Four in 2010 to 2011: CZE HUN POL SVK; no figure of SVK"), "{page}");
    let again: tradepath::Assessment = serde_json::from_str(&answer.to_json().unwrap()).unwrap();
    assert_eq!(again, answer);
    assert_eq!(Scenario::from_toml(&pledge.to_toml().unwrap(), "again.toml").unwrap(), pledge);
}

#[test]
fn a_history_of_other_members_is_refused() {
    let pledge = Scenario::from_toml(PLEDGE, "pledge.toml").unwrap();
    let other = panel().history("KOR,CZE+DEU".parse::<Partners>().unwrap(), &Reconciliation::default()).unwrap();
    let error = assess(&pledge, Some(&other), &AssessmentOptions::new()).unwrap_err();
    assert!(error.to_string().contains("the history counts DEU, which is no member of Visegrád Four"), "{error}");
}

#[test]
fn sides_that_cannot_be_are_refused_at_the_pair() {
    let refused = |side: &str| {
        let text = PLEDGE.replace("{ name = 'Visegrád Four', members = ['CZE', 'HUN', 'POL', 'SVK'] }", side);
        let error = Scenario::from_toml(&text, "pledge.toml").unwrap_err();
        (error.position().key.clone().unwrap_or_default(), error.to_string())
    };
    for (side, why) in [
        ("{ name = 'A', members = ['CZE', 'KOR'] }", "members in common, which would be on both sides: KOR"),
        ("{ name = 'A', members = [] }", "no members"),
        ("{ name = 'A', members = ['CZE', 'CZE'] }", "CZE is named twice"),
        ("{ name = 'A', members = ['ASEAN'] }", "ASEAN is a bloc"),
        ("{ name = 'A', members = ['Narnia'] }", "Narnia"),
        ("{ name = 'A' }", "members"),
        ("'LIST2'", "cannot read an economy from `LIST2`"),
    ] {
        let (key, message) = refused(side);
        assert!(key.starts_with("pair") && message.contains(why), "{side}: {key}: {message}");
    }
}
