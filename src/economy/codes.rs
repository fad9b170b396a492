//! Codes of economies and groups that ISO 3166-1 does not give.
//!
//! They come from UN Comtrade, WITS, the IMF, the World Bank, Correlates of War and ISO 3166-3. Economies that ISO
//! 3166-1 does have come from the crate `iso3166`; [`listed`](super::listed) joins both into one table.
//!
//! Every table here is sorted by its first field and has no key twice, because [`ALIASES`] is searched by bisection and
//! a double key would hide one of its values. The tests in `economy.rs` check that every code names an economy.
//!
//! | table | from | to |
//! |---|---|---|
//! | [`ENTITIES`] | a code of three characters | the economy itself |
//! | [`ALIASES`] | another source's code | a code of three characters |
//! | [`COMTRADE_NUMERIC`], [`IMF_NUMERIC`], [`COW_NUMERIC`] | a source's number | a code of three characters |
//! | [`BLOCS`], [`BLOC_NAMES`] | a bloc's code, another name of it | its name, its code |
//! | [`GROUPS`] | a code with a letter | the name of a group |
//! | [`IMF_GROUPS`], [`COMTRADE_GROUPS`] | a source's number | the name of a group |

use crate::economy::kind::EconomyKind as Kind;

/// Economies that the crate `iso3166` does not have: code, UN Comtrade (M49) number (0 where there is none), kind,
/// name.
///
/// The code is that of ISO 3166-3 where there is one. Otherwise it is the code of UN Comtrade, WITS, the IMF, the World
/// Bank or Correlates of War. ISO 3166-1 leaves the codes `QMA` to `QZZ` and `XAA` to `XXZ` to its users; those here
/// are this project's own.
#[rustfmt::skip]
pub(crate) const ENTITIES: &[(&str, u16, Kind, &str)] = &[
    ("A49", 129, Kind::Area, "Caribbean, nes"),
    ("A59", 637, Kind::Area, "North America and Central America, nes"),
    ("A79", 636, Kind::Area, "Rest of America, nes"),
    ("ANT", 530, Kind::Historical, "Netherlands Antilles"),
    ("ATA", 10, Kind::Area, "Antarctica"),
    ("ATB", 80, Kind::Area, "British Antarctic Territory"),
    ("ATN", 216, Kind::Historical, "Dronning Maud Land"),
    ("AUH", 0, Kind::Historical, "Austria-Hungary"),
    ("BLX", 58, Kind::Historical, "Belgium-Luxembourg"),
    ("BUN", 837, Kind::Area, "Bunkers"),
    ("CHI", 830, Kind::Area, "Channel Islands"),
    ("CSK", 200, Kind::Historical, "Czechoslovakia"),
    ("CTE", 128, Kind::Historical, "Canton and Enderbury Islands"),
    ("CWX", 0, Kind::Area, "Curacao and Sint Maarten"),
    ("DDR", 278, Kind::Historical, "German Democratic Republic"),
    ("E19", 568, Kind::Area, "Other Europe, nes"),
    ("E29", 221, Kind::Area, "Eastern Europe, nes"),
    ("ETF", 230, Kind::Historical, "Ethiopia (including Eritrea)"),
    ("F19", 577, Kind::Area, "Other Africa, nes"),
    ("F49", 290, Kind::Area, "Northern Africa, nes"),
    ("F97", 879, Kind::Area, "Western Asia, nes"),
    ("FRE", 838, Kind::Area, "Free Zones"),
    ("FRG", 280, Kind::Historical, "West Germany"),
    ("GAZ", 274, Kind::Area, "Gaza Strip"),
    ("GEL", 0, Kind::Historical, "Gilbert and Ellice Islands"),
    ("JTN", 396, Kind::Historical, "Johnston Island"),
    ("MID", 488, Kind::Historical, "Midway Islands"),
    ("NTZ", 536, Kind::Historical, "Neutral Zone"),
    ("O19", 527, Kind::Area, "Oceania, nes"),
    ("PCI", 582, Kind::Historical, "Pacific Islands (trust territory)"),
    ("PCZ", 592, Kind::Historical, "Panama Canal Zone"),
    ("PUS", 849, Kind::Area, "US Miscellaneous Pacific Islands"),
    ("QNA", 658, Kind::Historical, "Saint Kitts, Nevis and Anguilla"),
    ("QOR", 0, Kind::Historical, "Korea (before 1910)"),
    ("QPK", 588, Kind::Historical, "East and West Pakistan"),
    ("QPM", 459, Kind::Historical, "Peninsula Malaysia"),
    ("QRI", 647, Kind::Historical, "Ryukyu Islands"),
    ("QRN", 717, Kind::Historical, "Rhodesia and Nyasaland"),
    ("QSD", 736, Kind::Historical, "Sudan (including South Sudan)"),
    ("QSH", 461, Kind::Historical, "Sabah"),
    ("QSK", 457, Kind::Historical, "Sarawak"),
    ("QTK", 835, Kind::Historical, "Tanganyika"),
    ("QZP", 836, Kind::Historical, "Zanzibar and Pemba"),
    ("R20", 697, Kind::Area, "Europe EFTA, nes"),
    ("R91", 471, Kind::Area, "CACM, nes"),
    ("RVN", 868, Kind::Historical, "Republic of Vietnam"),
    ("S19", 490, Kind::Area, "Other Asia, nes"),
    ("SCG", 891, Kind::Historical, "Serbia and Montenegro"),
    ("SKM", 698, Kind::Historical, "Sikkim"),
    ("SPE", 839, Kind::Area, "Special Categories"),
    ("SUN", 810, Kind::Historical, "Soviet Union"),
    ("UNS", 899, Kind::Area, "Areas, nes"),
    ("VDR", 866, Kind::Historical, "Democratic Republic of Vietnam"),
    ("WAK", 872, Kind::Historical, "Wake Island"),
    ("XAC", 472, Kind::Area, "Africa CAMEU region, nes"),
    ("XEU", 0, Kind::Area, "Europe EU, nes"),
    ("XKX", 412, Kind::Area, "Kosovo"),
    ("XLA", 473, Kind::Area, "LAIA, nes"),
    ("XNE", 0, Kind::Area, "Europe not specified"),
    ("XNF", 0, Kind::Area, "Africa not specified"),
    ("XNM", 0, Kind::Area, "Middle East and Central Asia not specified"),
    ("XNS", 0, Kind::Area, "Asia not specified"),
    ("XNW", 0, Kind::Area, "Western Hemisphere not specified"),
    ("YAR", 886, Kind::Historical, "Yemen Arab Republic"),
    ("YMD", 720, Kind::Historical, "Democratic Yemen"),
    ("YUG", 890, Kind::Historical, "Yugoslavia"),
    ("ZA1", 711, Kind::Historical, "Southern African Customs Union"),
];

