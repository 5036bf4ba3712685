//! A PostgreSQL of our own for one run: private, on the loopback address, gone afterwards.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio, id};
use std::thread::sleep;
use std::time::Duration;

use crate::Result;
use crate::project::{done, works};

/// A running server; it stops and its folder goes when this value does.
pub(crate) struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    /// Who the server runs as: it refuses to run as root.
    user: Option<(u32, u32)>,
    server: Option<Child>,
    port: u16,
}

impl Postgres {
    /// Starts a server that forgets faster: for tests, which kill servers but never the machine.
    pub(crate) fn forgetful(programs: PathBuf) -> Result<Self> {
        Self::start(
            programs,
            &[
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
            ],
        )
    }

    /// Starts a server that keeps what it acknowledged, as it comes.
    pub(crate) fn durable(programs: PathBuf) -> Result<Self> {
        Self::start(programs, &[])
    }

    /// Starts a server on a free port of the loopback address, with the [`programs`] given.
    fn start(programs: PathBuf, settings: &[&str]) -> Result<Self> {
        let folder = env::temp_dir().join(format!("dagsform-postgres-{}", id()));
        fs::create_dir(&folder)?;
        let user = unprivileged(&folder)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        // From here on dropping it cleans up, whatever fails.
        let mut postgres = Self {
            programs,
            folder,
            user,
            server: None,
            port,
        };
        let data = postgres.folder.join("data");
        done(
            postgres
                .program("initdb")
                .args([
                    "-A",
                    "trust",
                    "-U",
                    "postgres",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                ])
                .args(["--no-sync", "-D"])
                .arg(&data)
                .stdout(Stdio::null()),
        )?;
        let log = fs::File::create(postgres.folder.join("log"))?;
        let mut server = postgres.tied("postgres");
        server
            .arg("-D")
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(log);
        let sockets = format!("unix_socket_directories={}", postgres.folder.display());
        let port = format!("port={}", postgres.port);
        let here = ["listen_addresses=127.0.0.1", &port, &sockets];
        let room = ["max_connections=300", "shared_buffers=64MB"];
        for setting in here.iter().chain(&room).chain(settings) {
            server.args(["-c", setting]);
        }
        postgres.server = Some(server.spawn()?);
        postgres.wait()?;
        Ok(postgres)
    }

    /// Where clients find its first database.
    pub(crate) fn url(&self) -> String {
        format!("{}/postgres", self.server_url())
    }

    /// Where tests find the server, with the right to make databases of their own.
    pub(crate) fn server_url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}", self.port)
    }

    /// One of PostgreSQL's programs, as the user who may run them.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(&self.folder);
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command
    }

    /// The same, but it ends with us also when we are killed and can't say so, where Linux has
    /// a way to ask for that.
    fn tied(&self, name: &str) -> Command {
        if !Path::new("/usr/bin/setpriv").exists() {
            return self.program(name);
        }
        // An absolute path takes the place of PostgreSQL's own folder.
        let mut command = self.program("/usr/bin/setpriv");
        command
            .args(["--pdeathsig", "INT"])
            .arg(self.programs.join(name));
        command
    }

    /// Returns once it answers; an error with its log if it never does.
    fn wait(&self) -> Result {
        let port = self.port.to_string();
        for _ in 0..300 {
            if works(
                self.program("pg_isready")
                    .args(["-q", "-h", "127.0.0.1", "-p", &port]),
            ) {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(format!("PostgreSQL did not start: {log}").into())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let data = self.folder.join("data");
            let mut stop = Command::new(self.programs.join("pg_ctl"));
            if let Some((user, group)) = self.user {
                stop.uid(user).gid(group);
            }
            stop.current_dir(&self.folder)
                .args(["stop", "-m", "immediate", "-D"])
                .arg(data);
            if !works(&mut stop) {
                let _ = server.kill();
            }
            let _ = server.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of PostgreSQL's programs: the newest of Debian's, else where `initdb` is.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok();
    let newest = versions
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .max()
        .map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin")));
    let path = env::var_os("PATH").unwrap_or_default();
    newest
        .into_iter()
        .chain(env::split_paths(&path))
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// Who may run the server in `folder`, with the folder given to them; nobody else is needed
/// unless we are root.
fn unprivileged(folder: &Path) -> Result<Option<(u32, u32)>> {
    let me = Command::new("id").arg("-u").output()?;
    if me.stdout.trim_ascii() != b"0" {
        return Ok(None);
    }
    let accounts = fs::read_to_string("/etc/passwd")?;
    let numbers = |name: &str| {
        let mut fields = accounts
            .lines()
            .map(|line| line.split(':').collect::<Vec<_>>());
        let fields = fields.find(|fields| fields.len() > 3 && fields[0] == name)?;
        Some((fields[2].parse().ok()?, fields[3].parse().ok()?))
    };
    let (user, group) = numbers("postgres")
        .or_else(|| numbers("nobody"))
        .ok_or("no account to run PostgreSQL as: it refuses to run as root")?;
    chown(folder, Some(user), Some(group))?;
    Ok(Some((user, group)))
}

#[cfg(test)]
mod tests {
    use super::{Postgres, programs};
    use std::net::TcpStream;

    #[test]
    fn it_comes_with_its_folder_and_leaves_nothing_behind() {
        // `./dev test` says loudly when it is missing; there is nothing to look at then.
        let Some(programs) = programs() else { return };
        let postgres = Postgres::forgetful(programs).unwrap();
        let (port, folder) = (postgres.port, postgres.folder.clone());
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        assert!(folder.is_dir());
        drop(postgres);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
