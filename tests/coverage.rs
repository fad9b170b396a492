//! What amounts count is kept from the file to every answer: all goods, or some products of a classification.

use tradepath::{
    Coverage,
    history::{History, Reader, Reading, Reconciliation, Selection},
    report,
};

fn read(file: &str) -> Reading {
    Reader::new().read(file.as_bytes(), "file.csv").unwrap()
}

fn coverages(reading: &Reading) -> Vec<String> {
    reading.panel.coverages().iter().map(ToString::to_string).collect()
}

const HEADER: &str = "Classification,Year,Trade Flow,Reporter ISO,Partner ISO,Commodity Code,Trade Value (US$)\n";

/// Rows of a Comtrade file from Kazakhstan's exports to Uzbekistan.
fn comtrade(rows: &[(&str, i32, &str, f64)]) -> String {
    let row =
        |(class, year, code, value): &(&str, i32, &str, f64)| format!("{class},{year},Export,KAZ,UZB,{code},{value}\n");
    HEADER.to_owned() + &rows.iter().map(row).collect::<String>()
}

#[test]
fn a_sum_of_some_products_is_named_after_them() {
    let two = comtrade(&[("H1", 2000, "1202", 297.0), ("H1", 2000, "1005", 861.0), ("H1", 2001, "1005", 5.0)]);
    let reading = read(&two);
    assert_eq!(coverages(&reading), ["products 1005 and 1202 of H1"]);
    let one = read("refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue\n2019,THA,M,CHN,8542,9\n");
    assert_eq!(coverages(&one), ["HS 8542"]);
    let named = read("year,exporter,importer,product,value\n2019,KAZ,UZB,Machinery,2\n2019,KAZ,UZB,\"Oil, gas\",3\n");
    assert_eq!(coverages(&named), ["products Machinery and \"Oil, gas\""]);
}

#[test]
fn many_products_are_named_by_their_chapters() {
    let row = |code: i32| ("H4", 2019, format!("27{code:02}"), 1.0);
    let rows: Vec<_> = (1..20).map(row).collect();
    let rows: Vec<_> = rows.iter().map(|(class, year, code, value)| (*class, *year, code.as_str(), *value)).collect();
    assert_eq!(coverages(&read(&comtrade(&rows))), ["part of goods: chapter 27 of H4"]);
}

#[test]
fn a_total_and_a_file_with_every_chapter_count_all_goods() {
    let total = comtrade(&[("H4", 2019, "TOTAL", 9.0), ("H4", 2019, "27", 5.0)]);
    assert_eq!(coverages(&read(&total)), ["goods"]);
    // The pair trades two products, but the file has all: what is not in it was not traded.
    let mut baci = "t,i,j,k,v,q\n2019,398,860,270900,2,\n2019,398,860,720200,3,\n".to_owned();
    for chapter in (1..=97).filter(|chapter| *chapter != 77) {
        baci += &format!("2019,156,643,{chapter:02}0100,1,\n");
    }
    let pair = Reader::new().pair("KAZ-UZB");
    assert_eq!(coverages(&pair.read(baci.as_bytes(), "b.csv").unwrap()), ["goods"]);
    // Of all goods, what the caller chose.
    let chosen = Reader::new().pair("KAZ-UZB").product("27").read(baci.as_bytes(), "b.csv").unwrap();
    assert_eq!(coverages(&chosen), ["HS 27"]);
    let begun = Reader::new().product("2").read(baci.as_bytes(), "b.csv").unwrap();
    assert_eq!(coverages(&begun), ["part of goods: codes of HS that begin with 2"]);
}

