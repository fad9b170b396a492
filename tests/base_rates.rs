//! Base rates through the public API, on panels made here and on the one that the tables come from.

use proptest::prelude::*;
use tradepath::{
    Amount, AssessmentOptions, ErrorKind, Period, Scorecard, assess,
    base_rate::{BaseRate, BaseRateQuestion, BaseRateTable, Conditions, Entries},
    history::{AnnualPanel, MissingFlow, Reader, Reconciliation, Tie},
    report,
    scenario::Shipped,
};

fn amount(units: f64) -> Amount {
    Amount::new(units).unwrap()
}

fn sample(table: &str) -> AnnualPanel {
    let panel = Reader::new().read(table.as_bytes(), "trade.csv").unwrap().panel;
    AnnualPanel::turnovers(&panel, &Reconciliation::default().missing_flow(MissingFlow::Zero)).unwrap()
}

/// One flow a pair and year: `KAZ-UZB 2000: 3 4 - 6` has no figure in 2002.
fn rows(pairs: &[&str]) -> AnnualPanel {
    let mut table = String::from("year,exporter,importer,value\n");
    for pair in pairs {
        let (head, amounts) = pair.split_once(": ").unwrap();
        let (pair, first) = head.split_once(' ').unwrap();
        let (exporter, importer) = pair.split_once('-').unwrap();
        let first: i32 = first.parse().unwrap();
        for (year, amount) in (first..).zip(amounts.split(' ')).filter(|(_, amount)| *amount != "-") {
            table += &format!("{year},{exporter},{importer},{amount}\n");
        }
    }
    sample(&table)
}

fn doubling(within: u32) -> BaseRateQuestion {
    BaseRateQuestion::multiple(amount(100.0), 2.0).unwrap().within(within)
}

fn shares(found: &BaseRate) -> Vec<f64> {
    found.curve.iter().map(|point| point.share.value()).collect()
}

#[test]
fn pairs_enter_are_followed_and_are_cut_off_by_the_panels_end() {
    let found = rows(&[
        // In the band when the panel begins; reaches twice its own 150 in the third year.
        "KAZ-UZB 2000: 150 200 299 300 100",
        // Comes in from under it in 2001 and never doubles.
        "KAZ-KGZ 2000: 66 67 90 100 133",
        // Comes in from above; its own amount counts, not the band's middle.
        "KAZ-TJK 2000: 400 140 200 250 279",
        // Enters in 2003 and is followed for one year.
        "KAZ-TKM 2003: 100 150",
        // Enters with its last amount.
        "UZB-TJK 2004: 100",
        // Never there.
        "UZB-KGZ 2000: 151 600 1000",
    ]);
    let found = doubling(4).run(&found).unwrap();
    assert_eq!((found.entered, found.reached, found.censored, found.inside_at_start), (5, 1, 4, 1));
    assert_eq!(found.curve.iter().map(|point| point.at_risk).collect::<Vec<_>>(), [4, 3, 3, 0][..3]);
    assert_eq!(shares(&found), [0.0, 0.0, 1.0 - 2.0 / 3.0]);
    assert_eq!((found.plain.complete, found.plain.reached, found.plain.vanished), (1, 1, 0));
    assert_eq!((found.followed_years, found.median_years, found.too_few), (3, None, true));
    assert_eq!(found.share, found.curve.last().map(|last| last.share));
}

#[test]
fn ends_of_the_band_and_of_the_target_belong_to_it() {
    let exact = rows(&[
        "KAZ-UZB 2000: 66.66666666666667 133.33333333333334",
        "KAZ-KGZ 2000: 150 300",
        "KAZ-TJK 2000: 150.01 301",
    ]);
    let found = doubling(1).run(&exact).unwrap();
    assert_eq!((found.entered, found.reached), (2, 2));
    let narrow = doubling(1).band(1.5, 1.5).run(&exact).unwrap();
    assert_eq!(narrow.entered, 1);
}

