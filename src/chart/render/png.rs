//! Scenes as PNG images. They are drawn four times as large each way and averaged down, so that edges and letters are
//! smooth.
//!
//! The large picture would be sixteen times the image. It is therefore drawn in bands of rows, each of which is
//! averaged before the next is drawn; the result is the same as that of a whole picture.

use plotters::backend::BitMapBackend;
use plotters_backend::{BackendColor, BackendStyle, DrawingBackend, DrawingErrorKind};

use crate::{
    chart::{
        furniture::{Mark, Ruler, Scene},
        render::paint::{Medium, paint},
    },
    error::{Error, Result},
};

/// How many drawn pixels make one pixel of the image, each way.
const OVERSAMPLING: usize = Medium::BITMAP.scale as usize;

/// How many rows of the image are drawn at a time. A band of the large picture should fit into the processor's cache.
const BAND: usize = 40;

/// The bytes of a pixel: red, green and blue. A chart has a background, and so no transparency.
const CHANNELS: usize = 3;

/// Writes a scene as the bytes of a PNG file.
///
/// # Errors
/// [`ErrorKind::Draw`](crate::ErrorKind::Draw) where a text has a letter that the embedded font lacks, since an image
/// could not show it, or where the library cannot draw the scene.
pub(crate) fn write(scene: &Scene) -> Result<Vec<u8>> {
    let ruler = Ruler::new()?;
    for mark in &scene.marks {
        if let Mark::Text { text, .. } = mark {
            ruler.check(text)?;
        }
    }
    encode(&pixels(scene, BAND)?, scene)
}

/// Draws the scene in bands of `band` rows, and averages each of them down. Returns the pixels of the image, row by
/// row, three bytes each.
fn pixels(scene: &Scene, band: usize) -> Result<Vec<u8>> {
    let (width, height) = (scene.canvas.width() as usize, scene.canvas.height() as usize);
    let wide = width * OVERSAMPLING;
    let mut small = Vec::with_capacity(width * height * CHANNELS);
    // One buffer serves all bands. The background, which is the first mark, covers what the last band left in it.
    let mut large = vec![0; wide * band.min(height) * OVERSAMPLING * CHANNELS];
    for top in (0..height).step_by(band) {
        // The last band may have fewer rows.
        let rows = band.min(height - top);
        let high = rows * OVERSAMPLING;
        let large = &mut large[..wide * high * CHANNELS];
        let mut backend = Band {
            bitmap: BitMapBackend::with_buffer(large, (wide as u32, high as u32)),
            top: (top * OVERSAMPLING) as i32,
        };
        paint(&mut backend, scene, &Medium::BITMAP.rows(top as f64, (top + rows) as f64))?;
        // The backend holds the large pixels, which are read next.
        drop(backend);
        average(large, wide, &mut small);
    }
    Ok(small)
}

/// The error type of the library's bitmap, which a band passes on.
type BitmapError = <BitMapBackend<'static> as DrawingBackend>::ErrorType;

/// What each method of a backend returns.
type Drawn = std::result::Result<(), DrawingErrorKind<BitmapError>>;

/// A bitmap of one band. It takes the coordinates of the whole picture, and moves them up by the top of the band.
struct Band<'a> {
    /// The bitmap of the band alone.
    bitmap: BitMapBackend<'a>,
    /// The row of the whole large picture at which the band starts.
    top: i32,
}

impl DrawingBackend for Band<'_> {
    type ErrorType = BitmapError;

    /// The size of the picture down to the lower edge of the band, at which the library cuts off lines.
    fn get_size(&self) -> (u32, u32) {
        let (width, height) = self.bitmap.get_size();
        (width, height + self.top as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.bitmap.ensure_prepared()
    }

    fn present(&mut self) -> Drawn {
        self.bitmap.present()
    }

    // The library's own defaults draw every other shape with these two.
    fn draw_pixel(&mut self, (x, y): (i32, i32), color: BackendColor) -> Drawn {
        if y < self.top { Ok(()) } else { self.bitmap.draw_pixel((x, y - self.top), color) }
    }

    /// Draws a rectangle as a whole, which the bitmap does faster than pixel by pixel. It cuts off what lies outside.
    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): (i32, i32),
        (right, bottom): (i32, i32),
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.bitmap.draw_rect((left, top - self.top), (right, bottom - self.top), style, fill)
    }
}

