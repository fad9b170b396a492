//! Every chart at several sizes: no text leaves the canvas or touches another.

use super::{
    furniture::{Mark, Rect, Ruler},
    *,
};
use crate::base_rate::BaseRateTable;
use crate::{
    amount::Amount,
    assessment::{Assessment, AssessmentOptions, Scorecard, assess},
    base_rate::{BaseRate, BaseRateQuestion, Entries},
    currency::Currency,
    economy::Pair,
    error::ErrorKind,
    growth::Milestone,
    history::{AnnualPanel, MissingFlow, Reader, Reconciliation},
    outlook::{LogRandomWalk, Outlook, OutlookOptions},
    period::Period,
    scenario::{Scenario, Shipped},
};

fn assessments() -> Vec<Assessment> {
    let shipped = Shipped::all().flat_map(|pledge| {
        let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
        let stated = AssessmentOptions::new().rate("7%");
        [
            assess(&scenario, Some(&history), &AssessmentOptions::new()).unwrap(),
            assess(&scenario, Some(&history), &stated).unwrap(),
            assess(&scenario, None, &AssessmentOptions::new()).unwrap(),
        ]
    });
    // Every pledge beside the earlier ones of its pair.
    let restated = Shipped::all().filter_map(|pledge| {
        let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
        let when = |of: &Scenario| of.promised().map(|promised| promised.period().start_in_years());
        let earlier = |of: &Scenario| of.pair() == scenario.pair() && when(of) < when(&scenario);
        let before: Vec<Scenario> = Shipped::all().map(|other| other.scenario().unwrap()).filter(earlier).collect();
        (!before.is_empty())
            .then(|| assess(&scenario, Some(&history), &AssessmentOptions::new().restates(before)).unwrap())
    });
    let own = own_scenarios().map(|text| {
        let scenario = Scenario::from_toml(&text, "own.toml").unwrap();
        assess(&scenario, None, &AssessmentOptions::new()).unwrap()
    });
    shipped.chain(restated).chain(own).collect()
}

/// Scenarios that are hard to lay out: long titles, many milestones, falling amounts, tiny and huge figures.
fn own_scenarios() -> impl Iterator<Item = String> {
    let head = |title: &str| format!("title = '{title}'\npair = ['KAZ', 'UZB']\ncurrency = 'KZT'\n");
    let baseline = |period: &str, amount: &str| format!("baseline = {{ period = '{period}', amount = '{amount}' }}\n");
    let milestone = |amount: &str, by: &str| format!("[[milestone]]\namount = '{amount}'\nby = '{by}'\n");
    let many: String = (1..=40).map(|at| milestone(&format!("{}B", 3 + at), &(2021 + at).to_string())).collect();
    let flows = "flows = { exports = '2B', imports = '1B', imports_growth = '-4%' }\n";
    [
        head(&"Қазақстан мен Өзбекстан: тауар айналымы ".repeat(9))
            + &baseline("2021", "3B")
            + &milestone("5B", "2026"),
        head("many") + &baseline("2021", "3B") + &many,
        head("a fall") + flows + &baseline("2021", "3B") + &milestone("1B", "2026"),
        head("quarters") + &baseline("2021-Q3", "0.004") + &milestone("0.009", "2023-Q1"),
        head("huge") + &baseline("2021", "3e200") + &milestone("9e250", "2200"),
        head("steep") + &baseline("2021", "1") + &milestone("1T", "2022") + &milestone("1.1T", "2099"),
    ]
    .into_iter()
}

/// A chart of an assessment; none where the assessment has nothing for it, or an amount above the range of numbers.
fn drawn(kind: ChartKind, assessment: &Assessment, canvas: Canvas) -> Option<Chart> {
    match draw(kind, assessment, canvas) {
        Ok(chart) => Some(chart),
        Err(error) if matches!(error.kind(), ErrorKind::Missing { .. } | ErrorKind::OutOfRange { .. }) => None,
        Err(error) => panic!("{kind} of {}: {error}", assessment.scenario.title()),
    }
}