#[test]
fn a_gap_is_no_zero_and_a_pair_that_vanishes_is_followed_to_its_last_amount() {
    let gaps = rows(&[
        "KAZ-UZB 2000: 100 - - 210",
        // The country ceased to exist after 2001.
        "SUN-FIN 2000: 100 120",
        "KAZ-TJK 2000: 100 110 120 130 140 150 160 170 180 190 200",
    ]);
    let found = doubling(5).run(&gaps).unwrap();
    assert_eq!((found.entered, found.reached, found.censored), (3, 1, 1));
    assert_eq!(
        found.curve.iter().map(|point| (point.at_risk, point.reached)).collect::<Vec<_>>(),
        [(3, 0), (2, 0), (2, 1), (1, 0), (1, 0)]
    );
    assert_eq!(found.share.unwrap().value(), 0.5);
    // In the plain share it counts as not having reached it, and is said.
    assert_eq!((found.plain.complete, found.plain.reached, found.plain.vanished), (3, 1, 1));
    // What is reached after the horizon is not reached within it, and was followed to the horizon.
    let short = doubling(2).run(&gaps).unwrap();
    assert_eq!((short.reached, short.censored, short.curve[1].at_risk), (0, 1, 2));
}

#[test]
fn an_amount_of_zero_is_a_figure() {
    let zeros = rows(&["KAZ-UZB 2000: 0 100 0 50", "KAZ-KGZ 2000: 0 0 0 0"]);
    let fall = BaseRateQuestion::multiple(amount(100.0), 0.5).unwrap().within(2);
    let found = fall.run(&zeros).unwrap();
    assert_eq!((found.entered, found.reached, found.curve[0].reached), (1, 1, 1));
    assert_eq!((found.precedents[0].to, found.precedents[0].years), (amount(0.0), 1));
    assert!(found.asked.falls());
}

#[test]
fn a_multiple_of_one_or_less_asks_for_a_fall_in_a_later_year() {
    let sample = rows(&["KAZ-UZB 2000: 100 130 100", "KAZ-KGZ 2000: 100 101 102", "KAZ-TJK 2000: 100 79 40"]);
    let ask =
        |multiple: f64| BaseRateQuestion::multiple(amount(100.0), multiple).unwrap().within(2).run(&sample).unwrap();
    assert_eq!((ask(1.0).reached, shares(&ask(1.0))), (2, vec![1.0 - 2.0 / 3.0, 1.0 - 1.0 / 3.0]));
    assert_eq!((ask(0.8).reached, ask(0.5).reached, ask(0.3).reached), (1, 1, 0));
    assert!(ask(0.5).sentence().contains("fell to 0.5 times their own amount or less"), "{}", ask(0.5).sentence());
}

#[test]
fn an_amount_for_all_leaves_out_who_is_beyond_it() {
    let sample = rows(&["KAZ-UZB 2000: 80 100 121", "KAZ-KGZ 2000: 125 130 140", "KAZ-TJK 2000: 110 100 90"]);
    let found = BaseRateQuestion::to_amount(amount(100.0), amount(120.0)).unwrap().within(2).run(&sample).unwrap();
    assert_eq!((found.entered, found.reached, found.beyond_at_entry), (2, 1, 1));
    assert!(found.on_pace.is_empty() && found.asked.same_amount_for_all);
}

#[test]
fn one_entry_a_pair_or_each_time_it_comes_from_outside() {
    let sample = rows(&["KAZ-UZB 2000: 100 110 200 100 - 105 240", "KAZ-KGZ 2000: 10 10 10 10 10 10 100"]);
    let first = doubling(3).run(&sample).unwrap();
    assert_eq!((first.entered, first.reached), (2, 1));
    let all = doubling(3).entries(Entries::All).run(&sample).unwrap();
    // 2000, and again 2003; the gap of 2004 is no way out.
    assert_eq!((all.entered, all.reached), (3, 2));
    assert!(all.sentence().contains("spells"), "{}", all.sentence());
}

