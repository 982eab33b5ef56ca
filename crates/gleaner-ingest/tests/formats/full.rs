//! What only `--features full` reads.

use std::io::Write;

use crate::read;

#[test]
fn compressed_streams() {
    let text = b"Acme paid.";
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    bzip2.write_all(text).expect("memory");
    let zstd = zstd::stream::encode_all(text.as_slice(), 3).expect("memory");
    for (name, bytes) in [("a.txt.bz2", bzip2.finish().expect("memory")), ("a.txt.zst", zstd)] {
        assert_eq!(read(name, &bytes), [format!("{name}=Acme paid.")]);
        assert!(read(name, &bytes[..bytes.len() - 3])[0].contains("-compressed data that is damaged: "));
    }
}
