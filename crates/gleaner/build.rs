//! Compiles gleaner's own lists, so that a program that starts has only to open them.
#![allow(clippy::print_stdout)]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The lists are part of this script: cargo runs it again when one of them changes.
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "lists")]
    compile_lists()?;
    Ok(())
}

#[cfg(feature = "lists")]
fn compile_lists() -> Result<(), Box<dyn std::error::Error>> {
    let mut builder = gleaner_gazetteer::GazetteerBuilder::new();
    for file in gazetteers::LISTS {
        let list = gleaner_gazetteer::List::parse(file.name, file.text.as_bytes())?;
        builder = builder.add_list(&list)?;
    }
    let folder = std::env::var_os("OUT_DIR").ok_or("cargo names a folder for what is made")?;
    builder.build()?.save(std::path::Path::new(&folder).join("lists.gaz"))?;
    Ok(())
}