#[test]
fn draws_of_whole_pairs_are_the_same_for_a_seed_and_wider_where_pairs_repeat_themselves() {
    // Sixty pairs, each in and out of the band six times, all spells of a pair ending alike.
    let codes = ["KAZ", "UZB", "KGZ", "TJK", "TKM", "RUS", "CHN", "IND", "DEU", "FRA", "ITA", "ESP"];
    let mut pairs = Vec::new();
    for (at, one) in codes.iter().enumerate() {
        for other in &codes[at + 1..] {
            let doubles = pairs.len() % 3 == 0;
            let stay = if doubles { "100 200" } else { "100 10" };
            pairs.push(format!("{one}-{other} 2000: {}", [stay; 6].join(" ")));
        }
    }
    let sample = rows(&pairs.iter().map(String::as_str).collect::<Vec<_>>());
    let ask = |seed: u64| doubling(1).entries(Entries::All).seed(seed).run(&sample).unwrap();
    let found = ask(1);
    assert_eq!((found.entered, found.reached), (66 * 6, 22 * 6));
    assert_eq!(found, ask(1));
    assert_ne!(found.interval, ask(2).interval);
    let width = |found: &BaseRate| found.interval.map(|of| of.high.value() - of.low.value()).unwrap();
    // Where none reached it draws are alike, and so many pairs say how much that says.
    let none =
        BaseRateQuestion::multiple(amount(100.0), 9.0).unwrap().within(1).entries(Entries::All).run(&sample).unwrap();
    let high = none.interval.unwrap().high.value();
    assert!((high - (1.0 - 0.025_f64.powf(1.0 / 66.0))).abs() < 1e-12, "{high}");
    // As of 66 independent cases and not of 396: the binomial's 2 x 1.96 sqrt(2/9 / 66) = 0.227.
    assert!((width(&found) - 0.227).abs() < 0.03, "{}", width(&found));
}

#[test]
fn what_cannot_be_asked_is_refused_and_what_has_no_cases_is_answered_with_counts() {
    let sample = rows(&["KAZ-UZB 2000: 100 300", "KAZ-KGZ 2000: 100 50"]);
    let refused = |question: BaseRateQuestion, says: &str| {
        let error = question.run(&sample).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    };
    refused(doubling(1).band(1.5, 0.5), "the band is 1.5 to 0.5");
    refused(doubling(1).band(0.0, 1.5), "the band");
    refused(doubling(1).band(0.5, f64::NAN), "the band");
    refused(doubling(0), "1 or more");
    refused(doubling(u32::MAX), "to 1000");
    let growth = Conditions::new().growth_before(5, "20%", "5%");
    refused(doubling(1).conditions(growth), "the growth before is 20.0% to 5.0%");
    refused(doubling(1).conditions(Conditions::new().economies(amount(2.0), amount(1.0))), "the size of the economies");
    refused(doubling(1).years(2010, 2012), "within 2000 to 2001");
    refused(doubling(1).years(2001, 2000), "the range of years");
    refused(doubling(1).conditions(Conditions::new().tie(Tie::Border, true)), "no common borders");
    refused(doubling(1).conditions(Conditions::new().economies(amount(1.0), amount(2.0))), "gross domestic products");
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(BaseRateQuestion::multiple(amount(1.0), wrong).is_err());
    }
    assert!(BaseRateQuestion::multiple(amount(0.0), 2.0).is_err());
    assert!(BaseRateQuestion::to(amount(1.0), amount(0.0)).is_err());
    let error = doubling(1).run(&AnnualPanel::default()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Missing { .. }), "{error}");

    let none = BaseRateQuestion::multiple(amount(1e9), 2.0).unwrap().run(&sample).unwrap();
    assert_eq!((none.entered, none.share, none.interval, none.plain.share), (0, None, None, None));
    assert!(none.curve.is_empty() && none.eras.is_empty() && none.too_few);
    assert!(none.sentence().starts_with("No country pair stood near"), "{}", none.sentence());

    let longer = doubling(30).run(&sample).unwrap();
    assert_eq!((longer.followed_years, longer.censored, longer.plain.complete), (1, 1, 0));
    assert_eq!(longer.share.unwrap().value(), 0.5);

    let one = rows(&["KAZ-UZB 2000: 100"]);
    let cut_off = doubling(3).run(&one).unwrap();
    assert_eq!((cut_off.entered, cut_off.censored, cut_off.share, cut_off.followed_years), (1, 1, None, 0));
    assert!(cut_off.sentence().contains("too few"), "{}", cut_off.sentence());
}

