//! `communities.parquet`: one row group a replicate, columns typed after the first row's fields.

use super::cells::TableCell;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::sync::Arc;

/// Writes groups of rows, a column at a time: `cell` says what stands in a row's column, and no group is ever held as cells.
///
/// # Errors
/// When the sink fails.
pub(super) fn write<R>(
    header: &[String],
    groups: &[impl AsRef<[R]>],
    cell: impl Fn(usize, &R, usize) -> TableCell,
    sink: impl std::io::Write + Send,
) -> Result<(), ParquetError> {
    let columns = 0..header.len();
    let example: Option<Vec<TableCell>> = groups.first().and_then(|group| {
        let row = group.as_ref().first()?;
        Some(columns.clone().map(|column| cell(0, row, column)).collect())
    });
    let schema = Arc::new(schema(header, example.as_deref())?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(sink, schema, Arc::new(properties))?;
    for (number, group) in groups.iter().enumerate() {
        let mut row_group = writer.next_row_group()?;
        for column in columns.clone() {
            let cells = group.as_ref().iter().map(|row| cell(number, row, column));
            write_column(&mut row_group, cells)?;
        }
        row_group.close()?;
    }
    writer.close()?;
    Ok(())
}

fn schema(header: &[String], example: Option<&[TableCell]>) -> Result<Type, ParquetError> {
    let fields = header
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let field = example.map(|row| &row[i]);
            let (physical, repetition) = match field {
                Some(TableCell::Whole(_)) => (Physical::INT64, Repetition::REQUIRED),
                Some(TableCell::Switch(_)) => (Physical::BOOLEAN, Repetition::REQUIRED),
                Some(TableCell::Text(_)) => (Physical::BYTE_ARRAY, Repetition::REQUIRED),
                Some(TableCell::Real(_)) | None => (Physical::DOUBLE, Repetition::OPTIONAL),
            };
            let builder =
                Type::primitive_type_builder(column, physical).with_repetition(repetition);
            let builder = if physical == Physical::BYTE_ARRAY {
                builder.with_logical_type(Some(LogicalType::String))
            } else {
                builder
            };
            builder.build().map(Arc::new)
        })
        .collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder("communities").with_fields(fields).build()
}

fn write_column<W: std::io::Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    fields: impl Iterator<Item = TableCell>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    let (mut wholes, mut reals, mut present) = (Vec::new(), Vec::new(), Vec::new());
    let (mut texts, mut switches) = (Vec::new(), Vec::new());
    for field in fields {
        match field {
            TableCell::Whole(number) => wholes.push(number),
            TableCell::Real(number) => {
                present.push(i16::from(number.is_some()));
                reals.extend(number);
            }
            TableCell::Text(text) => texts.push(ByteArray::from(text.into_bytes())),
            TableCell::Switch(on) => switches.push(on),
        }
    }
    if !wholes.is_empty() {
        column.typed::<Int64Type>().write_batch(&wholes, None, None)?;
    } else if !texts.is_empty() {
        column.typed::<ByteArrayType>().write_batch(&texts, None, None)?;
    } else if !switches.is_empty() {
        column.typed::<BoolType>().write_batch(&switches, None, None)?;
    } else {
        column.typed::<DoubleType>().write_batch(&reals, Some(&present), None)?;
    }
    column.close()
}
