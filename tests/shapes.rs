//! Every shape passes through what it was solved for, on any stage.

use proptest::prelude::*;
use tradepath::{
    GrowthRate,
    growth::{ByLeg, Compound, Damped, Gompertz, Linear, Logistic, Ramp, Shape, Smooth, Stage},
};

fn meets(shape: &dyn Shape, stage: Stage) -> bool {
    (shape.multiple(stage.years()) / stage.multiple() - 1.0).abs() < 1e-9 && shape.multiple(0.0) == 1.0
}

fn stages() -> impl Strategy<Value = Vec<Stage>> {
    prop::collection::vec((0.1..15.0_f64, -3.0..3.0_f64), 1..12).prop_map(|steps| {
        let mut years = 0.0;
        let mut stage = |(step, log): (f64, f64)| {
            years += step;
            Stage::new(years, log.exp()).unwrap()
        };
        steps.into_iter().map(&mut stage).collect()
    })
}

proptest! {
    #[test]
    fn a_solved_shape_meets_its_stage(years in 0.05..80.0_f64, multiple in 0.01..100.0_f64, headroom in 1.01..50.0_f64, damping in 0.05..1.0_f64, from in -0.2..0.4_f64, over in 0.5..60.0_f64) {
        let stage = Stage::new(years, multiple).unwrap();
        prop_assert!(meets(&Compound::meeting(stage).unwrap(), stage));
        prop_assert!(meets(&Linear::meeting(stage).unwrap(), stage));
        prop_assert!(meets(&Damped::meeting(stage, damping).unwrap(), stage));
        if let Ok(ramp) = Ramp::meeting(stage, GrowthRate::from_effective(from).unwrap(), over) {
            prop_assert!(meets(&ramp, stage));
        }
        if multiple > 1.0 {
            prop_assert!(meets(&Logistic::meeting(stage, multiple * headroom).unwrap(), stage));
            prop_assert!(meets(&Gompertz::meeting(stage, multiple * headroom).unwrap(), stage));
        }
    }

    #[test]
    fn shapes_through_milestones_pass_each_exactly_and_never_overshoot(stages in stages()) {
        let shapes: [Box<dyn Shape>; 2] = [Box::new(ByLeg::new(stages.clone()).unwrap()), Box::new(Smooth::new(stages.clone()).unwrap())];
        for shape in shapes {
            let mut before = Stage::new(1e-9, 1.0).unwrap();
            for stage in &stages {
                prop_assert_eq!(shape.multiple(stage.years()), stage.multiple());
                let (low, high) = (before.multiple().min(stage.multiple()), before.multiple().max(stage.multiple()));
                for piece in 1..20 {
                    let years = before.years() + (stage.years() - before.years()) * f64::from(piece) / 20.0;
                    let value = shape.multiple(years);
                    prop_assert!(value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9), "{shape:?} at {years}: {value} outside {low}..{high}");
                }
                before = *stage;
            }
        }
    }

    #[test]
    fn growth_to_a_ceiling_never_passes_it(ceiling in 1.01..1e6_f64, rate in 0.001..2.0_f64, years in 0.0..1e4_f64) {
        let rate = GrowthRate::from_effective(rate).unwrap();
        prop_assert!(Logistic::new(ceiling, rate).unwrap().multiple(years) <= ceiling * (1.0 + 1e-12));
        prop_assert!(Gompertz::new(ceiling, rate).unwrap().multiple(years) <= ceiling * (1.0 + 1e-12));
    }
}

/// What is written of a shape is read back as the same shape.
fn comes_back<S>(shape: &S)
where
    S: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let json = serde_json::to_string(shape).unwrap();
    assert_eq!(&serde_json::from_str::<S>(&json).unwrap(), shape, "{json}");
}

proptest! {
    #[test]
    fn every_shape_is_read_back(stages in stages(), rate in -0.5..2.0_f64, ceiling in 1.01..50.0_f64, damping in 0.05..1.0_f64, over in 0.5..60.0_f64) {
        let rate = GrowthRate::from_effective(rate).unwrap();
        comes_back(&stages[0]);
        comes_back(&Compound::new(rate));
        comes_back(&Linear::new(rate.effective()).unwrap());
        comes_back(&Damped::new(rate, damping).unwrap());
        comes_back(&Ramp::new(rate, GrowthRate::ZERO, over).unwrap());
        comes_back(&Logistic::new(ceiling, rate).unwrap());
        comes_back(&Gompertz::new(ceiling, rate).unwrap());
        comes_back(&ByLeg::new(stages.clone()).unwrap());
        comes_back(&Smooth::new(stages).unwrap());
    }
}

#[test]
fn a_shape_that_cannot_be_is_not_read() {
    assert!(serde_json::from_str::<Stage>(r#"{"years": 0, "multiple": 2}"#).is_err());
    assert!(serde_json::from_str::<Damped>(r#"{"rate": 0.1, "damping": 1.5}"#).is_err());
    assert!(serde_json::from_str::<Ramp>(r#"{"from": 0.1, "to": 0.2, "over": 0}"#).is_err());
    assert!(serde_json::from_str::<Logistic>(r#"{"ceiling": 0.5, "pace": 0.1}"#).is_err());
    assert!(serde_json::from_str::<Compound>(r#"{"rate": 0.1, "speed": 1}"#).is_err());
    let smooth = Smooth::new(vec![Stage::new(1.0, 1.1).unwrap(), Stage::new(2.0, 1.3).unwrap()]).unwrap();
    let other = serde_json::to_string(&smooth).unwrap().replacen("1.1", "1.2", 1);
    assert!(serde_json::from_str::<Smooth>(&other).unwrap_err().to_string().contains("logarithms"));
}
