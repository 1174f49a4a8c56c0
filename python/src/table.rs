//! Tables of a directory as Arrow, handed over by the PyCapsule interface: what is read once is copied no more.

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use nodal::output::columns::ColumnDoc;
use nodal::output::reference::column as declared;
use nodal::values::Sort;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field as Cell;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
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
    fn units(&self) -> HashMap<String, String> {
        let of = |field: &Arc<Field>| {
            Some((field.name().clone(), field.metadata().get("unit")?.clone()))
        };
        self.0.schema().fields().iter().filter_map(of).collect()
    }
}

/// A column on its way.
enum Column {
    Whole(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Switch(Vec<Option<bool>>),
    Text(Vec<String>),
}

impl Column {
    /// Fields of one sort, or texts where one of them is none of it.
    fn of(texts: Vec<String>, sort: Option<Sort>) -> Self {
        fn parsed<T: std::str::FromStr>(texts: &[String]) -> Option<Vec<Option<T>>> {
            texts
                .iter()
                .map(|text| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) })
                .collect()
        }
        let is_empty = texts.iter().all(String::is_empty);
        let whole = || parsed(&texts).map(Self::Whole);
        let real = || parsed(&texts).map(Self::Real);
        let switch = || parsed(&texts).map(Self::Switch);
        let found = match sort {
            Some(Sort::Text | Sort::Texts) => None,
            Some(Sort::Whole) => whole(),
            Some(Sort::Switch) => switch(),
            Some(Sort::Real) => real(),
            None if is_empty => None,
            None => whole().or_else(real).or_else(switch),
        };
        found.unwrap_or(Self::Text(texts))
    }

    fn array(self) -> ArrayRef {
        match self {
            Self::Whole(values) => Arc::new(Int64Array::from(values)),
            Self::Real(values) => Arc::new(Float64Array::from(values)),
            Self::Switch(values) => Arc::new(BooleanArray::from(values)),
            Self::Text(values) => Arc::new(StringArray::from(values)),
        }
    }
}

fn table(path: &Path, columns: Vec<(String, Column)>) -> Result<RecordBatch, String> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let mut fields = Vec::new();
    let mut arrays = Vec::new();
    for (name, column) in columns {
        let array = column.array();
        let is_text = *array.data_type() == DataType::Utf8;
        let field = Field::new(&name, array.data_type().clone(), !is_text);
        let unit = declared(&file, &name).map(|one| ("unit".to_owned(), one.unit.to_owned()));
        fields.push(field.with_metadata(unit.into_iter().collect::<HashMap<_, _>>()));
        arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(|error| error.to_string())
}

fn of_csv(path: &Path) -> Result<RecordBatch, String> {
    let told = |error: csv::Error| error.to_string();
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(path).map_err(told)?;
    let names: Vec<String> = reader.headers().map_err(told)?.iter().map(str::to_owned).collect();
    let mut texts: Vec<Vec<String>> = vec![Vec::new(); names.len()];
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(told)? {
        for (column, field) in texts.iter_mut().zip(&record) {
            column.push(field.to_owned());
        }
    }
    let of = |(name, texts): (String, Vec<String>)| {
        let sort = declared(&file, &name).map(ColumnDoc::sort);
        (name, Column::of(texts, sort))
    };
    table(path, names.into_iter().zip(texts).map(of).collect())
}

fn of_parquet(path: &Path) -> Result<RecordBatch, String> {
    let told = |error: parquet::errors::ParquetError| error.to_string();
    let reader = SerializedFileReader::new(File::open(path).map_err(|error| error.to_string())?)
        .map_err(told)?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let physical = |column: usize| schema.column(column).physical_type();
    let mut columns: Vec<(String, Column)> = (0..schema.num_columns())
        .map(|i| {
            let column = match physical(i) {
                parquet::basic::Type::INT64 => Column::Whole(Vec::new()),
                parquet::basic::Type::BOOLEAN => Column::Switch(Vec::new()),
                parquet::basic::Type::BYTE_ARRAY => Column::Text(Vec::new()),
                _ => Column::Real(Vec::new()),
            };
            (schema.column(i).name().to_owned(), column)
        })
        .collect();
    for row in reader.get_row_iter(None).map_err(told)? {
        for ((_, column), (_, cell)) in columns.iter_mut().zip(row.map_err(told)?.get_column_iter())
        {
            match (column, cell) {
                (Column::Whole(values), Cell::Long(value)) => values.push(Some(*value)),
                (Column::Switch(values), Cell::Bool(value)) => values.push(Some(*value)),
                (Column::Text(values), Cell::Str(value)) => values.push(value.clone()),
                (Column::Real(values), Cell::Double(value)) => values.push(Some(*value)),
                (Column::Real(values), Cell::Null) => values.push(None),
                (_, other) => return Err(format!("found {other}")),
            }
        }
    }
    table(path, columns)
}
