//! A PostgreSQL server for the tests: its own folder, a socket there, no port; gone with the tests.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

/// A server under way.
pub(crate) struct Server {
    process: Child,
    folder: PathBuf,
}

impl Server {
    /// Starts a server; none, told loudly, where PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Server> {
        let Some(programs) = programs() else {
            told("SKIPPED: PostgreSQL is not installed (apt-get install postgresql): the server store is not tested");
            return None;
        };
        let folder = std::env::temp_dir().join(format!("sayso-postgres-{}", std::process::id()));
        fs::remove_dir_all(&folder).unwrap_or_default();
        fs::create_dir_all(&folder).expect("a folder can be made");
        let data = folder.join("data");
        // The server refuses to run as root: then as the user that its package made, else as nobody.
        let user = is_root().then(|| ids("postgres").map_or(("nobody", ids("nobody")), |ids| ("postgres", Some(ids))));
        if let Some((_, Some((user, group)))) = user {
            chown(&folder, Some(user), Some(group)).expect("root may give a folder away");
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("the folder is ours");
        let command = |program: &str| {
            let program = programs.join(program);
            let mut command = match user {
                Some((name, _)) => {
                    let mut command = Command::new("runuser");
                    command.args(["-u", name, "--"]).arg(program);
                    command
                }
                None => Command::new(program),
            };
            command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
            command
        };
        let made = command("initdb")
            .args(["-U", "sayso", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "-D"])
            .arg(&data)
            .output()
            .expect("initdb starts");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        let process = command("postgres")
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder)
            .args(["-c", "listen_addresses=", "-c", "fsync=off"])
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let server = Server { process, folder };
        let begun = Instant::now();
        while Client::connect(&server.address("postgres"), NoTls).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the server does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(server)
    }

    /// An empty database.
    pub(crate) fn database(&self, name: &str) -> String {
        self.run(&self.address("postgres"), &format!("CREATE DATABASE \"{name}\""));
        self.address(name)
    }

    /// Says something to a database.
    pub(crate) fn run(&self, address: &str, sql: &str) {
        let mut client = Client::connect(address, NoTls).expect("the server answers");
        client.batch_execute(sql).expect("the server does it");
    }

    fn address(&self, database: &str) -> String {
        let socket = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://sayso@{socket}/{database}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its own shut-down, since killing it would leave its children; `runuser` is not the server itself.
        let pid = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
        if let Some(pid) = pid.lines().next() {
            Command::new("kill").args(["-INT", pid]).status().map_or_else(|_| (), drop);
        }
        self.process.wait().map_or_else(|_| (), drop);
        fs::remove_dir_all(&self.folder).unwrap_or_default();
    }
}

/// Where the programs of the newest server lie.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    found.sort();
    let on_path = || {
        let all = std::env::var_os("PATH")?;
        std::env::split_paths(&all).find(|folder| folder.join("initdb").exists())
    };
    found.pop().or_else(on_path)
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0)
}

/// User and group of a name.
fn ids(name: &str) -> Option<(u32, u32)> {
    let users = fs::read_to_string(Path::new("/etc/passwd")).ok()?;
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut parts = line.split(':').skip(2);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// A line that shows even where the output of tests is held back.
fn told(line: &str) {
    use std::io::Write;
    writeln!(std::io::stderr(), "{line}").unwrap_or_default();
}
