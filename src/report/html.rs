//! An assessment as one page that needs nothing beside it.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};

use crate::{
    assessment::Assessment,
    chart::{Canvas, Chart, ChartKind, escaped, page_style},
    error::{ErrorKind, Result},
    report::{
        markdown::{Part, parts},
        pictures::of_kind,
    },
};

/// The page's own style: one column, tables that scroll by themselves, a wide and a narrow drawing of every chart, of which
/// one is shown.
const STYLE: &str = include_str!("page.css");

/// An assessment as one HTML page with its charts inside: no script, nothing that is fetched. It is light or dark as the
/// reader's screen is, light in print, and has charts of their own for narrow screens.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, report, scenario::shipped};
///
/// let pledge = shipped("kazakhstan-uzbekistan-2021")?;
/// let assessment = assess(&pledge.scenario()?, Some(&pledge.history()?), &AssessmentOptions::new())?;
/// let page = report::html(&assessment)?;
/// assert!(page.starts_with("<!doctype html>") && page.contains("<svg") && !page.contains("<script"));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Draw`] where the drawing library fails.
pub fn html(assessment: &Assessment) -> Result<String> {
    let title = escaped(assessment.scenario.title());
    let mut body = format!("<h1>{title}</h1>\n");
    for (part, text) in parts(assessment) {
        body += "<section>\n";
        push_markdown(&mut body, &text);
        for kind in charts_of(part) {
            for (wide, narrow) in drawings(assessment, *kind)? {
                body += &figure(&wide, &narrow)?;
            }
        }
        body += "</section>\n";
    }
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>{}{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        page_style()
    ))
}

fn figure(wide: &Chart, narrow: &Chart) -> Result<String> {
    let (wide, narrow) = (wide.to_page_svg()?, narrow.to_page_svg()?);
    Ok(format!("<figure><div class=\"wide\">{wide}</div><div class=\"narrow\">{narrow}</div></figure>\n"))
}

/// The charts that belong to a part of the report.
fn charts_of(part: Part) -> &'static [ChartKind] {
    match part {
        Part::Summary => &[ChartKind::Route],
        Part::RequiredGrowth => &[ChartKind::Growth],
        Part::Arrivals => &[ChartKind::Arrival],
        Part::Outlook => &[ChartKind::Fan],
        Part::BaseRates => &[ChartKind::BaseRate, ChartKind::Eras, ChartKind::Precedents],
        Part::Projection => &[ChartKind::Flows],
        Part::GrowthShown | Part::Standing | Part::Sources => &[],
    }
}

/// Every chart of a kind, for wide and for narrow screens; none where the assessment has nothing for it.
fn drawings(assessment: &Assessment, kind: ChartKind) -> Result<Vec<(Chart, Chart)>> {
    let wide = of_kind(kind, assessment, Canvas::new(960, 540)?);
    let narrow = of_kind(kind, assessment, Canvas::new(480, 620)?.text_percent(160)?);
    let mut drawn = Vec::new();
    for ((_, wide), (_, narrow)) in wide.into_iter().zip(narrow) {
        match wide.and_then(|wide| Ok((wide, narrow?))) {
            Err(error) if matches!(error.kind(), ErrorKind::Missing { .. }) => {}
            both => drawn.push(both?),
        }
    }
    Ok(drawn)
}

/// Markdown as HTML. What is HTML in it already is text, as titles and notes are others' words.
fn push_markdown(page: &mut String, text: &str) {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock) => None,
        Event::End(TagEnd::Link | TagEnd::Image | TagEnd::HtmlBlock) => None,
        other => Some(other),
    });
    let events = events.flat_map(|event| match event {
        Event::Start(Tag::Table(_)) => vec![Event::Html(CowStr::Borrowed("<div class=\"table\">")), event],
        Event::End(TagEnd::Table) => vec![event, Event::Html(CowStr::Borrowed("</div>\n"))],
        other => vec![other],
    });
    push_html(page, events);
}