/// Other codes for an economy: the code that a source uses, and the code of three characters that it stands for.
///
/// `ROM` for Romania is such a code, and so are `ZAR` for the Democratic Republic of the Congo and `KSV` for Kosovo.
/// The table must stay sorted: [`Economy::from_code`](crate::Economy) searches it by bisection.
#[rustfmt::skip]
pub(crate) const ALIASES: &[(&str, &str)] = &[
    ("1C_355", "CWX"), ("1C_459", "YMD"), ("1C_473", "YAR"), ("ADO", "AND"), ("AFI", "DJI"), ("BAT", "ATB"),
    ("BUR", "MMR"), ("BYS", "BLR"), ("CSH", "CSK"), ("DE2", "DDR"), ("DHY", "BEN"), ("EL", "GRC"), ("FXX", "FRA"), ("HVO", "BFA"),
    ("IMY", "IMN"), ("KOS", "XKX"), ("KSV", "XKX"), ("MNT", "MNE"), ("NHB", "VUT"), ("NZE", "NTZ"), ("OAS", "S19"),
    ("PCE", "PCI"), ("RHO", "ZWE"), ("RKS", "XKX"), ("ROM", "ROU"), ("SER", "SRB"), ("SUD", "SDN"), ("SUH", "SUN"),
    ("SVU", "SUN"), ("TMP", "TLS"), ("TX117", "JEY"), ("TX126", "BLX"), ("TX399", "XNW"), ("TX489", "XNM"),
    ("TX598", "XNS"), ("TX793", "ESH"), ("TX799", "XNF"), ("TX814", "CXR"), ("TX865", "BVT"), ("TX871", "CCK"),
    ("TX872", "HMD"), ("TX884", "XNE"), ("TX898", "UNS"), ("TX899", "SPE"), ("USP", "PUS"), ("UVK", "XKX"),
    ("WBG", "PSE"), ("X1", "BUN"), ("X2", "FRE"), ("XK", "XKX"), ("XKO", "XKX"), ("XKV", "XKX"), ("XP", "PSE"), ("XS", "SRB"), ("XU", "GBR"), ("XX", "SPE"), ("YDR", "YMD"),
    ("YUC", "YUG"), ("ZAR", "COD"), ("_AC", "XAC"), ("_CI", "CHI"), ("_KS", "XKX"), ("_MI", "MID"), ("_PM", "QPM"),
    ("_RI", "QRI"), ("_RN", "QRN"), ("_SH", "QSH"), ("_SK", "QSK"), ("_SM", "SKM"), ("_TK", "QTK"), ("_WI", "WAK"),
    ("_X", "UNS"), ("_ZP", "QZP"),
];

