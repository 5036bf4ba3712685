//! A text message gateway of its own for the tests, a real program.

use std::path::PathBuf;
use std::process::Child;
use std::sync::LazyLock;

use serde_json::Value;

use super::peers::{lines, start};

/// The gateway of this test process; it ends with it.
pub static GATEWAY: LazyLock<Gateway> = LazyLock::new(Gateway::start);

/// What the gateway says about itself.
pub struct Gateway {
    /// Its port.
    pub port: u16,
    texts: PathBuf,
    _child: Child,
}

impl Gateway {
    fn start() -> Self {
        let (said, child, texts) = start("sms.py");
        Self {
            port: u16::try_from(said["port"].as_u64().unwrap()).unwrap(),
            texts,
            _child: child,
        }
    }

    /// The messages that it was asked to carry to this number, in order.
    pub fn texts_to(&self, number: &str) -> Vec<Value> {
        lines(&self.texts)
            .into_iter()
            .filter(|text| text["to"] == number)
            .collect()
    }
}
