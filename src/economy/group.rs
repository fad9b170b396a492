//! Groups of economies: regions of the world, and income groups.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    economy::economy::Economy,
    error::{Error, Result},
};

/// A group of economies: a region of the United Nations' standard M49, or an income group of the World Bank.
///
/// A region is a continent, a sub-region, or an intermediate region such as South America. The income groups are those
/// of the World Bank's fiscal year 2026, by national income per head in 2024. They say what an economy is now, not what
/// it was when it traded. Ethiopia and Venezuela are in no income group, and neither are economies that no longer
/// exist.
///
/// A base rate can be limited to pairs of which one side belongs to a group: see
/// [`Partner`](crate::base_rate::Partner).
///
/// ```
/// use tradepath::EconomyGroup;
///
/// let region: EconomyGroup = "central-asia".parse()?;
/// assert!(region.has("KAZ".parse()?) && !region.has("CHN".parse()?));
/// assert_eq!(region.name(), "Central Asia");
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// In files a group is its name:
///
/// ```
/// use tradepath::EconomyGroup;
///
/// let group: EconomyGroup = serde_json::from_str(r#""central-asia""#).unwrap();
/// assert_eq!(serde_json::to_string(&group).unwrap(), r#""Central Asia""#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EconomyGroup(&'static str);

/// The regions of M49 that are not divided further: name, and the codes of the economies in it, with spaces between
/// (United Nations Statistics Division, Standard country or area codes for statistical use).
///
/// No economy is in two of them.
#[rustfmt::skip]
const REGIONS: &[(&str, &str)] = &[
    ("Australia and New Zealand", "AUS CCK CXR HMD NFK NZL"),
    ("Caribbean", "ABW AIA ATG BES BHS BLM BRB CUB CUW CYM DMA DOM GLP GRD HTI JAM KNA LCA MAF MSR MTQ PRI SXM TCA TTO VCT VGB VIR"),
    ("Central America", "BLZ CRI GTM HND MEX NIC PAN SLV"),
    ("Central Asia", "KAZ KGZ TJK TKM UZB"),
    ("Eastern Africa", "ATF BDI COM DJI ERI ETH IOT KEN MDG MOZ MUS MWI MYT REU RWA SOM SSD SYC TZA UGA ZMB ZWE"),
    ("Eastern Asia", "CHN HKG JPN KOR MAC MNG PRK TWN"),
    ("Eastern Europe", "BGR BLR CZE HUN MDA POL ROU RUS SVK UKR"),
    ("Melanesia", "FJI NCL PNG SLB VUT"),
    ("Micronesia", "FSM GUM KIR MHL MNP NRU PLW UMI"),
    ("Middle Africa", "AGO CAF CMR COD COG GAB GNQ STP TCD"),
    ("Northern Africa", "DZA EGY ESH LBY MAR SDN TUN"),
    ("Northern America", "BMU CAN GRL SPM USA"),
    ("Northern Europe", "ALA DNK EST FIN FRO GBR GGY IMN IRL ISL JEY LTU LVA NOR SJM SWE"),
    ("Polynesia", "ASM COK NIU PCN PYF TKL TON TUV WLF WSM"),
    ("South America", "ARG BOL BRA BVT CHL COL ECU FLK GUF GUY PER PRY SGS SUR URY VEN"),
    ("South-eastern Asia", "BRN IDN KHM LAO MMR MYS PHL SGP THA TLS VNM"),
    ("Southern Africa", "BWA LSO NAM SWZ ZAF"),
    ("Southern Asia", "AFG BGD BTN IND IRN LKA MDV NPL PAK"),
    ("Southern Europe", "ALB AND BIH ESP GIB GRC HRV ITA MKD MLT MNE PRT SMR SRB SVN VAT XKX"),
    ("Western Africa", "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SHN SLE TGO"),
    ("Western Asia", "ARE ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM"),
    ("Western Europe", "AUT BEL CHE DEU FRA LIE LUX MCO NLD"),
];

/// The regions of M49 that consist of others: name, and the names of their parts in [`REGIONS`].
///
/// Regions may overlap here: the Caribbean is in the Americas, and in Latin America and the Caribbean.
#[rustfmt::skip]
const UNIONS: &[(&str, &[&str])] = &[
    ("Africa", &["Eastern Africa", "Middle Africa", "Northern Africa", "Southern Africa", "Western Africa"]),
    ("Americas", &["Caribbean", "Central America", "Northern America", "South America"]),
    ("Asia", &["Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia"]),
    ("Europe", &["Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"]),
    ("Latin America and the Caribbean", &["Caribbean", "Central America", "South America"]),
    ("Oceania", &["Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia"]),
    ("Sub-Saharan Africa", &["Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"]),
];

