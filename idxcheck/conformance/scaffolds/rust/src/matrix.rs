//! An example to begin with: a reader and writer of IDX and NORB. Your library takes its place.

use std::{fs, io, path::Path};

pub enum Values {
    Uint8(Vec<u8>),
    Int8(Vec<i8>),
    Int16(Vec<i16>),
    Int32(Vec<i32>),
    Float32(Vec<f32>),
    Float64(Vec<f64>),
}

pub struct Matrix {
    pub shape: Vec<u32>,
    /// In C order.
    pub values: Values,
}

pub enum Error {
    /// Not what the format says.
    Rejected(String),
    /// Perhaps valid, but not taken here.
    Unsupported(String),
    /// The machine's fault: memory, disk.
    Failed(io::Error),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::Failed(error)
    }
}

fn rejected<T>(message: impl Into<String>) -> Result<T, Error> {
    Err(Error::Rejected(message.into()))
}

const HIGHEST_NORB_RANK: u32 = 11;

macro_rules! decode {
    ($type:ty, $payload:expr, $little:expr) => {
        $payload
            .chunks_exact(std::mem::size_of::<$type>())
            .map(|each| {
                let bytes = each.try_into().expect("a whole chunk");
                if $little {
                    <$type>::from_le_bytes(bytes)
                } else {
                    <$type>::from_be_bytes(bytes)
                }
            })
            .collect()
    };
}

macro_rules! encode {
    ($values:expr, $little:expr) => {
        $values
            .iter()
            .flat_map(|each| {
                if $little {
                    each.to_le_bytes()
                } else {
                    each.to_be_bytes()
                }
            })
            .collect()
    };
}

fn number(file: &[u8], at: usize, little: bool) -> Result<u32, Error> {
    match file.get(at..at + 4) {
        None => rejected("the file ends inside the header"),
        Some(bytes) => {
            let bytes = bytes.try_into().expect("four bytes");
            Ok(if little {
                u32::from_le_bytes(bytes)
            } else {
                u32::from_be_bytes(bytes)
            })
        }
    }
}

pub fn read(path: &Path) -> Result<Matrix, Error> {
    let file = fs::read(path)?;
    let compressed: [&[u8]; 3] = [b"\x1F\x8B", b"BZh", b"\xFD7zXZ\0"];
    if compressed.iter().any(|each| file.starts_with(each)) {
        return Err(Error::Unsupported("compressed".into()));
    }
    let magic = number(&file, 0, false)?.to_be_bytes();
    let norb = magic[1..] == [0x4C, 0x3D, 0x1E];
    if !norb && magic[..2] != [0, 0] {
        return rejected("neither IDX nor NORB");
    }
    let (size, code) = match (norb, if norb { magic[0] } else { magic[2] }) {
        (true, code @ (0x55 | 0x57)) | (false, code @ (0x08 | 0x09)) => (1, code),
        (true, code @ 0x56) | (false, code @ 0x0B) => (2, code),
        (true, code @ (0x51 | 0x54)) | (false, code @ (0x0C | 0x0D)) => (4, code),
        (true, code @ 0x53) | (false, code @ 0x0E) => (8, code),
        (_, code) => return rejected(format!("no element type has the code {code:#04x}")),
    };
    // A negative rank or size of NORB is more than 2^31 here.
    let rank = if norb {
        number(&file, 4, true)?
    } else {
        magic[3].into()
    };
    if rank == 0 || (norb && rank > HIGHEST_NORB_RANK) {
        return rejected(format!("the rank is {}", rank as i32));
    }
    let first = if norb { 8 } else { 4 };
    let slots = if norb { rank.max(3) } else { rank } as usize;
    let mut shape = Vec::new();
    for slot in 0..slots {
        let size = number(&file, first + 4 * slot, norb)?;
        let unused = slot >= rank as usize;
        if norb && (size == 0 || size > i32::MAX as u32 || (unused && size != 1)) {
            return rejected(format!("the size {} at slot {slot}", size as i32));
        }
        if !unused {
            shape.push(size);
        }
    }
    let payload = &file[first + 4 * slots..];
    let expected = if shape.contains(&0) {
        Some(0)
    } else {
        shape
            .iter()
            .try_fold(size, |bytes: u64, &each| bytes.checked_mul(each.into()))
    };
    if expected != Some(payload.len() as u64) {
        return rejected(format!("{} bytes of payload for {shape:?}", payload.len()));
    }
    let values = match code {
        0x08 | 0x55 => Values::Uint8(payload.to_vec()),
        0x09 | 0x57 => Values::Int8(decode!(i8, payload, norb)),
        0x0B | 0x56 => Values::Int16(decode!(i16, payload, norb)),
        0x0C | 0x54 => Values::Int32(decode!(i32, payload, norb)),
        0x0D | 0x51 => Values::Float32(decode!(f32, payload, norb)),
        _ => Values::Float64(decode!(f64, payload, norb)),
    };
    Ok(Matrix { shape, values })
}

/// Write NORB to a name that ends in .mat, IDX to any other.
pub fn write(path: &Path, matrix: &Matrix) -> Result<(), Error> {
    let norb = path.extension().is_some_and(|ending| ending == "mat");
    let (idx_code, norb_code, payload): (u8, u8, Vec<u8>) = match &matrix.values {
        Values::Uint8(values) => (0x08, 0x55, values.clone()),
        Values::Int8(values) => (0x09, 0x57, encode!(values, norb)),
        Values::Int16(values) => (0x0B, 0x56, encode!(values, norb)),
        Values::Int32(values) => (0x0C, 0x54, encode!(values, norb)),
        Values::Float32(values) => (0x0D, 0x51, encode!(values, norb)),
        Values::Float64(values) => (0x0E, 0x53, encode!(values, norb)),
    };
    let (shape, rank) = (&matrix.shape, matrix.shape.len() as u32);
    if rank == 0 || rank > if norb { HIGHEST_NORB_RANK } else { 255 } {
        return rejected(format!("no header can hold the rank {rank}"));
    }
    if norb
        && shape
            .iter()
            .any(|&each| each == 0 || each > i32::MAX as u32)
    {
        return rejected(format!("no header can hold the sizes {shape:?}"));
    }
    let mut file = Vec::new();
    if norb {
        file.extend([norb_code, 0x4C, 0x3D, 0x1E]);
        file.extend(rank.to_le_bytes());
        file.extend(shape.iter().flat_map(|each| each.to_le_bytes()));
        file.extend((rank..3).flat_map(|_| 1u32.to_le_bytes()));
    } else {
        file.extend([0, 0, idx_code, rank as u8]);
        file.extend(shape.iter().flat_map(|each| each.to_be_bytes()));
    }
    file.extend(payload);
    Ok(fs::write(path, file)?)
}
