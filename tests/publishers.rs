//! Files as statistical offices and databases publish them, with the traps of each: rows written for these tests.

use std::io::Write;

use flate2::{Compression, write::DeflateEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter};
use tradepath::{
    Economy, Series,
    history::{Deflator, Duplicates, Format, Reader, Reading, Unreadable},
};

fn read(text: &str) -> Reading {
    Reader::new().unreadable(Unreadable::Collect).read(text.as_bytes(), "file.csv").unwrap()
}

fn error(reader: &Reader, bytes: &[u8]) -> String {
    reader.read(bytes, "file.csv").unwrap_err().to_string()
}

/// What was read, a line a figure: `2019 KAZ>UZB by KAZ FOB reported 1962026000, goods`.
fn figures(reading: &Reading) -> Vec<String> {
    assert!(reading.rejected.is_empty(), "{:?}", reading.rejected);
    let lines = reading.panel.reports().map(|report| {
        let reporter = report.reporter.map_or("-", Economy::code);
        let valuation = report.valuation.map_or("-".to_owned(), |valuation| format!("{valuation:?}").to_uppercase());
        format!(
            "{} {}>{} by {reporter} {valuation} {} {}, {}",
            report.period,
            report.exporter,
            report.importer,
            format!("{:?}", report.status).to_lowercase(),
            report.amount.value(),
            report.coverage
        )
    });
    lines.collect()
}

fn aside(reading: &Reading) -> Vec<String> {
    reading.set_aside.iter().map(|aside| format!("{} x {}", aside.rows, aside.what)).collect()
}

#[test]
fn comext_is_in_euros_and_its_quantities_are_none() {
    let header = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n";
    let row = |rest: &str| format!("ESTAT:DS-045409(1.0),01/02/26 11:00:00,A,{rest}\n");
    let rows: String = [
        "EL,KZ,TOTAL,1,VALUE_IN_EUROS,2023,1500.5",
        "EL,KZ,270900,1,VALUE_IN_EUROS,2023,1400",
        "EL,KZ,TOTAL,1,QUANTITY_IN_100KG,2023,88",
        "EL,XU,TOTAL,2,VALUE_EUR,2023,70",
        "EL,XI,TOTAL,2,VALUE_IN_EUROS,2023,7",
        "EL,EXT_EU27_2020,TOTAL,2,VALUE_IN_EUROS,2023,999",
        "EL,QV,TOTAL,2,VALUE_IN_EUROS,2023,3",
        "EL,QA,TOTAL,2,VALUE_IN_EUROS,2023-05,11",
        "EL,KZ,TOTAL,2,VALUE_IN_EUROS,2023,",
    ]
    .map(row)
    .concat();
    let reading = read(&format!("{header}{rows}"));
    assert_eq!((reading.files[0].format, reading.missing), (Format::Comext, 1));
    assert_eq!(reading.panel.unit().to_string(), "EUR");
    assert_eq!(
        figures(&reading),
        [
            "2023 GRC>GBR by GRC FOB reported 70, goods",
            "2023-05 GRC>QAT by GRC FOB reported 11, goods",
            "2023 KAZ>GRC by GRC CIF reported 1500.5, goods",
        ]
    );
    assert_eq!(
        aside(&reading),
        [
            "1 x an indicator that is no value in euros: QUANTITY_IN_100KG",
            "1 x trade with a group of economies: XI",
            "1 x trade with a group of economies: EXT_EU27_2020",
            "1 x trade with a group of economies: QV",
            "1 x products that a stated total has in it"
        ]
    );
    // Euros and dollars are not one panel.
    let dollars = error(&Reader::new().unit("USD"), format!("{header}{rows}").as_bytes());
    assert!(dollars.contains("EUR") && dollars.contains("USD"), "{dollars}");
}

#[test]
fn comext_by_another_classification_keeps_its_name() {
    let text = "DATAFLOW,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n\
        ESTAT:DS-018995(1.0),A,DE,KZ,33,2,VALUE_IN_EUROS,2020,5\nESTAT:DS-018995(1.0),A,DE,KZ,78,2,VALUE_IN_EUROS,2020,6\n";
    assert_eq!(figures(&read(text)), ["2020 DEU>KAZ by DEU FOB reported 11, products 33 and 78 of DS-018995"]);
    let wrong = text.replace(",78,2,", ",78,9,");
    assert!(error(&Reader::new(), wrong.as_bytes()).contains("the flow is `9`, but must be 1 for imports or 2"));
}

