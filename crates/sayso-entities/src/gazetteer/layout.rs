//! The bytes of a compiled gazetteer.
//!
//! All numbers are little-endian. A header (magic, version, checksum of all that follows it, section table) and then:
//!
//! | section | holds |
//! |---|---|
//! | countries | per country: ISO alpha-2, alpha-3, number of its record |
//! | divisions | per first-level division, and per country for what lies in none: country index, record number |
//! | districts | per second-level division: record number |
//! | records | fixed width, ordered by key of the name: latitude, longitude, population, class, division, district, GeoNames number |
//! | name index, names | names of the records, front-coded in blocks |
//! | posting index, postings | per key, in key order: flags and the records it names, best known first |
//! | keys | an FST from keys to their ordinal |

/// First bytes of the file.
pub(super) const MAGIC: [u8; 8] = *b"SAYSOPLC";
/// Version of this layout.
pub(super) const VERSION: u32 = 2;
/// Bytes of the header: magic, version, checksum, number of records, number of keys, end of each section.
pub(super) const HEADER: usize = 8 + 4 + 4 + 4 + 4 + SECTIONS * 4;
/// Number of sections.
pub(super) const SECTIONS: usize = 9;
/// Bytes of a country, division, district and record.
pub(super) const COUNTRY: usize = 8;
pub(super) const DIVISION: usize = 5;
pub(super) const DISTRICT: usize = 3;
pub(super) const RECORD: usize = 16;
/// Names and keys in a block.
pub(super) const BLOCK: usize = 16;
/// Bytes of an entry of the posting index: where the block's postings start, and the record its numbers count from.
pub(super) const POSTING_BLOCK: usize = 7;
/// "None" in three bytes, and in two.
pub(super) const NONE24: u32 = 0xFF_FFFF;
pub(super) const NONE16: u16 = 0xFFFF;

/// Sections in file order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    Countries,
    Divisions,
    Districts,
    Records,
    NameIndex,
    Names,
    PostingIndex,
    Postings,
    Keys,
}

pub(super) fn get16(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

pub(super) fn get24(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 3).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], 0]))
}

pub(super) fn get32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

pub(super) fn put24(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.min(NONE24).to_le_bytes()[..3]);
}

/// Seven bits a byte, lowest first, the high bit set on all but the last.
pub(super) fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Reads a varint and moves on; ends of data read as zero.
pub(super) fn get_varint(bytes: &[u8], at: &mut usize) -> u32 {
    let mut value = 0u32;
    for shift in (0..35).step_by(7) {
        let byte = bytes.get(*at).copied().unwrap_or(0);
        *at += 1;
        value |= u32::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            break;
        }
    }
    value
}

/// Two short lengths in a byte; 15 means that a varint with what exceeds it follows.
pub(super) fn put_lengths(out: &mut Vec<u8>, first: u32, second: u32) {
    out.push((first.min(15) << 4 | second.min(15)) as u8);
    for length in [first, second] {
        if length >= 15 {
            put_varint(out, length - 15);
        }
    }
}

/// Reads two lengths and moves on.
pub(super) fn get_lengths(bytes: &[u8], at: &mut usize) -> (u32, u32) {
    let byte = u32::from(bytes.get(*at).copied().unwrap_or(0));
    *at += 1;
    let mut long = |length: u32| if length == 15 { 15 + get_varint(bytes, at).min(1 << 16) } else { length };
    (long(byte >> 4), long(byte & 15))
}

pub(super) fn zigzag(value: i64) -> u32 {
    ((value << 1) ^ (value >> 63)) as u32
}

pub(super) fn unzigzag(value: u32) -> i64 {
    (i64::from(value) >> 1) ^ -(i64::from(value) & 1)
}

/// Degrees in three bytes: `span` is 180 or 360.
pub(super) fn pack_degrees(value: f64, span: f64) -> u32 {
    let steps = f64::from(NONE24);
    ((value + span / 2.0) / span * steps).round().clamp(0.0, steps) as u32
}

pub(super) fn unpack_degrees(value: u32, span: f64) -> f64 {
    let degrees = f64::from(value) / f64::from(NONE24) * span - span / 2.0;
    (degrees * 1e5).round() / 1e5
}

/// A count in two bytes: eleven bits and a power of two.
pub(super) fn pack_count(value: u32) -> u16 {
    let mut exponent = 0;
    let mut value = value;
    while value >= 2048 {
        value = value / 2 + value % 2;
        exponent += 1;
    }
    (exponent << 11) | value as u16
}

pub(super) fn unpack_count(value: u16) -> u32 {
    (u32::from(value) & 2047).checked_shl(u32::from(value >> 11)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_packing() {
        for value in [0u32, 1, 127, 128, 300_000, u32::MAX] {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            assert_eq!(get_varint(&out, &mut 0), value);
        }
        for value in [0i64, 1, -1, 250_000, -250_000] {
            assert_eq!(unzigzag(zigzag(value)), value);
        }
        for value in [-90.0, -33.86785, 0.0, 51.5] {
            assert!((unpack_degrees(pack_degrees(value, 180.0), 180.0) - value).abs() < 2e-5);
        }
        for value in [0u32, 512, 2047, 2048, 4095, 37_000_000, 1_400_000_000] {
            let back = unpack_count(pack_count(value));
            assert!(f64::from(back.abs_diff(value)) <= f64::from(value) * 0.001 + 1.0, "{value} {back}");
        }
    }
}