/// The World Bank's income groups for its fiscal year 2026: name, and the codes of the economies in it, with spaces
/// between.
///
/// No economy is in two of them.
#[rustfmt::skip]
const INCOMES: &[(&str, &str)] = &[
    ("High income", "ABW AND ARE ASM ATG AUS AUT BEL BGR BHR BHS BMU BRB BRN CAN CHE CHL CRI CUW CYM CYP CZE DEU DNK ESP EST FIN FRA FRO GBR GIB GRC GRL GUM GUY HKG HRV HUN IMN IRL ISL ISR ITA JPN KNA KOR KWT LIE LTU LUX LVA MAC MAF MCO MLT MNP NCL NLD NOR NRU NZL OMN PAN PLW POL PRI PRT PYF QAT ROU RUS SAU SGP SMR SVK SVN SWE SXM SYC TCA TTO TWN URY USA VGB VIR"),
    ("Upper middle income", "ALB ARG ARM AZE BIH BLR BLZ BRA BWA CHN COL CPV CUB DMA DOM DZA ECU FJI GAB GEO GNQ GRD GTM IDN IRN IRQ JAM KAZ LBY LCA MDA MDV MEX MHL MKD MNE MNG MUS MYS PER PRY SLV SRB SUR THA TKM TON TUR TUV UKR VCT WSM XKX ZAF"),
    ("Lower middle income", "AGO BEN BGD BOL BTN CIV CMR COG COM DJI EGY FSM GHA GIN HND HTI IND JOR KEN KGZ KHM KIR LAO LBN LKA LSO MAR MMR MRT NAM NGA NIC NPL PAK PHL PNG PSE SEN SLB STP SWZ TJK TLS TUN TZA UZB VNM VUT ZMB ZWE"),
    ("Low income", "AFG BDI BFA CAF COD ERI GMB GNB LBR MDG MLI MOZ MWI NER PRK RWA SDN SLE SOM SSD SYR TCD TGO UGA YEM"),
];

impl EconomyGroup {
    /// Every group: the regions that have parts, the regions without, then the income groups.
    ///
    /// ```
    /// use tradepath::EconomyGroup;
    ///
    /// assert!(EconomyGroup::all().any(|group| group.name() == "Central Asia"));
    /// assert!(EconomyGroup::all().any(|group| group.name() == "High income"));
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        let unions = UNIONS.iter().map(|(name, _)| Self(name));
        unions.chain(REGIONS.iter().chain(INCOMES).map(|(name, _)| Self(name)))
    }

    /// The group's English name, such as `Central Asia`. It is the text that documents and messages show.
    ///
    /// ```
    /// use tradepath::EconomyGroup;
    ///
    /// let group: EconomyGroup = "high_income".parse()?;
    /// assert_eq!(group.name(), "High income");
    /// assert_eq!(group.to_string(), group.name());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Whether an economy belongs to the group. A region that has parts contains every economy of its parts.
    ///
    /// An economy can be in several groups: Kazakhstan is in Central Asia, in Asia, and among the upper middle incomes.
    ///
    /// ```
    /// use tradepath::EconomyGroup;
    ///
    /// let africa: EconomyGroup = "Africa".parse()?;
    /// assert!(africa.has("EGY".parse()?) && africa.has("ZAF".parse()?));
    /// assert!(!africa.has("KAZ".parse()?));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn has(self, economy: Economy) -> bool {
        // A group without parts is its own only part, so that one search serves both.
        let itself = [self.0];
        let parts = UNIONS.iter().find(|(name, _)| *name == self.0).map_or(&itself[..], |(_, parts)| parts);
        let listed = REGIONS.iter().chain(INCOMES).filter(|(name, _)| parts.contains(name));
        let mut codes = listed.flat_map(|(_, codes)| codes.split(' '));
        codes.any(|code| code == economy.code())
    }
}

/// Writes the [name](EconomyGroup::name). Width, fill and alignment are honoured.
impl fmt::Display for EconomyGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// The name, which is a group's form in files.
impl From<EconomyGroup> for String {
    fn from(group: EconomyGroup) -> Self {
        group.0.to_owned()
    }
}

/// Reads a name from an owned text: the door through which serde reads a group.
impl TryFrom<String> for EconomyGroup {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl FromStr for EconomyGroup {
    type Err = Error;

    /// Reads the name in capitals or small letters, with spaces, dashes or underscores: `central-asia`.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for another text; the message lists the names that are accepted.
    ///
    /// # Examples
    /// ```
    /// use tradepath::EconomyGroup;
    ///
    /// let region: EconomyGroup = "Central Asia".parse()?;
    /// assert_eq!(region, "CENTRAL_ASIA".parse()?);
    /// let error = "atlantis".parse::<EconomyGroup>().unwrap_err();
    /// assert!(error.to_string().contains("central-asia"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let plain = |name: &str| name.trim().to_lowercase().replace([' ', '_'], "-");
        let wanted = plain(text);
        Self::all().find(|group| plain(group.0) == wanted).ok_or_else(|| {
            let hint = "expected a region, such as asia or central-asia, or an income group, such as low-income";
            Error::parse("a group of economies", text, 1, hint)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_an_economy_and_stands_in_one_region_and_one_class_at_most() {
        for table in [REGIONS, INCOMES] {
            let mut codes: Vec<&str> = table.iter().flat_map(|(_, codes)| codes.split(' ')).collect();
            assert!(codes.iter().all(|code| Economy::from_code(code).is_some_and(|economy| economy.code() == *code)));
            let all = codes.len();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), all);
        }
        for (name, parts) in UNIONS {
            assert!(parts.iter().all(|part| REGIONS.iter().any(|(region, _)| region == part)), "{name}");
        }
    }

    #[test]
    fn every_name_is_read_back_and_others_are_refused_with_those_there_are() {
        for group in EconomyGroup::all() {
            assert_eq!(group.name().to_uppercase().replace(' ', "-").parse::<EconomyGroup>().unwrap(), group);
        }
        assert!("atlantis".parse::<EconomyGroup>().unwrap_err().to_string().contains("central-asia"));
        let africa: EconomyGroup = "Africa".parse().unwrap();
        assert!(africa.has("EGY".parse().unwrap()) && africa.has("ZAF".parse().unwrap()));
    }
}