#[test]
fn a_country_s_profile_has_its_amount_beside_shares() {
    let text = "Reporter Name,Partner Name,Year,Trade Flow,No Of exported HS6 digit Products,Export (US$ Thousand),Export Partner Share (%)\n\
        Kazakhstan,Uzbekistan,2022,Export,1091,3753.25,4.4\nKazakhstan, World,2022,Export,4000,84000,100\n\
        Kazakhstan,Unspecified,2022,Export,9,1,0\nKazakhstan,\"Korea, Rep.\",2022,Import,3,,1\n";
    let reading = read(text);
    assert_eq!(reading.files[0].format, Format::WitsPartner);
    assert_eq!(
        figures(&reading),
        ["2022 KAZ>UNS by KAZ FOB reported 1000, goods", "2022 KAZ>UZB by KAZ FOB reported 3753250, goods"]
    );
    assert_eq!(
        aside(&reading),
        ["1 x trade with a group of economies: World", "1 x a flow whose amounts the file does not have: Import"]
    );
}

#[test]
fn the_atlas_has_each_flow_twice_and_it_is_not_added() {
    let header = "country_iso3_code,partner_iso3_code,product_hs92_code,year,export_value,import_value\n";
    let rows = "KAZ,UZB,2709,2015,100,20\nKAZ,UZB,1001,2015,50,0\nUZB,KAZ,2709,2015,20,100\nUZB,KAZ,1001,2015,0,50\n\
        KAZ,UZB,travel,2015,9,9\nKAZ,ANS,2709,2015,4,4\n";
    let reading = read(&format!("{header}{rows}"));
    assert_eq!(reading.files[0].format, Format::Atlas);
    let products = "products 1001 and 2709 of H0";
    assert_eq!(
        figures(&reading),
        [
            format!("2015 KAZ>UZB by KAZ FOB reconciled 150, {products}"),
            format!("2015 KAZ>UZB by UZB FOB reconciled 150, {products}"),
            format!("2015 UZB>KAZ by KAZ FOB reconciled 20, {products}"),
            format!("2015 UZB>KAZ by UZB FOB reconciled 20, {products}"),
        ]
    );
    assert_eq!(aside(&reading), ["1 x services: travel", "1 x trade with a group of economies: ANS"]);
    let history = reading.panel.mirror("KAZ-UZB", &Default::default()).unwrap().history().unwrap();
    assert_eq!(history.turnover().unwrap().amount(2015.try_into().unwrap()).unwrap().value(), 170.0);
}

#[test]
fn parts_of_an_oecd_flow_are_not_added_to_it() {
    let header = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,COUNTERPART_AREA,TRADE_FLOW,FREQ,UNIT_MEASURE,UNIT_MULT,ACTIVITY,END_USE,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n";
    let row = |rest: &str| format!("DATAFLOW,OECD.STI.PIE:DSD_BTDIXE@DF_BTDIXE(1.0),I,{rest},A\n");
    let rows: String = [
        "DEU,KAZ,X,A,USD,3,_T,_T,2020,1500",
        "DEU,KAZ,X,A,USD,3,D05T06,_T,2020,900",
        "DEU,KAZ,X,A,USD,3,_T,CONS,2020,400",
        "DEU,KAZ,M,A,USD,6,_T,_T,2020,2",
        "DEU,KAZ,BAL,A,USD,3,_T,_T,2020,-500",
        "DEU,KAZ,X,A,EUR,3,_T,_T,2020,1300",
        "DEU,WXD,X,A,USD,3,_T,_T,2020,9",
        "DEU,EU27_2020,X,A,USD,3,_T,_T,2020,9",
        "DEU,W,X,A,USD,3,_T,_T,2020,9",
        "DEU,KAZ,X,A,USD,3,_T,_T,2021,",
    ]
    .map(row)
    .concat();
    let reading = read(&format!("{header}{rows}"));
    assert_eq!((reading.files[0].format, reading.missing), (Format::Oecd, 1));
    assert_eq!(
        figures(&reading),
        ["2020 DEU>KAZ by DEU FOB reported 1500000, goods", "2020 KAZ>DEU by DEU CIF reported 2000000, goods"]
    );
    assert_eq!(reading.set_aside.iter().map(|aside| aside.rows).sum::<u64>(), 7);
    let balanced = format!("{header}{}", row("DEU,KAZ,M,A,USD,0,_T,_T,2020,7").replace("BTDIXE", "BIMTS"));
    assert_eq!(figures(&read(&balanced)), ["2020 KAZ>DEU by DEU FOB reconciled 7, goods"]);
    let odd = format!("{header}{}", row("DEU,KAZ,X,A,USD,million,_T,_T,2020,7"));
    assert!(error(&Reader::new(), odd.as_bytes()).contains("the power of ten of the value is `million`"));
}

