//! Every format that is read, with its traps: rows written for these tests in each one's own columns.

use std::{io::Write, ops::ControlFlow};

use flate2::{Compression, write::GzEncoder};
use tradepath::{
    Currency, Economy, ErrorKind, Period,
    history::{
        Duplicates, Figure, Format, History, MirrorPolicy, Reader, Reading, Reconciliation, Selection, Unreadable,
    },
};

fn read(text: &str) -> Reading {
    Reader::new().unreadable(Unreadable::Collect).read(text.as_bytes(), "file.csv").unwrap()
}

fn error(text: &str) -> String {
    Reader::new().read(text.as_bytes(), "file.csv").unwrap_err().to_string()
}

/// What was read, a line a figure: `2019 KAZ>UZB KAZ FOB 1962026000`.
fn figures(reading: &Reading) -> Vec<String> {
    let word = |valuation| format!("{valuation:?}").to_uppercase();
    reading
        .panel
        .reports()
        .map(|report| {
            let arrow = if report.figure == Figure::Turnover { "+" } else { ">" };
            let reporter = report.reporter.map_or("-", Economy::code);
            let valuation = report.valuation.map_or("-".to_owned(), word);
            let product = report.product.map_or(String::new(), |product| format!(" [{}]", product.code()));
            format!(
                "{} {}{arrow}{} {reporter} {valuation} {}{product}",
                report.period,
                report.exporter,
                report.importer,
                report.amount.value()
            )
        })
        .collect()
}

fn aside(reading: &Reading) -> Vec<String> {
    reading.set_aside.iter().map(|aside| format!("{} x {}", aside.rows, aside.what)).collect()
}

fn format(reading: &Reading) -> Format {
    reading.files[0].format
}

const COMTRADE: &str = "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,partner2Code,classificationCode,cmdCode,customsCode,motCode,cifvalue,fobvalue,primaryValue\n";

#[test]
fn comtrade_keeps_the_totals_of_its_breakdowns() {
    let row = |flow: &str,
               partner: &str,
               partner2: &str,
               product: &str,
               customs: &str,
               transport: &str,
               value: &str| {
        format!(
            "C,A,20210101,2021,52,2021,398,KAZ,Kazakhstan,{flow},,{partner},XXX,{partner2},H5,{product},{customs},{transport},,,{value}\n"
        )
    };
    let text = COMTRADE.to_owned()
        + &row("X", "860", "0", "TOTAL", "C00", "0", "2775000000.5")
        + &row("X", "860", "643", "TOTAL", "C00", "0", "1")
        + &row("X", "860", "0", "TOTAL", "C01", "0", "2")
        + &row("X", "860", "0", "TOTAL", "C00", "2100", "3")
        + &row("M", "860", "0", "TOTAL", "C00", "0", "1062000000")
        + &row("RX", "860", "0", "TOTAL", "C00", "0", "5")
        + &row("DX", "860", "0", "TOTAL", "C00", "0", "6")
        + &row("X", "0", "0", "TOTAL", "C00", "0", "60000000000")
        + &row("X", "490", "0", "TOTAL", "C00", "0", "7")
        + &row("X", "899", "0", "TOTAL", "C00", "0", "8")
        + &row("X", "398", "0", "TOTAL", "C00", "0", "9");
    let reading = read(&text);
    assert_eq!(format(&reading), Format::Comtrade);
    assert_eq!(
        figures(&reading),
        [
            "2021 KAZ>S19 KAZ FOB 7",
            "2021 KAZ>UNS KAZ FOB 8",
            "2021 KAZ>UZB KAZ FOB 2775000000.5",
            "2021 UZB>KAZ KAZ CIF 1062000000",
        ]
    );
    let aside = aside(&reading);
    for what in [
        "1 x a breakdown by second partner: 643",
        "1 x a breakdown by customs procedure: C01",
        "1 x a breakdown by mode of transport: 2100",
        "1 x a part of exports or imports: RX",
        "1 x a part of exports or imports: DX",
        "1 x trade with a group of economies: 0",
        "1 x trade of an economy with itself: KAZ",
    ] {
        assert!(aside.iter().any(|line| line == what), "{what} in {aside:?}");
    }
    assert!(reading.rejected.is_empty());
}

#[test]
fn comtrade_has_months_imports_valued_fob_and_totals_beside_products() {
    let row = |period: &str, flow: &str, product: &str, values: &str| {
        format!("C,M,,2021,9,{period},398,KAZ,,{flow},,860,UZB,0,H5,{product},C00,0,{values}\n")
    };
    let text = COMTRADE.to_owned()
        + &row("202109", "X", "TOTAL", ",,100")
        + &row("202109", "X", "27", ",,60")
        + &row("202109", "X", "270900", ",,55")
        + &row("202110", "X", "27", ",,70")
        + &row("202110", "X", "72", ",,20")
        + &row("202110", "X", "270900", ",,65")
        + &row("202109", "M", "TOTAL", ",90,90")
        + &row("202110", "M", "TOTAL", "95,90,95");
    let reading = read(&text);
    assert_eq!(
        figures(&reading),
        [
            "2021-09 KAZ>UZB KAZ FOB 100",
            "2021-10 KAZ>UZB KAZ FOB 90",
            "2021-09 UZB>KAZ KAZ FOB 90",
            "2021-10 UZB>KAZ KAZ CIF 95"
        ]
    );
    let oil = Reader::new().product("2709").read(text.as_bytes(), "file.csv").unwrap();
    assert_eq!(figures(&oil), ["2021-09 KAZ>UZB KAZ FOB 55", "2021-10 KAZ>UZB KAZ FOB 65"]);
    let products = Reader::new().by_product().read(text.as_bytes(), "file.csv").unwrap();
    assert!(figures(&products).contains(&"2021-09 KAZ>UZB KAZ FOB 60 [27]".to_owned()));
}

#[test]
fn comtrade_comes_without_descriptions_period_or_codes_and_tab_separated() {
    let bulk = "refYear\trefMonth\treporterISO3\tflowCode\tpartnerISO3\tcmdCode\tprimaryValue\n\
                2021\t52\tKAZ\tX\tUZB\tTOTAL\t5\n2021\t9\tKAZ\tX\tUZB\tTOTAL\t1\n2021\t52\tKAZ\tX\tW00\tTOTAL\t9\n";
    assert_eq!(figures(&read(bulk)), ["2021 KAZ>UZB KAZ FOB 5", "2021-09 KAZ>UZB KAZ FOB 1"]);
    let codes = "refYear,reporterCode,flowCode,partnerCode,primaryValue,\r\n2021,842,M,699,5,\r\n2021,757,X,251,6,\r\n";
    assert_eq!(figures(&read(codes)), ["2021 CHE>FRA CHE FOB 6", "2021 IND>USA USA CIF 5"]);
}