/// Appends one pixel of the image for every block of four by four large pixels: the mean of each channel, rounded to
/// the nearest.
///
/// - `large`: whole rows of large pixels, a multiple of four of them.
/// - `wide`: the large pixels in a row.
/// - `small`: the pixels of the image so far.
fn average(large: &[u8], wide: usize, small: &mut Vec<u8>) {
    let row = wide * CHANNELS;
    let mut sums = vec![0_u16; row / OVERSAMPLING];
    for rows in large.chunks_exact(row * OVERSAMPLING) {
        sums.fill(0);
        for row in rows.chunks_exact(row) {
            add_row(&mut sums, row);
        }
        small.extend(sums.iter().map(|sum| ((sum + HALF) / SAMPLES) as u8));
    }
}

/// How many large pixels make a pixel of the image. The sum of sixteen values up to 255 fits into 16 bits.
const SAMPLES: u16 = (OVERSAMPLING * OVERSAMPLING) as u16;
/// Half of the divisor. Added before the division, it makes the division round to the nearest.
const HALF: u16 = SAMPLES / 2;

/// Adds the channels of a row of large pixels to the sums of the image's row: four neighbours to each sum.
fn add_row(sums: &mut [u16], row: &[u8]) {
    for (sum, block) in sums.chunks_exact_mut(CHANNELS).zip(row.chunks_exact(CHANNELS * OVERSAMPLING)) {
        for pixel in block.chunks_exact(CHANNELS) {
            for (sum, value) in sum.iter_mut().zip(pixel) {
                *sum += u16::from(*value);
            }
        }
    }
}

/// Writes the pixels of an image as a PNG file with 8 bits a channel, marked as sRGB.
///
/// # Errors
/// [`ErrorKind::Draw`](crate::ErrorKind::Draw) where the encoder refuses them.
fn encode(pixels: &[u8], scene: &Scene) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, scene.canvas.width(), scene.canvas.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    let mut writer = encoder.write_header().map_err(Error::draw)?;
    writer.write_image_data(pixels).map_err(Error::draw)?;
    writer.finish().map_err(Error::draw)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_height_of_a_band_changes_nothing() {
        use crate::{AssessmentOptions, assess, chart::*, scenario::shipped};
        let pledge = shipped("kazakhstan-uzbekistan-2021").unwrap();
        let history = pledge.history().unwrap();
        let before = shipped("kazakhstan-uzbekistan-2018").unwrap().scenario().unwrap();
        let options = AssessmentOptions::new().restates([before]);
        let railway = crate::drivers::Driver::builder("Railway", "corridor").starts(2027).build().unwrap();
        let scenario = pledge.scenario().unwrap().with_driver(railway).unwrap();
        let assessment = assess(&scenario, Some(&history), &options).unwrap();
        for kind in ChartKind::OF_ASSESSMENT {
            let chart = draw(kind, &assessment, Canvas::new(500, 300).unwrap()).unwrap();
            let whole = pixels(&chart.scene, 300).unwrap();
            assert!(pixels(&chart.scene, 40).unwrap() == whole, "{kind}");
            assert!(pixels(&chart.scene, 7).unwrap() == whole, "{kind}");
        }
    }

    #[test]
    fn averaging_takes_the_mean_of_every_block() {
        let wide = 2 * OVERSAMPLING;
        let mut large = vec![255_u8; wide * OVERSAMPLING * CHANNELS];
        // The left half of the first block black, the second block red.
        for y in 0..OVERSAMPLING {
            for x in 0..wide {
                let at = (y * wide + x) * CHANNELS;
                match x {
                    0..2 => large[at..at + 3].fill(0),
                    4..8 => large[at + 1..at + 3].fill(0),
                    _ => {}
                }
            }
        }
        let mut small = Vec::new();
        average(&large, wide, &mut small);
        assert_eq!(small, [128, 128, 128, 255, 0, 0]);
    }
}