#[test]
fn faostat_is_of_products_and_never_of_all_trade() {
    let text = "\"Domain Code\",\"Reporter Country Code (M49)\",\"Reporter Countries\",\"Partner Country Code (M49)\",\"Element\",\"Item Code (CPC)\",\"Item\",\"Year\",\"Unit\",\"Value\"\n\
        TM,398,Kazakhstan,860,Export value,0111,Wheat,2020,1000 USD,300\nTM,398,Kazakhstan,860,Export value,0115,Barley,2020,1000 USD,20\n\
        TM,398,Kazakhstan,860,Export quantity,0111,Wheat,2020,t,1500\nTM,398,Kazakhstan,860,Import value,0111,Wheat,2020,1000 USD,\n\
        TM,398,Kazakhstan,158,Export value,0111,Wheat,2020,1000 USD,1\nTM,398,Kazakhstan,159,Export value,0111,Wheat,2020,1000 USD,8\n";
    let reading = read(text);
    assert_eq!((reading.files[0].format, reading.missing), (Format::Faostat, 1));
    assert_eq!(
        figures(&reading),
        [
            "2020 KAZ>TWN by KAZ FOB reported 1000, products 0111 and 0115 of CPC",
            "2020 KAZ>UZB by KAZ FOB reported 320000, products 0111 and 0115 of CPC"
        ]
    );
    let unit = text.replace("860,Export value,0115,Barley,2020,1000 USD", "860,Export value,0115,Barley,2020,EUR");
    assert!(error(&Reader::new(), unit.as_bytes()).contains("the unit of a value is `EUR`"));
}

#[test]
fn unctadstat_is_in_the_unit_that_its_column_names() {
    let text = |unit: &str| {
        format!(
            "\"Year\",\"Economy\",\"Economy Label\",\"Partner\",\"Partner Label\",\"Flow\",\"Flow Label\",\"{unit}\"\n\
            2020,\"398\",Kazakhstan,\"860\",Uzbekistan,\"02\",Exports,2040\n2020,\"398\",Kazakhstan,\"860\",Uzbekistan,\"01\",Imports,750\n\
            2020,\"398\",Kazakhstan,\"0000\",World,\"02\",Exports,9\n2020,\"398\",Kazakhstan,\"5100\",Africa,\"02\",Exports,9\n\
            2020,\"398\",Kazakhstan,\"860\",Uzbekistan,\"03\",Trade balance,9\n"
        )
    };
    let reading = read(&text("US$ at current prices in thousands"));
    assert_eq!(reading.files[0].format, Format::Unctadstat);
    assert_eq!(
        figures(&reading),
        ["2020 KAZ>UZB by KAZ FOB reported 2040000, goods", "2020 UZB>KAZ by KAZ CIF reported 750000, goods"]
    );
    assert_eq!(reading.set_aside.len(), 3);
    let sum = |unit: &str| read(&text(unit)).panel.reports().map(|report| report.amount.value()).sum::<f64>();
    assert_eq!(sum("US dollars at current prices in millions"), 2790e6);
    assert_eq!(sum("US$ at current prices"), 2790.0);
    let bare = "Year,Economy,Partner,Flow,US$ at current prices\n2020,398,860,01,5\n";
    assert_eq!(figures(&read(bare)), ["2020 UZB>KAZ by KAZ CIF reported 5, goods"]);
}

