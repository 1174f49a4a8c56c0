use super::*;
use std::collections::BTreeSet;

#[test]
fn every_key_is_declared_once() {
    let catalogue = Catalogue::standard();
    let keys: BTreeSet<_> = catalogue.parameters.iter().map(|p| p.key.as_str()).collect();
    assert_eq!(keys.len(), catalogue.parameters.len());
}

#[test]
fn every_default_is_allowed_and_inside_its_range() {
    for parameter in Catalogue::standard().parameters {
        let number = match parameter.default {
            Value::Real(number) => number,
            Value::Whole(number) => number as f64,
            Value::Switch(_) | Value::Text(_) | Value::Texts(_) => continue,
        };
        assert!(parameter.allowed.admits(number), "{}: default not allowed", parameter.key);
        if let Some((low, high)) = parameter.range {
            assert!(low <= number && number <= high, "{}: default outside range", parameter.key);
            assert!(low < high, "{}: empty range", parameter.key);
            assert!(
                parameter.allowed.admits(low) && parameter.allowed.admits(high),
                "{}: range not allowed",
                parameter.key
            );
        }
    }
}

#[test]
fn what_is_set_is_what_is_read() {
    let mut params = Params::default();
    for parameter in Catalogue::standard().parameters {
        let other = match &parameter.default {
            Value::Real(number) => Value::Real(number + 0.125),
            Value::Whole(number) => Value::Whole(number + 1),
            Value::Switch(on) => Value::Switch(!on),
            Value::Text(text) => Value::Text(format!("{text}x")),
            Value::Texts(_) => Value::Texts(vec!["x".to_owned()]),
        };
        assert_eq!((parameter.get)(&params), parameter.default, "{}", parameter.key);
        (parameter.set)(&mut params, &other);
        // What the kernel computes with in single precision is told as its shortest decimal.
        match ((parameter.get)(&params), &other) {
            (Value::Real(read), Value::Real(set)) => {
                assert_eq!(read as f32, *set as f32, "{}", parameter.key);
            }
            (read, set) => assert_eq!(&read, set, "{}", parameter.key),
        }
    }
}

#[test]
fn every_parameter_says_what_it_is() {
    for parameter in Catalogue::standard().parameters {
        assert!(parameter.doc.len() > 10, "{}: no doc", parameter.key);
        assert!(!parameter.unit.is_empty(), "{}: no unit", parameter.key);
        assert!(!parameter.source.is_empty(), "{}: no source", parameter.key);
    }
}