/// What stands in a pair for a list of economies, whose name and members are those of [`Partners`](super::Partners): code and
/// name.
pub(crate) const LISTS: [(&str, &str); 2] = [("LIST1", "the first list"), ("LIST2", "the second list")];

/// Blocs: code and name, in the order of the codes. Their members are in `data/economy/blocs.csv`.
pub(crate) const BLOCS: &[(&str, &str)] = &[
    ("ASEAN", "ASEAN"),
    ("BRICS", "BRICS"),
    ("C5", "Central Asia"),
    ("CIS", "Commonwealth of Independent States"),
    ("EAEU", "Eurasian Economic Union"),
    ("EU", "European Union"),
    ("GCC", "Gulf Cooperation Council"),
    ("MERCOSUR", "Mercosur"),
    ("OTS", "Organization of Turkic States"),
    ("SCO", "Shanghai Cooperation Organisation"),
    ("USMCA", "USMCA"),
];

/// Other names of blocs, in lower case, with their codes.
pub(crate) const BLOC_NAMES: &[(&str, &str)] = &[
    ("association of south-east asian nations", "ASEAN"),
    ("association of southeast asian nations", "ASEAN"),
    ("central asian five", "C5"),
    ("eeu", "EAEU"),
    ("eurasian union", "EAEU"),
    ("nafta", "USMCA"),
    ("shanghai cooperation organization", "SCO"),
    ("organisation of turkic states", "OTS"),
    ("turkic council", "OTS"),
    ("turkic states", "OTS"),
];

/// UN Comtrade's numbers that are neither in ISO 3166-1 nor in [`ENTITIES`].
///
/// Comtrade gives some customs territories a number of their own: 251 for France, 842 for the United States, 699 for
/// India.
#[rustfmt::skip]
pub(crate) const COMTRADE_NUMERIC: &[(u16, &str)] = &[
    (249, "FRA"), (251, "FRA"), (381, "ITA"), (532, "ANT"), (579, "NOR"), (590, "PAN"), (699, "IND"), (757, "CHE"),
    (841, "USA"), (842, "USA"), (898, "UNS"),
];

