//! A mail server and a push service of their own for the tests, each a real program.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;
use server::storage::new_id;

/// The peers of this test process; they end with it, because their standard input closes.
pub static PEERS: LazyLock<Peers> = LazyLock::new(Peers::start);

/// What both peers say about themselves.
pub struct Peers {
    /// The port of the mail server.
    pub smtp: u16,
    /// The port of the push service.
    pub push: u16,
    /// The browser's public key.
    pub p256dh: String,
    /// The browser's secret.
    pub auth: String,
    /// What the mail server took, a line of JSON each.
    pub mails: PathBuf,
    /// What the push service took, or refused.
    pub pushes: PathBuf,
    _children: [Child; 2],
}

impl Peers {
    fn start() -> Self {
        let (smtp, mail_server, mails) = start("smtp.py");
        let (push, push_service, pushes) = start("push.py");
        let port = |said: &Value| u16::try_from(said["port"].as_u64().unwrap()).unwrap();
        Self {
            smtp: port(&smtp),
            push: port(&push),
            p256dh: push["p256dh"].as_str().unwrap().to_owned(),
            auth: push["auth"].as_str().unwrap().to_owned(),
            mails,
            pushes,
            _children: [mail_server, push_service],
        }
    }

    /// The mails that arrived for this address, in order.
    pub fn mails_to(&self, address: &str) -> Vec<Value> {
        let to = |mail: &Value| {
            mail["to"]
                .as_array()
                .unwrap()
                .iter()
                .any(|it| it == address)
        };
        lines(&self.mails).into_iter().filter(to).collect()
    }

    /// The pushes that arrived for the browser of this name, in order.
    pub fn pushes_to(&self, name: &str) -> Vec<Value> {
        lines(&self.pushes)
            .into_iter()
            .filter(|push| push["name"] == name)
            .collect()
    }
}

/// Everything that a peer wrote down, in order.
pub fn lines(file: &PathBuf) -> Vec<Value> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Starts a peer and reads the line in which it says where it is.
pub fn start(program: &str) -> (Value, Child, PathBuf) {
    let python = std::env::var("DAGSFORM_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tools/peers")
        .join(program);
    let file = std::env::temp_dir().join(format!("dagsform-{program}-{}.jsonl", new_id()));
    let mut child = Command::new(&python)
        .arg(path)
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{python}: {error}; set DAGSFORM_PYTHON"));
    let mut said = String::new();
    let output = child.stdout.take().unwrap();
    BufReader::new(output).read_line(&mut said).unwrap();
    let said = serde_json::from_str(&said).unwrap_or_else(|_| {
        panic!("{program} did not start; are tools/requirements.txt installed?")
    });
    (said, child, file)
}