#[test]
fn conditions_choose_pairs_and_entries() {
    let sample = rows(&["KAZ-UZB 2000: 40 60 100 300", "KAZ-CHN 2000: 10 10 100 100", "DEU-FRA 2000: 100 90 100 100"]);
    let entered = |conditions: Conditions| doubling(1).conditions(conditions).run(&sample).unwrap().entered;
    let between = |one: &str, other: &str| Conditions::new().between(one, other);
    assert_eq!(entered(between("central-asia", "central-asia")), 1);
    assert_eq!(entered(between("KAZ", "any")), 2);
    assert_eq!(entered(between("any", "KAZ")), 2);
    assert_eq!(entered(between("high-income", "high-income")), 1);
    assert_eq!(entered(between("europe", "africa")), 0);
    assert_eq!(entered(Conditions::new().pairs(["UZB-KAZ".parse().unwrap()])), 1);
    let growth = |low: &str, high: &str| Conditions::new().growth_before(2, low, high);
    // KAZ-UZB comes from 40 to 100 in two years, 58 % a year; KAZ-CHN from 10; DEU-FRA has no year before.
    assert_eq!(
        (entered(growth("50%", "60%")), entered(growth("-90%", "900%")), entered(growth("0%", "1%"))),
        (1, 2, 0)
    );
    let without = doubling(1).except("UZB-KAZ").run(&sample).unwrap();
    assert_eq!((without.entered, without.reached), (2, 0));
}

#[test]
fn borders_agreements_and_sizes_are_those_of_the_year_of_entry() {
    let mut table = String::from("year,iso3_o,iso3_d,tradeflow_baci,gdp_o,gdp_d,contig,fta_wto\n");
    for (year, amount, fta) in [(2000, 100, 0), (2001, 210, 1), (2002, 220, 1)] {
        table += &format!("{year},KAZ,UZB,{amount},1000,500,1,{fta}\n");
        table += &format!("{year},KAZ,DEU,{},1000,9000,0,0\n", if year == 2000 { 1 } else { amount / 2 });
    }
    // Of which it is not said.
    table += "2000,KAZ,FRA,100,1000,9000,NA,\n2001,KAZ,FRA,210,1000,9000,NA,\n";
    let sample = sample(&table);
    let stand = BaseRateQuestion::multiple(amount(100e3), 2.0).unwrap().within(1);
    let entered = |conditions: Conditions| stand.clone().conditions(conditions).run(&sample).unwrap().entered;
    assert_eq!(entered(Conditions::new()), 3);
    assert_eq!(entered(Conditions::new().tie(Tie::Border, true)), 1);
    assert_eq!(entered(Conditions::new().tie(Tie::Border, false)), 1);
    assert_eq!(entered(Conditions::new().tie(Tie::Agreement, true)), 0);
    assert_eq!(entered(Conditions::new().tie(Tie::Agreement, false)), 2);
    assert_eq!(entered(Conditions::new().economies(amount(0.0), amount(1500e3))), 1);
    assert_eq!(entered(Conditions::new().economies(amount(1501e3), amount(1e9))), 2);
}

#[test]
fn eras_hold_all_that_entered_and_differ() {
    let sample = rows(&[
        "KAZ-UZB 1998: 10 100 200",
        "KAZ-KGZ 1998: 10 10 100 200",
        "KAZ-TJK 1998: 10 10 10 10 10 10 10 100 101 102",
    ]);
    let found = doubling(2).run(&sample).unwrap();
    let eras: Vec<(String, u32, u32)> =
        found.eras.iter().map(|era| (format!("{}-{}", era.from, era.to), era.entered, era.reached)).collect();
    let expected = [("1995-1999".to_owned(), 1, 1), ("2000-2004".to_owned(), 1, 1), ("2005-2007".to_owned(), 1, 0)];
    assert_eq!(eras, expected);
}

