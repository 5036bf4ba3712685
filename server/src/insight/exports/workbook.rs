//! A file of figures as a workbook: one sheet of figures and one that says what they mean.

use app::texts::Words;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::error::Error;
use crate::storage::Fault;

/// The same figures as the CSV, cell by cell, in the order of the files: figures, then codebook.
pub(super) fn workbook(files: &[String; 2], words: Words) -> Result<Vec<u8>, Error> {
    made(files, words).map_err(|_| Error::from(Fault::Corrupt("a workbook")))
}

fn made(files: &[String; 2], words: Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same figures make the same bytes, whenever they are taken.
    let made_on = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made_on));
    let bold = Format::new().set_bold();
    let is_rtl = words.language().direction() == "rtl";
    for (file, name) in files
        .iter()
        .zip(["exports-sheet-figures", "exports-sheet-codebook"])
    {
        let sheet = book.add_worksheet();
        sheet.set_name(words.say(name))?;
        sheet.set_right_to_left(is_rtl);
        sheet.set_freeze_panes(1, 0)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(file.as_bytes());
        for (row, record) in (0_u32..).zip(reader.records().flatten()) {
            for (column, cell) in (0_u16..).zip(record.iter()) {
                match cell.parse::<f64>() {
                    _ if cell.is_empty() => continue,
                    _ if row == 0 => sheet.write_string_with_format(row, column, cell, &bold)?,
                    Ok(number) if number.is_finite() => sheet.write_number(row, column, number)?,
                    // As text, so that nothing in it is ever reckoned.
                    _ => sheet.write_string(row, column, cell)?,
                };
            }
        }
        sheet.autofit();
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use app::texts::{Language, Words};

    use super::workbook;

    #[test]
    fn a_workbook_is_the_same_whenever_it_is_made_and_names_its_sheets() {
        let files = [
            "a,b\r\n=1+1,2\r\n".to_owned(),
            "file,column\r\nx,\"y, z\"\r\n".to_owned(),
        ];
        for language in Language::ALL {
            let one = workbook(&files, Words::of(language)).unwrap();
            assert_eq!(one, workbook(&files, Words::of(language)).unwrap());
            assert!(one.starts_with(b"PK"));
        }
    }
}
