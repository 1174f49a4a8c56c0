//! Numbers as people and spreadsheets write them.

/// A whole number, 0 or more: `12000`, `12000.0`, `12,000`, `12 000`, `1.2e4`.
///
/// # Errors
/// In words, when it is none, or when it can be read in two ways.
pub fn whole(written: &str) -> Result<u64, String> {
    let text = written.trim();
    if let Ok(number) = text.parse() {
        return Ok(number);
    }
    for mark in [',', ' ', '\'', '\u{a0}', '\u{202f}', '’'] {
        if let Some(number) = grouped(text, mark) {
            return Ok(number);
        }
    }
    if let Some(number) = grouped(text, '.') {
        let whole = text.split('.').next().unwrap_or_default();
        // 12.000 is twelve to some and twelve thousand to others.
        return Err(format!("which may be {whole} or {number}: write it without a point"));
    }
    match text.parse::<f64>() {
        // 2^53: whole numbers up to there are exact.
        Ok(number)
            if number >= 0.0 && number.fract() == 0.0 && number <= 9_007_199_254_740_992.0 =>
        {
            Ok(number as u64)
        }
        Ok(_) => Err("which is no whole number, 0 or more".to_owned()),
        Err(_) => Err("which is no number".to_owned()),
    }
}

/// A number in groups of three digits: `12,000`, `1,234,567`.
fn grouped(text: &str, mark: char) -> Option<u64> {
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    let fits = (1..=3).contains(&first.len())
        && is_digits(first)
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    if fits { format!("{first}{}", rest.concat()).parse().ok() } else { None }
}

/// Degrees: `-11.9`, or `-11,9` with a decimal comma.
///
/// # Errors
/// In words, when it is no decimal number.
pub fn degrees(written: &str) -> Result<f64, String> {
    // Word processors write the minus sign as a letter of its own.
    let text = written.trim().replace('\u{2212}', "-");
    let text = if text.matches(',').count() == 1 && !text.contains('.') {
        text.replace(',', ".")
    } else {
        text
    };
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ if text.contains(['°', '\'', '′', '"']) || text.ends_with(['N', 'S', 'E', 'W']) => {
            Err("which is in degrees and minutes or with a letter: write decimal degrees, west and south \
                 below 0, as in -11.9"
                .to_owned())
        }
        _ => Err("which is no number".to_owned()),
    }
}

/// A number with or without decimals: `0.65`, or `0,65` with a decimal comma. A point is a decimal point.
///
/// # Errors
/// In words, when it is none, or when it can be read in two ways.
pub fn decimal(written: &str) -> Result<f64, String> {
    let text = written.trim().replace('\u{2212}', "-");
    if let Some(number) = grouped(&text, ',').filter(|_| !text.starts_with('0')) {
        let point = text.replacen(',', ".", 1);
        return Err(format!("which may be {number} or {point}: write it without a comma"));
    }
    let is_decimal_comma = text.matches(',').count() == 1 && !text.contains('.');
    let text = if is_decimal_comma { text.replace(',', ".") } else { text };
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| "which is no number".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_as_they_are_written() {
        for text in ["12000", "12000.0", "12,000", "12 000", "1.2e4", " 12000.00 ", "12’000"] {
            assert_eq!(whole(text), Ok(12_000), "{text}");
        }
        assert_eq!(whole("1,234,567"), Ok(1_234_567));
        assert_eq!(whole("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(whole("1234.000"), Ok(1234));
    }

    #[test]
    fn what_may_be_two_numbers_is_refused() {
        assert!(whole("12.000").unwrap_err().contains("12 or 12000"));
        for text in ["12.5", "-3", "", "many", "1,23", "12,0000", "1e300"] {
            assert!(whole(text).is_err(), "{text}");
        }
    }

    #[test]
    fn decimals_may_have_a_comma_unless_it_can_be_read_in_two_ways() {
        for text in ["0.65", "0,65", " 0.650 ", "0,650", "6.5e-1"] {
            assert_eq!(decimal(text), Ok(0.65), "{text}");
        }
        assert_eq!(decimal("1.200"), Ok(1.2));
        assert!(decimal("1,200").unwrap_err().contains("1200 or 1.200"));
        for text in ["", "inf", "many", "65 %", "1,2,3"] {
            assert!(decimal(text).is_err(), "{text}");
        }
    }

    #[test]
    fn degrees_may_have_a_decimal_comma() {
        assert_eq!(degrees("-11,90"), Ok(-11.9));
        assert_eq!(degrees("\u{2212}11.9"), Ok(-11.9));
        assert!(degrees("8°30'N").unwrap_err().contains("decimal degrees"));
        assert!(degrees("1,234.5").is_err());
    }
}
