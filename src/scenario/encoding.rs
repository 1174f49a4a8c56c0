//! From the bytes of a data file to its text: UTF-8, UTF-16 with a mark at its head, Windows-1252.

/// A text, and what had to be assumed to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a mark at its head.
    pub text: String,
    /// What was assumed; `None` for UTF-8 and UTF-16.
    pub assumed: Option<String>,
}

/// Windows-1252 from 0x80 to 0x9F; a control character where it has none.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads a text.
///
/// # Errors
/// In words, with what to do, when the bytes are no text that can be told for certain.
pub fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'P', b'K', 3, 4, ..] => Err(
            "this is a zip archive (Excel's files are, too); unpack it, or save the table as CSV"
                .to_owned(),
        ),
        [0x1F, 0x8B, ..] => Err("this is compressed by gzip; unpack it".to_owned()),
        _ => utf8(bytes),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, String> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    match String::from_utf16(&units) {
        Ok(text) if bytes.len().is_multiple_of(2) => Ok(Decoded { text, assumed: None }),
        _ => Err("it begins like UTF-16 and goes on otherwise; save it as UTF-8".to_owned()),
    }
}

fn utf8(bytes: &[u8]) -> Result<Decoded, String> {
    if bytes.contains(&0) {
        return Err(
            "it holds zero bytes, as UTF-16 without a mark at its head does; save it as UTF-8"
                .to_owned(),
        );
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.to_owned(), assumed: None }),
        Err(error) => windows(bytes, error.valid_up_to()),
    }
}

/// Text of one byte a letter, which Western Windows and Latin-1 share but for a few marks.
fn windows(bytes: &[u8], first: usize) -> Result<Decoded, String> {
    let text: String = bytes
        .iter()
        .map(|&byte| match byte {
            0x80..=0x9F => WINDOWS[usize::from(byte - 0x80)],
            _ => char::from(byte),
        })
        .collect();
    let line = bytes[..first].split(|&byte| byte == b'\n').count() - 1;
    if text.contains(|letter: char| ('\u{80}'..='\u{9f}').contains(&letter)) {
        return Err(format!(
            "it is neither UTF-8 nor Windows-1252 (first at line {}); save it as UTF-8",
            line + 1
        ));
    }
    let shown: String = text.lines().nth(line).unwrap_or_default().chars().take(60).collect();
    let assumed = format!(
        "it is not UTF-8; read as Windows-1252 (Latin-1), in which line {} says {shown:?}",
        line + 1
    );
    Ok(Decoded { text, assumed: Some(assumed) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).map_or_else(|error| format!("ERROR {error}"), |decoded| decoded.text)
    }

    #[test]
    fn utf8_and_utf16_are_read_with_and_without_a_mark() {
        assert_eq!(text("Bouaké".as_bytes()), "Bouaké");
        assert_eq!(text("\u{feff}Bouaké".as_bytes()), "Bouaké");
        let little: Vec<u8> = "\u{feff}Bouaké".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}Bouaké".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((text(&little), text(&big)), ("Bouaké".to_owned(), "Bouaké".to_owned()));
    }

    #[test]
    fn latin_1_is_read_and_said_to_be_assumed() {
        let decoded = decode(b"name\nBouak\xe9 \x96 nord\n").unwrap();
        assert_eq!(decoded.text, "name\nBouaké – nord\n");
        assert!(decoded.assumed.unwrap().contains("line 2 says \"Bouaké – nord\""));
    }

    #[test]
    fn what_cannot_be_told_is_named() {
        assert!(text(b"PK\x03\x04rest").contains("zip"));
        assert!(text(b"n\0a\0m\0e\0").contains("UTF-16"));
        assert!(text(b"Bouak\x81").contains("line 1"));
    }
}
