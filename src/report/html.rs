//! An assessment as one self-contained HTML page.
//!
//! The page is the Markdown report turned into HTML, with the charts of each part below its text.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};

use crate::{
    assessment::{Assessment, Scorecard},
    chart::{Canvas, Chart, ChartKind, draw, escaped, page_style},
    error::{ErrorKind, Result},
    report::{
        markdown::{Part, parts},
        pictures::of_kind,
    },
};

/// The page's own style: one column, and tables that scroll sideways by themselves. Every chart is drawn wide and
/// narrow, and the style shows the one that suits the screen.
const STYLE: &str = include_str!("page.css");

/// Writes an assessment as one HTML page with its charts inside.
///
/// The page has the parts of [`markdown`](crate::report::markdown()). It contains no script and fetches nothing, so
/// that it can be sent as one file. It is light or dark as the reader's screen is, and light in print. Every chart is
/// drawn twice, for wide and for narrow screens. Markup in titles, notes and sources is shown as text.
///
/// A chart for which the assessment has nothing is left out.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, report, scenario::shipped};
///
/// let pledge = shipped("kazakhstan-uzbekistan-2021")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let page = report::html(&assessment)?;
/// assert!(page.starts_with("<!doctype html>") && page.contains("<svg"));
/// assert!(!page.contains("<script"));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Draw`] where the drawing library fails. A chart for which the assessment has nothing is left out.
pub fn html(assessment: &Assessment) -> Result<String> {
    let title = escaped(assessment.scenario.title());
    let mut body = format!("<h1>{title}</h1>\n");
    for (part, text) in parts(assessment) {
        body += "<section>\n";
        push_markdown(&mut body, &text);
        for kind in charts_of(part) {
            for (wide, narrow) in drawings(of_part(assessment, part), *kind)? {
                body += &figure(&wide, &narrow)?;
            }
        }
        body += "</section>\n";
    }
    Ok(page(&title, &body))
}

/// Writes a scorecard as one HTML page with its chart inside, which can be published as it is. It has the tables of
/// [`scorecard`](crate::report::scorecard()).
///
/// ```
/// use tradepath::{AssessmentOptions, Scorecard, assess, report, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let page = report::scorecard_html(&Scorecard::of([&assessment]))?;
/// assert!(page.starts_with("<!doctype html>") && page.contains("<svg") && page.contains("met in 2006"));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Draw`] where the drawing library fails; [`ErrorKind::Missing`] for a scorecard without a chance to draw.
pub fn scorecard_html(scorecard: &Scorecard) -> Result<String> {
    // A row for each milestone, under the title and over the axis; text is larger where the screen is small.
    let rows = scorecard.rows.len() as u32;
    let wide = draw(ChartKind::Scorecard, scorecard, Canvas::new(960, height(200 + 28 * rows))?)?;
    let narrow = draw(ChartKind::Scorecard, scorecard, Canvas::new(560, height(260 + 40 * rows))?.text_percent(130)?)?;
    let mut body = String::from("<section>\n");
    push_markdown(&mut body, &crate::report::scorecard::scorecard(scorecard));
    body += &figure(&wide, &narrow)?;
    body += "</section>\n";
    Ok(page("Scorecard", &body))
}

/// The height of a chart as near to the wanted one as a canvas can be, with room for at least a few rows.
fn height(wanted: u32) -> u32 {
    const LEAST: u32 = 320;
    const MOST: u32 = 4000;
    wanted.clamp(LEAST, MOST)
}

/// A page with its title, which is escaped already, and its body.
fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>{}{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        page_style()
    )
}

/// One chart in both drawings, of which the page's style shows one.
fn figure(wide: &Chart, narrow: &Chart) -> Result<String> {
    let (wide, narrow) = (wide.to_page_svg()?, narrow.to_page_svg()?);
    Ok(format!("<figure><div class=\"wide\">{wide}</div><div class=\"narrow\">{narrow}</div></figure>\n"))
}

/// The assessment of which a part's charts are drawn.
fn of_part(assessment: &Assessment, part: Part) -> &Assessment {
    match part {
        Part::Flow(at) => assessment.flows.get(at).unwrap_or(assessment),
        _ => assessment,
    }
}

/// The charts that belong to a part of the report, in the order in which they stand below it.
fn charts_of(part: Part) -> &'static [ChartKind] {
    match part {
        Part::Summary => &[ChartKind::Route],
        Part::RequiredGrowth => &[ChartKind::Growth],
        Part::Arrivals => &[ChartKind::Arrival],
        Part::Outlook => &[ChartKind::Fan],
        Part::BaseRates => &[ChartKind::BaseRate, ChartKind::Eras, ChartKind::Precedents],
        Part::Timeline => &[ChartKind::Timeline],
        Part::Drivers => &[ChartKind::Waterfall, ChartKind::Tornado],
        Part::Projection => &[ChartKind::Flows],
        Part::Flow(_) => &[ChartKind::Route, ChartKind::Fan],
        Part::Balance | Part::GrowthShown | Part::Standing | Part::Sources => &[],
    }
}

/// Every chart of a kind, each for wide and for narrow screens; none where the assessment has nothing for it.
///
/// # Errors
/// [`ErrorKind::Draw`] where the drawing library fails.
fn drawings(assessment: &Assessment, kind: ChartKind) -> Result<Vec<(Chart, Chart)>> {
    // Both in pixels; the shape of the wide one is 16 to 9.
    let wide = of_kind(kind, assessment, Canvas::new(960, 540)?);
    // A phone shows the picture smaller than it is drawn, so that its text has to be larger.
    let narrow = of_kind(kind, assessment, Canvas::new(480, 620)?.text_percent(160)?);
    let mut drawn = Vec::new();
    for ((_, wide), (_, narrow)) in wide.into_iter().zip(narrow) {
        match wide.and_then(|wide| Ok((wide, narrow?))) {
            // The assessment has nothing for this chart; every other error is one of the page.
            Err(error) if matches!(error.kind(), ErrorKind::Missing { .. }) => {}
            both => drawn.push(both?),
        }
    }
    Ok(drawn)
}

/// Appends Markdown as HTML.
///
/// Titles and notes are text from files. HTML in them is shown as text, and links and images are reduced to their text,
/// so that a scenario cannot put an address behind a word.
fn push_markdown(page: &mut String, text: &str) {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock) => None,
        Event::End(TagEnd::Link | TagEnd::Image | TagEnd::HtmlBlock) => None,
        other => Some(other),
    });
    let events = events.flat_map(|event| match event {
        // A wide table scrolls within its own box instead of widening the page.
        Event::Start(Tag::Table(_)) => vec![Event::Html(CowStr::Borrowed("<div class=\"table\">")), event],
        Event::End(TagEnd::Table) => vec![event, Event::Html(CowStr::Borrowed("</div>\n"))],
        other => vec![other],
    });
    push_html(page, events);
}
