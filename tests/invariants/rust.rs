//! Reads Rust just well enough: what is code, what is a text, what is a remark.

/// A text in quotes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) text: String,
    /// The line it begins in, from 1.
    pub(crate) line: usize,
    /// The code before it on its line, without spaces at the end.
    pub(crate) before: String,
}

/// A source file taken apart.
pub(crate) struct Source {
    /// The code alone: remarks are gone and texts are empty; lines stay where they were.
    pub(crate) code: String,
    pub(crate) literals: Vec<Literal>,
}

/// The file up to its own tests, if they are at its end.
pub(crate) fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests {")
        .map_or(text, |tests| &text[..tests])
}

/// Takes a source file apart.
pub(crate) fn source(text: &str) -> Source {
    let chars: Vec<char> = text.chars().collect();
    let mut read = Reader {
        chars: &chars,
        at: 0,
        line: 1,
        code: String::new(),
        literals: vec![],
    };
    while read.at < chars.len() {
        read.next();
    }
    Source {
        code: read.code,
        literals: read.literals,
    }
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    line: usize,
    code: String,
    literals: Vec<Literal>,
}

impl Reader<'_> {
    fn sees(&self, what: &str) -> bool {
        what.chars()
            .enumerate()
            .all(|(ahead, c)| self.chars.get(self.at + ahead) == Some(&c))
    }

    /// Steps over one character, keeping it as code if it is.
    fn step(&mut self, is_code: bool) -> char {
        let c = self.chars[self.at];
        self.at += 1;
        self.line += usize::from(c == '\n');
        if is_code || c == '\n' {
            self.code.push(c);
        }
        c
    }

    fn next(&mut self) {
        let in_name = self
            .code
            .ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if self.sees("//") {
            while self.at < self.chars.len() && self.chars[self.at] != '\n' {
                self.step(false);
            }
        } else if self.sees("/*") {
            while self.at < self.chars.len() && !self.sees("*/") {
                self.step(false);
            }
            self.at = (self.at + 2).min(self.chars.len());
        } else if self.sees("\"") {
            self.at += 1;
            self.literal(None);
        } else if !in_name && (self.sees("r\"") || self.sees("r#")) {
            let hashes = self.chars[self.at + 1..]
                .iter()
                .take_while(|c| **c == '#')
                .count();
            if self.chars.get(self.at + 1 + hashes) == Some(&'"') {
                self.at += 2 + hashes;
                self.literal(Some(hashes));
            } else {
                self.step(true);
            }
        } else if self.sees("'") {
            // 'a' and '\n' are characters; 'a without an end is a lifetime.
            let escaped = self.chars.get(self.at + 1) == Some(&'\\');
            if escaped || self.chars.get(self.at + 2) == Some(&'\'') {
                self.at += if escaped { 3 } else { 2 };
                while self.at < self.chars.len() && self.chars[self.at] != '\'' {
                    self.at += 1;
                }
                self.at += 1;
            } else {
                self.step(true);
            }
        } else {
            self.step(true);
        }
    }

    /// Reads a text whose opening quote is behind us; raw ones end with that many `#`.
    fn literal(&mut self, raw: Option<usize>) {
        let before = self
            .code
            .lines()
            .last()
            .filter(|_| !self.code.ends_with('\n'));
        let before = before.unwrap_or_default().trim_end().to_owned();
        let line = self.line;
        let end = format!("\"{}", "#".repeat(raw.unwrap_or(0)));
        let mut text = String::new();
        while self.at < self.chars.len() && !self.sees(&end) {
            if raw.is_none() && self.sees("\\") {
                self.step(false);
                // A text broken over lines goes on at the next word.
                if self.sees("\n") {
                    while self.at < self.chars.len() && self.chars[self.at].is_whitespace() {
                        self.step(false);
                    }
                    continue;
                }
                text.push('\\');
            }
            if self.at < self.chars.len() {
                text.push(self.step(false));
            }
        }
        self.at = (self.at + end.len()).min(self.chars.len());
        self.code.push_str("\"\"");
        self.literals.push(Literal { text, line, before });
    }
}

#[test]
fn remarks_are_no_code_and_texts_are_found() {
    let text = "let a = say(\"one\"); // say(\"not\")\n/* \"nor\" */ b(r#\"two \"2\"\"#, '\"', &'a x)\n\"three \\\n    four\"";
    let read = source(text);
    let texts: Vec<_> = read
        .literals
        .iter()
        .map(|found| found.text.as_str())
        .collect();
    assert_eq!(texts, ["one", "two \"2\"", "three four"]);
    assert_eq!(read.literals[0].before, "let a = say(");
    assert_eq!(read.literals[2].line, 3);
    assert!(!read.code.contains("not"));
    assert!(read.code.contains("&'a x"));
}

#[test]
fn the_tests_of_a_file_are_left_out() {
    let text = "fn rule() {}\n#[cfg(test)]\nmod tests {\n    fn check() {}\n}\n";
    assert_eq!(without_tests(text), "fn rule() {}\n");
}