/// The world and groups of economies, by codes that contain a letter.
///
/// A reader of files uses them to tell a group, whose members have figures of their own, from a code that nobody knows.
#[rustfmt::skip]
pub(crate) const GROUPS: &[(&str, &str)] = &[
    ("1C_080", "Export earnings: fuel"), ("1C_092", "Export earnings: nonfuel"), ("A10", "Western Hemisphere"),
    ("AFE", "Africa Eastern and Southern"), ("AFR", "Africa"), ("AFW", "Africa Western and Central"), ("ANS", "Areas not specified"),
    ("APEC", "APEC"), ("ARB", "Arab World"), ("ASEAN", "ASEAN"), ("B0", "European Union"), ("BRICS", "BRICS"),
    ("CEB", "Central Europe and the Baltics"), ("CIS", "Commonwealth of Independent States"), ("COMESA", "COMESA"),
    ("CPTPP", "CPTPP"), ("CSS", "Caribbean small states"), ("EA", "Euro area"), ("EA12", "Euro area (12 members)"),
    ("EA17", "Euro area (17 members)"), ("EA18", "Euro area (18 members)"), ("EA19", "Euro area (19 members)"),
    ("EA20", "Euro area (20 members)"), ("EA21", "Euro area (21 members)"), ("EAEU", "Eurasian Economic Union"),
    ("EAP", "East Asia & Pacific (excluding high income)"), ("EAR", "Early-demographic dividend"),
    ("EAS", "East Asia & Pacific"), ("ECA", "Europe & Central Asia (excluding high income)"), ("ECOWAS", "ECOWAS"),
    ("ECS", "Europe & Central Asia"), ("EEA", "European Economic Area"), ("EEU", "Eurasian Economic Union"),
    ("EFTA", "European Free Trade Association"), ("EMU", "Euro area"), ("EU", "European Union"),
    ("EU-15", "European Union (15 members)"), ("EU-25", "European Union (25 members)"),
    ("EU-27", "European Union (27 members)"), ("EU-28", "European Union (28 members)"),
    ("EU12", "European Union (12 members)"), ("EU15", "European Union (15 members)"),
    ("EU25", "European Union (25 members)"), ("EU27", "European Union (27 members)"),
    ("EU27_2007", "European Union (27 members, 2007-2013)"),
    ("EU27_2020", "European Union (27 members, from 2020)"), ("EU27_2020_EXTRA", "Extra-EU"),
    ("EU27_2020_INTRA", "Intra-EU"), ("EU28", "European Union (28 members)"), ("EUN", "European Union"),
    ("EUR", "European Union"), ("EUU", "European Union"), ("EXT_EU27_2020", "Extra-EU"),
    ("F6", "Sub-Saharan Africa"), ("FCS", "Fragile and conflict affected situations"), ("G001", "World"),
    ("G080", "EMDEs by Source of Export Earnings: Fuel"), ("G092", "EMDEs by Source of Export Earnings: Nonfuel"),
    ("G110", "Advanced Economies"), ("G119", "Major advanced economies (G7)"), ("G123", "Other advanced economies"),
    ("G163", "Euro Area (EA)"), ("G20", "G20"), ("G200", "Emerging Market and Developing Economies"),
    ("G205", "Latin America and the Caribbean (LAC)"), ("G309", "Eastern Caribbean Currency Union"),
    ("G400", "Middle East and Central Asia"), ("G505", "Emerging and Developing Asia"), ("G510", "ASEAN-5"),
    ("G603", "Sub-Saharan Africa (SSA)"), ("G7", "G7"), ("G758", "Central African Economic and Monetary Community"),
    ("G759", "West African Economic and Monetary Union"), ("G903", "Emerging and Developing Europe"),
    ("G998", "European Union (EU)"), ("GCC", "Gulf Cooperation Council"), ("GX123", "Other advanced economies"),
    ("GX170", "Europe"), ("GX405", "Middle East"),
    ("GX440", "Middle East, North Africa, Afghanistan, and Pakistan"), ("GX605", "Africa"), ("GX901", "CIS"),
    ("HIC", "High income"), ("HPC", "Heavily indebted poor countries (HIPC)"), ("IBD", "IBRD only"),
    ("IBT", "IDA & IBRD total"), ("IDA", "IDA total"), ("IDB", "IDA blend"), ("IDX", "IDA only"),
    ("INT_EU27_2020", "Intra-EU"), ("INX", "Not classified"),
    ("LAC", "Latin America & Caribbean (excluding high income)"), ("LCN", "Latin America & Caribbean"),
    ("LDC", "Least developed countries: UN classification"), ("LIC", "Low income"), ("LMC", "Lower middle income"),
    ("LMY", "Low & middle income"), ("LTE", "Late-demographic dividend"), ("MEA", "Middle East & North Africa"),
    ("MERCOSUR", "Mercosur"), ("MIC", "Middle income"),
    ("MNA", "Middle East & North Africa (excluding high income)"), ("NAC", "North America"), ("NAFTA", "NAFTA"),
    ("NOC", "High income: nonOECD"), ("OEC", "High income: OECD"), ("OECD", "OECD"), ("OED", "OECD members"),
    ("OPEC", "OPEC"), ("OSS", "Other small states"), ("PRE", "Pre-demographic dividend"),
    ("PSS", "Pacific island small states"), ("PST", "Post-demographic dividend"), ("R4", "ASEAN"), ("RCEP", "RCEP"),
    ("ROW", "Rest of the world"), ("SADC", "SADC"), ("SAS", "South Asia"),
    ("SSA", "Sub-Saharan Africa (excluding high income)"), ("SSF", "Sub-Saharan Africa"), ("SST", "Small states"),
    ("SXZ", "Sub-Saharan Africa excluding South Africa"), ("TEA", "East Asia & Pacific (IDA & IBRD countries)"),
    ("TEC", "Europe & Central Asia (IDA & IBRD countries)"),
    ("TLA", "Latin America & the Caribbean (IDA & IBRD countries)"),
    ("TMN", "Middle East & North Africa (IDA & IBRD countries)"), ("TSA", "South Asia (IDA & IBRD)"),
    ("TSS", "Sub-Saharan Africa (IDA & IBRD countries)"), ("TX910", "Other Countries n.i.e."), ("U2", "Euro area"),
    ("UMC", "Upper middle income"), ("USMCA", "USMCA"), ("W0", "World"), ("W00", "World"), ("WLD", "World"),
    ("WORLD", "World"), ("XR29", "Advanced economies"), ("XR43", "Emerging and developing economies"),
    ("XS25", "Developing Asia"), ("XZN", "Sub-Saharan Africa excluding South Africa and Nigeria"),
];

