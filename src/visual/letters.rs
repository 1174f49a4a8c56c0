//! How wide words are, measured in the fonts that travel with the program.

use ab_glyph::{Font, FontRef, GlyphId, PxScale, ScaleFont};
use std::borrow::Cow;
use std::sync::LazyLock;

/// DejaVu Sans; licence beside it.
pub(super) static REGULAR: &[u8] = include_bytes!("font/DejaVuSans.ttf");
/// DejaVu Sans Bold.
pub(super) static BOLD: &[u8] = include_bytes!("font/DejaVuSans-Bold.ttf");

/// How far below the middle of capitals their foot lies, in heights of type.
pub(super) const FOOT: f64 = 0.36;

/// A font; `None` never, as the files are part of the program.
fn font(is_bold: bool) -> Option<&'static FontRef<'static>> {
    static FONTS: LazyLock<[Option<FontRef<'static>>; 2]> =
        LazyLock::new(|| [REGULAR, BOLD].map(|bytes| FontRef::try_from_slice(bytes).ok()));
    FONTS[usize::from(is_bold)].as_ref()
}

/// Pixels from ascender to descender for a height of type (em) of one pixel: what the renderer calls
/// the size of a font.
pub(super) fn line_height(is_bold: bool) -> f64 {
    font(is_bold).map_or(1.2, |font| {
        f64::from(font.height_unscaled()) / f64::from(font.units_per_em().unwrap_or(1000.0))
    })
}

/// The words as they are drawn, in every format: letters that the fonts do not have in Latin ones; and whether
/// all could be drawn: a letter without Latin ones is left out.
pub(super) fn drawn(text: &str) -> (Cow<'_, str>, bool) {
    if has_all(text) {
        return (Cow::Borrowed(text), true);
    }
    let (mut words, mut is_whole) = (String::new(), true);
    for letter in text.chars() {
        match deunicode::deunicode_char(letter) {
            _ if has_all(letter.encode_utf8(&mut [0; 4])) => words.push(letter),
            Some(latin) => words.push_str(latin),
            None => is_whole = false,
        }
    }
    (Cow::Owned(words.trim().to_owned()), is_whole)
}

/// Width of words in pixels.
pub(super) fn width(text: &str, size: f64, is_bold: bool) -> f64 {
    let Some(font) = font(is_bold) else { return 0.0 };
    let (text, _) = drawn(text);
    let scaled = font.as_scaled(PxScale::from((size * line_height(is_bold)) as f32));
    let mut wide = 0.0;
    let mut before = None;
    for letter in text.chars() {
        let glyph = font.glyph_id(letter);
        if let Some(before) = before {
            wide += scaled.kern(before, glyph);
        }
        wide += scaled.h_advance(glyph);
        before = Some(glyph);
    }
    f64::from(wide)
}

/// Whether the font draws every letter.
pub(super) fn has_all(text: &str) -> bool {
    font(false).is_some_and(|font| text.chars().all(|letter| font.glyph_id(letter).0 != 0))
}

/// The numbers of the glyphs that words are drawn with.
pub(super) fn glyphs(text: &str, is_bold: bool) -> Vec<u16> {
    font(is_bold)
        .map_or_else(Vec::new, |font| text.chars().map(|letter| font.glyph_id(letter).0).collect())
}

/// What a file that carries a font tells of it, in thousandths of the height of type.
pub(super) struct Face {
    /// The font itself.
    pub bytes: &'static [u8],
    /// Width of each glyph.
    pub widths: Vec<f32>,
    /// Glyphs with their letters.
    pub letters: Vec<(u16, char)>,
    /// How far above their foot letters reach.
    pub ascent: f32,
    /// How far below it, as a negative number.
    pub descent: f32,
}

/// A font to be carried in a file.
pub(super) fn face(is_bold: bool) -> Face {
    let bytes = if is_bold { BOLD } else { REGULAR };
    let mut face =
        Face { bytes, widths: Vec::new(), letters: Vec::new(), ascent: 0.0, descent: 0.0 };
    let Some(font) = font(is_bold) else { return face };
    let thousandth = 1000.0 / font.units_per_em().unwrap_or(1000.0);
    let width = |glyph: u16| font.h_advance_unscaled(GlyphId(glyph)) * thousandth;
    face.widths = (0..font.glyph_count() as u16).map(width).collect();
    face.letters = font.codepoint_ids().map(|(glyph, letter)| (glyph.0, letter)).collect();
    face.letters.sort_unstable();
    (face.ascent, face.descent) =
        (font.ascent_unscaled() * thousandth, font.descent_unscaled() * thousandth);
    face
}

/// Words between which lines may break: a number stays with its per cent.
fn unbroken(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match words.last_mut() {
            Some(before) if word.starts_with('%') => {
                before.push(' ');
                before.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Words in one line of a room, cut with dots where it is too narrow.
pub(super) fn fitted(text: &str, room: f64, size: f64) -> String {
    if width(text, size, false) <= room {
        return text.to_owned();
    }
    let mut short: String = text.to_owned();
    while !short.is_empty() && width(&format!("{short}…"), size, false) > room {
        short.pop();
    }
    format!("{}…", short.trim_end())
}

/// Words in lines no wider than `room`; a single word that is wider keeps a line of its own.
pub(super) fn wrap(text: &str, room: f64, size: f64, is_bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in unbroken(text) {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, is_bold) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_the_font_has_not_are_drawn_in_latin_ones() {
        for name in ["Bouaké", "Đông Hà", "Port, Old Town"] {
            assert_eq!(drawn(name), (Cow::Borrowed(name), true));
        }
        for name in ["አዲስ ከተማ", "الخرطوم الجديدة", "Ọ̀yọ́ Titun", "北京"]
        {
            let (words, is_whole) = drawn(name);
            assert!(is_whole && has_all(&words) && words.len() > 3, "{name}: {words}");
            assert_eq!(width(name, 12.0, false), width(&words, 12.0, false));
        }
        assert_eq!(drawn("a\u{e000}"), (Cow::Borrowed("a"), false));
    }
}
