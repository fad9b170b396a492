//! Scenes as PNG images: drawn four times as large and averaged, so that edges and letters are smooth.

use plotters::backend::BitMapBackend;

use super::{
    failed,
    font::Ruler,
    paint::{Medium, paint},
    scene::{Mark, Scene},
};
use crate::error::Result;

/// Pixels drawn to a pixel shown, each way.
const OVERSAMPLING: usize = Medium::BITMAP.scale as usize;

/// Bytes a pixel: red, green and blue.
const CHANNELS: usize = 3;

pub(super) fn write(scene: &Scene) -> Result<Vec<u8>> {
    let ruler = Ruler::new()?;
    for mark in &scene.marks {
        if let Mark::Text { text, .. } = mark {
            ruler.check(text)?;
        }
    }
    let (width, height) = (scene.canvas.width() as usize, scene.canvas.height() as usize);
    let (wide, high) = (width * OVERSAMPLING, height * OVERSAMPLING);
    let mut large = vec![u8::MAX; wide * high * CHANNELS];
    {
        let mut backend = BitMapBackend::with_buffer(&mut large, (wide as u32, high as u32));
        paint(&mut backend, scene, &Medium::BITMAP)?;
    }
    encode(&averaged(&large, wide), scene)
}

/// Every block of pixels as one, the mean of each channel.
fn averaged(large: &[u8], wide: usize) -> Vec<u8> {
    let row = wide * CHANNELS;
    let mut sums = vec![0_u16; row / OVERSAMPLING];
    let mut small = Vec::with_capacity(large.len() / OVERSAMPLING / OVERSAMPLING);
    for rows in large.chunks_exact(row * OVERSAMPLING) {
        sums.fill(0);
        for row in rows.chunks_exact(row) {
            add_row(&mut sums, row);
        }
        small.extend(sums.iter().map(|sum| ((sum + HALF) / SAMPLES) as u8));
    }
    small
}

const SAMPLES: u16 = (OVERSAMPLING * OVERSAMPLING) as u16;
const HALF: u16 = SAMPLES / 2;

/// Adds a row of the large image to the sums of the small one's.
fn add_row(sums: &mut [u16], row: &[u8]) {
    for (sum, block) in sums.chunks_exact_mut(CHANNELS).zip(row.chunks_exact(CHANNELS * OVERSAMPLING)) {
        for pixel in block.chunks_exact(CHANNELS) {
            for (sum, value) in sum.iter_mut().zip(pixel) {
                *sum += u16::from(*value);
            }
        }
    }
}

fn encode(pixels: &[u8], scene: &Scene) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, scene.canvas.width(), scene.canvas.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(pixels).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(averaged(&large, wide), [128, 128, 128, 255, 0, 0]);
    }
}
