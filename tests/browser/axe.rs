//! axe-core in the browser: what it finds in the way of people on the page that is open.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::screen::{Result, Screen};

/// WCAG 2.2 to level AA, and what the makers of axe call good practice.
const RULES: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// What depends on the colours and sizes of a theme.
const OF_A_THEME: [&str; 3] = ["color-contrast", "link-in-text-block", "target-size"];

/// The script, as `tools/peers/axe` locks it.
fn source() -> String {
    let Some(folder) = std::env::var_os("DAGSFORM_AXE") else {
        panic!("set DAGSFORM_AXE to a folder with tools/peers/axe, installed by `npm ci`");
    };
    let file = PathBuf::from(folder).join("node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file).unwrap_or_else(|why| panic!("{}: {why}", file.display()))
}

/// A theme as somebody sees it: what `<html>` carries, and what the device prefers.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub name: &'static str,
    theme: Option<&'static str>,
    device: &'static str,
}

/// Light, dark, and the calm theme by day and by night.
pub const THEMES: [Seen; 4] = [
    seen("light", None, "light"),
    seen("dark", None, "dark"),
    seen("calm", Some("quiet"), "light"),
    seen("calm and dark", Some("quiet"), "dark"),
];

const fn seen(name: &'static str, theme: Option<&'static str>, device: &'static str) -> Seen {
    Seen {
        name,
        theme,
        device,
    }
}

impl Screen {
    /// Brings axe along to every page to come.
    pub async fn with_axe(&self) -> Result {
        self.always(&source()).await
    }

    /// Everything axe finds on the open page, in each theme; said with `place`.
    pub async fn barriers(&self, place: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for theme in THEMES {
            self.prefers(&[
                ("prefers-color-scheme", theme.device),
                ("prefers-reduced-motion", "reduce"),
            ])
            .await?;
            let rules = if theme.name == "light" {
                json!({ "type": "tag", "values": RULES })
            } else {
                json!({ "type": "rule", "values": OF_A_THEME })
            };
            let wanted = vec![json!(theme.theme), json!({ "runOnly": rules })];
            for barrier in self.look(wanted).await? {
                found.push(format!("{place}, {}: {barrier}", theme.name));
            }
        }
        Ok(found)
    }

    async fn look(&self, wanted: Vec<Value>) -> Result<Vec<String>> {
        let script = "const [theme, options] = arguments;
            if (theme) document.documentElement.dataset.theme = theme;
            else delete document.documentElement.dataset.theme;
            return axe.run(document, { ...options, preload: false, resultTypes: ['violations'] })
              .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) =>
                `${id} ${node.target} ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`)))";
        let found = self.run(script, wanted).await?;
        Ok(serde_json::from_value(found)?)
    }
}
