//! Pledges of blocs: their members' trade added up, year by year.

use tradepath::{
    AssessmentOptions, Economy, Pair, Scenario, assess,
    base_rate::{BaseRateQuestion, Conditions},
    history::{AnnualPanel, History, MissingFlow, Panel, Reader, Reconciliation, Selection},
};

fn panel(rows: &[(&str, i32, f64)]) -> Panel {
    Panel::from_rows("USD", rows.iter().copied()).unwrap()
}

fn amounts(history: &History) -> Vec<(String, f64)> {
    history.turnover().unwrap().iter().map(|(period, seen)| (period.to_string(), seen.amount.value())).collect()
}

#[test]
fn members_count_in_the_years_in_which_they_were_members() {
    let rows = [
        // Croatia joined on the first of July 2013, the United Kingdom left in January 2020.
        ("HRV-IND", 2012, 1.0),
        ("HRV-IND", 2013, 2.0),
        ("GBR-IND", 2019, 40.0),
        ("GBR-IND", 2020, 80.0),
        ("DEU-IND", 2012, 100.0),
        ("DEU-IND", 2013, 100.0),
        ("DEU-IND", 2019, 100.0),
        ("DEU-IND", 2020, 100.0),
        ("IND-FRA", 2020, 5.0),
        // Trade inside the bloc, and with others, is none of the pair's.
        ("DEU-FRA", 2020, 900.0),
        ("DEU-CHN", 2020, 900.0),
    ];
    let history = panel(&rows).history("EU-IND", &Reconciliation::default().missing_flow(MissingFlow::Zero)).unwrap();
    let expected = [("2012", 100.0), ("2013", 102.0), ("2019", 140.0), ("2020", 105.0)];
    assert_eq!(amounts(&history), expected.map(|(year, amount)| (year.to_owned(), amount)));
    assert_eq!(history.imports().unwrap().amount("2020".parse().unwrap()).unwrap().value(), 5.0);
    // Seen from the other side, exports are imports.
    let reversed = panel(&rows).history("IND-EU", &Reconciliation::default()).unwrap();
    assert_eq!(reversed.exports(), history.imports());
    let counts: Vec<usize> = history.sides().iter().map(|side| side.members.len()).collect();
    assert_eq!(counts, [27, 28, 28, 27]);
    let last = history.sides().last().unwrap();
    assert!(last.missing.contains(&"ITA".parse().unwrap()) && !last.missing.contains(&"FRA".parse().unwrap()));
    let json = serde_json::to_string(&history).unwrap();
    assert_eq!(serde_json::from_str::<History>(&json).unwrap(), history);
}

#[test]
fn an_economy_beside_its_own_bloc_trades_with_the_other_members() {
    let rows = [("KAZ-RUS", 2018, 5.0), ("RUS-KAZ", 2018, 13.0), ("KAZ-BLR", 2018, 1.0), ("RUS-BLR", 2018, 20.0)];
    let history = panel(&rows).history("KAZ-EAEU", &Reconciliation::default()).unwrap();
    assert_eq!(history.exports().unwrap().amount("2018".parse().unwrap()).unwrap().value(), 6.0);
    assert_eq!(history.imports().unwrap().amount("2018".parse().unwrap()).unwrap().value(), 13.0);
    let [bloc] = history.sides() else { panic!("one year") };
    assert!(!bloc.members.contains(&"KAZ".parse().unwrap()));
    assert_eq!(bloc.missing, ["ARM", "KGZ"].map(|code| code.parse::<Economy>().unwrap()));
}

#[test]
fn two_blocs_trade_what_their_members_do_and_none_is_on_both_sides() {
    let rows = [("DEU-VNM", 2019, 1.0), ("FRA-SGP", 2019, 2.0), ("VNM-DEU", 2019, 4.0), ("DEU-CHN", 2019, 8.0)];
    let history = panel(&rows).history("EU-ASEAN", &Reconciliation::default()).unwrap();
    assert_eq!(amounts(&history), [("2019".to_owned(), 7.0)]);
    let error = Pair::new("EAEU", "CIS").unwrap_err().to_string();
    assert!(
        error.contains("EAEU and CIS have members in common, which would be on both sides: ARM, BLR, KAZ"),
        "{error}"
    );
    assert!(panel(&rows).history("GCC-ASEAN", &Reconciliation::default()).unwrap_err().to_string().contains("members"));
}