#[test]
fn a_list_of_partners_needs_its_reporter_named() {
    let text = "Importers\tExported value in 2019\tExported value in 2020-Q1\nWorld\t57\t46\nViet Nam\t1.5\t2\nUzbekistan\t\t3\nSudan (before 2012)\t4\t\n";
    let message = error(&Reader::new(), text.as_bytes());
    assert!(message.contains("no reporter in the file") && message.contains("--reporter-of-file KAZ"), "{message}");
    let reading = Reader::new().reporter_of_file("KAZ").read(text.as_bytes(), "list.txt").unwrap();
    assert_eq!(reading.files[0].format, Format::TradeMap);
    assert_eq!(
        figures(&reading),
        [
            "2019 KAZ>QSD by KAZ FOB reported 4000, goods",
            "2020-Q1 KAZ>UZB by KAZ FOB reported 3000, goods",
            "2019 KAZ>VNM by KAZ FOB reported 1500, goods",
            "2020-Q1 KAZ>VNM by KAZ FOB reported 2000, goods",
        ]
    );
    assert!(reading.assumed[0].contains("does not say its product and unit"));
    // A reporter named for a file that names its own is not used, and refused.
    let tidy = "year,exporter,importer,value\n2019,KAZ,UZB,5\n";
    assert!(error(&Reader::new().reporter_of_file("KAZ"), tidy.as_bytes()).contains("leave it out"));
    let both = "Importers\tExported value in 2019\tImported value in 2019\nUzbekistan\t1\t2\n";
    assert!(error(&Reader::new().reporter_of_file("KAZ"), both.as_bytes()).contains("exports and of imports"));
    let twice = "Importers\tExported value in 2019\tExported value in 2019 \nUzbekistan\t1\t2\n";
    assert!(error(&Reader::new().reporter_of_file("KAZ"), twice.as_bytes()).contains("two columns are"));
}

#[test]
fn itpd_e_is_in_millions_without_its_diagonal_and_its_services() {
    let text = "exporter_iso3,importer_iso3,year,industry_id,broad_sector,trade\n\
        KAZ,UZB,2019,36,Mining_Energy,120.5\nKAZ,UZB,2019,1,Agriculture,10\nKAZ,UZB,2019,160,Services,99\n\
        KAZ,KAZ,2019,36,Mining_Energy,9000\nKAZ,KGZ,2019,1,Agriculture,NA\n";
    let reading = read(text);
    assert_eq!((reading.files[0].format, reading.missing), (Format::ItpdE, 1));
    assert_eq!(figures(&reading), ["2019 KAZ>UZB by - - reported 130500000, products 001 and 036 of ITPD-E"]);
    assert_eq!(aside(&reading), ["1 x services", "1 x trade of an economy with itself: KAZ"]);
    let bare = read("exporter,importer,year,trade,Y,E\nGBR,AUS,2006,4310,9,9\n");
    assert_eq!(figures(&bare), ["2006 GBR>AUS by - - reported 4310000000, goods"]);
    assert!(bare.assumed[0].contains("no column industry_id"));
}