#[test]
fn precedents_are_those_most_alike_with_what_came_next() {
    let sample = rows(&[
        "KAZ-UZB 2000: 50 70 100 150 210 220",
        "KAZ-KGZ 2000: 140 90 110 99 100 100",
        "KAZ-TJK 2000: 64 66 70 80 100 139",
        "KAZ-TKM 2000: 10 12 140 150 280 400",
    ]);
    let like = tradepath::Series::new(
        tradepath::Currency::USD,
        [(2010, 50.0), (2011, 71.0), (2012, 101.0)]
            .map(|(year, units)| (Period::year(year).unwrap(), amount(units).into())),
    )
    .unwrap();
    let found = doubling(3).like(&like).run(&sample).unwrap();
    let named: Vec<(&str, bool, u32)> =
        found.precedents.iter().map(|case| (case.pair.as_str(), case.reached, case.years)).collect();
    // KAZ-UZB entered in 2001 with 70 and reached 140 in 2003.
    assert_eq!(named[0], ("KAZ-UZB", true, 2));
    assert_eq!(named[1], ("KAZ-TKM", true, 2));
    assert!(named[2..].iter().all(|(_, reached, years)| !reached && *years == 3), "{named:?}");
    let first = &found.precedents[0];
    assert_eq!((first.from_period.to_string(), first.to_period.to_string()), ("2001".into(), "2003".into()));
    assert_eq!((first.from, first.to, first.path.len()), (amount(70.0), amount(150.0), 4));
}

proptest! {
    #[test]
    fn shares_rise_with_the_years_and_fall_with_the_multiple(
        amounts in prop::collection::vec(prop::collection::vec(prop::option::of(1_u32..2_000), 12), 1..12),
        within in 1_u32..15,
    ) {
        let codes = ["KAZ", "UZB", "KGZ", "TJK", "TKM", "RUS", "CHN", "IND", "DEU", "FRA", "ITA", "ESP", "PRT"];
        let rows_of: Vec<String> = amounts.iter().enumerate().map(|(at, amounts)| {
            let words: Vec<String> = amounts.iter().map(|of| of.map_or("-".into(), |of| of.to_string())).collect();
            format!("{}-{} 2000: {}", codes[at], codes[at + 1], words.join(" "))
        }).collect();
        prop_assume!(amounts.iter().flatten().any(Option::is_some));
        let sample = rows(&rows_of.iter().map(String::as_str).collect::<Vec<_>>());
        for entries in [Entries::First, Entries::All] {
            let ask = |multiple: f64| {
                BaseRateQuestion::multiple(amount(100.0), multiple).unwrap().within(within).entries(entries).run(&sample).unwrap()
            };
            let (low, high) = (ask(1.5), ask(3.0));
            prop_assert!(high.reached <= low.reached && high.entered == low.entered);
            for found in [low, high, ask(1.0), ask(0.4)] {
                prop_assert!(found.reached + found.censored <= found.entered);
                let of_eras = found.eras.iter().map(|era| (era.entered, era.reached, era.censored));
                let sums = of_eras.fold((0, 0, 0), |sum, era| (sum.0 + era.0, sum.1 + era.1, sum.2 + era.2));
                prop_assert_eq!(sums, (found.entered, found.reached, found.censored));
                prop_assert!(shares(&found).is_sorted());
                for point in &found.curve {
                    let (low, share, high) = (point.low.value(), point.share.value(), point.high.value());
                    prop_assert!(entries == Entries::All || (low <= share && share <= high), "{:?}", point);
                }
                prop_assert!(found.plain.reached + found.plain.vanished <= found.plain.complete);
                let json = serde_json::to_string(&found).unwrap();
                prop_assert_eq!(serde_json::from_str::<BaseRate>(&json).unwrap(), found);
            }
        }
    }
}

