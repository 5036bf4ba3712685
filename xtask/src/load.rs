//! Visitors of a running server: each with a connection of its own, asking again as soon as the
//! answer is there.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;

/// What visitors ask for, over and over.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// Such as `/today`.
    pub(crate) path: &'static str,
    /// The form they send; they only look without one.
    pub(crate) form: Option<&'static str>,
    /// The status that means it went well.
    pub(crate) expected: u16,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Answers per second, all visitors together.
    pub(crate) per_second: f64,
    /// Half of the answers came within this time.
    pub(crate) p50: Duration,
    /// 99 of 100 answers came within this time.
    pub(crate) p99: Duration,
}

/// An answer as it came over the line.
pub(crate) struct Page {
    /// 200, 303, ...
    pub(crate) status: u16,
    /// Where it leads, if it leads on.
    pub(crate) location: Option<String>,
    /// As compressed as it was asked for.
    pub(crate) body: Vec<u8>,
}

/// One browser's worth of HTTP/1.1: a connection that stays open, and cookies.
pub(crate) struct Visitor {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
    cookie: String,
}

impl Visitor {
    /// Someone who just arrived at a server.
    pub(crate) fn at(host: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            stream: BufReader::new(stream),
            host,
            cookie: String::new(),
        })
    }

    /// Asks once, keeps the cookie that comes back, and returns the status.
    pub(crate) fn ask(&mut self, path: &str, form: Option<&str>) -> Result<u16> {
        Ok(self.page(path, form, "br")?.status)
    }

    /// Asks once, keeps the cookie that comes back, and returns all of the answer.
    pub(crate) fn page(&mut self, path: &str, form: Option<&str>, coding: &str) -> Result<Page> {
        let (verb, form) = form.map_or(("GET", ""), |form| ("POST", form));
        let request = format!(
            "{verb} {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\n\
             accept: text/html\r\naccept-encoding: {coding}\r\ncookie: {cookie}\r\ncontent-length: {length}\r\n\
             content-type: application/x-www-form-urlencoded\r\n\r\n{form}",
            host = self.host,
            cookie = self.cookie,
            length = form.len(),
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.answer()
    }

    /// Reads one answer to its last byte, so that the connection can be used again.
    fn answer(&mut self) -> Result<Page> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line
            .split(' ')
            .nth(1)
            .ok_or("the server hung up")?
            .parse()?;
        let (mut length, mut chunked, mut location) = (0, false, None);
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value == "chunked",
                "location" => location = Some(value.to_owned()),
                "set-cookie" => self.keep(value),
                _ => {}
            }
        }
        let mut body = Vec::new();
        if chunked {
            while self.chunk(&mut body)? > 0 {}
        } else {
            self.take(length, &mut body)?;
        }
        Ok(Page {
            status,
            location,
            body,
        })
    }

    /// Keeps a cookie, in place of one of the same name.
    fn keep(&mut self, set: &str) {
        let cookie = set.split(';').next().unwrap_or_default();
        let name = |cookie: &str| {
            cookie
                .split('=')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let mut jar: Vec<&str> = self
            .cookie
            .split("; ")
            .filter(|it| !it.is_empty())
            .collect();
        jar.retain(|other| name(other) != name(cookie));
        jar.push(cookie);
        self.cookie = jar.join("; ");
    }

    /// Reads one chunk and returns its length; the last has none.
    fn chunk(&mut self, body: &mut Vec<u8>) -> Result<u64> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let length = u64::from_str_radix(line.trim(), 16)?;
        self.take(length, body)?;
        self.take(2, &mut Vec::new())?;
        Ok(length)
    }

    fn take(&mut self, length: u64, body: &mut Vec<u8>) -> Result {
        let read = (&mut self.stream).take(length).read_to_end(body)?;
        if u64::try_from(read)? == length {
            Ok(())
        } else {
            Err("the answer broke off".into())
        }
    }
}

/// Lets `visitors` ask for `time`; an error if a single answer was not the expected one.
pub(crate) fn load(
    visitors: Vec<Visitor>,
    question: &Question,
    time: Duration,
) -> Result<(Figures, Vec<Visitor>)> {
    let from = Instant::now();
    let threads: Vec<_> = visitors
        .into_iter()
        .map(|mut visitor| {
            let question = question.clone();
            thread::spawn(move || {
                let mut waits = Vec::new();
                while from.elapsed() < time {
                    let asked = Instant::now();
                    let status = visitor
                        .ask(question.path, question.form)
                        .map_err(|reason| reason.to_string())?;
                    if status != question.expected {
                        return Err(format!("{} answered {status}", question.path));
                    }
                    waits.push(asked.elapsed());
                }
                Ok((waits, visitor))
            })
        })
        .collect();
    let (mut waits, mut visitors) = (Vec::new(), Vec::new());
    for thread in threads {
        let (waited, visitor) = thread.join().map_err(|_| "a visitor panicked")??;
        waits.extend(waited);
        visitors.push(visitor);
    }
    let took = from.elapsed().as_secs_f64();
    waits.sort_unstable();
    let figures = Figures {
        per_second: waits.len() as f64 / took,
        p50: share(&waits, 0.50),
        p99: share(&waits, 0.99),
    };
    Ok((figures, visitors))
}

/// The time within which a share of `sorted` lies; zero for none.
fn share(sorted: &[Duration], share: f64) -> Duration {
    let rank = (sorted.len() as f64 * share).ceil() as usize;
    sorted
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    use super::{Question, Visitor, load, share};

    /// A server that gives the same answer to each request of one connection.
    fn server(answer: &'static str) -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut buffer = [0; 4096];
            while stream.read(&mut buffer).is_ok_and(|read| read > 0) {
                if stream.write_all(answer.as_bytes()).is_err() {
                    return;
                }
            }
        });
        host
    }

    #[test]
    fn an_answer_is_read_to_its_end_however_it_is_sent() {
        for answer in [
            "HTTP/1.1 200 OK\r\nset-cookie: a=b; HttpOnly\r\ncontent-length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nset-cookie: c=d\r\nset-cookie: a=b\r\ntransfer-encoding: chunked\r\n\r\n\
             3\r\nabc\r\n0\r\n\r\n",
        ] {
            let mut visitor = Visitor::at(server(answer)).unwrap();
            assert_eq!(visitor.ask("/", None).unwrap(), 200);
            assert_eq!(
                visitor.ask("/", Some("a=1")).unwrap(),
                200,
                "the second on one line"
            );
            assert!(visitor.cookie.ends_with("a=b"), "{}", visitor.cookie);
        }
    }

    #[test]
    fn one_wrong_answer_spoils_the_figures() {
        let host = server("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n");
        let question = Question {
            path: "/",
            form: None,
            expected: 200,
        };
        let visitors = vec![Visitor::at(host).unwrap()];
        assert!(load(visitors, &question, Duration::from_millis(20)).is_err());
    }

    #[test]
    fn a_percentile_is_a_wait_that_somebody_had() {
        let waits: Vec<_> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(share(&waits, 0.50), Duration::from_millis(50));
        assert_eq!(share(&waits, 0.99), Duration::from_millis(99));
        assert_eq!(share(&[], 0.5), Duration::ZERO);
    }
}
