//! Drawing each chart as SVG and PNG.

use divan::{Bencher, black_box};
use tradepath::{
    Assessment, AssessmentOptions, assess,
    chart::{Canvas, ChartKind, draw},
    drivers::Driver,
    scenario::shipped,
};

fn main() {
    divan::main();
}

fn assessment() -> Assessment {
    let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030").unwrap();
    let before = shipped("kazakhstan-uzbekistan-2018").unwrap().scenario().unwrap();
    let options = AssessmentOptions::new().restates([before]);
    let railway = Driver::builder("Railway", "corridor").starts(2027).share("30%").build().unwrap();
    let scenario = pledge.scenario().unwrap().with_driver(railway).unwrap();
    assess(&scenario, Some(&pledge.history().unwrap()), &options).unwrap()
}

#[divan::bench(args = ChartKind::OF_ASSESSMENT)]
fn svg_900_by_540(bencher: Bencher, kind: ChartKind) {
    let (assessment, canvas) = (assessment(), Canvas::new(900, 540).unwrap());
    bencher.bench(|| draw(kind, black_box(&assessment), canvas).unwrap().to_svg().unwrap());
}

#[divan::bench(args = ChartKind::OF_ASSESSMENT, sample_count = 20)]
fn png_900_by_540(bencher: Bencher, kind: ChartKind) {
    let (assessment, canvas) = (assessment(), Canvas::new(900, 540).unwrap());
    bencher.bench(|| draw(kind, black_box(&assessment), canvas).unwrap().to_png().unwrap());
}

#[divan::bench(sample_count = 10)]
fn png_1600_by_900(bencher: Bencher) {
    let (assessment, canvas) = (assessment(), Canvas::new(1600, 900).unwrap());
    bencher.bench(|| draw(ChartKind::Route, black_box(&assessment), canvas).unwrap().to_png().unwrap());
}
