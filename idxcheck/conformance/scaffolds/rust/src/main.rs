//! Answers idxcheck's questions: adapter FILE, and adapter --write FILE.

mod matrix;

use matrix::{Error, Matrix, Values};
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::path::Path;

// ---- Your library goes here: call it in these two functions. ----

fn read_file(path: &Path) -> Result<Matrix, Error> {
    matrix::read(path)
}

// Without a writer: return Error::Unsupported.
fn write_file(path: &Path, matrix: &Matrix) -> Result<(), Error> {
    matrix::write(path, matrix)
}

// ---- What follows is the protocol and can stay as it is. ----

fn main() -> io::Result<()> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let result = match arguments.as_slice() {
        [path] => read_file(Path::new(path)).map(|matrix| show(&matrix)),
        [option, path] if option == "--write" => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text)?;
            let matrix = take(&text).expect("an array on standard input");
            write_file(Path::new(path), &matrix).map(|()| "ok".to_string())
        }
        _ => panic!("usage: adapter FILE, or adapter --write FILE <ARRAY"),
    };
    let answer = match result {
        Ok(text) => text,
        Err(Error::Rejected(message)) => format!("rejected {message}"),
        Err(Error::Unsupported(reason)) => format!("unsupported {reason}"),
        Err(Error::Failed(error)) => return Err(error),
    };
    writeln!(io::stdout(), "{answer}")
}

// A float is the number of its bits.
fn show(matrix: &Matrix) -> String {
    let (name, words): (_, Vec<String>) = match &matrix.values {
        Values::Uint8(values) => ("uint8", values.iter().map(u8::to_string).collect()),
        Values::Int8(values) => ("int8", values.iter().map(i8::to_string).collect()),
        Values::Int16(values) => ("int16", values.iter().map(i16::to_string).collect()),
        Values::Int32(values) => ("int32", values.iter().map(i32::to_string).collect()),
        Values::Float32(values) => (
            "float32",
            values
                .iter()
                .map(|each| format!("{:08x}", each.to_bits()))
                .collect(),
        ),
        Values::Float64(values) => (
            "float64",
            values
                .iter()
                .map(|each| format!("{:016x}", each.to_bits()))
                .collect(),
        ),
    };
    let mut text = format!("ok {name}");
    for size in &matrix.shape {
        write!(text, " {size}").expect("a string takes all");
    }
    text + "\n" + &words.join("\n")
}

// The array to write is told in the same words.
fn take(text: &str) -> Option<Matrix> {
    let (head, body) = text.split_once('\n')?;
    let mut head = head.split_whitespace().skip(1);
    let words = body.split_whitespace();
    let float32 = |word| u32::from_str_radix(word, 16).map(f32::from_bits).ok();
    let float64 = |word| u64::from_str_radix(word, 16).map(f64::from_bits).ok();
    let values = match head.next()? {
        "uint8" => Values::Uint8(words.map(|word| word.parse().ok()).collect::<Option<_>>()?),
        "int8" => Values::Int8(words.map(|word| word.parse().ok()).collect::<Option<_>>()?),
        "int16" => Values::Int16(words.map(|word| word.parse().ok()).collect::<Option<_>>()?),
        "int32" => Values::Int32(words.map(|word| word.parse().ok()).collect::<Option<_>>()?),
        "float32" => Values::Float32(words.map(float32).collect::<Option<_>>()?),
        "float64" => Values::Float64(words.map(float64).collect::<Option<_>>()?),
        _ => return None,
    };
    let shape = head.map(|word| word.parse().ok()).collect::<Option<_>>()?;
    Some(Matrix { shape, values })
}