/// The rectangle that a text covers, with the height of its capitals.
fn box_of(ruler: &Ruler, mark: &Mark) -> Option<(String, Rect)> {
    let Mark::Text { text, baseline, size, weight, anchor, .. } = mark else { return None };
    let width = ruler.width(text, *size, *weight);
    let left = match anchor {
        crate::chart::furniture::Anchor::Start => baseline.x,
        crate::chart::furniture::Anchor::Middle => baseline.x - width / 2.0,
        crate::chart::furniture::Anchor::End => baseline.x - width,
    };
    let top = baseline.y - size * crate::chart::furniture::CAPITAL_IN_EMS;
    Some((text.clone(), Rect { left, top, right: left + width, bottom: baseline.y }))
}

const SIZES: [(u32, u32); 4] = [(800, 450), (1600, 900), (500, 500), (480, 270)];

/// Checks that every text is on the canvas and none touches another.
fn check_texts(ruler: &Ruler, chart: &Chart, place: &str) {
    let (width, height) = (f64::from(chart.scene.canvas.width()), f64::from(chart.scene.canvas.height()));
    let texts: Vec<(String, Rect)> = chart.scene.marks.iter().filter_map(|mark| box_of(ruler, mark)).collect();
    for (at, (text, rect)) in texts.iter().enumerate() {
        let inside = rect.left >= 0.0 && rect.top >= 0.0 && rect.right <= width && rect.bottom <= height;
        assert!(inside, "{place}: `{text}` at {rect:?}");
        for (other, second) in &texts[..at] {
            let apart = rect.right <= second.left
                || second.right <= rect.left
                || rect.bottom <= second.top
                || second.bottom <= rect.top;
            assert!(apart, "{place}: `{text}` {rect:?} over `{other}` {second:?}");
        }
    }
}

#[test]
fn no_text_leaves_the_canvas_or_touches_another() {
    let ruler = Ruler::new().unwrap();
    for assessment in assessments() {
        for (kind, (width, height)) in
            ChartKind::OF_ASSESSMENT.into_iter().flat_map(|kind| SIZES.map(|size| (kind, size)))
        {
            let Some(chart) = drawn(kind, &assessment, Canvas::new(width, height).unwrap()) else { continue };
            check_texts(&ruler, &chart, &format!("{kind} {width}x{height} of {}", assessment.scenario.title()));
        }
    }
}

/// Tables whose mirror is hard to lay out: long names, figures of both sides and of neither, one figure alone, months,
/// zeros.
fn mirrors() -> impl Iterator<Item = (Pair, String)> {
    let header = "period,exporter,importer,reporter,value\n";
    let both = |a: &str, b: &str, periods: &[&str]| -> String {
        let rows = periods.iter().zip(1..).map(|(period, at)| {
            format!("{period},{a},{b},{a},{at}e9\n{period},{a},{b},{b},{}e9\n{period},{a},{b},,{at}e8\n{period},{b},{a},{a},{at}\n", at * 2 % 7)
        });
        rows.collect()
    };
    [
        ("GBR-VCT", both("GBR", "VCT", &["2000", "2001", "2004", "2005", "2006"])),
        ("COD-CAF", both("COD", "CAF", &["2000"])),
        ("KAZ-UZB", both("KAZ", "UZB", &["2020-11", "2020-12", "2021-01"])),
        ("SGS-UMI", "2000,SGS,UMI,,0\n2001,SGS,UMI,,0\n".to_owned()),
    ]
    .into_iter()
    .map(move |(pair, rows)| (pair.parse().unwrap(), format!("{header}{rows}")))
}

