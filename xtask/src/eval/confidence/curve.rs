//! Ratings against what is right.

use std::fmt::Write as _;

/// Bins of equal width between 0 and 1.
const BINS: usize = 10;

/// A rating, and whether what it rates is right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rated {
    pub(crate) rating: f64,
    pub(crate) is_right: bool,
}

/// Ratings in bins.
pub(crate) struct Curve {
    bins: [Bin; BINS],
    brier: f64,
    order: f64,
    all: usize,
}

#[derive(Clone, Copy, Default)]
struct Bin {
    n: usize,
    right: usize,
    sum: f64,
}

impl Bin {
    fn mean(self) -> f64 {
        self.sum / self.n.max(1) as f64
    }

    fn share(self) -> f64 {
        self.right as f64 / self.n.max(1) as f64
    }
}

impl Curve {
    pub(crate) fn of(rated: &[Rated]) -> Curve {
        let mut bins = [Bin::default(); BINS];
        for r in rated {
            let bin = &mut bins[((r.rating * BINS as f64) as usize).min(BINS - 1)];
            bin.n += 1;
            bin.right += usize::from(r.is_right);
            bin.sum += r.rating;
        }
        let square = |r: &Rated| (r.rating - f64::from(u8::from(r.is_right))).powi(2);
        let brier = rated.iter().map(square).sum::<f64>() / rated.len().max(1) as f64;
        Curve { bins, brier, order: order(rated), all: rated.len() }
    }

    /// Expected calibration error.
    pub(crate) fn error(&self) -> f64 {
        let off: f64 = self.bins.iter().map(|b| b.n as f64 * (b.mean() - b.share()).abs()).sum();
        off / self.all.max(1) as f64
    }

    /// Mean square distance from what is right.
    pub(crate) fn brier(&self) -> f64 {
        self.brier
    }

    /// How often a right one is rated above a wrong one.
    pub(crate) fn order(&self) -> f64 {
        self.order
    }

    /// The bins that hold any, for a page.
    pub(crate) fn table(&self) -> String {
        let mut table = "| rating | records | mean rating | share right |\n|---|---|---|---|\n".to_owned();
        for (i, bin) in self.bins.iter().enumerate().filter(|(_, bin)| bin.n > 0) {
            let (from, to) = (i as f64 / BINS as f64, (i + 1) as f64 / BINS as f64);
            let _ = writeln!(table, "| {from:.1}–{to:.1} | {} | {:.2} | {:.2} |", bin.n, bin.mean(), bin.share());
        }
        table
    }

    /// The bins as a picture: mean rating to the right, share of right ones upwards, with the line on which they would be the
    /// same; a bar is one standard error to either side.
    pub(crate) fn picture(&self) -> String {
        let (x, y) = (|v: f64| 60.0 + 400.0 * v, |v: f64| 440.0 - 400.0 * v);
        let mut svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 500 500\" font-family=\"sans-serif\" font-size=\"13\" \
                       fill=\"#333\" role=\"img\" aria-label=\"Confidence against the share of right records\">\n\
                       <rect width=\"500\" height=\"500\" fill=\"#fff\"/>\n"
            .to_owned();
        let _ = writeln!(svg, "<path d=\"M60 40V440H460\" fill=\"none\" stroke=\"#333\"/>");
        let _ = writeln!(svg, "<path d=\"M60 440L460 40\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>");
        for tenth in (0..=10).step_by(2) {
            let v = f64::from(tenth) / 10.0;
            let _ = writeln!(svg, "<text x=\"{:.0}\" y=\"460\" text-anchor=\"middle\">{v:.1}</text>", x(v));
            let _ = writeln!(svg, "<text x=\"50\" y=\"{:.0}\" text-anchor=\"end\">{v:.1}</text>", y(v) + 4.0);
        }
        svg.push_str("<text x=\"260\" y=\"485\" text-anchor=\"middle\">confidence (mean of the bin)</text>\n");
        svg.push_str("<text transform=\"translate(16 240) rotate(-90)\" text-anchor=\"middle\">share of records that are right</text>\n");
        let mut line = String::new();
        for bin in self.bins.iter().filter(|bin| bin.n > 0) {
            let (mean, share, n) = (bin.mean(), bin.share(), bin.n as f64);
            let error = (share * (1.0 - share) / n).sqrt();
            let (low, high) = ((share - error).max(0.0), (share + error).min(1.0));
            let _ = writeln!(svg, "<path d=\"M{:.1} {:.1}V{:.1}\" stroke=\"#1f6f8b\"/>", x(mean), y(low), y(high));
            let radius = 2.0 + n.sqrt() / 2.0;
            let _ = writeln!(
                svg,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"#1f6f8b\"><title>{} records</title></circle>",
                x(mean),
                y(share),
                bin.n
            );
            let _ = write!(line, "{}{:.1} {:.1}", if line.is_empty() { "M" } else { "L" }, x(mean), y(share));
        }
        let _ = writeln!(svg, "<path d=\"{line}\" fill=\"none\" stroke=\"#1f6f8b\"/>\n</svg>");
        svg
    }
}

/// Area under the curve of right against wrong ones.
fn order(rated: &[Rated]) -> f64 {
    let (mut won, mut pairs) = (0.0, 0.0);
    for right in rated.iter().filter(|r| r.is_right) {
        for wrong in rated.iter().filter(|r| !r.is_right) {
            pairs += 1.0;
            won += if right.rating > wrong.rating {
                1.0
            } else if right.rating == wrong.rating {
                0.5
            } else {
                0.0
            };
        }
    }
    if pairs == 0.0 { 0.5 } else { won / pairs }
}