#[test]
fn comtrade_json_is_read_record_by_record() {
    let text = r#"{"elapsedTime": "0.5 secs", "count": 4, "data": [
        {"typeCode":"C","freqCode":"A","refYear":2021,"refMonth":52,"period":"2021","reporterCode":398,"reporterISO":null,
         "flowCode":"X","partnerCode":860,"partner2Code":0,"cmdCode":"TOTAL","customsCode":"C00","motCode":0,"primaryValue":2775.5},
        {"period":"2021","reporterCode":398,"flowCode":"M","partnerCode":860,"partner2Code":0,"motCode":0,"primaryValue":1062},
        {"period":"2021","reporterCode":398,"flowCode":"X","partnerCode":860,"partner2Code":0,"motCode":1000,"primaryValue":7},
        {"period":"2021","reporterCode":398,"flowCode":"X","partnerCode":999,"primaryValue":7},
        {"period":"2021","reporterCode":398,"flowCode":"X","partnerCode":643,"primaryValue":"many"}
    ], "error": ""}"#;
    let reading = read(text);
    assert_eq!(figures(&reading), ["2021 KAZ>UZB KAZ FOB 2775.5", "2021 UZB>KAZ KAZ CIF 1062"]);
    let keys: Vec<_> = reading.rejected.iter().filter_map(|rejected| rejected.position.key.clone()).collect();
    assert_eq!(keys, ["data[3].partnerCode", "data[4].primaryValue"]);
    assert!(error(r#"{"count": 0}"#).contains("no array called `data`"));
    assert!(error(r#"{"data": [{"period": 2021"#).contains("not UN Comtrade's JSON"));
    assert!(error(r#"{"data": []}"#).contains("no rows"));
}

#[test]
fn comtrade_as_it_was_names_its_flows() {
    let text = "Classification,Year,Period,Period Desc.,Aggregate Level,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Trade Value (US$)\n\
        HS,2012,2012,2012,0,2,Export,398,Kazakhstan,KAZ,860,Uzbekistan,UZB,TOTAL,1343521536\n\
        HS,2012,2012,2012,0,1,Import,398,Kazakhstan,KAZ,860,Uzbekistan,UZB,TOTAL,817100000\n\
        HS,2012,2012,2012,0,3,Re-Export,398,Kazakhstan,KAZ,860,Uzbekistan,UZB,TOTAL,5\n\
        HS,2012,2012,2012,0,4,Re-Import,398,Kazakhstan,KAZ,860,Uzbekistan,UZB,TOTAL,6\n\
        HS,2012,2012,2012,0,2,Export,398,Kazakhstan,KAZ,0,World,WLD,TOTAL,9\n\
        HS,2012,201203,March 2012,0,2,Export,398,Kazakhstan,KAZ,860,Uzbekistan,UZB,TOTAL,100\n";
    let reading = read(text);
    assert_eq!(format(&reading), Format::ComtradeLegacy);
    assert_eq!(
        figures(&reading),
        ["2012 KAZ>UZB KAZ FOB 1343521536", "2012-03 KAZ>UZB KAZ FOB 100", "2012 UZB>KAZ KAZ CIF 817100000"]
    );
    assert_eq!(aside(&reading).len(), 3);
}

#[test]
fn baci_is_in_thousands_with_codes_of_its_own_and_products_as_text() {
    let text = "t,i,j,k,v,q\n2019,398,860,010121,1.5,NA\n2019,398,860,270900,1962.026,\n2019,842,251,010121,3,1\n2019,490,699,010121,4,1\n2019,757,579,010121,5,1\n";
    let reading = read(text);
    assert_eq!(format(&reading), Format::Baci);
    assert_eq!(
        figures(&reading),
        ["2019 CHE>NOR - FOB 5000", "2019 KAZ>UZB - FOB 1963526", "2019 S19>IND - FOB 4000", "2019 USA>FRA - FOB 3000"]
    );
    let turned = "t,k,i,j,v,q\n2019,010121,398,860,1.5,\n2019,270900,398,860,2,\n";
    assert_eq!(figures(&read(turned)), ["2019 KAZ>UZB - FOB 3500"]);
    let products = Reader::new().by_product().product("01").read(text.as_bytes(), "f").unwrap();
    assert_eq!(figures(&products)[1], "2019 KAZ>UZB - FOB 1500 [010121]");
}

#[test]
fn dots_has_a_column_a_period_of_every_length() {
    let text = "Country Name,Country Code,Indicator Name,Indicator Code,Counterpart Country Name,Counterpart Country Code,Attribute,1948,2020,2020Q3,2020M1,\n\
        Kazakhstan,916,Exports,TXG_FOB_USD,Uzbekistan,927,Value,,2137832000,500000000.5,100,\n\
        Kazakhstan,916,Exports,TXG_FOB_USD,Uzbekistan,927,Status,,E,E,E,\n\
        Kazakhstan,916,Imports,TMG_CIF_USD,Uzbekistan,927,Value,,749797000,,,\n\
        Kazakhstan,916,Imports,TMG_FOB_USD,Uzbekistan,927,Value,,707355660,,,\n\
        Kazakhstan,916,Balance,TBG_USD,Uzbekistan,927,Value,,-5,,,\n\
        Kazakhstan,916,Exports,TXG_FOB_USD,World,001,Value,,9,,,\n\
        \"Korea, Rep. of\",542,Exports,TXG_FOB_USD,Kazakhstan,916,Value,,-,n/a,7,\n";
    let reading = read(text);
    assert_eq!(format(&reading), Format::DotsWide);
    assert_eq!(
        figures(&reading),
        [
            "2020 KAZ>UZB KAZ FOB 2137832000",
            "2020-Q3 KAZ>UZB KAZ FOB 500000000.5",
            "2020-01 KAZ>UZB KAZ FOB 100",
            "2020-01 KOR>KAZ KOR FOB 7",
            "2020 UZB>KAZ KAZ FOB 707355660",
            "2020 UZB>KAZ KAZ CIF 749797000",
        ]
    );
    assert_eq!((reading.missing, reading.rejected_rows), (1, 1));
    assert_eq!(reading.rejected[0].position.to_string(), "file.csv line 8 key `2020`");
}

#[test]
fn dots_has_a_column_an_indicator_in_its_panel_form() {
    let text = "Country Name,Country Code,Counterpart Country Name,Counterpart Country Code,Time Period,\"Goods, Value of Exports, Free on board (FOB), US Dollars (TXG_FOB_USD)\",TMG_CIF_USD,TBG_USD\n\
        Kazakhstan,916,Uzbekistan,927,2020,2137832000,749797000,1\nKazakhstan,916,Uzbekistan,927,2020Q3,5,,\nKazakhstan,916,World,001,2020,1,2,3\n";
    let reading = read(text);
    assert_eq!(format(&reading), Format::DotsPanel);
    assert_eq!(
        figures(&reading),
        ["2020 KAZ>UZB KAZ FOB 2137832000", "2020-Q3 KAZ>UZB KAZ FOB 5", "2020 UZB>KAZ KAZ CIF 749797000"]
    );
}

#[test]
fn imts_is_multiplied_by_its_scale() {
    let wide = "\u{feff}COUNTRY.ID,COUNTRY,COUNTERPART_COUNTRY.ID,INDICATOR.ID,FREQUENCY.ID,SCALE.ID,1948,1948-Q1,2010-M01\n\
        KAZ,\"Kazakhstan, Republic of\",UZB,XG_FOB_USD,A,6,1.5,,\nKAZ,x,UZB,XG_FOB_USD,M,0,,,7\nKAZ,x,UZB,MG_CIF_USD,Q,3,,2,\n\
        KAZ,x,G001,XG_FOB_USD,A,6,9,,\nKAZ,x,UZB,XG_FOB_USD,A,x,9,,\n";
    let reading = read(wide);
    assert_eq!(format(&reading), Format::ImtsWide);
    assert_eq!(
        figures(&reading),
        ["1948 KAZ>UZB KAZ FOB 1500000", "2010-01 KAZ>UZB KAZ FOB 7", "1948-Q1 UZB>KAZ KAZ CIF 2000"]
    );
    assert!(reading.rejected[0].reason.contains("the scale is `x`"));
    assert_eq!(aside(&reading), ["1 x trade with a group of economies: G001"]);
    let long = "STRUCTURE,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n\
        d,KAZ,XG_FOB_USD,UZB,A,2020,2137.832,6\nd,KAZ,XG_FOB_USD,UZB,M,2020-M01,100,\nd,KAZ,MG_FOB_USD,UZB,A,2020,5,0\nd,KAZ,XG_FOB_USD,G001,A,2020,5,0\nd,KAZ,XG_FOB_USD,UZB,A,2019,,6\n";
    let reading = read(long);
    assert_eq!(format(&reading), Format::ImtsLong);
    assert_eq!(
        figures(&reading),
        ["2020 KAZ>UZB KAZ FOB 2137832000", "2020-01 KAZ>UZB KAZ FOB 100", "2020 UZB>KAZ KAZ FOB 5"]
    );
    assert_eq!(reading.missing, 1);
}

#[test]
fn wits_is_in_thousands_and_names_economies() {
    let query = "Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,TradeFlowName,TradeFlowCode,TradeValue in 1000 USD\n\
        HS,KAZ,Total,Kazakhstan,UZB,Uzbekistan,2019,Gross Exp.,6,1962026.5\nHS,KAZ,Total,Kazakhstan,UZB,Uzbekistan,2019,Gross Imp.,5,1209\n\
        HS,KAZ,Total,Kazakhstan,UZB,Uzbekistan,2018,Export,6,7\nHS,KAZ,Total,Kazakhstan,WLD,World,2019,Export,6,9\nHS,KAZ,Total,Kazakhstan,UZB,Uzbekistan,2019,Re-Exp.,6,1\n";
    let reading = read(query);
    assert_eq!(format(&reading), Format::Wits);
    assert_eq!(
        figures(&reading),
        ["2018 KAZ>UZB KAZ FOB 7000", "2019 KAZ>UZB KAZ FOB 1962026500", "2019 UZB>KAZ KAZ CIF 1209000"]
    );
    let stats = "Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,2018,2019\n\
        Kazakhstan,Uzbekistan,Export,All Products,Export (US$ Thousand),1650.6,1962\n\
        Kazakhstan,Uzbekistan,Export,Fuels,Export (US$ Thousand),,60\n\
        Kazakhstan,Uzbekistan,Export,All Products,Export Partner Share (%),2.7,3.1\n\
        Kazakhstan,\"Korea, Rep.\",Import,All Products,Import (US$ Thousand),1,2\n\
        Kazakhstan,\" World\",Export,All Products,Export (US$ Thousand),1,2\n";
    let reading = read(stats);
    assert_eq!(format(&reading), Format::WitsTradestats);
    assert_eq!(
        figures(&reading),
        [
            "2018 KAZ>UZB KAZ FOB 1650600",
            "2019 KAZ>UZB KAZ FOB 1962000",
            "2018 KOR>KAZ KAZ CIF 1000",
            "2019 KOR>KAZ KAZ CIF 2000"
        ]
    );
    assert!(reading.rejected.is_empty(), "{:?}", reading.rejected);
}

#[test]
fn overlapping_product_groups_are_not_added_up() {
    let stats = "Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,2019\n\
        Kazakhstan,Uzbekistan,Export,Fuels,Export (US$ Thousand),60\nKazakhstan,Uzbekistan,Export,Raw materials,Export (US$ Thousand),80\n";
    let reading = read(stats);
    assert!(reading.panel.is_empty());
    assert!(aside(&reading)[0].contains("product groups that overlap"));
    let fuels = Reader::new().product("Fuels").read(stats.as_bytes(), "f").unwrap();
    assert_eq!(figures(&fuels), ["2019 KAZ>UZB KAZ FOB 60000"]);
}

const GRAVITY: &str = "year,country_id_o,country_id_d,iso3_o,iso3_d,gdp_o,gdp_d,contig,fta_wto,tradeflow_comtrade_o,tradeflow_comtrade_d,tradeflow_baci,tradeflow_imf_o,tradeflow_imf_d\n";

#[test]
fn gravity_has_both_reports_and_the_reconciled_figure_in_one_row() {
    let text = GRAVITY.to_owned()
        + "2019,KAZ,UZB,KAZ,UZB,181667000,57921000,1,1,1962.5,2000,1962.026,1961,1999\n"
        + "2019,UZB,KAZ,UZB,KAZ,57921000,181667000,1,1,,NA,1209.795,,\n"
        + "2019,KAZ,KAZ,KAZ,KAZ,1,1,0,0,,,,,\n1990,SUN,FIN,SUN,FIN,,,1,0,5,,,,\n";
    let reading = read(&text);
    assert_eq!(format(&reading), Format::Gravity);
    assert_eq!(
        figures(&reading),
        [
            "2019 KAZ>UZB KAZ FOB 1962500",
            "2019 KAZ>UZB UZB CIF 2000000",
            "2019 KAZ>UZB - FOB 1962026",
            "1990 SUN>FIN SUN FOB 5000",
            "2019 UZB>KAZ - FOB 1209795",
        ]
    );
    let gdp = reading.panel.gdp("KAZ".parse().unwrap(), "2019".parse().unwrap());
    assert_eq!(gdp.unwrap().value(), 181.667e9);
    let imf = Reader::new().imf_reports().read(text.as_bytes(), "f").unwrap();
    assert!(figures(&imf).contains(&"2019 KAZ>UZB UZB CIF 1999000".to_owned()));
    let found = reading.panel.indicators("2019", &Reconciliation::default()).unwrap();
    let uzbekistan = found.economies.iter().find(|of| of.economy.code() == "UZB").unwrap();
    assert!(uzbekistan.openness.is_some_and(|openness| openness > 0.0));
}

#[test]
fn correlates_of_war_counts_imports_in_millions_and_minus_nine_is_missing() {
    let text = "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,source1\n\
        705,704,2012,Kazakhstan,Uzbekistan,817,1478,817,1\n705,704,1993,Kazakhstan,Uzbekistan,-9,-9.000,-9,-9\n\
        2,365,1950,United States of America,Russia,38.5,.75,1,1\n705,704,1994,Kazakhstan,Uzbekistan,-8,129,1,1\n";
    let reading = read(text);
    assert_eq!(format(&reading), Format::CorrelatesOfWar);
    assert_eq!(
        figures(&reading),
        [
            "1994 KAZ>UZB UZB CIF 129000000",
            "2012 KAZ>UZB UZB CIF 1478000000",
            "1950 SUN>USA USA CIF 38500000",
            "1950 USA>SUN SUN CIF 750000",
            "2012 UZB>KAZ KAZ CIF 817000000",
        ]
    );
    assert_eq!((reading.missing, reading.rejected_rows), (2, 1));
}

#[test]
fn tidy_is_read_with_any_separator_and_in_latin_1() {
    for mark in [",", ";", "\t"] {
        let text = "period,exporter,importer,value_musd,reporter,source\n2019,KAZ,860,\"1.5\",KAZ,\"a \"\"b\"\"\"\n"
            .replace(',', mark);
        let reading = read(&text);
        assert_eq!(figures(&reading), ["2019 KAZ>UZB KAZ - 1500000"], "{mark:?}");
        assert_eq!(reading.panel.reports().next().unwrap().source, "a \"b\"");
    }
    let latin = b"year,exporter,importer,value,source\n2019,C\xf4te d'Ivoire,T\xfcrkiye,5,Z\xfcrich\n";
    let reading = Reader::new().read(&latin[..], "file.csv").unwrap();
    assert_eq!(figures(&reading), ["2019 CIV>TUR - - 5"]);
    assert_eq!(reading.panel.reports().next().unwrap().source, "Zürich");
}

#[test]
fn gzip_is_read_as_it_is_and_a_cut_one_refused() {
    let mut text = String::from("year,exporter,importer,value\n");
    for year in 1000..9000 {
        text += &format!("{year},KAZ,UZB,{}\n", f64::from(year) * 1.37);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let whole = Reader::new().read(&packed[..], "f.csv.gz").unwrap();
    assert_eq!(whole.panel.len(), 8000);
    // Two parts one after the other, as some tools write them.
    let mut parts = packed.clone();
    parts.extend(&packed);
    assert!(Reader::new().read(&parts[..], "f").unwrap_err().to_string().contains("the header is repeated here"));
    let cut = Reader::new().read(&packed[..packed.len() / 2], "f.csv.gz").unwrap_err();
    assert!(cut.to_string().contains("f.csv.gz line") && cut.to_string().contains("incomplete"), "{cut}");
    let mut damaged = packed.clone();
    damaged[packed.len() / 2] ^= 0xff;
    assert!(Reader::new().read(&damaged[..], "f").is_err());
}

#[test]
fn unreadable_rows_are_reported_with_line_column_and_content() {
    let text = "t,i,j,k,v,q\n2019,398,860,010121,\"1,234.5\",\n2019,398,860,010121,\"1.234,5\",\n2019,398,860,010121,1e6,\n2019,398,860,010122,-9,\n\
        2019,398,860,010123,NA,\n2019,398,860,010124,..,\n20190,398,860,010125,1,\n2019,398,999,010126,1,\n2019,398,398,010127,1,\n\
        t,i,j,k,v,q\n2019,398,860,010128,1,2,3,4\n2019,398,860,010129\n0999,398,860,010130,1,\n2019,398,860,0101\u{0}31,1,\n";
    let reading = read(text);
    assert_eq!(figures(&reading), ["2019 KAZ>UZB - FOB 1000000000"]);
    let lines: Vec<usize> = reading.rejected.iter().filter_map(|rejected| rejected.position.line).collect();
    assert_eq!(lines, [2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15]);
    assert_eq!(reading.rejected_rows, 12);
    assert_eq!(reading.rejected[0].content, "2019,398,860,010121,1,234.5,");
    assert_eq!(reading.rejected[6].position.key.as_deref(), Some("j"));
    assert_eq!(aside(&reading), ["1 x trade of an economy with itself: KAZ"]);
    assert!(error(text).starts_with("file.csv line 2 key `v`: cannot read an amount from `1,234.5`"));
}

#[test]
fn headers_that_fit_nothing_list_what_the_nearest_formats_lack() {
    let message = error("a,b,c\n1,2,3\n");
    assert_eq!(message.matches(" lacks ").count(), 3, "{message}");
    let message = error("year,exporter,importer,amount\n2019,KAZ,UZB,3\n");
    assert!(
        message.ends_with("the header has year, exporter, importer of the format tidy, and lacks value"),
        "{message}"
    );
    let long = vec!["a column with a long name"; 500].join(",");
    assert!(error(&format!("{long}\n1\n")).len() <= 400);
    let message = Reader::of(Format::Baci).read("t,i,j\n".as_bytes(), "f").unwrap_err().to_string();
    assert!(message.contains("no column named v: baci needs t, i, j, v; the header has t, i, j"), "{message}");
    assert!(error("").contains("the file is empty"));
    assert!(error("t,i,j,k,v,q\n").contains("a header and nothing else"));
    assert!(error("\u{0}\u{0}\u{0}").contains("no known format"));
    assert!(Reader::new().read(&b"\xff\xfea\0,\0"[..], "f").unwrap_err().to_string().contains("UTF-16"));
}

#[test]
fn a_row_without_end_is_refused_before_it_fills_the_memory() {
    let endless = "t,i,j,k,v,q\n".as_bytes().iter().copied().chain(std::iter::repeat_n(b'1', 1 << 30));
    struct Bytes<I>(I);
    impl<I: Iterator<Item = u8>> std::io::Read for Bytes<I> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            Ok(buffer.iter_mut().zip(&mut self.0).map(|(place, byte)| *place = byte).count())
        }
    }
    let error = Reader::new().read(Bytes(endless), "f").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::TooLarge { .. }) && error.position().line == Some(2), "{error}");
    let record = std::iter::once(b"{\"data\": [\"".to_vec()).flatten().chain(std::iter::repeat_n(b'1', 1 << 30));
    assert!(Reader::new().read(Bytes(record), "f").unwrap_err().to_string().contains("a record is longer than"));
}

#[test]
fn figures_given_twice_are_settled_as_the_caller_chooses() {
    let text = "year,exporter,importer,value,product\n2019,KAZ,UZB,4,27\n2019,KAZ,UZB,1,01\n2019,KAZ,UZB,4,27\n2019,KAZ,UZB,7,27\n2019,KAZ,UZB,1,01\n";
    let with = |duplicates| {
        let reading = Reader::new().duplicates(duplicates).read(text.as_bytes(), "f.csv").unwrap();
        (reading.panel.reports().next().unwrap().amount.value(), reading.repeated)
    };
    assert_eq!(with(Duplicates::First), (5.0, 3));
    assert_eq!(with(Duplicates::Last), (8.0, 3));
    assert_eq!(with(Duplicates::Sum), (17.0, 0));
    let message = error(text);
    assert!(
        message.starts_with("file.csv line 5: the same figure of 2019 is given again, first on line 2"),
        "{message}"
    );
    assert!(message.contains("product 27, 4 and now 7"));
    let by_product = Reader::new().by_product().duplicates(Duplicates::Last).read(text.as_bytes(), "f").unwrap();
    assert_eq!(figures(&by_product), ["2019 KAZ>UZB - - 1 [01]", "2019 KAZ>UZB - - 7 [27]"]);
}

#[test]
fn many_products_are_checked_in_order_and_those_out_of_order_are_counted() {
    let mut text = String::from("t,i,j,k,v,q\n");
    for product in 100_000..300_000 {
        text += &format!("2019,398,860,{product},1,\n");
    }
    let ordered = Reader::new().read(text.as_bytes(), "f").unwrap();
    assert_eq!((ordered.panel.reports().next().unwrap().amount.value(), ordered.unchecked), (2e8, 0));
    let out_of_order = format!("{text}2019,398,860,100000,5,\n");
    assert_eq!(Reader::new().read(out_of_order.as_bytes(), "f").unwrap().unchecked, 1);
    let conflict = format!("{text}2019,398,860,299999,5,\n");
    assert!(Reader::new().read(conflict.as_bytes(), "f").unwrap_err().to_string().contains("first on line 200001"));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut text = String::from("t,i,j,k,v,q\n");
    for at in 0..60_000_u64 {
        let bad = if at % 7919 == 0 { "x" } else { "" };
        text += &format!(
            "2019,{},{},{:06},{}.{:03}{bad},\n",
            [398, 860, 643][at as usize % 3],
            [156, 842][at as usize % 2],
            at,
            at * 7 % 1000,
            at * 13 % 1000
        );
    }
    let with = |threads| {
        Reader::new().unreadable(Unreadable::Collect).threads(threads).read(text.as_bytes(), "f.csv").unwrap()
    };
    let one = with(1);
    assert_eq!(one.rejected_rows, 8);
    for threads in [2, 3, 7] {
        assert_eq!(with(threads), one);
    }
}

#[test]
fn only_what_is_wanted_is_kept() {
    let text = "year,exporter,importer,value,product\n2018,KAZ,UZB,1,27\n2019,KAZ,UZB,2,27\n2019,UZB,KAZ,3,27\n2020,KAZ,UZB,4,72\n2019,RUS,CHN,5,27\n2019,RUS,KAZ,6,27\n";
    let year = |year| Period::year(year).unwrap();
    let read = |reader: Reader| figures(&reader.read(text.as_bytes(), "f").unwrap());
    assert_eq!(read(Reader::new().pair("UZB-KAZ")).len(), 4);
    let one_way = Reader::new().flow("UZB-KAZ");
    assert_eq!(read(one_way), ["2019 UZB>KAZ - - 3"]);
    let years = Reader::new().pair("KAZ-UZB").periods(year(2019), year(2020)).product("27");
    assert_eq!(read(years), ["2019 KAZ>UZB - - 2", "2019 UZB>KAZ - - 3"]);
}

#[test]
fn progress_is_told_and_can_stop_the_work() {
    let folder = std::env::temp_dir().join(format!("tradepath-progress-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("large.csv");
    let rows: String = (0..40_000).map(|at| format!("2019,398,860,{at:06},1,\n")).collect();
    std::fs::write(&path, format!("t,i,j,k,v,q\n{rows}")).unwrap();
    let mut seen = Vec::new();
    let watched = Reader::new().load_watched(&[&path], |progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    });
    assert!(watched.is_ok() && seen.len() > 2 && seen.is_sorted_by_key(|progress| progress.read));
    let last = seen.last().unwrap();
    assert_eq!(Some(last.read), last.total);
    let stopped = Reader::new().load_watched(&[&path], |_| ControlFlow::Break(())).unwrap_err();
    assert_eq!(*stopped.kind(), ErrorKind::Stopped);
    let changed = Reader::new().load_watched(&[&path], |_| {
        std::fs::write(&path, "t,i,j,k,v,q\n").unwrap();
        ControlFlow::Continue(())
    });
    assert!(changed.unwrap_err().to_string().contains("changed while it was read"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn whose_reports_count_is_a_choice_and_a_filled_figure_is_marked() {
    let text = "year,exporter,importer,reporter,valuation,value\n2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,CIF,212\n2022,KAZ,UZB,UZB,CIF,318\n2023,KAZ,UZB,KAZ,FOB,150\n\
        2021,UZB,KAZ,UZB,FOB,50\n2021,UZB,KAZ,KAZ,CIF,53\n";
    let panel = read(text).panel;
    let pair = "KAZ-UZB";
    let exports = |policy: &str| -> Vec<Option<f64>> {
        let how = Reconciliation::new(policy.parse().unwrap()).unwrap();
        let mirror = panel.mirror(pair, &how).unwrap();
        mirror
            .flows
            .iter()
            .filter(|flow| flow.exporter.code() == "KAZ")
            .map(|flow| flow.reconciled.map(|amount| amount.value()))
            .collect()
    };
    let some = |amounts: [f64; 3]| amounts.map(Some).to_vec();
    assert_eq!(exports("exporter"), [Some(100.0), None, Some(150.0)]);
    assert_eq!(exports("importer"), [Some(200.0), Some(300.0), None]);
    assert_eq!(exports("mean"), some([150.0, 300.0, 150.0]));
    assert_eq!(exports("larger"), some([200.0, 300.0, 150.0]));
    assert_eq!(exports("fill"), some([100.0, 300.0, 150.0]));
    assert_eq!(exports("KAZ"), [Some(100.0), None, Some(150.0)]);
    assert_eq!(exports("UZB"), [Some(212.0), Some(318.0), None]);
    let mirror = panel.mirror(pair, &Reconciliation::default()).unwrap();
    let statuses: Vec<String> =
        mirror.flows.iter().map(|flow| format!("{:?}", flow.provenance.as_ref().unwrap().status)).collect();
    assert_eq!(statuses, ["Reported", "Estimated", "Reported", "Reported"]);
    assert_eq!(mirror.flows[1].provenance.as_ref().unwrap().reporter.unwrap().code(), "UZB");
    let band = mirror.turnover_band("2021".parse().unwrap()).unwrap();
    assert_eq!((band.low.value(), band.high.value()), (150.0, 250.0));
    assert_eq!(mirror.turnover_band("2022".parse().unwrap()), None);
    assert_eq!(mirror.history().unwrap().turnover().unwrap().iter().count(), 1);
    let selection = Selection::new(pair, Currency::USD).unwrap().reporter(MirrorPolicy::Of("KAZ".parse().unwrap()));
    let kazakh = History::read(text.as_bytes(), "f", selection).unwrap();
    assert_eq!(kazakh.turnover().unwrap().amount("2021".parse().unwrap()).unwrap().value(), 153.0);
}

#[test]
fn a_panel_is_written_and_read_back_with_every_provenance() {
    let text = "period,exporter,importer,flow,value,reporter,valuation,status,product,source\n\
        2019,KAZ,UZB,flow,0.1,KAZ,FOB,reported,,\"Statistics, \"\"Astana\"\"\"\n2019,KAZ,UZB,flow,1e22,UZB,CIF,estimated,,x\n2019-Q3,UZB,KAZ,,7,,reconciled,projected,,=A1+1\n\
        2019,UZB,KAZ,turnover,12345678.9,,,reconciled,,z\n";
    let panel = read(text).panel;
    let mut written = Vec::new();
    panel.write_tidy(&mut written).unwrap();
    assert_eq!(Reader::new().read(&written[..], "written.csv").unwrap().panel, panel);
}

/// Files of this test's own, gone at its end.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tradepath-formats-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> std::path::PathBuf {
        std::fs::write(self.0.join(name), text).unwrap();
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_total_counts_once_however_it_is_called_and_in_however_many_files() {
    let folder = Folder::new("totals");
    let comtrade = folder.file("comtrade.csv", "refYear,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n2019,398,X,860,TOTAL,1962000\n2018,398,X,860,,5\n");
    let wits = folder.file("wits.csv", "ReporterISO3,PartnerISO3,Year,TradeFlowName,ProductCode,TradeValue in 1000 USD\nKAZ,UZB,2019,Export,Total,1962\n");
    let both = Reader::new().load(&[&comtrade, &wits]).unwrap();
    assert_eq!(figures(&both), ["2018 KAZ>UZB KAZ FOB 5", "2019 KAZ>UZB KAZ FOB 1962000"]);
    assert_eq!((both.repeated, both.files.len()), (1, 2));
    let other = folder.file(
        "other.csv",
        "ReporterISO3,PartnerISO3,Year,TradeFlowName,TradeValue in 1000 USD\nKAZ,UZB,2019,Export,1963\n",
    );
    let message = Reader::new().load(&[&comtrade, &other]).unwrap_err().to_string();
    assert!(
        message.contains("other.csv line 2: the same figure of 2019 is given again, first on line 2 of"),
        "{message}"
    );
    assert!(message.contains("comtrade.csv: KAZ to UZB, 1962000 and now 1963000"), "{message}");
}

#[test]
fn a_product_is_part_of_another_only_where_its_code_begins_with_that() {
    let flow = |rows: &[(&str, u32)]| {
        let rows: String = rows.iter().map(|(code, value)| format!("2019,398,X,860,H5,{code},{value}\n")).collect();
        let header = "refYear,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n";
        let reading = read(&format!("{header}{rows}"));
        let total = reading.panel.reports().next().map(|report| report.amount.value());
        (total, reading.set_aside.iter().map(|aside| aside.rows).sum::<u64>())
    };
    assert_eq!(flow(&[("27", 100), ("870323", 50)]), (Some(150.0), 0));
    assert_eq!(flow(&[("27", 100), ("2709", 90), ("270900", 80), ("8703", 50)]), (Some(150.0), 2));
    assert_eq!(flow(&[("270900", 100), ("720211", 50), ("9999AA", 1000)]), (Some(1150.0), 0));
    assert_eq!(flow(&[("TOTAL", 500), ("27", 100), ("8703", 50)]), (Some(500.0), 2));
    // A spreadsheet took the zero from 01.
    assert_eq!(flow(&[("1", 7), ("010121", 5), ("10", 3)]), (Some(10.0), 1));
    let baci = read("t,i,j,k,v,q\n2019,398,860,10121,5,\n2019,398,860,270900,7,\n2019,398,860,101210,1,\n");
    assert_eq!(figures(&baci), ["2019 KAZ>UZB - FOB 13000"]);
}

#[test]
fn products_of_another_classification_and_services_are_not_added_to_goods() {
    let header = "typeCode,refYear,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n";
    let rows = "C,2019,398,X,860,H5,27,100\nC,2019,398,X,860,S4,33,100\nS,2019,398,X,860,EB,200,30\nC,2018,398,X,860,S4,33,90\nC,2018,398,X,860,S4,71,10\n";
    let reading = read(&format!("{header}{rows}"));
    assert_eq!(figures(&reading), ["2018 KAZ>UZB KAZ FOB 100", "2019 KAZ>UZB KAZ FOB 100"]);
    assert_eq!(aside(&reading), ["1 x trade in services: S", "1 x products of another classification"]);
}

#[test]
fn what_is_projected_stays_so_in_a_sum() {
    let text = "year,exporter,importer,value,status,product,source\n2019,KAZ,UZB,1,reported,27,a\n2019,KAZ,UZB,2,projected,72,b\n2018,KAZ,UZB,1,reported,27,a\n2018,KAZ,UZB,2,estimated,72,a\n";
    let reading = read(text);
    let found: Vec<String> =
        reading.panel.reports().map(|report| format!("{:?} {}", report.status, report.source)).collect();
    assert_eq!(found, ["Estimated a", "Projected a; b"]);
    let sides =
        "year,exporter,importer,value,status,reporter\n2019,KAZ,UZB,1,projected,KAZ\n2019,KAZ,UZB,2,reported,UZB\n";
    for policy in ["mean", "larger", "fill", "exporter"] {
        let how = Reconciliation::new(policy.parse().unwrap()).unwrap();
        let mirror = read(sides).panel.mirror("KAZ-UZB", &how).unwrap();
        let expected = if policy == "larger" { "Estimated" } else { "Projected" };
        assert_eq!(format!("{:?}", mirror.flows[0].provenance.as_ref().unwrap().status), expected, "{policy}");
    }
}

#[test]
fn the_last_of_two_figures_brings_its_own_source() {
    let text = "year,exporter,importer,value,source,product\n2019,KAZ,UZB,1e20,old,27\n2019,KAZ,UZB,5,old,72\n2019,KAZ,UZB,7,new,27\n";
    let reading = Reader::new().duplicates(Duplicates::Last).read(text.as_bytes(), "f").unwrap();
    let report = reading.panel.reports().next().unwrap();
    assert_eq!((report.amount.value(), report.source), (12.0, "new; old"));
}

#[test]
fn a_large_file_given_twice_is_refused() {
    let folder = Folder::new("twice");
    let rows: String = (100_000..180_000).map(|product| format!("2019,398,860,{product},1,\n")).collect();
    let file = folder.file("large.csv", &format!("t,i,j,k,v,q\n{rows}"));
    for duplicates in [Duplicates::Refuse, Duplicates::First, Duplicates::Last] {
        let error = Reader::new().duplicates(duplicates).load(&[&file, &file]).unwrap_err().to_string();
        assert!(error.contains("too large to tell whether they are the same"), "{error}");
    }
    let summed = Reader::new().duplicates(Duplicates::Sum).load(&[&file, &file]).unwrap();
    assert_eq!(summed.panel.reports().next().unwrap().amount.value(), 1.6e8);
    assert_eq!(Reader::new().load(&[&file]).unwrap().panel.reports().next().unwrap().amount.value(), 8e7);
}

#[test]
fn headers_come_in_awkward_shapes() {
    let dots = "\"Country Name\";\"Country Code\";\"Counterpart Country Name\";\"Counterpart Country Code\";\"Time Period\";\"Goods, Value of Exports, Free on board (FOB), US Dollars (TXG_FOB_USD)\"\n\"Kazakhstan, Rep. of\";916;\"Uzbekistan, Rep. of\";927;2020;5\n";
    assert_eq!(figures(&read(dots)), ["2020 KAZ>UZB KAZ FOB 5"]);
    assert_eq!(figures(&read("sep=;\n\nyear;exporter;importer;value\n2019;KAZ;UZB;5\n")), ["2019 KAZ>UZB - - 5"]);
    assert_eq!(figures(&read("\tyear\texporter\timporter\tvalue\n0\t2019\tKAZ\tUZB\t5\n")), ["2019 KAZ>UZB - - 5"]);
    assert!(error("year,exporter,importer,value\r2018,KAZ,UZB,1\n2019,KAZ,UZB,2\n").contains("carriage return inside"));
    assert!(error("t,i,j,k,k,v,q\n2019,398,860,1,2,3,4\n").contains("two columns are called `k`"));
    let grouped = read("year,exporter,importer,value,\n2019,KAZ,UZB,1,234.5\n2018,KAZ,UZB,7,\n");
    assert_eq!((figures(&grouped), grouped.rejected_rows), (vec!["2018 KAZ>UZB - - 7".to_owned()], 1));
}

#[test]
fn rows_of_others_do_not_stop_the_reading_of_a_pair() {
    let text = "year,exporter,importer,value\n2019,KAZ,UZB,5\n2019,AFG,Narnia,6\n2019,KAZ,Narnia,7\n";
    let reader = Reader::new().pair("KAZ-UZB");
    let message = reader.read(text.as_bytes(), "f.csv").unwrap_err().to_string();
    assert!(message.starts_with("f.csv line 4 key `importer`"), "{message}");
    let none = Reader::new().periods("2020", "2010").read(text.as_bytes(), "f");
    assert!(none.unwrap_err().to_string().contains("the last period is 2010, but must be not before the first, 2020"));
}

#[test]
fn states_that_kept_their_number_are_told_apart_by_year() {
    let text = "ccode1,ccode2,year,flow1,flow2\n365,710,1980,1,2\n365,710,1992,3,4\n345,310,1980,1,2\n345,310,2000,1,2\n345,310,2010,5,6\n";
    let pairs: Vec<String> = figures(&read(text)).iter().map(|line| line[..12].to_owned()).collect();
    for pair in ["1980 CHN>SUN", "1992 CHN>RUS", "1980 HUN>YUG", "2000 HUN>SCG", "2010 HUN>SRB"] {
        assert!(pairs.contains(&pair.to_owned()), "{pair} in {pairs:?}");
    }
    let serbia = Reader::new().pair("SRB-HUN").read(text.as_bytes(), "f").unwrap();
    assert_eq!(serbia.panel.len(), 2);
}

#[test]
fn reports_are_weighed_by_who_made_them() {
    let mut text = String::from("year,exporter,importer,reporter,valuation,value\n");
    let errors = [("KAZ", 1.0), ("UZB", 1.4), ("RUS", 1.02), ("CHN", 1.05), ("KGZ", 1.1)];
    for (exporter, x) in errors {
        for (importer, m) in errors.iter().filter(|(importer, _)| *importer != exporter) {
            text += &format!(
                "2019,{exporter},{importer},{exporter},FOB,{}\n2019,{exporter},{importer},{importer},FOB,{}\n",
                1e9 * x,
                1e9 * m
            );
        }
    }
    let panel = read(&text).panel;
    let reliability = panel.reliability(tradepath::history::CifFob::new(1.0).unwrap()).unwrap();
    let share = reliability.share("KAZ".parse().unwrap(), "UZB".parse().unwrap());
    assert!((0.7..1.0).contains(&share), "{share}");
    let mirror = panel.mirror("KAZ-UZB", &Reconciliation::weighted(reliability)).unwrap();
    let reconciled = mirror.flows[0].reconciled.unwrap().value();
    assert!((reconciled - (share * 1e9 + (1.0 - share) * 1.4e9)).abs() < 1.0);
    let width = mirror.flows[0].band().unwrap().log_half_width().unwrap();
    assert!((width - 1.4_f64.ln() / 2.0).abs() < 1e-12);
}

#[test]
fn stated_turnovers_and_other_reporters_and_frequencies_are_told() {
    let text = "period,exporter,importer,flow,reporter,value\n2022,KAZ,UZB,turnover,KAZ,50\n2022,KAZ,UZB,turnover,UZB,46\n2022,KAZ,UZB,flow,RUS,7\n\
        2022,KAZ,UZB,flow,KAZ,30\n2022,UZB,KAZ,flow,KAZ,20\n2022-01,KAZ,UZB,flow,KAZ,3\n";
    let panel = read(text).panel;
    let with = |policy: &str| {
        let mirror = panel.mirror("UZB-KAZ", &Reconciliation::new(policy.parse().unwrap()).unwrap()).unwrap();
        mirror.history().unwrap().turnover().unwrap().iter().next().unwrap().1.amount.value()
    };
    assert_eq!((with("mean"), with("larger"), with("KAZ"), with("UZB")), (48.0, 50.0, 50.0, 46.0));
    let mirror = panel.mirror("UZB-KAZ", &Reconciliation::new("larger".parse().unwrap()).unwrap()).unwrap();
    assert_eq!(mirror.other_reporters.iter().map(|reporter| reporter.code()).collect::<Vec<_>>(), ["RUS"]);
    assert_eq!(mirror.other_frequencies, [tradepath::Frequency::Monthly]);
    let monthly = Reader::new().frequency(tradepath::Frequency::Monthly).read(text.as_bytes(), "f").unwrap();
    assert_eq!(figures(&monthly), ["2022-01 KAZ>UZB KAZ - 3"]);
    let unclear = "year,exporter,importer,valuation,value\n2019,KAZ,UZB,,100\n2019,KAZ,UZB,FOB,500\n";
    let error = read(unclear).panel.mirror("KAZ-UZB", &Reconciliation::default()).unwrap_err();
    assert!(error.to_string().contains("it cannot be told which is meant"), "{error}");
}

mod any_text {
    use proptest::prelude::*;

    use super::*;

    /// A header of every format, and rows made of what stands in such files and of anything else.
    fn tables() -> impl Strategy<Value = String> {
        let headers = Format::ALL.map(|format| {
            let columns = format.columns().iter().map(|names| names.split('|').next().unwrap().to_owned());
            columns
                .chain(["2019", "TXG_FOB_USD", "currency", "cmdCode", "k"].map(str::to_owned))
                .collect::<Vec<_>>()
                .join(",")
        });
        let field = prop_oneof![
            "[ -~]{0,8}",
            prop::sample::select(vec![
                "KAZ",
                "860",
                "W00",
                "2019",
                "202109",
                "1.5",
                "-9",
                "X",
                "Export",
                "TXG_FOB_USD",
                "27",
                "TOTAL",
                "NA",
                "\"",
                "\r",
                "916",
                "927"
            ])
            .prop_map(str::to_owned),
        ];
        let row = prop::collection::vec(field, 0..12).prop_map(|fields| fields.join(","));
        (prop::sample::select(headers.to_vec()), prop::collection::vec(row, 0..12))
            .prop_map(|(header, rows)| format!("{header}\n{}\n", rows.join("\n")))
    }

    proptest! {
        #[test]
        fn is_a_panel_or_an_error(text in tables()) {
            let reading = Reader::new().unreadable(Unreadable::Collect).read(text.as_bytes(), "any.csv");
            if let Ok(reading) = reading {
                prop_assert!(reading.panel.reports().all(|report| report.amount.value().is_finite()));
                prop_assert!(reading.rejected.iter().all(|rejected| rejected.position.line.is_some()));
            }
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(text.as_bytes()).unwrap();
            let mut packed = encoder.finish().unwrap();
            packed.truncate(text.len() / 2);
            let _ = Reader::new().read(&packed[..], "any.csv.gz");
            let _ = Reader::new().read(format!("{{\"data\": [{text}]}}").as_bytes(), "any.json");
        }
    }
}

#[test]
fn json_and_tables_of_one_content_come_to_the_same() {
    let rows = [
        ("C", "H5", "27", 60),
        ("C", "H5", "10", 40),
        ("C", "S3", "3", 60),
        ("C", "S3", "0", 40),
        ("S", "EB", "SA", 77),
    ];
    let table: String = rows
        .iter()
        .map(|(kind, class, code, value)| format!("{kind},2021,398,X,860,{class},{code},{value}\n"))
        .collect();
    let header = "typeCode,refYear,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n";
    let elements: Vec<String> = rows
        .iter()
        .map(|(kind, class, code, value)| format!("{{\"typeCode\":\"{kind}\",\"refYear\":2021,\"reporterCode\":398,\"flowCode\":\"X\",\"partnerCode\":860,\"classificationCode\":\"{class}\",\"cmdCode\":\"{code}\",\"primaryValue\":{value}}}"))
        .collect();
    let (table, json) = (read(&format!("{header}{table}")), read(&format!("{{\"data\":[{}]}}", elements.join(","))));
    assert_eq!(figures(&table), ["2021 KAZ>UZB KAZ FOB 100"]);
    assert_eq!((figures(&json), aside(&json)), (figures(&table), aside(&table)));
}

#[test]
fn parts_are_told_in_every_classification_and_revisions_are_kept_apart() {
    let flow = |class_and_codes: &[(&str, &str, u32)]| {
        let rows: String = class_and_codes
            .iter()
            .map(|(class, code, value)| format!("2021,398,X,860,{class},{code},{value}\n"))
            .collect();
        let header = "refYear,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n";
        read(&format!("{header}{rows}")).panel.reports().next().map(|report| report.amount.value())
    };
    assert_eq!(flow(&[("S3", "3", 100), ("S3", "33", 60), ("S3", "34", 40), ("S3", "334", 60)]), Some(100.0));
    assert_eq!(flow(&[("B4", "1", 100), ("B4", "11", 60), ("B4", "111", 60)]), Some(100.0));
    assert_eq!(
        flow(&[("H4", "850440", 60), ("H4", "851762", 40), ("H5", "850440", 60), ("H5", "851714", 40)]),
        Some(100.0)
    );
    let wits = "ReporterISO3,PartnerISO3,Year,TradeFlowName,Nomenclature,ProductCode,TradeValue in 1000 USD\n";
    let query = |rows: &[(&str, u32)]| {
        let rows: String = rows.iter().map(|(code, value)| format!("KAZ,UZB,2019,Export,{code},{value}\n")).collect();
        figures(&read(&format!("{wits}{rows}")))
    };
    assert_eq!(query(&[("H5,1", 5), ("H5,10", 7), ("H5,2", 3), ("H5,27", 100)]), ["2019 KAZ>UZB KAZ FOB 115000"]);
    assert_eq!(query(&[("H5,27", 60), ("H5,10", 40), ("S3,3", 60), ("S3,0", 40)]), ["2019 KAZ>UZB KAZ FOB 100000"]);
}

#[test]
fn a_pair_has_room_for_every_product_of_many_years() {
    let mut text = String::from("period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n");
    for month in 1..=12 {
        text += &format!("2018{month:02},398,X,860,02,5\n");
        for product in 0..6000 {
            text += &format!("2018{month:02},398,X,860,{},1\n", 300_000 + product);
        }
    }
    let pair = Reader::new().pair("KAZ-UZB").read(text.as_bytes(), "f").unwrap();
    assert!(pair.panel.reports().all(|report| report.amount.value() == 6005.0));
    let message = Reader::new().read(text.as_bytes(), "f").unwrap_err().to_string();
    assert!(message.contains("too many to tell which are parts of which"), "{message}");
}

#[test]
fn a_sum_of_very_many_sources_names_some_of_them() {
    let rows: String =
        (0..20_000).map(|at| format!("2020,KAZ,UZB,1,{},customs declaration {at:06}\n", 100_000 + at)).collect();
    let reading = read(&format!("year,exporter,importer,value,product,source\n{rows}"));
    let report = reading.panel.reports().next().unwrap();
    assert_eq!(report.amount.value(), 20_000.0);
    assert!(report.source.len() < 250 && report.source.ends_with("; and others"), "{}", report.source);
}

#[test]
fn a_projected_total_does_not_stand_before_what_has_happened() {
    let text = "year,exporter,importer,value,product,status\n2019,KAZ,UZB,105,,projected\n2019,KAZ,UZB,100,270900,reported\n2020,KAZ,UZB,9,,projected\n";
    let reading = read(text);
    assert_eq!(figures(&reading), ["2019 KAZ>UZB - - 100", "2020 KAZ>UZB - - 9"]);
    assert_eq!(aside(&reading), ["1 x a projected total beside products that have happened"]);
}

#[test]
fn nor_does_it_where_products_are_too_many_to_be_held_one_by_one() {
    let products: String = (0..70_000).map(|at| format!("2019,KAZ,UZB,1,{},reported\n", 100_000 + at)).collect();
    let rows = format!("{products}2019,KAZ,UZB,75000,,projected\n2020,KAZ,UZB,9,,projected\n");
    let reading = read(&format!("year,exporter,importer,value,product,status\n{rows}"));
    assert_eq!(figures(&reading), ["2019 KAZ>UZB - - 70000", "2020 KAZ>UZB - - 9"]);
    assert_eq!(aside(&reading), ["1 x a projected total beside products that have happened"]);
}

#[test]
fn a_row_that_was_cut_off_is_refused_in_every_format() {
    let tidy =
        "period,exporter,importer,flow,value,currency\n2010,CHN,IND,flow,40178700000,USD\n2011,CHN,IND,flow,5090";
    assert!(
        error(tidy).starts_with("file.csv line 3: the row has 5 of 6 fields and has no line end"),
        "{}",
        error(tidy)
    );
    // In the middle of a hand-written file, optional fields at the end may be left out.
    assert_eq!(read(&format!("{tidy}\n2012,CHN,IND,flow,7,USD\n")).panel.len(), 3);
    let baci = "t,i,j,k,v,q\n2010,156,699,010121,1962026,3\n2011,156,699,010121,19";
    assert!(error(baci).contains("the row has 5 of 6 fields and has no line end"));
    assert!(error(&format!("{baci}\n")).contains("line 3: the row has 5 of 6 fields; complete it"));
    // In quotation marks the rows are split in another way.
    assert!(error(&baci.replace("010121", "\"010121\"")).contains("5 of 6 fields and has no line end"));
    // A whole row without a line end is no fault.
    assert_eq!(read("t,i,j,k,v,q\n2010,156,699,010121,1962026,3").panel.len(), 1);
}

#[test]
fn decimal_commas_are_read_where_they_can_be_nothing_else() {
    let file = "year;exporter;importer;value_musd\n2019;KAZ;UZB;1964,3\n2019;UZB;KAZ;1212\n2020;KAZ;UZB;1,234\n";
    assert_eq!(
        figures(&read(file)),
        ["2019 KAZ>UZB - - 1964300000", "2020 KAZ>UZB - - 1234000", "2019 UZB>KAZ - - 1212000000"]
    );
    let either = "year;exporter;importer;value_musd\n2019;KAZ;UZB;1,964\n2020;KAZ;UZB;2,100\n";
    let message =
        Reader::new().unreadable(Unreadable::Collect).read(either.as_bytes(), "f.csv").unwrap_err().to_string();
    assert!(message.starts_with("f.csv line 2") && message.contains("two ways"), "{message}");
    let both = "year;exporter;importer;value_musd\n2019;KAZ;UZB;1964,3\n2020;KAZ;UZB;2100.5\n";
    assert!(error(both).contains("line 2 has a comma and one at line 3 a point"));
    assert!(error(&file.replace("1964,3", "1.964,3")).contains("line 2 key `value_musd`"));
}

#[test]
fn texts_that_are_no_numbers_do_not_tell_how_commas_are_read() {
    let file = |values: &[&str]| {
        let rows = values.iter().zip(2010..).map(|(value, year)| format!("{year};KAZ;UZB;{value}\n"));
        format!("year;exporter;importer;value_musd\n{}", rows.collect::<String>())
    };
    let collect = || Reader::new().unreadable(Unreadable::Collect);
    let ambiguous = collect().read(file(&["1,500", "1,250", "1,500 e"]).as_bytes(), "f.csv").unwrap_err();
    assert!(ambiguous.to_string().contains("two ways"), "{ambiguous}");
    let reading = read(&file(&["3,5", "n.a."]));
    assert_eq!((figures(&reading), reading.rejected_rows), (vec!["2010 KAZ>UZB - - 3500000".to_owned()], 1));
    let grouped = collect().read(file(&["1.234.567", "1.234"]).as_bytes(), "f.csv").unwrap_err();
    assert!(grouped.to_string().contains("line 2 has group marks"), "{grouped}");
}

#[test]
fn rows_of_separators_are_blank_lines() {
    for empty in [",,,\n", " , ,,\n", "\"\",,,\n", ",,,"] {
        let reading = read(&format!("year,exporter,importer,value\n2019,KAZ,UZB,3\n{empty}"));
        assert_eq!((reading.rows, reading.rejected_rows), (1, 0), "{empty:?}");
    }
}

#[test]
fn a_missing_flow_of_correlates_of_war_may_have_a_decimal_comma() {
    let reading = read("ccode1;ccode2;year;flow1;flow2\n705;704;2013;-9,0;7,25\n");
    assert_eq!((reading.missing, reading.rejected_rows), (1, 0));
    assert_eq!(figures(&reading), ["2013 KAZ>UZB UZB CIF 7250000"]);
}

#[test]
fn a_gravity_file_of_importers_reports_alone_is_known() {
    let reading = read("year,iso3_o,iso3_d,tradeflow_comtrade_d\n2019,KAZ,UZB,3\n");
    assert_eq!(figures(&reading), ["2019 KAZ>UZB UZB CIF 3000"]);
}

#[test]
fn an_unknown_code_beside_a_group_is_no_error_where_a_pair_is_wanted() {
    let file = "year,exporter,importer,value\n2018,KAZ,UZB,3\n2018,QQ9,WLD,3\n";
    assert_eq!(Reader::new().pair("KAZ-UZB").read(file.as_bytes(), "f").unwrap().panel.len(), 1);
    assert!(error(file).contains("QQ9"));
}

#[test]
fn imts_long_is_told_from_wide_and_reads_its_codes_and_scale() {
    let header = "COUNTRY.ID,COUNTRY,INDICATOR.ID,INDICATOR,COUNTERPART_COUNTRY.ID,COUNTERPART_COUNTRY,SCALE.ID,SCALE,TIME_PERIOD,OBS_VALUE\n";
    let row =
        "TUR,\"Türkiye, Republic of\",XG_FOB_USD,Exports of goods,RUS,Russian Federation,6,Millions,2020,4507.06\n";
    let reading = read(&format!("{header}{row}"));
    assert_eq!(reading.files[0].format, Format::ImtsLong);
    assert_eq!(figures(&reading), ["2020 TUR>RUS TUR FOB 4507060000"]);
}

#[test]
fn json_in_which_a_key_or_the_data_stand_twice_is_refused() {
    let record = r#"{"refYear":2019,"reporterCode":398,"flowCode":"X","partnerCode":860,"primaryValue":5}"#;
    let twice = record.replace("\"primaryValue\":5", "\"primaryValue\":5,\"primaryValue\":6");
    let message = error(&format!("{{\"data\":[\n{twice}]}}"));
    assert!(message.contains("line 2") && message.contains("the key `primaryValue` stands twice"), "{message}");
    let message = error(&format!("{{\"data\":[{record}],\n\"data\":[{record}]}}"));
    assert!(message.contains("line 2") && message.contains("two arrays are called `data`"), "{message}");
}

#[test]
fn what_a_file_says_reaches_no_terminal_as_a_command() {
    let message = error("year,exporter,importer,value\n2010,IND,\u{1b}]0;pwned\u{7}\u{202e}evil,5\n");
    assert!(message.contains("\\u{1b}]0;pwned\\u{7}\\u{202e}evil"), "{message}");
    assert!(!message.contains(char::is_control));
}

#[test]
fn an_archive_or_a_workbook_is_named_as_such() {
    let message = Reader::new().read(&b"PK\x03\x04\x14\x00\x00\x00binary"[..], "baci.zip").unwrap_err().to_string();
    assert!(message.contains("the zip archive is damaged"), "{message}");
}

#[test]
fn trade_under_a_related_code_is_named_where_a_pair_is_wanted() {
    let hints = |pair: &str, code: &str, number: i32| {
        let file = format!("t,i,j,k,v\n2010,{number},842,010121,5.000\n2010,842,{number},010121,7.000\n");
        let reading = Reader::new().pair(pair).read(file.as_bytes(), "BACI_HS02_Y2010.csv").unwrap();
        assert!(reading.panel.is_empty(), "{pair}");
        let aside = aside(&reading).join("; ");
        assert!(aside.contains(&format!("2 x trade of {code}, ")), "{pair}: {aside}");
        assert!(aside.contains(&format!("ask for {code}")), "{pair}: {aside}");
    };
    hints("TWN-USA", "S19", 490);
    hints("BEL-USA", "BLX", 58);
    hints("LUX-USA", "BLX", 58);
    hints("SDN-USA", "QSD", 736);
    hints("MNE-USA", "SCG", 891);
    hints("CZE-USA", "CSK", 200);
    hints("ZAF-USA", "ZA1", 711);
}

#[test]
fn a_total_of_another_magnitude_is_doubted() {
    let doubts = |rows: &str| read(&format!("year,exporter,importer,reporter,value\n{rows}")).doubtful;
    // The importer's file was read in millions, the exporter's in units.
    let mirrored = doubts("2020,TUR,RUS,TUR,4507060000\n2020,TUR,RUS,RUS,5101\n2019,TUR,RUS,RUS,4901\n");
    assert_eq!(
        mirrored,
        [
            "the trade of 2020 that RUS reports is under a thousandth of what its partners report of it (5.1K USD against 4.51B USD): check the unit"
        ]
    );
    // The same flow a year later, in another unit; and back again.
    let jump = doubts("2019,TUR,RUS,TUR,4e9\n2020,TUR,RUS,TUR,4.2e3\n2021,TUR,RUS,TUR,4.4e3\n2022,TUR,RUS,TUR,4.5e9\n");
    assert_eq!(jump.len(), 2, "{jump:?}");
    assert!(
        jump[0].contains("the trade of 2020 that TUR reports is under a thousandth of that of the period before"),
        "{jump:?}"
    );
    assert!(jump[1].contains("the trade before 2022"), "{jump:?}");
    // A single small flow among others in the right unit is no reason for doubt, nor is a zero.
    let tiny = "2020,TUR,BTN,TUR,9000000\n2020,TUR,BTN,BTN,100\n";
    let usual = "2020,BTN,RUS,BTN,40000000\n2020,BTN,RUS,RUS,41000000\n2020,TUR,RUS,TUR,4e9\n2020,TUR,RUS,RUS,5e9\n";
    assert_eq!(doubts(tiny).len(), 1);
    assert_eq!(doubts(&format!("{tiny}{usual}")), [""; 0]);
    assert_eq!(doubts("2019,TUR,RUS,TUR,4e9\n2020,TUR,RUS,TUR,0\n2021,TUR,RUS,TUR,5e9\n"), [""; 0]);
    // An economy's exports to ten partners in one unit, its imports from them in another.
    let partners = ["ARG", "BRA", "CHL", "PER", "BOL", "PRY", "URY", "COL", "ECU", "MEX"];
    let rows = |exports: f64, imports: f64| -> String {
        let row = |partner| format!("2020,TUR,{partner},TUR,{exports}\n2020,{partner},TUR,TUR,{imports}\n");
        partners.into_iter().map(row).collect()
    };
    assert_eq!(doubts(&rows(5e3, 4e8)).len(), 1);
    assert!(
        doubts(&rows(5e3, 4e8))[0]
            .contains("the exports of 2020 that TUR reports are under a thousandth of the imports")
    );
    assert!(doubts(&rows(4e8, 5e3))[0].contains("the imports of 2020 that TUR reports"));
    assert!(doubts(&rows(5e6, 4e8)).is_empty());
}

#[test]
fn a_point_that_may_be_a_group_mark_is_refused_whatever_separates_the_fields() {
    let comma = "year,exporter,importer,value\n2018,KAZ,UZB,1.234.567\n2019,KAZ,UZB,1.234\n";
    assert!(error_of(comma).contains("has group marks, and the same mark at line 3"), "{}", error_of(comma));
    let both = "year,exporter,importer,value\n2018,KAZ,UZB,\"1.234,5\"\n2019,KAZ,UZB,1.234\n";
    assert!(error_of(both).contains("has group marks, and the same mark at line 3"), "{}", error_of(both));
    let signed = "year;exporter;importer;value\n2018;KAZ;UZB;+1,234\n2019;KAZ;UZB;1,964\n";
    assert!(error_of(signed).contains("two ways"), "{}", error_of(signed));
    let json = r#"{"data":[{"typeCode":"C","freqCode":"A","period":"2018","reporterISO":"KAZ","partnerISO":"UZB","flowCode":"X","cmdCode":"TOTAL","primaryValue":"1.234.567"},
        {"typeCode":"C","freqCode":"A","period":"2019","reporterISO":"KAZ","partnerISO":"UZB","flowCode":"X","cmdCode":"TOTAL","primaryValue":"1.234"}]}"#;
    assert!(error_of(json).contains("at data[0] has group marks, and the same mark at data[1]"), "{}", error_of(json));
    // A number of JSON, without quotation marks, has no group marks.
    let number = json.replace("\"1.234\"", "1.234");
    let reading = Reader::new().unreadable(Unreadable::Collect).read(number.as_bytes(), "file.json").unwrap();
    assert_eq!(figures(&reading), ["2019 KAZ>UZB KAZ FOB 1.234"]);
}

/// The error of a file, of which rows that cannot be read are collected.
fn error_of(text: &str) -> String {
    Reader::new().unreadable(Unreadable::Collect).read(text.as_bytes(), "file.csv").unwrap_err().to_string()
}

#[test]
fn an_unknown_number_beside_another_state_is_no_error_where_a_pair_is_wanted() {
    let file = "ccode1,ccode2,year,flow1,flow2\n705,704,2012,817,1478\n998,220,2012,1,2\n";
    let read = |reader: Reader| reader.read(file.as_bytes(), "Dyadic_COW_4.0.csv");
    assert_eq!(read(Reader::new().pair("KAZ-UZB")).unwrap().panel.len(), 2);
    assert!(read(Reader::new()).is_err());
    // So it is beside a member of a bloc, but not for one that is none.
    assert!(read(Reader::new().pair("CHN-C5")).is_ok());
    let member = file.replace("998,220", "998,705");
    assert!(Reader::new().pair("CHN-C5").read(member.as_bytes(), "Dyadic_COW_4.0.csv").is_err());
    let own = file.replace("998,220", "998,704");
    assert!(Reader::new().pair("KAZ-UZB").read(own.as_bytes(), "Dyadic_COW_4.0.csv").is_err());
}

#[test]
fn a_coverage_that_looks_like_a_formula_is_written_once_and_for_all() {
    let file = "year,exporter,importer,product,classification,value\n2019,KAZ,UZB,12,=cls,5\n";
    let write = |text: &str| {
        let mut written = Vec::new();
        Reader::new().read(text.as_bytes(), "file.csv").unwrap().panel.write_tidy(&mut written).unwrap();
        String::from_utf8(written).unwrap()
    };
    let once = write(file);
    assert!(once.contains(",'=cls 12"), "{once}");
    assert_eq!(write(&once), once);
}