/// Groups of economies by the IMF's number. These are not the numbers of UN Comtrade: the European Union is 998 here,
/// and 97 or 918 there.
#[rustfmt::skip]
pub(crate) const IMF_GROUPS: &[(u16, &str)] = &[
    (1, "World"), (80, "Export earnings: fuel"), (92, "Export earnings: nonfuel"), (110, "Advanced economies"),
    (119, "Major advanced economies (G7)"), (123, "Other advanced economies"), (163, "Euro area"), (170, "Europe"),
    (200, "Emerging market and developing economies"), (205, "Latin America and the Caribbean"),
    (309, "Eastern Caribbean Currency Union"), (400, "Middle East and Central Asia"), (405, "Middle East"),
    (406, "Middle East and North Africa"), (440, "Middle East, North Africa, Afghanistan, and Pakistan"),
    (505, "Emerging and developing Asia"), (510, "ASEAN-5"), (603, "Sub-Saharan Africa"), (605, "Africa"),
    (758, "Central African Economic and Monetary Community"), (759, "West African Economic and Monetary Union"),
    (901, "Commonwealth of Independent States"), (903, "Emerging and developing Europe"),
    (910, "Other countries n.i.e."), (998, "European Union"),
];

/// Groups of economies by the number of UN Comtrade, WITS or the United Nations' standard M49.
#[rustfmt::skip]
pub(crate) const COMTRADE_GROUPS: &[(u16, &str)] = &[
    (0, "World"), (1, "World"), (2, "Africa"), (5, "South America"), (9, "Oceania"), (11, "Western Africa"),
    (13, "Central America"), (14, "Eastern Africa"), (15, "Northern Africa"), (17, "Middle Africa"),
    (18, "Southern Africa"), (19, "Americas"), (21, "Northern America"), (29, "Caribbean"), (30, "Eastern Asia"),
    (34, "Southern Asia"), (35, "South-eastern Asia"), (39, "Southern Europe"), (53, "Australia and New Zealand"),
    (54, "Melanesia"), (57, "Micronesia"), (61, "Polynesia"), (97, "European Union"), (142, "Asia"),
    (143, "Central Asia"), (145, "Western Asia"), (150, "Europe"), (151, "Eastern Europe"),
    (154, "Northern Europe"), (155, "Western Europe"), (159, "China with Hong Kong, Macao and Taiwan"), (199, "Least developed countries"),
    (202, "Sub-Saharan Africa"), (419, "Latin America and the Caribbean"), (432, "Landlocked developing countries"),
    (722, "Small island developing States"), (918, "European Union"), (975, "ASEAN"),
];

