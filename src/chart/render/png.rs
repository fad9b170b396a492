//! Scenes as PNG images. They are drawn four times as large each way and averaged, so that edges and letters are
//! smooth.

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

/// How many rows of the image are drawn at a time.
const BAND: usize = 40;

/// Bytes a pixel: red, green and blue.
const CHANNELS: usize = 3;

/// Writes a scene as PNG. A letter that the embedded font lacks is refused: an image could not show it.
pub(crate) fn write(scene: &Scene) -> Result<Vec<u8>> {
    let ruler = Ruler::new()?;
    for mark in &scene.marks {
        if let Mark::Text { text, .. } = mark {
            ruler.check(text)?;
        }
    }
    encode(&pixels(scene, BAND)?, scene)
}

/// Draws the scene band by band, so that the large pixels of one band fit into the processor's cache.
fn pixels(scene: &Scene, band: usize) -> Result<Vec<u8>> {
    let (width, height) = (scene.canvas.width() as usize, scene.canvas.height() as usize);
    let wide = width * OVERSAMPLING;
    let mut small = Vec::with_capacity(width * height * CHANNELS);
    let mut large = vec![0; wide * band.min(height) * OVERSAMPLING * CHANNELS];
    for top in (0..height).step_by(band) {
        let rows = band.min(height - top);
        let high = rows * OVERSAMPLING;
        let large = &mut large[..wide * high * CHANNELS];
        let mut backend = Band {
            bitmap: BitMapBackend::with_buffer(large, (wide as u32, high as u32)),
            top: (top * OVERSAMPLING) as i32,
        };
        paint(&mut backend, scene, &Medium::BITMAP.rows(top as f64, (top + rows) as f64))?;
        drop(backend);
        average(large, wide, &mut small);
    }
    Ok(small)
}

type BitmapError = <BitMapBackend<'static> as DrawingBackend>::ErrorType;

type Drawn = std::result::Result<(), DrawingErrorKind<BitmapError>>;

/// A bitmap of one band. It takes the coordinates of the whole picture and moves them up by the band's top.
struct Band<'a> {
    bitmap: BitMapBackend<'a>,
    top: i32,
}

impl DrawingBackend for Band<'_> {
    type ErrorType = BitmapError;

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

/// Appends one small pixel for every block of large ones: the mean of each channel, rounded.
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

/// How many large pixels make a small one. Sixteen values of 255 fit into 16 bits.
const SAMPLES: u16 = (OVERSAMPLING * OVERSAMPLING) as u16;
/// Half a sample, added before the division so that it rounds to the nearest.
const HALF: u16 = SAMPLES / 2;

/// Adds a row of large pixels to the sums of the small row.
fn add_row(sums: &mut [u16], row: &[u8]) {
    for (sum, block) in sums.chunks_exact_mut(CHANNELS).zip(row.chunks_exact(CHANNELS * OVERSAMPLING)) {
        for pixel in block.chunks_exact(CHANNELS) {
            for (sum, value) in sum.iter_mut().zip(pixel) {
                *sum += u16::from(*value);
            }
        }
    }
}

/// Pixels as a PNG file, marked as sRGB.
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
        let assessment = assess(&pledge.scenario().unwrap(), Some(&history), &AssessmentOptions::new()).unwrap();
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