#[test]
fn sentences_say_what_was_counted_and_what_was_not() {
    let flat: Vec<String> = (0..25)
        .map(|at| {
            let codes = ["KAZ", "UZB", "KGZ", "TJK", "TKM", "RUS", "CHN", "IND", "DEU", "FRA"];
            format!("{}-{} 2000: 100 100 100", codes[at / 5], codes[5 + at % 5])
        })
        .collect();
    let sample = rows(&flat.iter().map(String::as_str).collect::<Vec<_>>());
    let ask = |question: BaseRateQuestion| question.within(2).run(&sample).unwrap().sentence();
    let hundred = amount(100.0);
    let back = ask(BaseRateQuestion::multiple(hundred, 1.0).unwrap());
    assert_eq!(
        back,
        "Of 25 country pairs that stood near $100 ($66.7 to $150) in 2000–2002, 25 fell back to their own amount or less within 2 years: 100% (95% interval 86% to 100%)."
    );
    let past = ask(BaseRateQuestion::to_amount(hundred, hundred).unwrap());
    assert_eq!(past, "None of the country pairs that stood near $100 ($66.7 to $150) in 2000–2002 was short of $100.");
    let between = Conditions::new().between("KAZ", "any");
    let few = ask(BaseRateQuestion::multiple(hundred, 2.0).unwrap().conditions(between));
    assert_eq!(
        few,
        "Of 5 country pairs (between Kazakhstan and anybody) that stood near $100 ($66.7 to $150) in 2000–2002, 0 reached 2 times their own amount within 2 years; that is too few to speak of a share."
    );
    let late = BaseRateQuestion::multiple(hundred, 2.0).unwrap().since(2002);
    assert!(ask(late).ends_with("fewer than 20 could be followed at all, too few to speak of a share."));
}

#[test]
fn the_record_of_the_shipped_pledges_stands_as_it_is() {
    let assessments: Vec<_> = Shipped::all()
        .map(|pledge| {
            let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
            assess(&scenario, Some(&history), &AssessmentOptions::new()).unwrap()
        })
        .collect();
    insta::assert_snapshot!(report::scorecard(&Scorecard::of(&assessments)));
}

#[test]
fn what_was_said_on_the_day_does_not_change_with_what_came_later() {
    for pledge in Shipped::all() {
        let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
        let known = history.up_to(scenario.baseline().period());
        let on_the_day = assess(&scenario, Some(&known), &AssessmentOptions::new()).unwrap();
        let now = assess(&scenario, Some(&history), &AssessmentOptions::new()).unwrap();
        assert_eq!(on_the_day.outlook, now.outlook, "{}", pledge.name());
        assert_eq!(on_the_day.base_rates, now.base_rates, "{}", pledge.name());
        for rate in &now.base_rates {
            assert!(rate.base_rate.panel.to <= scenario.baseline().period(), "{}", pledge.name());
            let ends = rate.base_rate.precedents.iter().map(|case| case.to_period);
            assert!(ends.into_iter().all(|end| end <= scenario.baseline().period()), "{}", pledge.name());
        }
    }
}

