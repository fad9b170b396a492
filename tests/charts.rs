//! Charts from the outside: the same bytes each time, readable by machines, and pictured in snapshots.
#![cfg(feature = "chart")]

use tradepath::{
    Assessment, AssessmentOptions, ErrorKind, Scenario, Scorecard, assess,
    chart::{Canvas, ChartKind, SvgFont, Theme, draw},
    drivers::Driver,
    history::{Reader, Reconciliation},
    report,
    scenario::{Shipped, shipped},
};

fn assessment(name: &str) -> Assessment {
    let pledge = shipped(name).unwrap();
    assess(&pledge.scenario().unwrap(), Some(&pledge.history().unwrap()), &AssessmentOptions::new()).unwrap()
}

/// A pledge beside one that it restates.
fn restated(name: &str, before: &str) -> Assessment {
    let (pledge, before) = (shipped(name).unwrap(), shipped(before).unwrap().scenario().unwrap());
    let options = AssessmentOptions::new().restates([before]);
    let railway = Driver::builder("Railway", "corridor").starts(2015).share("30%").build().unwrap();
    let scenario = pledge.scenario().unwrap().with_driver(railway).unwrap();
    assess(&scenario, Some(&pledge.history().unwrap()), &options).unwrap()
}

fn titled(title: &str) -> Assessment {
    let scenario =
        Scenario::builder("KAZ-UZB").title(title).baseline("2021", "$3B").milestone_by("5B", "2026").build().unwrap();
    assess(&scenario, None, &AssessmentOptions::new()).unwrap()
}

#[test]
fn each_kind_is_as_it_was_looked_at() {
    for (name, kind) in [
        ("kazakhstan-uzbekistan-2021", ChartKind::Route),
        ("kazakhstan-uzbekistan-2021-by-2030", ChartKind::Route),
        ("kazakhstan-uzbekistan-2018", ChartKind::Growth),
        ("kazakhstan-uzbekistan-2021", ChartKind::Flows),
        ("india-china-2005", ChartKind::Arrival),
    ] {
        let chart = draw(kind, &assessment(name), Canvas::new(800, 450).unwrap()).unwrap();
        insta::assert_snapshot!(format!("{kind}-{name}"), chart.to_svg_with(SvgFont::Named).unwrap());
    }
    let both = restated("india-china-2010", "india-china-2005");
    let chart = draw(ChartKind::Timeline, &both, Canvas::new(800, 450).unwrap()).unwrap();
    insta::assert_snapshot!("timeline-india-china-2010", chart.to_svg_with(SvgFont::Named).unwrap());
}

#[test]
fn what_became_of_others_is_as_it_was_looked_at() {
    let assessment = assessment("kazakhstan-uzbekistan-2021-by-2030");
    let charts = report::charts(&assessment, Canvas::new(800, 450).unwrap());
    let mut found = Vec::new();
    for (name, chart) in charts.into_iter().skip(5) {
        insta::assert_snapshot!(name.clone(), chart.unwrap().to_svg_with(SvgFont::Named).unwrap());
        found.push(name);
    }
    assert_eq!(found, ["base-rate-1", "base-rate-2", "eras", "precedents"]);
    let scorecard = draw(ChartKind::Scorecard, &Scorecard::of([&assessment]), Canvas::new(800, 450).unwrap()).unwrap();
    insta::assert_snapshot!("scorecard", scorecard.to_svg_with(SvgFont::Named).unwrap());
}

#[cfg(feature = "html")]
#[test]
fn a_page_is_the_same_on_any_thread_and_has_every_chart_twice() {
    let make = || report::html(&assessment("kazakhstan-uzbekistan-2021")).unwrap();
    let here = make();
    let there = std::thread::spawn(make).join().unwrap();
    assert!(here == there);
    assert_eq!((here.matches("<figure>").count(), here.matches("<svg").count()), (9, 18));
    // Colours are properties, so that a page can be dark.
    assert!(here.contains("fill=\"var(--ink)\"") && !here.contains("fill=\"#1C2430\""));
    let hostile = report::html(&titled("<script>alert(1)</script> [x](javascript:alert(1))")).unwrap();
    assert!(!hostile.contains("<script") && !hostile.contains("href="));
}

#[test]
fn text_can_be_larger_within_bounds() {
    let canvas = Canvas::new(480, 620).unwrap();
    assert!(canvas.text_percent(160).is_ok());
    for wrong in [0, 49, 301] {
        assert!(matches!(canvas.text_percent(wrong).unwrap_err().kind(), ErrorKind::OutOfRange { .. }));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_thread() {
    let make = || {
        let assessment = restated("india-china-2010", "india-china-2005");
        ChartKind::OF_ASSESSMENT.map(|kind| {
            let chart = draw(kind, &assessment, Canvas::new(640, 360).unwrap().theme(Theme::Dark)).unwrap();
            (chart.to_svg().unwrap(), chart.to_png().unwrap())
        })
    };
    let here = make();
    let threads: Vec<_> = (0..3).map(|_| std::thread::spawn(make)).collect();
    for thread in threads {
        assert!(thread.join().unwrap() == here);
    }
}

#[test]
fn an_svg_carries_its_size_title_description_and_font() {
    for shipped in Shipped::all() {
        let assessment = assessment(shipped.name());
        // A history that is not compared with its pledge leaves no flows to draw.
        let kinds = [ChartKind::Route, ChartKind::Growth, ChartKind::Flows, ChartKind::Arrival];
        for kind in kinds.into_iter().filter(|kind| *kind != ChartKind::Flows || assessment.history.is_some()) {
            let chart = draw(kind, &assessment, Canvas::new(1600, 900).unwrap()).unwrap();
            let svg = chart.to_svg().unwrap();
            assert!(svg.starts_with("<svg width=\"1600\" height=\"900\" viewBox=\"0 0 16000 9000\""));
            assert!(svg.contains(&format!("<title>{}</title>", assessment.scenario.title())));
            assert!(svg.contains(&format!("<desc>{}</desc>", chart.description())));
            assert_eq!(svg.matches("url(data:font/woff2;base64,").count(), 2);
            assert!(!svg.contains("http://") || svg.matches("http://").count() == 1, "only the name space");
            assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
        }
    }
}

#[test]
fn a_png_has_the_size_asked_for() {
    let assessment = assessment("india-china-2005");
    for (width, height) in [(480, 270), (801, 451)] {
        let png = draw(ChartKind::Route, &assessment, Canvas::new(width, height).unwrap()).unwrap().to_png().unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), (width, height));
    }
}

