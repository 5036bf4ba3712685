//! `./dev bench bytes`: what a phone that was never here loads before somebody can answer the first
//! question, beside other programs that ask questions, each as its makers ship it.
//!
//! Ours is measured on the line, from a server with invented people. Theirs are the scripts and
//! styles that their own pages need before anything can be answered, compressed as well as brotli
//! can; their page and the form come on top.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::bench::Server;
use crate::bundle::brotli;
use crate::load::Visitor;
use crate::project::{Project, done};
use crate::run::build;

/// Another program: its name, its npm packages, and of each the files that come first.
struct Peer {
    name: &'static str,
    packages: &'static [(&'static str, &'static [&'static str])],
}

const PEERS: [Peer; 3] = [
    Peer {
        name: "SurveyJS 2.5.38",
        packages: &[
            (
                "survey-core@2.5.38",
                &["survey.core.min.js", "survey-core.min.css"],
            ),
            ("survey-js-ui@2.5.38", &["survey-js-ui.min.js"]),
        ],
    },
    Peer {
        name: "LHC-Forms 40.1.3",
        packages: &[(
            "lforms@40.1.3",
            &[
                "dist/lforms/webcomponent/lhc-forms.js",
                "dist/lforms/webcomponent/styles.css",
                "dist/lforms/fhir/R4/lformsFHIR.min.js",
            ],
        )],
    },
    Peer {
        name: "Formbricks 1.99.0",
        packages: &[("@formbricks/surveys@1.99.0", &["dist/index.umd.js"])],
    },
];

/// Measures ours and theirs and prints them.
pub(crate) fn bytes(project: &Project) -> Result {
    let program = build(project, true)?;
    let folder = project.target.join("bench-bytes");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    println!("Before the first question can be answered on a cold phone, bytes as brotli:\n");
    let ours = ours(project, &program, &folder)?;
    for peer in &PEERS {
        match theirs(project, &folder, peer) {
            Ok(bytes) => println!(
                "{:<20} {bytes:>9}   {:.0} times ours",
                peer.name,
                bytes as f64 / ours as f64
            ),
            Err(why) => println!("{:<20} not measured: {why}", peer.name),
        }
    }
    Ok(fs::remove_dir_all(folder)?)
}

/// The page of the first question with its style sheet; scripts come after it can be answered.
fn ours(project: &Project, program: &Path, folder: &Path) -> Result<usize> {
    let server = Server::start(project, program, &folder.join("data"), None)?;
    for link in &server.links {
        let mut phone = Visitor::at(server.host)?;
        phone.ask(link, None)?;
        let today = phone.page("/today", None, "identity")?;
        let today = String::from_utf8(today.body)?;
        let Some(path) = attribute(&today, "href=\"/questions/") else {
            continue;
        };
        let mut path = format!("/questions/{path}");
        // What leads on is no page; the page before the first question has a way to it.
        let page = loop {
            let page = phone.page(&path, None, "identity")?;
            let html = String::from_utf8(page.body)?;
            let next = match page.location {
                Some(next) => Some(next),
                None if html.contains("name=\"deed\"") => None,
                None => attribute(&html, &format!("href=\"{path}/"))
                    .map(|rest| format!("{path}/{rest}")),
            };
            match next {
                Some(next) => path = next,
                None => break html,
            }
        };
        let html = phone.page(&path, None, "br")?.body.len();
        let mut style = 0;
        for sheet in page.split("<link rel=\"stylesheet\"").skip(1) {
            let href = attribute(sheet, "href=\"").ok_or("a style sheet without an address")?;
            style += phone.page(&href, None, "br")?.body.len();
        }
        println!(
            "{:<20} {:>9}   page {html}, style {style}",
            "Dagsform",
            html + style
        );
        return Ok(html + style);
    }
    Err("nobody in the demonstration is asked anything".into())
}

/// What follows in a quoted attribute.
fn attribute(html: &str, begins: &str) -> Option<String> {
    let rest = html.split_once(begins)?.1;
    Some(rest.split_once('"')?.0.to_owned())
}

fn theirs(project: &Project, folder: &Path, peer: &Peer) -> Result<usize> {
    let mut bytes = 0;
    for (package, files) in peer.packages {
        let place = unpacked(project, folder, package)?;
        for file in *files {
            bytes += brotli(&fs::read(place.join(file))?)?.len();
        }
    }
    Ok(bytes)
}

/// A package as its makers published it, without what it depends on.
fn unpacked(project: &Project, folder: &Path, package: &str) -> Result<PathBuf> {
    let place = folder.join(package.replace(['@', '/'], "-"));
    fs::create_dir_all(&place)?;
    let mut npm = project.command("npm");
    npm.args(["pack", "--silent", "--pack-destination"])
        .arg(&place)
        .arg(package)
        .stdout(std::process::Stdio::null());
    done(&mut npm)?;
    let packed = fs::read_dir(&place)?.next().ok_or("npm packed nothing")??;
    let mut tar = project.command("tar");
    tar.arg("-xzf").arg(packed.path()).arg("-C").arg(&place);
    done(&mut tar)?;
    Ok(place.join("package"))
}