#[test]
fn classifications_and_long_names_are_told_apart_by_their_texts() {
    // A name whose sum modulo 230 is that of S4: the products of the two were once added up.
    let number = |name: &str| name.bytes().fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 230);
    let names = (b'A'..=b'G').flat_map(|first| (b'0'..=b'z').map(move |second| [first, second]));
    let names =
        names.filter(|name| name[1].is_ascii_alphanumeric()).map(|name| String::from_utf8(name.to_vec()).unwrap());
    let same = names.into_iter().find(|name| number(name) == number("S4")).unwrap();
    let file = comtrade(&[("S4", 2019, "33", 5.0), (&same, 2019, "99", 7.0)]);
    let reading = read(&file);
    assert_eq!(reading.panel.reports().next().unwrap().amount.value(), 5.0);
    assert_eq!(coverages(&reading), ["S4 33"]);
    assert_eq!(reading.set_aside[0].what, "products of another classification");
    // Long names are compared, not their hashes, whatever the order of the rows.
    let rows = ["a product with a long name", "another product with a long name"];
    let tidy = |rows: [&str; 2]| {
        let rows: Vec<String> = rows.iter().map(|name| format!("2019,KAZ,UZB,{name},2\n")).collect();
        let file = format!("year,exporter,importer,product,value\n{}", rows.concat());
        Reader::new().by_product().read(file.as_bytes(), "t.csv").unwrap().panel
    };
    assert_eq!(tidy(rows), tidy([rows[1], rows[0]]));
    assert_eq!(tidy(rows).products().count(), 2);
}

#[test]
fn kept_by_product_a_flow_has_the_latest_revision_alone() {
    let file = comtrade(&[("H3", 2019, "27", 5.0), ("H4", 2019, "27", 6.0), ("S4", 2019, "33", 4.0)]);
    let reading = Reader::new().by_product().read(file.as_bytes(), "f.csv").unwrap();
    let products: Vec<String> = reading.panel.products().map(ToString::to_string).collect();
    assert_eq!(products, ["H4 27", "S4 33"]);
    assert_eq!(reading.set_aside[0].rows, 1);
}

#[test]
fn a_tidy_file_keeps_what_was_counted() {
    let rows = comtrade(&[("H1", 2000, "1005", 861.0), ("H1", 2000, "1202", 297.0)]);
    for reader in [Reader::new(), Reader::new().by_product()] {
        let panel = reader.read(rows.as_bytes(), "file.csv").unwrap().panel;
        let mut written = Vec::new();
        panel.write_tidy(&mut written).unwrap();
        assert_eq!(
            reader.read(&written[..], "tidy.csv").unwrap().panel,
            panel,
            "{}",
            String::from_utf8_lossy(&written)
        );
    }
    let stated = "year,exporter,importer,value,coverage\n2019,GBR,IND,31,goods and services\n2020,GBR,IND,20,\n";
    assert_eq!(coverages(&read(stated)), ["goods", "goods and services"]);
    let both = "year,exporter,importer,value,coverage,product\n2019,GBR,IND,31,goods and services,27\n";
    let refused = Reader::new().read(both.as_bytes(), "t.csv").unwrap_err().to_string();
    assert!(refused.starts_with("t.csv line 2 key `product`"), "{refused}");
    let unknown = "year,exporter,importer,value,coverage\n2019,GBR,IND,31,everything\n";
    let refused = Reader::new().read(unknown.as_bytes(), "t.csv").unwrap_err().to_string();
    assert!(refused.contains("line 2 key `coverage`") && refused.contains("goods and services"), "{refused}");
}

#[test]
fn figures_that_count_different_things_are_not_added() {
    let file = "year,exporter,importer,value,coverage\n2019,GBR,IND,31,goods and services\n2019,IND,GBR,20,goods\n";
    let error = History::read(file.as_bytes(), "t.csv", Selection::new("GBR-IND", "USD").unwrap()).unwrap_err();
    assert!(error.to_string().contains("one amount counts goods and services, another goods"), "{error}");
}

#[test]
fn a_report_says_what_its_amounts_count() {
    let reading = read(&comtrade(&[("H1", 2000, "1005", 861.0), ("H1", 2001, "1005", 900.0)]));
    let mirror = reading.panel.mirror("KAZ-UZB", &Reconciliation::default()).unwrap();
    let history = mirror.history().unwrap();
    assert_eq!(history.coverages(), [&"H1 1005".parse::<Coverage>().unwrap()]);
    let text = report::history(&reading, &mirror, &history);
    assert!(text.contains("The amounts count H1 1005 alone, not total trade."), "{text}");
    let json = serde_json::to_string(&history).unwrap();
    assert_eq!(serde_json::from_str::<History>(&json).unwrap(), history);
}