#[test]
fn a_table_says_what_it_cannot_answer() {
    let table = BaseRateTable::shipped().unwrap();
    let near = BaseRateQuestion::to(amount(3.3e9), amount(10e9)).unwrap();
    let found = near.run(table).unwrap();
    assert_eq!((found.asked.from, found.asked.multiple), (amount(3e9), 3.0));
    let instead = found.asked.instead_of.unwrap();
    assert_eq!((instead.from, instead.multiple), (amount(3.3e9), 10.0 / 3.3));
    assert!(found.sentence().starts_with("The table does not count 3 times from $3.3B;"), "{}", found.sentence());
    assert_eq!(BaseRateQuestion::to(amount(3e9), amount(10e9)).unwrap().run(table).unwrap().asked.instead_of, None);
    assert_eq!(table.curve(&near).unwrap(), found.curve);
    assert!(near.clone().band(0.667, 1.5).run(table).is_ok());
    for start in [1e7, 1.23e7, 3.87e9, 6.9e10, 1.23e11, 3.5e11] {
        assert!(BaseRateQuestion::multiple(amount(start), 2.0).unwrap().run(table).is_ok(), "{start}");
    }
    for (question, says) in [
        (near.clone().entries(Entries::All), "no answer with all entries"),
        (near.clone().band(0.5, 2.0), "another band"),
        (near.clone().years(2005, 2020), "a first year"),
        (near.clone().up_to(1999), "within 2000 to 2020"),
        (BaseRateQuestion::to_amount(amount(3e9), amount(10e9)).unwrap(), "the same for all"),
        (BaseRateQuestion::multiple(amount(1e3), 2.0).unwrap(), "about 10M to 300B"),
        (BaseRateQuestion::multiple(amount(3e9), 100.0).unwrap(), "0.25 to 20; the nearest: 20)"),
        (BaseRateQuestion::multiple(amount(3e9), 1.02).unwrap(), "the nearest: 1 and 1.1)"),
    ] {
        let error = question.run(table).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    for wrong in [&b""[..], b"not compressed", &[0x1f, 0x8b, 8, 0, 0]] {
        assert!(matches!(BaseRateTable::read(wrong).unwrap_err().kind(), ErrorKind::Syntax(_)));
    }
}

#[test]
fn no_more_pairs_reach_a_larger_multiple_than_a_smaller_one() {
    let multiples = [1.1, 1.5, 2.0, 3.0, 4.0, 5.0, 10.0, 20.0];
    let check = |ask: &dyn Fn(f64, u32) -> BaseRate| {
        let mut raised = 0;
        for within in [5, 10, 14, 19] {
            let found: Vec<BaseRate> = multiples.iter().map(|multiple| ask(*multiple, within)).collect();
            for (two, multiple) in found.windows(2).zip(multiples) {
                assert!(two[0].share >= two[1].share, "{multiple} within {within}");
                assert!(two[0].interval.unwrap().low >= two[1].interval.unwrap().low);
                assert!(two[0].interval.unwrap().high >= two[1].interval.unwrap().high);
                let years = two[0].curve.iter().zip(&two[1].curve);
                assert!(years.into_iter().all(|(smaller, larger)| smaller.share >= larger.share));
            }
            for answer in &found {
                assert!(answer.curve.is_sorted_by(|one, next| one.share <= next.share));
                raised += usize::from(answer.raised_from.is_some());
                assert_eq!(answer.raised_from.is_some(), answer.sentence().contains("which cannot be"));
            }
        }
        raised
    };
    let table = BaseRateTable::shipped().unwrap();
    let raised: usize = ["1B", "10B", "40B", "100B"]
        .iter()
        .map(|from| {
            check(&|multiple, within| {
                BaseRateQuestion::multiple(*from, multiple).unwrap().within(within).run(table).unwrap()
            })
        })
        .sum();
    assert!(raised > 0, "no share was raised: this tests nothing");
}

#[test]
fn a_question_is_read_back_and_one_that_cannot_be_asked_is_not() {
    let conditions = Conditions::new()
        .between("central-asia", "any")
        .growth_before(5, "5%", "20%")
        .economies(amount(1e9), amount(2e12));
    let question = BaseRateQuestion::multiple(amount(3e9), 2.5).unwrap().within(9).conditions(conditions);
    let asked = [
        question.clone().except("KAZ-UZB"),
        question.entries(Entries::All).seed(7).precedents(3),
        BaseRateQuestion::to_amount(amount(3e9), amount(10e9)).unwrap().years(2000, 2010),
    ];
    for question in asked {
        let json = serde_json::to_string(&question).unwrap();
        assert_eq!(serde_json::from_str::<BaseRateQuestion>(&json).unwrap(), question, "{json}");
        let none = json.replacen("3000000000", "0", 1);
        assert!(serde_json::from_str::<BaseRateQuestion>(&none).is_err(), "{none}");
    }
    // An argument that could not be read is not lost on the way.
    let unread = BaseRateQuestion::multiple(amount(3e9), 2.5).unwrap().since("soon");
    assert!(serde_json::to_string(&unread).unwrap_err().to_string().contains("soon"));
    let json = serde_json::to_string(&BaseRateQuestion::multiple(amount(3e9), 2.5).unwrap()).unwrap();
    assert!(serde_json::from_str::<BaseRateQuestion>(&json.replace("2.5", "-2.5")).is_err(), "{json}");
    let backtest = tradepath::outlook::Backtest::new().multiples([2.0]).minimum(amount(1e6));
    let json = serde_json::to_string(&backtest).unwrap();
    assert_eq!(serde_json::from_str::<tradepath::outlook::Backtest>(&json).unwrap(), backtest, "{json}");
}