/// Economies by the IMF's number. These are not the numbers of ISO 3166-1: the IMF's 111 is the United States.
#[rustfmt::skip]
pub(crate) const IMF_NUMERIC: &[(u16, &str)] = &[
    (111, "USA"), (112, "GBR"), (113, "GGY"), (117, "JEY"), (118, "IMN"), (122, "AUT"), (124, "BEL"), (126, "BLX"),
    (128, "DNK"), (132, "FRA"), (134, "DEU"), (135, "SMR"), (136, "ITA"), (137, "LUX"), (138, "NLD"), (142, "NOR"),
    (144, "SWE"), (146, "CHE"), (147, "LIE"), (156, "CAN"), (158, "JPN"), (171, "AND"), (172, "FIN"), (174, "GRC"),
    (176, "ISL"), (178, "IRL"), (181, "MLT"), (182, "PRT"), (183, "MCO"), (184, "ESP"), (186, "TUR"), (187, "VAT"),
    (188, "YUG"), (193, "AUS"), (196, "NZL"), (199, "ZAF"), (213, "ARG"), (218, "BOL"), (223, "BRA"), (228, "CHL"),
    (233, "COL"), (238, "CRI"), (243, "DOM"), (248, "ECU"), (253, "SLV"), (258, "GTM"), (263, "HTI"), (268, "HND"),
    (273, "MEX"), (278, "NIC"), (283, "PAN"), (288, "PRY"), (293, "PER"), (298, "URY"), (299, "VEN"), (311, "ATG"),
    (312, "AIA"), (313, "BHS"), (314, "ABW"), (316, "BRB"), (319, "BMU"), (321, "DMA"), (323, "FLK"), (326, "GRL"),
    (328, "GRD"), (329, "GLP"), (333, "GUF"), (336, "GUY"), (339, "BLZ"), (343, "JAM"), (349, "MTQ"), (351, "MSR"),
    (352, "SXM"), (353, "ANT"), (354, "CUW"), (355, "CWX"), (359, "PRI"), (361, "KNA"), (362, "LCA"), (363, "SPM"),
    (364, "VCT"), (366, "SUR"), (369, "TTO"), (371, "VGB"), (373, "VIR"), (377, "CYM"), (381, "TCA"), (399, "XNW"),
    (419, "BHR"), (423, "CYP"), (429, "IRN"), (433, "IRQ"), (436, "ISR"), (439, "JOR"), (443, "KWT"), (446, "LBN"),
    (449, "OMN"), (453, "QAT"), (456, "SAU"), (459, "YMD"), (463, "SYR"), (466, "ARE"), (469, "EGY"), (473, "YAR"),
    (474, "YEM"), (487, "PSE"), (489, "XNM"), (512, "AFG"), (513, "BGD"), (514, "BTN"), (516, "BRN"), (518, "MMR"),
    (522, "KHM"), (524, "LKA"), (528, "TWN"), (532, "HKG"), (534, "IND"), (536, "IDN"), (537, "TLS"), (542, "KOR"),
    (544, "LAO"), (546, "MAC"), (548, "MYS"), (556, "MDV"), (558, "NPL"), (564, "PAK"), (565, "PLW"), (566, "PHL"),
    (576, "SGP"), (578, "THA"), (582, "VNM"), (598, "XNS"), (611, "DJI"), (612, "DZA"), (614, "AGO"), (616, "BWA"),
    (618, "BDI"), (622, "CMR"), (624, "CPV"), (626, "CAF"), (628, "TCD"), (632, "COM"), (634, "COG"), (636, "COD"),
    (638, "BEN"), (642, "GNQ"), (643, "ERI"), (644, "ETH"), (646, "GAB"), (648, "GMB"), (652, "GHA"), (654, "GNB"),
    (656, "GIN"), (662, "CIV"), (664, "KEN"), (666, "LSO"), (668, "LBR"), (672, "LBY"), (674, "MDG"), (676, "MWI"),
    (678, "MLI"), (682, "MRT"), (684, "MUS"), (686, "MAR"), (688, "MOZ"), (692, "NER"), (694, "NGA"), (696, "REU"),
    (698, "ZWE"), (714, "RWA"), (716, "STP"), (718, "SYC"), (722, "SEN"), (724, "SLE"), (726, "SOM"), (728, "NAM"),
    (732, "SDN"), (733, "SSD"), (734, "SWZ"), (738, "TZA"), (742, "TGO"), (744, "TUN"), (746, "UGA"), (748, "BFA"),
    (754, "ZMB"), (793, "ESH"), (799, "XNF"), (813, "SLB"), (814, "CXR"), (815, "COK"), (816, "FRO"), (819, "FJI"),
    (823, "GIB"), (826, "KIR"), (829, "GUM"), (836, "NRU"), (839, "NCL"), (846, "VUT"), (853, "PNG"), (856, "SHN"),
    (857, "WLF"), (859, "ASM"), (862, "WSM"), (865, "BVT"), (866, "TON"), (867, "MHL"), (868, "FSM"), (869, "TUV"),
    (871, "CCK"), (872, "HMD"), (884, "XNE"), (887, "PYF"), (898, "UNS"), (899, "SPE"), (911, "ARM"), (912, "AZE"),
    (913, "BLR"), (914, "ALB"), (915, "GEO"), (916, "KAZ"), (917, "KGZ"), (918, "BGR"), (920, "MYT"), (921, "MDA"),
    (922, "RUS"), (923, "TJK"), (924, "CHN"), (925, "TKM"), (926, "UKR"), (927, "UZB"), (928, "CUB"), (934, "CSK"),
    (935, "CZE"), (936, "SVK"), (938, "DDR"), (939, "EST"), (941, "LVA"), (942, "SRB"), (943, "MNE"), (944, "HUN"),
    (946, "LTU"), (948, "MNG"), (954, "PRK"), (960, "HRV"), (961, "SVN"), (962, "MKD"), (963, "BIH"), (964, "POL"),
    (965, "SCG"), (967, "XKX"), (968, "ROU"), (974, "SUN"),
];