#[test]
fn titles_in_the_regions_languages_show_and_markup_is_text() {
    for title in [
        "Товарооборот: 5 млрд",
        "Қазақстан мен Өзбекстан: тауар айналымы",
        "Türkiye ve Gürcistan: İhracat",
        "Oʻzbekiston – soʻm",
        "Ελλάδα",
    ] {
        draw(ChartKind::Route, &titled(title), Canvas::new(800, 450).unwrap()).unwrap().to_png().unwrap();
    }
    let chart = draw(ChartKind::Route, &titled("<b>5 & \"10\"</b>"), Canvas::new(800, 450).unwrap()).unwrap();
    let svg = chart.to_svg_with(SvgFont::Named).unwrap();
    assert!(svg.contains("<title>&lt;b&gt;5 &amp; \"10\"&lt;/b&gt;</title>") && !svg.contains("<b>"));
}

#[test]
fn a_letter_the_font_lacks_is_refused_in_a_png_and_left_to_the_reader_in_an_svg() {
    let chart = draw(ChartKind::Route, &titled("中国与印度"), Canvas::new(800, 450).unwrap()).unwrap();
    assert!(chart.to_svg().unwrap().contains("中国与印度"));
    let error = chart.to_png().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Draw(_)));
    assert!(error.to_string().contains("no `中`"), "{error}");
}

#[test]
fn a_chart_of_what_is_not_there_says_so() {
    let error = draw(ChartKind::Flows, &titled("no flows"), Canvas::new(800, 450).unwrap()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Missing { .. }), "{error}");
    let file = std::env::temp_dir().join("tradepath-chart.gif");
    let chart = draw(ChartKind::Route, &titled("a route"), Canvas::new(800, 450).unwrap()).unwrap();
    assert!(chart.save(&file).unwrap_err().to_string().contains("ends in .svg or .png"));
}

#[test]
fn ten_thousand_milestones_are_drawn() {
    let mut builder = Scenario::builder("KAZ-UZB").baseline("1000-01", "$1M");
    for at in 0..10_000_i64 {
        let by = tradepath::Period::month(1001, 1).unwrap().plus(at).unwrap();
        builder = builder.milestone_by(tradepath::Amount::new(1e6 + at as f64).unwrap(), by);
    }
    let assessment = assess(&builder.build().unwrap(), None, &AssessmentOptions::new()).unwrap();
    for kind in [ChartKind::Route, ChartKind::Growth, ChartKind::Arrival] {
        draw(kind, &assessment, Canvas::new(800, 450).unwrap()).unwrap().to_svg_with(SvgFont::Named).unwrap();
    }
}

#[test]
fn both_sides_reports_are_drawn_as_they_were_looked_at() {
    let table = "year,exporter,importer,reporter,value_musd,source\n2018,KAZ,UZB,KAZ,1650,Kazakh statistics\n2018,KAZ,UZB,UZB,1700,Uzbek statistics\n\
        2019,KAZ,UZB,KAZ,1962,Kazakh statistics\n2019,KAZ,UZB,UZB,2400,Uzbek statistics\n2021,KAZ,UZB,KAZ,2775,Kazakh statistics\n2021,KAZ,UZB,UZB,2880,Uzbek statistics\n\
        2019,UZB,KAZ,,1209,CEPII BACI\n2020,UZB,KAZ,,750,CEPII BACI\n";
    let panel = Reader::new().read(table.as_bytes(), "trade.csv").unwrap().panel;
    let mirror = panel.mirror("KAZ-UZB", &Reconciliation::default()).unwrap();
    let chart = draw(ChartKind::Mirror, &mirror, Canvas::new(800, 450).unwrap()).unwrap();
    insta::assert_snapshot!("mirror", chart.to_svg_with(SvgFont::Named).unwrap());
    assert!(chart.description().contains("Kazakhstan to Uzbekistan, Uzbekistan’s figures: $2.72B in 2021"));
}

#[test]
fn a_fan_names_every_target_that_it_draws() {
    let mut drawn = 0;
    for shipped in Shipped::all() {
        let assessment = assessment(shipped.name());
        let Some(outlook) = &assessment.outlook else { continue };
        let chart = draw(ChartKind::Fan, &assessment, Canvas::new(1200, 675).unwrap()).unwrap();
        let svg = chart.to_svg_with(SvgFont::Named).unwrap();
        for target in outlook.targets.iter().take(4) {
            let name = format!("{} by {}", target.amount.in_unit(assessment.scenario.unit()), target.by);
            // The description has every name; the picture must have it too.
            assert!(svg.matches(&name).count() > 1, "{}: {name}", shipped.name());
            drawn += 1;
        }
    }
    assert!(drawn > 30, "{drawn}");
}