#[test]
fn mirrors_are_set_without_touching_at_any_size() {
    let ruler = Ruler::new().unwrap();
    for (pair, table) in mirrors() {
        let panel = Reader::new().read(table.as_bytes(), "a file with a long name.csv").unwrap().panel;
        let mirror = panel.mirror(pair, &Reconciliation::default()).unwrap();
        for (width, height) in SIZES {
            let chart = draw(ChartKind::Mirror, &mirror, Canvas::new(width, height).unwrap()).unwrap();
            check_texts(&ruler, &chart, &format!("{pair} {width}x{height}"));
            assert!(!chart.to_png().unwrap().is_empty());
        }
    }
}

/// Base rates that are hard to lay out: all and none reached it, falls, one year, long names, one amount for all.
fn base_rates() -> Vec<BaseRate> {
    let table = |from: &str, multiple: f64, within: u32| {
        BaseRateQuestion::multiple(from, multiple)
            .unwrap()
            .within(within)
            .run(BaseRateTable::shipped().unwrap())
            .unwrap()
    };
    let codes = ["GBR", "VCT", "COD", "CAF", "KAZ", "UZB", "SGS", "BIH"];
    let mut rows = String::from("year,exporter,importer,value\n");
    for (at, one) in codes.iter().enumerate() {
        for other in &codes[at + 1..] {
            rows += &format!("2000,{one},{other},90\n2001,{one},{other},0\n2004,{one},{other},{}\n", 95 + at * 90);
        }
    }
    let panel = Reader::new().read(rows.as_bytes(), "a panel.csv").unwrap().panel;
    let sample = AnnualPanel::turnovers(&panel, &Reconciliation::default().missing_flow(MissingFlow::Zero))
        .unwrap()
        .named("a panel with a long name ".repeat(9));
    let hundred = "100";
    let own = |question: BaseRateQuestion| question.precedents(40).run(&sample).unwrap();
    vec![
        table("3B", 10.0 / 3.0, 9),
        table("10M", 20.0, 30),
        table("300B", 1.1, 1),
        table("2B", 0.5, 10),
        table("100M", 1.0, 20),
        own(BaseRateQuestion::multiple(hundred, 1.01).unwrap().within(4)),
        own(BaseRateQuestion::multiple(hundred, 0.9).unwrap().within(3).entries(Entries::All)),
        own(BaseRateQuestion::to_amount(hundred, "500").unwrap().within(40)),
    ]
}

#[test]
fn base_rates_are_set_without_touching_at_any_size() {
    let ruler = Ruler::new().unwrap();
    let history = crate::scenario::shipped("kazakhstan-uzbekistan-2021").unwrap().history().unwrap();
    let mut drawn = 0;
    for found in base_rates() {
        let pledge = (Period::year(2021).unwrap(), found.asked.from, history.turnover());
        let bare = BaseRatePicture::new(&found);
        for picture in [bare.clone().pledge(pledge.0, pledge.1, pledge.2), bare.title("A title of its own")] {
            for (width, height, text) in
                SIZES.map(|(width, height)| (width, height, 100)).into_iter().chain([(480, 620, 160)])
            {
                let canvas = Canvas::new(width, height).unwrap().text_percent(text).unwrap();
                let charts = [
                    ("curve", draw(ChartKind::BaseRate, &picture, canvas)),
                    ("eras", draw(ChartKind::Eras, &picture, canvas)),
                    ("precedents", draw(ChartKind::Precedents, &picture, canvas)),
                ];
                for (name, chart) in charts {
                    // Of few cases there are precedents alone.
                    let Ok(chart) = chart else { continue };
                    drawn += 1;
                    check_texts(&ruler, &chart, &format!("{name} {width}x{height} of {:?}", found.asked));
                }
            }
        }
    }
    assert!(drawn > 200, "{drawn}");
}

#[test]
fn scorecards_are_set_without_touching_at_any_size() {
    let ruler = Ruler::new().unwrap();
    let scorecard = Scorecard::of(&assessments());
    for (width, height) in [(800, 900), (1600, 1800), (480, 1600)] {
        let chart = draw(ChartKind::Scorecard, &scorecard, Canvas::new(width, height).unwrap()).unwrap();
        check_texts(&ruler, &chart, &format!("scorecard {width}x{height}"));
    }
    let empty = Scorecard::of([]);
    assert!(matches!(
        draw(ChartKind::Scorecard, &empty, Canvas::new(800, 450).unwrap()).unwrap_err().kind(),
        ErrorKind::Missing { .. }
    ));
}

