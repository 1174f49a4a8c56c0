//! Tables of a directory as Arrow, handed over by the PyCapsule interface: what is read once is copied no more.

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, RecordBatchIterator,
    StringArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use nodal::output::columns::ColumnDoc;
use nodal::output::reference::column as declared;
use nodal::values::Sort;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field as Cell;
use pyo3::exceptions::{PyKeyError, PyOSError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

/// A table in memory.
#[pyclass(frozen)]
pub struct Table(RecordBatch);

#[pymethods]
impl Table {
    /// Reads a table of a directory of results, CSV or Parquet.
    #[staticmethod]
    fn read(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let failed =
            |error: String| PyOSError::new_err(format!("cannot read {}: {error}", path.display()));
        let is_parquet = path.extension().is_some_and(|ending| ending == "parquet");
        let read = py.detach(|| if is_parquet { of_parquet(&path) } else { of_csv(&path) });
        read.map(Self).map_err(failed)
    }

    /// The table as an Arrow stream, in a capsule.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A consumer that wants other types casts what it gets, as the protocol allows.
        drop(requested_schema);
        let (batch, schema) = (self.0.clone(), self.0.schema());
        let rows = RecordBatchIterator::new(std::iter::once(Ok::<_, ArrowError>(batch)), schema);
        let stream = FFI_ArrowArrayStream::new(Box::new(rows));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// Means of a metric over months, from first to last, by replicate: what `metrics.csv` tells of a total (dimension
    /// and level are empty) or of a level. NaN where it is not defined in any of these months.
    fn means(&self, metric: &str, of: (String, String), months: (i64, i64)) -> PyResult<Vec<f64>> {
        let ((dimension, level), (first, last)) = (of, months);
        let column = |name: &str| {
            let found = self.0.column_by_name(name);
            found.ok_or_else(|| PyKeyError::new_err(format!("the table has no column {name}")))
        };
        let texts = |name: &str, wanted: &str| -> PyResult<Vec<bool>> {
            let told = column(name)?
                .as_string_opt::<i32>()
                .map(|of| of.iter().map(|text| text.unwrap_or_default() == wanted).collect());
            told.ok_or_else(|| PyKeyError::new_err(format!("{name} is no text")))
        };
        let (is_it, is_of, is_at) =
            (texts("metric", metric)?, texts("dimension", &dimension)?, texts("level", &level)?);
        let whole = |name| -> PyResult<&Int64Array> {
            let told = column(name)?.as_primitive_opt::<Int64Type>();
            told.ok_or_else(|| PyKeyError::new_err(format!("{name} is no whole number")))
        };
        let (replicates, months) = (whole("replicate")?, whole("month")?);
        let values = column("value")?.as_primitive_opt::<Float64Type>();
        let values = values.ok_or_else(|| PyKeyError::new_err("value is no number"))?;
        let mut sums: BTreeMap<i64, (f64, u32)> = BTreeMap::new();
        for row in 0..self.0.num_rows() {
            let is_asked = is_it[row] && is_of[row] && is_at[row];
            if is_asked && (first..=last).contains(&months.value(row)) {
                let (sum, n) = sums.entry(replicates.value(row)).or_default();
                if values.is_valid(row) {
                    (*sum, *n) = (*sum + values.value(row), *n + 1);
                }
            }
        }
        if sums.is_empty() {
            let what =
                if level.is_empty() { String::new() } else { format!(" of {dimension} {level}") };
            let none = format!("there is no {metric}{what} in months {first} to {last}");
            return Err(PyKeyError::new_err(none));
        }
        let mean = |(sum, n): (f64, u32)| if n > 0 { sum / f64::from(n) } else { f64::NAN };
        Ok(sums.into_values().map(mean).collect())
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.0.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Units of the columns, where they are declared.
    #[getter]
    fn units(&self) -> BTreeMap<String, String> {
        let of = |field: &Arc<Field>| {
            Some((field.name().clone(), field.metadata().get("unit")?.clone()))
        };
        self.0.schema().fields().iter().filter_map(of).collect()
    }
}

/// Fields of one sort, or texts where one of them is none of it.
fn sorted(texts: StringArray, sort: Option<Sort>) -> ArrayRef {
    fn parsed<T: FromStr, A: Array + From<Vec<Option<T>>> + 'static>(
        texts: &StringArray,
    ) -> Option<ArrayRef> {
        let field = |text: &str| {
            if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
        };
        let fields: Option<Vec<Option<T>>> =
            texts.iter().map(|text| field(text.unwrap_or_default())).collect();
        Some(Arc::new(A::from(fields?)))
    }
    let is_empty = texts.values().is_empty();
    let whole = || parsed::<i64, Int64Array>(&texts);
    let real = || parsed::<f64, Float64Array>(&texts);
    let switch = || parsed::<bool, BooleanArray>(&texts);
    let found = match sort {
        Some(Sort::Text | Sort::Texts) => None,
        Some(Sort::Whole) => whole(),
        Some(Sort::Switch) => switch(),
        Some(Sort::Real) => real(),
        None if is_empty => None,
        None => whole().or_else(real).or_else(switch),
    };
    found.unwrap_or_else(|| Arc::new(texts))
}

fn table(path: &Path, columns: Vec<(String, ArrayRef)>) -> Result<RecordBatch, String> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let mut fields = Vec::new();
    let mut arrays = Vec::new();
    for (name, array) in columns {
        let is_text = *array.data_type() == DataType::Utf8;
        let field = Field::new(&name, array.data_type().clone(), !is_text);
        let unit = declared(&file, &name).map(|one| ("unit".to_owned(), one.unit.to_owned()));
        fields.push(field.with_metadata(unit.into_iter().collect::<BTreeMap<_, _>>()));
        arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(|error| error.to_string())
}

fn of_csv(path: &Path) -> Result<RecordBatch, String> {
    let told = |error: csv::Error| error.to_string();
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(path).map_err(told)?;
    let names: Vec<String> = reader.headers().map_err(told)?.iter().map(str::to_owned).collect();
    let mut texts: Vec<StringBuilder> = names.iter().map(|_| StringBuilder::new()).collect();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(told)? {
        for (column, field) in texts.iter_mut().zip(&record) {
            column.append_value(field);
        }
    }
    let of = |(name, mut texts): (String, StringBuilder)| {
        let sort = declared(&file, &name).map(ColumnDoc::sort);
        (name, sorted(texts.finish(), sort))
    };
    table(path, names.into_iter().zip(texts).map(of).collect())
}

/// A column of a Parquet file on its way.
enum Column {
    Whole(Int64Builder),
    Real(Float64Builder),
    Switch(BooleanBuilder),
    Text(StringBuilder),
}

impl Column {
    fn of(sort: parquet::basic::Type) -> Self {
        match sort {
            parquet::basic::Type::INT64 => Self::Whole(Int64Builder::new()),
            parquet::basic::Type::BOOLEAN => Self::Switch(BooleanBuilder::new()),
            parquet::basic::Type::BYTE_ARRAY => Self::Text(StringBuilder::new()),
            _ => Self::Real(Float64Builder::new()),
        }
    }

    fn push(&mut self, cell: &Cell) -> Result<(), String> {
        match (self, cell) {
            (Self::Whole(values), Cell::Long(value)) => values.append_value(*value),
            (Self::Switch(values), Cell::Bool(value)) => values.append_value(*value),
            (Self::Text(values), Cell::Str(value)) => values.append_value(value),
            (Self::Real(values), Cell::Double(value)) => values.append_value(*value),
            (Self::Real(values), Cell::Null) => values.append_null(),
            (_, other) => return Err(format!("found {other}")),
        }
        Ok(())
    }

    fn array(self) -> ArrayRef {
        match self {
            Self::Whole(mut values) => Arc::new(values.finish()),
            Self::Real(mut values) => Arc::new(values.finish()),
            Self::Switch(mut values) => Arc::new(values.finish()),
            Self::Text(mut values) => Arc::new(values.finish()),
        }
    }
}

fn of_parquet(path: &Path) -> Result<RecordBatch, String> {
    let told = |error: parquet::errors::ParquetError| error.to_string();
    let reader = SerializedFileReader::new(File::open(path).map_err(|error| error.to_string())?)
        .map_err(told)?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let mut columns: Vec<(String, Column)> = schema
        .columns()
        .iter()
        .map(|column| (column.name().to_owned(), Column::of(column.physical_type())))
        .collect();
    for row in reader.get_row_iter(None).map_err(told)? {
        for ((_, column), (_, cell)) in columns.iter_mut().zip(row.map_err(told)?.get_column_iter())
        {
            column.push(cell)?;
        }
    }
    table(path, columns.into_iter().map(|(name, column)| (name, column.array())).collect())
}