/// Economies by the number that Correlates of War gives states, for the years 1870 to 2016.
///
/// The number 345 stands for Yugoslavia and for the states that followed it, up to Serbia.
#[rustfmt::skip]
pub(crate) const COW_NUMERIC: &[(u16, &str)] = &[
    (2, "USA"), (20, "CAN"), (31, "BHS"), (40, "CUB"), (41, "HTI"), (42, "DOM"), (51, "JAM"), (52, "TTO"),
    (53, "BRB"), (54, "DMA"), (55, "GRD"), (56, "LCA"), (57, "VCT"), (58, "ATG"), (60, "KNA"), (70, "MEX"),
    (80, "BLZ"), (90, "GTM"), (91, "HND"), (92, "SLV"), (93, "NIC"), (94, "CRI"), (95, "PAN"), (100, "COL"),
    (101, "VEN"), (110, "GUY"), (115, "SUR"), (130, "ECU"), (135, "PER"), (140, "BRA"), (145, "BOL"), (150, "PRY"),
    (155, "CHL"), (160, "ARG"), (165, "URY"), (200, "GBR"), (205, "IRL"), (210, "NLD"), (211, "BEL"), (212, "LUX"),
    (220, "FRA"), (221, "MCO"), (223, "LIE"), (225, "CHE"), (230, "ESP"), (232, "AND"), (235, "PRT"), (255, "DEU"),
    (260, "FRG"), (265, "DDR"), (290, "POL"), (300, "AUH"), (305, "AUT"), (310, "HUN"), (315, "CSK"), (316, "CZE"),
    (317, "SVK"), (325, "ITA"), (331, "SMR"), (338, "MLT"), (339, "ALB"), (341, "MNE"), (343, "MKD"), (344, "HRV"),
    (345, "YUG"), (346, "BIH"), (347, "XKX"), (349, "SVN"), (350, "GRC"), (352, "CYP"), (355, "BGR"), (359, "MDA"),
    (360, "ROU"), (365, "RUS"), (366, "EST"), (367, "LVA"), (368, "LTU"), (369, "UKR"), (370, "BLR"), (371, "ARM"),
    (372, "GEO"), (373, "AZE"), (375, "FIN"), (380, "SWE"), (385, "NOR"), (390, "DNK"), (395, "ISL"), (402, "CPV"),
    (403, "STP"), (404, "GNB"), (411, "GNQ"), (420, "GMB"), (432, "MLI"), (433, "SEN"), (434, "BEN"), (435, "MRT"),
    (436, "NER"), (437, "CIV"), (438, "GIN"), (439, "BFA"), (450, "LBR"), (451, "SLE"), (452, "GHA"), (461, "TGO"),
    (471, "CMR"), (475, "NGA"), (481, "GAB"), (482, "CAF"), (483, "TCD"), (484, "COG"), (490, "COD"), (500, "UGA"),
    (501, "KEN"), (510, "TZA"), (511, "QZP"), (516, "BDI"), (517, "RWA"), (520, "SOM"), (522, "DJI"), (530, "ETH"),
    (531, "ERI"), (540, "AGO"), (541, "MOZ"), (551, "ZMB"), (552, "ZWE"), (553, "MWI"), (560, "ZAF"), (565, "NAM"),
    (570, "LSO"), (571, "BWA"), (572, "SWZ"), (580, "MDG"), (581, "COM"), (590, "MUS"), (591, "SYC"), (600, "MAR"),
    (615, "DZA"), (616, "TUN"), (620, "LBY"), (625, "SDN"), (626, "SSD"), (630, "IRN"), (640, "TUR"), (645, "IRQ"),
    (651, "EGY"), (652, "SYR"), (660, "LBN"), (663, "JOR"), (666, "ISR"), (670, "SAU"), (678, "YAR"), (679, "YEM"),
    (680, "YMD"), (690, "KWT"), (692, "BHR"), (694, "QAT"), (696, "ARE"), (698, "OMN"), (700, "AFG"), (701, "TKM"),
    (702, "TJK"), (703, "KGZ"), (704, "UZB"), (705, "KAZ"), (710, "CHN"), (712, "MNG"), (713, "TWN"), (730, "QOR"),
    (731, "PRK"), (732, "KOR"), (740, "JPN"), (750, "IND"), (760, "BTN"), (770, "PAK"), (771, "BGD"), (775, "MMR"),
    (780, "LKA"), (781, "MDV"), (790, "NPL"), (800, "THA"), (811, "KHM"), (812, "LAO"), (816, "VNM"), (817, "RVN"),
    (820, "MYS"), (830, "SGP"), (835, "BRN"), (840, "PHL"), (850, "IDN"), (860, "TLS"), (900, "AUS"), (910, "PNG"),
    (920, "NZL"), (935, "VUT"), (940, "SLB"), (946, "KIR"), (947, "TUV"), (950, "FJI"), (955, "TON"), (970, "NRU"),
    (983, "MHL"), (986, "PLW"), (987, "FSM"), (990, "WSM"),
];