type Targets = Vec<Milestone>;

/// Outlooks that are hard to lay out: targets near one another, far away, met already; one year; tiny amounts.
fn outlooks() -> Vec<(String, Outlook, Targets)> {
    let year = |year: i32| Period::year(year).unwrap();
    let stated = |units: f64, years: usize, growth: f64| {
        let options = OutlookOptions::new().years(years);
        let walk = LogRandomWalk::new(growth, 0.3).unwrap();
        Outlook::stated(walk, year(2021), Amount::new(units).unwrap(), &options).unwrap()
    };
    let to = |units: &[f64], by: Option<i32>| -> Targets {
        units.iter().map(|units| Milestone::new(*units, by.map(year)).unwrap()).collect()
    };
    vec![
        ("near".into(), stated(3e9, 10, 0.05), to(&[5e9, 5.1e9, 5.2e9, 9e9, 1e10], None)),
        ("one year, ".repeat(30), stated(3e9, 1, 0.0), to(&[4e9], None)),
        ("far".into(), stated(3e9, 40, 0.2), to(&[3e11, 1e9], Some(2030))),
        ("tiny".into(), stated(3e-3, 12, -0.3), to(&[4e-3], Some(2024))),
        ("no targets".into(), stated(7e200, 6, 0.1), Vec::new()),
    ]
}

#[test]
fn outlooks_are_set_without_touching_at_any_size() {
    let ruler = Ruler::new().unwrap();
    for (title, outlook, targets) in outlooks() {
        let answers = outlook.answers(targets.iter().copied()).unwrap();
        let picture = OutlookPicture::new(title.clone(), Currency::USD, &outlook, &answers);
        for (width, height) in SIZES {
            let canvas = Canvas::new(width, height).unwrap();
            let charts = [
                draw(ChartKind::Fan, &picture, canvas),
                draw(ChartKind::Arrivals, &picture, canvas),
                draw(ChartKind::Chances, &picture, canvas),
            ];
            for chart in charts {
                let Ok(chart) = chart else {
                    assert!(targets.is_empty(), "{title}");
                    continue;
                };
                check_texts(&ruler, &chart, &format!("{title} {width}x{height}"));
                assert!(!chart.to_png().unwrap().is_empty());
            }
        }
    }
}

#[test]
fn every_place_is_a_number_on_or_near_the_canvas() {
    for assessment in assessments() {
        for kind in ChartKind::OF_ASSESSMENT {
            let Some(chart) = drawn(kind, &assessment, Canvas::new(800, 450).unwrap()) else { continue };
            let points = chart.scene.marks.iter().flat_map(|mark| match mark {
                Mark::Line { points, .. } | Mark::Area { points, .. } => points.clone(),
                Mark::Box { from, to, .. } => vec![*from, *to],
                Mark::Dot { center, .. } => vec![*center],
                Mark::Text { baseline, .. } => vec![*baseline],
            });
            for point in points {
                let near = (-1.0..=801.0).contains(&point.x) && (-1.0..=451.0).contains(&point.y);
                assert!(near, "{kind} of {}: {point:?}", assessment.scenario.title());
            }
        }
    }
}

#[test]
fn a_canvas_has_a_size_that_can_be_read_and_held() {
    assert!(Canvas::new(479, 450).is_err() && Canvas::new(800, 4001).is_err() && Canvas::new(0, 0).is_err());
    assert!("pie".parse::<ChartKind>().unwrap_err().to_string().contains("route, growth, flows, arrival"));
    assert_eq!("Dark".parse::<Theme>().unwrap(), Theme::Dark);
}
