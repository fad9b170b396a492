//! How trade responds to a cause: a range for the effect of one unit of its strength.

use crate::{
    drivers::cause::{preset::Preset, response_of::ResponseOf},
    error::{Error, Result},
};

/// A range for the effect of one unit of a driver's strength: the 10th, 50th and 90th percentile of what it may be.
///
/// Low and high go from the weaker effect to the stronger one, so that an elasticity to costs goes from -2 to -5.
///
/// ```
/// use tradepath::drivers::{Response, ResponseOf};
///
/// let shipped = Response::preset("trade-cost")?;
/// assert_eq!([shipped.low(), shipped.central(), shipped.high()], [-2.0, -3.8, -5.03]);
///
/// let own = Response::new(ResponseOf::Agreement, [0.1, 0.2, 0.3], "own estimate of 2024")?;
/// assert_eq!(own.source(), "own estimate of 2024");
/// assert!(Response::new(ResponseOf::Agreement, [0.3, 0.2, 0.1], "out of order").is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    of: ResponseOf,
    range: [f64; 3],
    source: String,
    preset: Option<&'static str>,
}

impl Response {
    /// A range of one's own, with where it is from.
    ///
    /// # Errors
    /// With the key that is wrong: [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a number of the wrong sign
    /// or that is not finite; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for numbers that are not in
    /// order from the weaker effect to the stronger one; [`ErrorKind::Missing`](crate::ErrorKind::Missing) without a
    /// source.
    pub fn new(of: ResponseOf, range: [f64; 3], source: impl Into<String>) -> Result<Self> {
        let source = source.into();
        if source.trim().is_empty() {
            let hint = "say where the range is from: source = \"...\"";
            return Err(Error::missing("source of the response", hint).at_key("source"));
        }
        Self::unsourced(of, range, source)
    }

    /// A range whose source may be empty: that of an event, which is stated.
    pub(crate) fn unsourced(of: ResponseOf, range: [f64; 3], source: String) -> Result<Self> {
        let most = of.largest();
        for (value, key) in range.into_iter().zip(["low", "central", "high"]) {
            if !value.is_finite() || value.abs() > most || !of.accepts(value) {
                let accepted = match of {
                    ResponseOf::TransportCost | ResponseOf::TradeCost => {
                        format!("from -{most} to 0, as trade rises where costs fall")
                    }
                    ResponseOf::Appreciation => format!("from -{most} to {most}"),
                    ResponseOf::Event => format!("from -{most} to {most}; 0.3 is 30 log points"),
                    of if of.is_in_log_points() => format!("from 0 to {most}; 0.3 is 30 log points"),
                    _ => format!("from 0 to {most}"),
                };
                return Err(Error::out_of_range(of.words(), value, accepted).at_key(key));
            }
        }
        let [low, central, high] = range;
        // From the weaker effect to the stronger one; what may help or harm goes either way.
        let either = matches!(of, ResponseOf::Appreciation | ResponseOf::Event);
        let stronger = |one: f64, next: f64| one.abs() <= next.abs();
        let in_order = if either {
            range.is_sorted() || (low >= central && central >= high)
        } else {
            stronger(low, central) && stronger(central, high)
        };
        if !in_order {
            let message = format!("low, central and high are not in order: {low}, {central}, {high}");
            return Err(Error::contradiction(message).at_key("central"));
        }
        // Adding zero turns -0.0 into 0.0.
        Ok(Self { of, range: range.map(|value| value + 0.0), source, preset: None })
    }

    /// A range from the literature that comes with the crate, by its name.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for a name that no [preset](Preset) has.
    pub fn preset(name: &str) -> Result<Self> {
        let preset = Preset::find(name)?;
        let range = [preset.low, preset.central, preset.high];
        Ok(Self { of: preset.of, range, source: preset.source.clone(), preset: Some(&preset.name) })
    }

    /// What it is for one unit of.
    pub fn of(&self) -> ResponseOf {
        self.of
    }

    /// The weaker effect, the 10th percentile of its strength.
    pub fn low(&self) -> f64 {
        self.range[0]
    }

    /// The effect in the middle.
    pub fn central(&self) -> f64 {
        self.range[1]
    }

    /// The stronger effect, the 90th percentile of its strength.
    pub fn high(&self) -> f64 {
        self.range[2]
    }

    /// Where the range is from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The name of the preset, where it is one.
    pub fn preset_name(&self) -> Option<&'static str> {
        self.preset
    }

    /// Low, central and high.
    pub(crate) fn range(&self) -> [f64; 3] {
        self.range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_the_sign_of_its_kind_and_an_order() {
        let key = |of, range| Response::new(of, range, "own").unwrap_err().position().key.clone().unwrap();
        assert_eq!(key(ResponseOf::TradeCost, [-2.0, 3.8, -5.0]), "central");
        assert_eq!(key(ResponseOf::Income, [-0.1, 0.9, 1.0]), "low");
        assert_eq!(key(ResponseOf::Income, [0.7, 0.9, f64::NAN]), "high");
        assert_eq!(key(ResponseOf::Event, [-0.1, 0.2, 0.1]), "central");
        assert!(Response::new(ResponseOf::Event, [-0.02, -0.08, -0.21], "own").is_ok());
        assert!(Response::new(ResponseOf::Event, [-0.07, 0.12, 0.27], "own").is_ok());
        assert_eq!(Response::new(ResponseOf::Income, [0.7, 0.9, 1.0], " ").unwrap_err().code(), "missing");
    }
}
