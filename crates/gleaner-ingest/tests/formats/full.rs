//! What only `--features full` reads.

use std::io::Write;

use crate::read;

#[test]
fn compressed_streams() {
    let text = b"Acme paid.";
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    bzip2.write_all(text).expect("memory");
    let zstd = zstd::stream::encode_all(text.as_slice(), 3).expect("memory");
    // What `xz --check=crc32` makes of it: the crate that reads it has no writer built in.
    let xz = XZ.to_vec();
    for (name, bytes) in [("a.txt.bz2", bzip2.finish().expect("memory")), ("a.txt.xz", xz), ("a.txt.zst", zstd)] {
        assert_eq!(read(name, &bytes), [format!("{name}=Acme paid.")]);
        assert!(read(name, &bytes[..bytes.len() - 3])[0].contains("-compressed data that is damaged: "));
    }
}

const XZ: &[u8] = b"\xFD\x37\x7A\x58\x5A\x00\x00\x01\x69\x22\xDE\x36\x02\x00\x21\x01\x16\x00\x00\x00\x74\x2F\xE5\xA3\x01\x00\x09\x41\x63\x6D\x65\x20\x70\x61\x69\x64\x2E\x00\x00\x00\xFD\x49\xD9\x82\x00\x01\x1E\x0A\xEA\x63\x12\x14\x90\x42\x99\x0D\x01\x00\x00\x00\x00\x01\x59\x5A";
