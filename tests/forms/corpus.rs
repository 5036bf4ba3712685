//! Inputs that fuzzing found interesting, given once more: `fuzz/corpus`, a folder for each target.

use std::fs;
use std::path::Path;

use tests::engines;

use crate::held::{answer::Door, form, programme};

/// Every input of a target, by name.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fuzz/corpus")
        .join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut all: Vec<(String, Vec<u8>)> = files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(&path).unwrap())
        })
        .collect();
    all.sort();
    assert!(all.len() >= 10, "{target}: {} inputs", all.len());
    println!("{target}: {} inputs", all.len());
    all
}

#[test]
fn forms_that_fuzzing_found_are_refused_in_words_or_asked_to_their_end() {
    for (name, bytes) in corpus("form") {
        println!("{name}");
        form::holds(&bytes);
    }
}

#[test]
fn programmes_that_fuzzing_found_are_refused_in_words_or_read() {
    for (name, bytes) in corpus("programme") {
        println!("{name}");
        programme::holds(&bytes);
    }
}

#[tokio::test]
async fn answers_that_fuzzing_found_are_no_fault_of_ours() {
    for engine in engines() {
        let mut door = Door::on(engine).await;
        for (name, bytes) in corpus("answer") {
            println!("{engine}: {name}");
            door.holds(&bytes).await;
        }
        assert!(door.asked() >= 10, "{engine}: {}", door.asked());
    }
}
