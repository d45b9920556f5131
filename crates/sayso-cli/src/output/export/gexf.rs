//! GEXF 1.3: actors, and what they did to each other on which days.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use sayso::record::{ActorRef, Record};
use sayso_store::Origin;

use super::codes::day;
use super::{Export, Out, Taken, dyads};

/// A network, gathered before it is written: it grows with the pairs of actors, not with the records.
pub(super) struct Gexf {
    out: Out,
    nodes: BTreeMap<String, Node>,
    edges: BTreeMap<Edge, Times>,
}

/// What is known of an actor.
struct Node {
    label: String,
    country: String,
    sectors: String,
}

/// Acts of one kind and status between two actors.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    source: String,
    target: String,
    event_type: &'static str,
    status: &'static str,
    asserted: bool,
}

/// How often, and on which days.
#[derive(Default)]
struct Times {
    n: u64,
    days: BTreeSet<String>,
}

impl Gexf {
    /// An empty network.
    pub(super) fn new(out: Out) -> Gexf {
        Gexf { out, nodes: BTreeMap::new(), edges: BTreeMap::new() }
    }

    fn node(&mut self, actor: &ActorRef) -> String {
        let label = dyads::name(actor);
        let id = if actor.code.is_empty() { label.to_lowercase() } else { format!("{}:{label}", actor.code) };
        let sectors = || actor.sectors.iter().map(|sector| sector.as_str()).collect::<Vec<_>>().join(" ");
        self.nodes.entry(id.clone()).or_insert_with(|| Node {
            label: label.to_owned(),
            country: actor.country.clone().unwrap_or_default(),
            sectors: sectors(),
        });
        id
    }

    fn write(&mut self) -> io::Result<()> {
        let out = &mut self.out;
        out.write_all(HEAD.as_bytes())?;
        for (id, node) in &self.nodes {
            let (id, label) = (escaped(id), escaped(&node.label));
            let values = [escaped(&node.country), escaped(&node.sectors)];
            writeln!(out, "      <node id=\"{id}\" label=\"{label}\">{}</node>", attributes(&values))?;
        }
        writeln!(out, "    </nodes>\n    <edges>")?;
        for (number, (edge, times)) in self.edges.iter().enumerate() {
            let (source, target) = (escaped(&edge.source), escaped(&edge.target));
            write!(
                out,
                "      <edge id=\"{number}\" source=\"{source}\" target=\"{target}\" kind=\"{0} {1}\" label=\"{0}\" weight=\"{2}\">",
                edge.event_type, edge.status, times.n
            )?;
            let values = [edge.event_type.to_owned(), edge.status.to_owned(), edge.asserted.to_string()];
            write!(out, "{}", attributes(&values))?;
            if !times.days.is_empty() {
                let spell = |day: &String| format!("<spell start=\"{day}\" end=\"{day}\"/>");
                write!(out, "<spells>{}</spells>", times.days.iter().map(spell).collect::<String>())?;
            }
            writeln!(out, "</edge>")?;
        }
        writeln!(out, "    </edges>\n  </graph>\n</gexf>")?;
        out.flush()
    }
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta>
    <creator>sayso</creator>
    <description>Claims in reports, read by machine; not verified incidents. Filter by status and asserted.</description>
  </meta>
  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
    <attributes class="node">
      <attribute id="0" title="country" type="string"/>
      <attribute id="1" title="sectors" type="string"/>
    </attributes>
    <attributes class="edge">
      <attribute id="0" title="type" type="string"/>
      <attribute id="1" title="status" type="string"/>
      <attribute id="2" title="asserted" type="boolean"/>
    </attributes>
    <nodes>
"#;

impl Export for Gexf {
    fn record(&mut self, _: &Origin, record: &Record) -> io::Result<Taken> {
        let mut rows = 0;
        for (source, target) in dyads::dyads(record) {
            let (Some(source), Some(target)) = (source, target) else { continue };
            let edge = Edge {
                source: self.node(source),
                target: self.node(target),
                event_type: record.event_type.as_str(),
                status: record.status.as_str(),
                asserted: record.asserted,
            };
            rows += u64::from(!self.edges.contains_key(&edge));
            let times = self.edges.entry(edge).or_default();
            times.n += 1;
            times.days.extend(day(record).map(str::to_owned));
        }
        let told = record.source.is_empty() || (record.target.is_empty() && record.source.len() < 2);
        Ok(if told { Taken::LeftOut("without source or target") } else { Taken::Rows(rows) })
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.write()
    }
}

fn attributes(values: &[String]) -> String {
    let one = |(at, value): (usize, &String)| format!("<attvalue for=\"{at}\" value=\"{value}\"/>");
    format!("<attvalues>{}</attvalues>", values.iter().enumerate().map(one).collect::<String>())
}

/// Text for an attribute; what XML may not hold at all is left out.
fn escaped(text: &str) -> String {
    let mut all = String::new();
    for c in text.chars() {
        match c {
            '&' => all.push_str("&amp;"),
            '<' => all.push_str("&lt;"),
            '>' => all.push_str("&gt;"),
            '"' => all.push_str("&quot;"),
            '\t' | '\n' | '\r' => all.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => all.push(c),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_report_is_markup() {
        assert_eq!(escaped("<a href=\"x\">&\u{1}\n"), "&lt;a href=&quot;x&quot;&gt;&amp; ");
    }
}
