//! `sayso serve`: the explorer of a store.

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::process::{Command, Stdio};

use clap::Args;
use sayso_serve::Site;
use sayso_store::Reviews;

use super::host::Reader;
use super::shared::ModelArgs;
use super::stored::StoreArgs;
use crate::exit::{Outcome, Stop};
use crate::problem::Problem;
use crate::progress::say;

/// Open a store in the browser: read, search, map, follow, review, export
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    net: NetArgs,
    /// Take texts that are plainly not English, too, when files are added from the page
    #[arg(long, help_heading = "Running")]
    any_language: bool,
    #[command(flatten)]
    model: ModelArgs,
}

/// Where to listen, and to whom.
#[derive(Debug, Args)]
pub(super) struct NetArgs {
    /// Port to listen at; 0 is any that is free
    #[arg(long, value_name = "N", default_value_t = 7717, help_heading = "Network")]
    port: u16,
    /// Address to listen at; any but this machine's own (127.0.0.1, ::1) makes the token needed for reading, too
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", help_heading = "Network")]
    bind: IpAddr,
    /// A name by which browsers reach this machine, besides its addresses; may be given several times
    #[arg(long, value_name = "NAME", help_heading = "Network")]
    host_name: Vec<String>,
    /// The token that changes need [default: a new one each time]; at least 16 characters
    #[arg(long, value_name = "TEXT", env = "SAYSO_TOKEN", hide_env_values = true, help_heading = "Network")]
    token: Option<String>,
    /// Open the browser
    #[arg(long, help_heading = "Network")]
    open: bool,
}

const AFTER_HELP: &str = "\
Examples:
  sayso serve                              ./reports.sayso, this machine alone
  sayso serve --store lake.sayso --open    and open the browser
  sayso serve --port 0                     any free port
  SAYSO_TOKEN=… sayso serve --bind 0.0.0.0
                                           for colleagues, who need the token
  No store yet? sayso add REPORTS… makes one; sayso demo shows one.

The first line printed is the address with the token in it. Open it whole, and
the page may also review and add reports; without the token it only reads, and
only on this machine. The connection is not encrypted: beyond your own network
put a server that does that in front of it. Nothing is sent to anywhere else.

Pages (keys 1 to 6; ? on the page lists all keys):
  Overview   filters, time line, map, table, words of sentences
  Actors     network and pairs; an actor's page; a pair through time
  Ledger     demands, promises, threats, talks, as of any day
  Disputes   accounts of one act that differ, side by side
  Review     accept, reject or correct by keyboard; score and agreement
  Add        more reports, with progress
A record opens in its report: who says so, and why it was coded as it was.

The address of a page holds its filters and what is open: it can be sent on.
Export gives all that the filters show: JSON lines, CSV, GeoJSON, Label Studio
or brat, with a manifest; figures are SVG or PNG. Decisions are kept in the
store, outlive a new coding, and are exported from Review.
For programs: the interface in JSON is described at /api/openapi.json.
Ctrl-C ends it; what was decided or added is in the store.";

impl ServeArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        // Brings the store up to the present form, and tells early of what is no store.
        let file = self.store.file()?.to_owned();
        drop(self.store.open()?);
        let host = Reader::new(&file, self.any_language, self.model);
        serve(&file, false, self.net, host)
    }
}

/// Serves a store until the program is told to end.
pub(super) fn serve(store: &Path, is_demo: bool, net: NetArgs, host: Reader) -> Result<Outcome, Stop> {
    let failed = |error| Problem::file(&store.display().to_string(), format!("{error}"), "");
    drop(Reviews::open(store).map_err(failed)?);
    let token = match net.token {
        Some(token) if token.trim().len() >= 16 => token.trim().to_owned(),
        Some(_) => {
            return Err(
                Problem::usage("the token is too short to be safe", "give at least 16 characters, or none").into()
            );
        }
        None => sayso_serve::token()?,
    };
    let address = SocketAddr::new(net.bind, net.port);
    if !net.bind.is_loopback() {
        say(&format!("{} can be reached from other machines; the token is needed for everything", net.bind));
    }
    let names = net.host_name;
    let shown = net.bind;
    let site = Site { store: store.to_owned(), is_demo, token: token.clone(), address, names, host: Box::new(host) };
    let ready = move |address: SocketAddr| {
        let host = if shown.is_unspecified() { IpAddr::from([127, 0, 0, 1]) } else { shown };
        let url = format!("http://{}/#token={token}", SocketAddr::new(host, address.port()));
        // Nobody may be there to read it; the server runs all the same.
        let _ = writeln!(io::stdout(), "{url}").and_then(|()| io::stdout().flush());
        if net.open && !open(&url) {
            say("no browser could be opened; open the address yourself");
        }
    };
    sayso_serve::serve(site, ready, std::future::pending()).map_err(|error| {
        let remedy = "name another with --port, or --port 0 for any that is free";
        Problem::usage(format!("cannot listen at {address}: {error}"), remedy)
    })?;
    Ok(Outcome::Done)
}

/// Opens an address in the browser.
fn open(url: &str) -> bool {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}