#[test]
fn figures_of_the_bloc_itself_count_before_those_of_its_members() {
    let file = "year,exporter,importer,value\n2019,EU,IND,50\n2019,IND,European Union,60\n\
        2019,DEU,IND,14\n2019,World,IND,900\n";
    let selection = Selection::new("EU-IND", "USD").unwrap();
    let history = History::read(file.as_bytes(), "own.csv", selection.clone()).unwrap();
    assert_eq!(amounts(&history), [("2019".to_owned(), 110.0)]);
    assert!(history.sides().is_empty());
    // For everyone else a bloc is a group, as before.
    let reading = Reader::new().read(file.as_bytes(), "own.csv").unwrap();
    assert_eq!((reading.panel.len(), reading.set_aside.len()), (1, 3));
    // In other years its members count.
    let both = "year,exporter,importer,value\n2018,DEU,IND,11\n2018,IND,DEU,4\n2019,EU,IND,50\n2019,IND,EU,60\n2019,DEU,IND,14\n";
    let history = History::read(both.as_bytes(), "own.csv", selection.clone()).unwrap();
    assert_eq!(amounts(&history), [("2018".to_owned(), 15.0), ("2019".to_owned(), 110.0)]);
    assert_eq!(history.sides().len(), 1);
    // From a file of its members it is added up.
    let members = "year,exporter,importer,value\n2019,DEU,IND,14\n2019,IND,FRA,6\n2019,DEU,CHN,70\n";
    let history = History::read(members.as_bytes(), "own.csv", selection).unwrap();
    assert_eq!(amounts(&history), [("2019".to_owned(), 20.0)]);
}

#[test]
fn a_pledge_of_a_bloc_says_who_was_counted() {
    let rows: Vec<(&str, i32, f64)> = (2015..2022)
        .flat_map(|year| {
            let grown = 1e9 * 1.05_f64.powi(year - 2015);
            [("DEU-IND", year, grown * 12.0), ("IND-FRA", year, grown * 7.0), ("GBR-IND", year, grown * 6.0)]
        })
        .collect();
    let history = panel(&rows).history("EU-IND", &Reconciliation::default()).unwrap();
    let scenario = Scenario::builder("EU-IND").baseline(2018, "$29B").milestone_by("58B", 2028).build().unwrap();
    let found = assess(&scenario, Some(&history), &AssessmentOptions::new()).unwrap();
    let said = &found.summary[0];
    assert!(said.contains("European Union counts 28 members in 2015–2019 and 27 in 2020–2021"), "{said}");
    assert!(said.contains("without a figure of 25 members in some years"), "{said}");
    assert!(
        said.contains("with a figure of one flow alone of DEU (2015–2021), FRA (2015–2021) and GBR (2015–2019)"),
        "{said}"
    );
    let standing = found.summary.iter().find(|sentence| sentence.starts_with("In 2021 it stood")).unwrap();
    assert!(standing.contains("with other members than at the start"), "{standing}");
    // As of a year, nothing later is counted.
    let then = assess(&scenario, Some(&history), &AssessmentOptions::new().as_of(2018)).unwrap();
    assert_eq!(then.history.unwrap().sides().last().unwrap().to.to_string(), "2018");
    assert!(found.outlook.is_some() && !found.base_rates.is_empty());
    let text = tradepath::report::markdown(&found);
    assert!(text.contains("- European Union in 2020 to 2021: AUT BEL"), "{text}");
    let again: tradepath::Assessment = serde_json::from_str(&found.to_json().unwrap()).unwrap();
    assert_eq!(again, found);
    let early = Scenario::builder("KAZ-EAEU").baseline(2010, "$10B").milestone("20B").build().unwrap_err();
    assert_eq!(early.position().key.as_deref(), Some("baseline.period"));
    assert!(early.to_string().contains("EAEU had no members in 2010"), "{early}");
}

#[test]
fn base_rates_take_blocs_by_their_members_in_the_year_of_entry() {
    let rows: Vec<(&str, i32, f64)> = [("HRV-IND", 2005), ("HRV-CHN", 2014), ("DEU-IND", 2005)]
        .into_iter()
        .flat_map(|(pair, first)| (0..4).map(move |year| (pair, first + year, 100.0 + f64::from(year))))
        .collect();
    let how = Reconciliation::default().missing_flow(MissingFlow::Zero);
    let turnovers = AnnualPanel::turnovers(&panel(&rows), &how).unwrap();
    let entered = |one: &str, other: &str| {
        let question = BaseRateQuestion::multiple("100", 1.5).unwrap().within(2);
        question.conditions(Conditions::new().between(one, other)).run(&turnovers).unwrap().entered
    };
    // Croatia was no member in 2005.
    assert_eq!((entered("EU", "any"), entered("any", "EU"), entered("EU", "IND"), entered("EU", "CHN")), (2, 2, 1, 1));
    let among = Conditions::new().pairs(["EU-IND".parse().unwrap()]);
    let refused = BaseRateQuestion::multiple("100", 1.5).unwrap().conditions(among).run(&turnovers);
    assert!(refused.unwrap_err().to_string().contains("EU-IND has a bloc"));
}
