//! Loopback servers that take everything: phones' push services and mail.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How much each of them took.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub pushes: Arc<AtomicUsize>,
    pub mails: Arc<AtomicUsize>,
}

/// Starts both; returns their ports, push first.
pub async fn start(taken: &Taken) -> (u16, u16) {
    let push = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mail = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = |it: &TcpListener| it.local_addr().expect("an address").port();
    let ports = (port(&push), port(&mail));
    let pushes = taken.pushes.clone();
    let take = move |body: Bytes| {
        let pushes = pushes.clone();
        async move {
            assert!(!body.is_empty(), "an encrypted body");
            pushes.fetch_add(1, Ordering::SeqCst);
            StatusCode::CREATED
        }
    };
    let router = Router::new().route("/{name}", post(take));
    tokio::spawn(async move { axum::serve(push, router).await });
    let mails = taken.mails.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = mail.accept().await {
            tokio::spawn(talk(stream, mails.clone()));
        }
    });
    ports
}

/// As much SMTP as it takes to take a mail.
async fn talk(stream: TcpStream, mails: Arc<AtomicUsize>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink ESMTP\r\n").await?;
    let mut line = String::new();
    let mut in_body = false;
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match (in_body, line.trim_end()) {
            (true, ".") => {
                in_body = false;
                mails.fetch_add(1, Ordering::SeqCst);
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, "DATA") => {
                in_body = true;
                b"354 go on\r\n"
            }
            (false, "QUIT") => return Ok(()),
            (false, _) => b"250 well\r\n",
        };
        stream.write_all(answer).await?;
    }
}