/// An archive of files, packed or stored.
fn archive(files: &[(&str, &str)], method: CompressionMethod) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, text) in files {
        let (mut entry, config) = archive.new_file(*name).compression_method(method).start().unwrap();
        let descriptor = if method == CompressionMethod::STORE {
            let mut writer = config.wrap(&mut entry);
            writer.write_all(text.as_bytes()).unwrap();
            writer.finish().unwrap().1
        } else {
            let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
            writer.write_all(text.as_bytes()).unwrap();
            let (encoder, descriptor) = writer.finish().unwrap();
            encoder.finish().unwrap();
            descriptor
        };
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

const BACI: &str = "t,i,j,k,v,q\n2019,398,860,010121,1.5,NA\n2019,398,860,270900,2,7\n";

#[test]
fn the_table_of_an_archive_is_read_packed_or_stored() {
    let files = [
        ("BACI/Readme.txt", "about"),
        ("BACI/BACI_Y2019.csv", BACI),
        ("BACI/country_codes_V1.csv", "country_code,country_name\n398,Kazakhstan\n"),
        ("__MACOSX/BACI/._BACI_Y2019.csv", "\0\0"),
    ];
    let plain = Reader::new().read(BACI.as_bytes(), "baci").unwrap().panel;
    for method in [CompressionMethod::DEFLATE, CompressionMethod::STORE] {
        let reading = Reader::new().read(&archive(&files, method)[..], "baci.zip").unwrap();
        assert_eq!((reading.files[0].format, &reading.panel), (Format::Baci, &plain));
    }
    let other = CompressionMethod::from(93);
    assert!(error(&Reader::new(), &archive(&files, other)).contains("compressed in an unusual way"));
}

#[test]
fn of_several_tables_one_is_named() {
    let later = BACI.replace("2019", "2020");
    let files = [("a/2019.csv", BACI), ("a/2020.csv", &later)];
    let bytes = archive(&files, CompressionMethod::DEFLATE);
    let message = error(&Reader::new(), &bytes);
    assert!(message.contains("several tables: a/2019.csv, a/2020.csv") && message.contains("--table"), "{message}");
    for name in ["a/2020.csv", "2020.csv", "2020.CSV"] {
        let reading = Reader::new().table(name).read(&bytes[..], "baci.zip").unwrap();
        assert_eq!(reading.panel.periods(), ["2020".parse().unwrap()]);
    }
    let message = error(&Reader::new().table("2021.csv"), &bytes);
    assert!(message.contains("no table named `2021.csv`") && message.contains("a/2019.csv"), "{message}");
    assert!(error(&Reader::new().table("2020.csv"), BACI.as_bytes()).contains("no zip archive"));
}

#[test]
fn workbooks_and_damaged_archives_are_named_as_such() {
    let workbook = archive(&[("xl/workbook.xml", "<x/>"), ("xl/sharedStrings.xml", "<x/>")], CompressionMethod::STORE);
    assert!(error(&Reader::new(), &workbook).contains("save the sheet with the figures as CSV"));
    assert!(error(&Reader::new(), &[0xd0, 0xcf, 0x11, 0xe0, 0xa1]).contains("before 2007"));
    assert!(error(&Reader::new(), &archive(&[("a.pdf", "x")], CompressionMethod::STORE)).contains("no table"));
    assert!(error(&Reader::new(), &archive(&[], CompressionMethod::STORE)[..]).contains("no "));
    let whole = archive(&[("a.csv", BACI)], CompressionMethod::STORE);
    assert!(error(&Reader::new(), &whole[..whole.len() - 9]).contains("zip archive is damaged"));
    // A letter that changed on the way is found by the sum of all.
    let at = whole.windows(4).position(|bytes| bytes == b"2709").unwrap();
    let mut changed = whole.clone();
    changed[at] = b'3';
    assert!(error(&Reader::new(), &changed).contains("damaged"), "{}", error(&Reader::new(), &changed));
}

#[test]
fn a_header_that_is_nearly_known_says_what_it_lacks() {
    let message = error(&Reader::new(), b"Year,Reporter Code,Partner Code,Trade Value (US$)\n2020,398,860,5\n");
    assert_eq!(
        message,
        "file.csv line 1: no known format: the header has Year, Reporter Code, Partner Code and 1 more of the format comtrade-legacy, and lacks Classification, Trade Flow"
    );
    let shares = "Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,2018\nKazakhstan,Uzbekistan,Export,All Products,Export Partner Share (%),3\n";
    assert_eq!(aside(&read(shares)), ["1 x an indicator that is no amount of trade: Export Partner Share (%)"]);
    let list = "Importers,Share in 2018\nUzbekistan,3\n";
    assert!(error(&Reader::new(), list.as_bytes()).contains("no known format"));
}

#[test]
fn a_flow_in_several_files_of_one_archive_each_is_refused_where_it_contradicts() {
    let other = BACI.replace(",2,7", ",3,7");
    let (one, two) = (
        archive(&[("a.csv", BACI)], CompressionMethod::DEFLATE),
        archive(&[("a.csv", &other)], CompressionMethod::DEFLATE),
    );
    let folder = std::env::temp_dir().join(format!("tradepath-archives-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let paths = [folder.join("one.zip"), folder.join("two.zip")];
    std::fs::write(&paths[0], one).unwrap();
    std::fs::write(&paths[1], two).unwrap();
    let message = Reader::new().load(&paths).unwrap_err().to_string();
    let last = Reader::new().duplicates(Duplicates::Last).load(&paths);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(message.contains("two.zip line 3"), "{message}");
    assert_eq!(last.unwrap().panel.reports().next().unwrap().amount.value(), 4500.0);
}

/// The World Bank's file by country, as it is downloaded: lines before the header, a column a year.
const PRICES: &str = "\"Data Source\",\"World Development Indicators\",\n,,,,\n\"Last Updated Date\",\"2026-07-01\",\n\n\
    \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2018\",\"2019\",\"2020\",\n\
    \"Africa Eastern and Southern\",\"AFE\",\"Consumer price index (2010 = 100)\",\"FP.CPI.TOTL\",\"180\",\"190\",\"200\",\n\
    \"Kazakhstan\",\"KAZ\",\"Consumer price index (2010 = 100)\",\"FP.CPI.TOTL\",\"168\",\"\",\"189\",\n\
    \"United States\",\"USA\",\"Consumer price index (2010 = 100)\",\"FP.CPI.TOTL\",\"115.2\",\"117.2\",\"118.7\",\n";

fn real_of_2018(deflator: &Deflator) -> f64 {
    let series = Series::annual("USD", [(2018, 1e9)]).unwrap();
    series.real(deflator, 2020).unwrap().amount(2018.try_into().unwrap()).unwrap().value()
}

#[test]
fn prices_of_one_economy_are_found_among_those_of_many() {
    let deflator = Deflator::read_of(PRICES.as_bytes(), "cpi.csv", "USA").unwrap();
    approx::assert_relative_eq!(real_of_2018(&deflator), 1e9 * 118.7 / 115.2, max_relative = 1e-12);
    // DataBank names its years twice, marks gaps and has several series; a table by rows has a column for the year.
    let databank = "Country Name,Country Code,Series Name,Series Code,2018 [YR2018],2019 [YR2019],2020 [YR2020]\n\
        Kazakhstan,KAZ,GDP (current US$),NY.GDP.MKTP.CD,1e11,..,2e11\nKazakhstan,KAZ,Consumer price index (2010 = 100),FP.CPI.TOTL,168,..,189\n\
        Kazakhstan,KAZ,\"Inflation, consumer prices (annual %)\",FP.CPI.TOTL.ZG,6.0,..,6.8\n";
    let by_rows =
        "Country Name,Country Code,Year,CPI\nTurkey,TUR,2018,200\nKazakhstan,KAZ,2018,168\nKazakhstan,KAZ,2020,189\n";
    for text in [databank, by_rows, PRICES] {
        let deflator = Deflator::read_of(text.as_bytes(), "cpi.csv", "Kazakhstan").unwrap();
        approx::assert_relative_eq!(real_of_2018(&deflator), 1.125e9, max_relative = 1e-12);
    }
    // A table of one economy needs no name.
    let one = by_rows.replace("Turkey,TUR,2018,200\n", "");
    assert!(Deflator::read(one.as_bytes(), "cpi.csv").is_ok());
}

#[test]
fn prices_of_whom_and_of_what_is_not_guessed() {
    let error = |text: &str, economy: Option<&str>| {
        let read = match economy {
            Some(economy) => Deflator::read_of(text.as_bytes(), "cpi.csv", economy),
            None => Deflator::read(text.as_bytes(), "cpi.csv"),
        };
        read.unwrap_err().to_string()
    };
    assert!(error(PRICES, None).contains("several economies, such as KAZ and USA"), "{}", error(PRICES, None));
    assert!(error(PRICES, Some("DEU")).contains("no figures of DEU in the table"));
    assert!(error("year,index\n2018,100\n2020,110\n", Some("USA")).contains("does not say whose its prices are"));
    let gdp = PRICES.replace("Consumer price index (2010 = 100)", "GDP (current US$)");
    assert!(error(&gdp, Some("USA")).contains("no price index in the table, which has GDP (current US$)"));
    let rates = PRICES.replace("Consumer price index (2010 = 100)", "Inflation, consumer prices (annual %)");
    assert!(error(&rates, Some("USA")).contains("no price index"));
    let two = format!(
        "{PRICES}\"United States\",\"USA\",\"GDP deflator: linked series\",\"NY.GDP.DEFL.ZS\",\"99\",\"100\",\"101\",\n"
    );
    assert!(error(&two, Some("USA")).contains("could be the index; leave one of them"));
}

#[test]
fn industries_are_numbers_and_no_number_is_part_of_another() {
    let rows: String = (1..=170)
        .map(|at| format!("KAZ,UZB,2019,{at},{},{at}\n", if at > 153 { "Services" } else { "Manufacturing" }))
        .collect();
    let reading = read(&format!("exporter_iso3,importer_iso3,year,industry_id,broad_sector,trade\n{rows}"));
    let sum = f64::from((1..=153).sum::<u32>()) * 1e6;
    assert_eq!(reading.panel.reports().map(|report| report.amount.value()).collect::<Vec<_>>(), [sum]);
}

#[test]
fn a_part_that_is_not_known_is_no_total() {
    let text = "STRUCTURE_ID,REF_AREA,COUNTERPART_AREA,TRADE_FLOW,UNIT_MEASURE,UNIT_MULT,PRODUCT_HS,PRICE_BASE,TIME_PERIOD,OBS_VALUE\n\
        OECD:DSD_BIMTS(1.0),DEU,KAZ,X,USD,0,HS17_01,V,2020,5\nOECD:DSD_BIMTS(1.0),DEU,KAZ,X,USD,0,_T,V,2020,70\n\
        OECD:DSD_BIMTS(1.0),DEU,KAZ,X,USD,0,_T,Q,2020,60\n";
    let reading = read(text);
    assert_eq!(figures(&reading), ["2020 DEU>KAZ by DEU FOB reconciled 70, goods"]);
    assert_eq!(reading.set_aside.iter().map(|aside| aside.rows).sum::<u64>(), 2);
    let services = read(&text.replace("DSD_BIMTS", "DSD_BATIS"));
    assert_eq!((services.panel.len(), services.set_aside[0].rows), (0, 3));
}

#[test]
fn what_a_file_leaves_open_is_said_and_groups_by_name_are_not_added() {
    let query = "ReporterISO3,PartnerISO3,Year,TradeFlowName,TradeValue in 1000 USD\nKAZ,UZB,2019,Export,1\nKAZ,UZB,2020,Export,\n";
    let reading = read(query);
    assert_eq!((reading.panel.len(), reading.missing), (1, 1));
    assert!(reading.assumed[0].contains("no column of products"), "{:?}", reading.assumed);
    let named = "ReporterISO3,PartnerISO3,Year,TradeFlowName,Product Code,TradeValue in 1000 USD\n\
        KAZ,UZB,2019,Export,27-27_Fuels,50\nKAZ,UZB,2019,Export,UNCTAD-SoP1,70\n";
    assert!(read(named).panel.is_empty(), "{:?}", figures(&read(named)));
    let atlas = "location_code,partner_code,product_id,year,export_value,import_value\nAUS,ARE,7,2015,3,0\n";
    assert!(figures(&read(atlas))[0].ends_with("Atlas 7"), "{:?}", figures(&read(atlas)));
    let services = "location_code,partner_code,hs_product_code,year,export_value,import_value\nAUS,ARE,2709,2015,3,0\nAUS,ARE,Transport & Freight,2015,3,0\n";
    assert_eq!(read(services).panel.reports().map(|report| report.amount.value()).sum::<f64>(), 3.0);
}

#[test]
fn contradictions_of_words_and_numbers_are_refused() {
    let list = "Importers\tImported value in 2019\nUzbekistan\t1\n";
    let message = error(&Reader::new().reporter_of_file("KAZ"), list.as_bytes());
    assert!(message.contains("goes with the other flow's values"), "{message}");
    let unctad = "Year,Economy,Partner,Flow,Flow Label,Product,Product Label,US$ at current prices\n2020,398,860,01,Exports,TOTAL,Total all products,5\n";
    assert!(error(&Reader::new(), unctad.as_bytes()).contains("numbered 01 and called Exports"));
    let total = unctad.replace("01,Exports", "02,Exports");
    assert_eq!(figures(&read(&total)), ["2020 KAZ>UZB by KAZ FOB reported 5, goods"]);
    let quoted = "Reporter Country Code (M49),Partner Country Code (M49),Element,Item Code (CPC),Item,Year,Unit,Value\n\
        '398,'860,Export value,'0111,Wheat,2020,1000 USD,3\n'398,'860,Export value,F1882,Crops,2020,1000 USD,9\n";
    assert_eq!(figures(&read(quoted)), ["2020 KAZ>UZB by KAZ FOB reported 3000, CPC 0111"]);
    let gdp = "Country Code,Year,GDP\nUSA,2019,21000\nUSA,2020,20900\n";
    let message = Deflator::read_of(gdp.as_bytes(), "gdp.csv", "USA").unwrap_err().to_string();
    assert!(message.contains("is an output, and no price"), "{message}");
}

#[test]
fn two_tables_of_one_name_are_named_by_their_paths() {
    let later = BACI.replace("2019", "2020");
    let bytes = archive(&[("a/h.csv", BACI), ("b/h.csv", &later)], CompressionMethod::DEFLATE);
    assert!(error(&Reader::new().table("h.csv"), &bytes).contains("name one by its path"));
    let reading = Reader::new().table("b/h.csv").read(&bytes[..], "two.zip").unwrap();
    assert_eq!(reading.panel.periods(), ["2020".parse().unwrap()]);
}
