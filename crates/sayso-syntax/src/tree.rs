//! From scores of arcs to a tree: the maximum spanning arborescence in which the root has exactly one child.

/// Greatest size of a score that is told from greater ones. Real scores stay below 100; the bound keeps the sums of the
/// algorithm exact enough whatever comes.
const MOST: f64 = 1e6;

/// Scores of all arcs of a sentence. Node 0 is the root, words count from 1.
pub(crate) struct Arcs<'a> {
    /// `scores[dependent · stride + governor]`.
    pub scores: &'a [f32],
    /// Length of a row.
    pub stride: usize,
    /// Nodes, the root included.
    pub nodes: usize,
}

impl Arcs<'_> {
    /// A score within bounds, not-a-number being as bad as any.
    fn score(&self, dependent: usize, governor: usize) -> f64 {
        let score = self.scores[dependent * self.stride + governor];
        if score.is_nan() { -MOST } else { f64::from(score).clamp(-MOST, MOST) }
    }

    /// The governor of every node; that of the root is the root itself.
    pub(crate) fn best_tree(&self) -> Vec<usize> {
        let heads = self.best_heads();
        if is_single_rooted(&heads) { heads } else { self.spanning_tree() }
    }

    fn best_heads(&self) -> Vec<usize> {
        let best = |dependent: usize| {
            let candidates = (0..self.nodes).filter(|&governor| governor != dependent);
            let better = |best: (usize, f64), governor: usize| {
                let score = self.score(dependent, governor);
                if score > best.1 { (governor, score) } else { best }
            };
            candidates.fold((0, f64::NEG_INFINITY), better).0
        };
        (0..self.nodes).map(|node| if node == 0 { 0 } else { best(node) }).collect()
    }

    /// Edmonds' algorithm with cycles contracted in place, quadratic in the number of nodes.
    ///
    /// Arcs from the root lose more than all other arcs together can differ by, so that the best tree has as few of them
    /// as possible; since every arc is possible, that is one.
    fn spanning_tree(&self) -> Vec<usize> {
        if self.nodes < 2 {
            return vec![0; self.nodes];
        }
        let mut graph = Contraction::new(self);
        graph.contract();
        graph.expand()
    }
}

/// Whether every node reaches the root, and the root has one child.
fn is_single_rooted(heads: &[usize]) -> bool {
    if heads.len() < 2 {
        return true;
    }
    if heads.iter().skip(1).filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    // 0 not seen, 1 on the way, 2 known to reach the root.
    let mut state = vec![0u8; heads.len()];
    state[0] = 2;
    for start in 1..heads.len() {
        let mut node = start;
        while state[node] == 0 {
            state[node] = 1;
            node = heads[node];
        }
        if state[node] == 1 {
            return false;
        }
        let mut node = start;
        while state[node] == 1 {
            state[node] = 2;
            node = heads[node];
        }
    }
    true
}

/// An arc between two of the original nodes.
#[derive(Clone, Copy)]
struct Arc {
    dependent: u32,
    governor: u32,
}

/// The graph while its cycles are contracted. A contracted cycle lives on in the row and column of its first member,
/// its *slot*.
struct Contraction {
    nodes: usize,
    /// Of every slot pair, dependent first: the score of the best arc, as if the arcs within had been given up.
    scores: Vec<f64>,
    /// The original arc behind it.
    arcs: Vec<Arc>,
    active: Vec<bool>,
    /// The tree of contractions: originals first, then cycles.
    parent: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    /// Best arc into each member of that tree, fixed when it is contracted or at the end.
    entering: Vec<Arc>,
    /// The member of that tree which a slot stands for.
    member: Vec<usize>,
}

impl Contraction {
    fn new(graph: &Arcs<'_>) -> Contraction {
        let nodes = graph.nodes;
        let mut scores = Vec::with_capacity(nodes * nodes);
        let mut arcs = Vec::with_capacity(nodes * nodes);
        for dependent in 0..nodes {
            for governor in 0..nodes {
                scores.push(if dependent == governor { f64::NEG_INFINITY } else { graph.score(dependent, governor) });
                arcs.push(Arc { dependent: dependent as u32, governor: governor as u32 });
            }
        }
        let finite = || scores.iter().copied().filter(|score| score.is_finite());
        let (least, most) = finite().fold((f64::MAX, f64::MIN), |(least, most), s| (s.min(least), s.max(most)));
        let penalty = ((most - least) * nodes as f64 + 1.0).max(1.0);
        for dependent in 1..nodes {
            scores[dependent * nodes] -= penalty;
        }
        Contraction {
            nodes,
            scores,
            entering: (0..nodes).map(|node| arcs[node * nodes]).collect(),
            arcs,
            active: vec![true; nodes],
            parent: vec![None; nodes],
            children: vec![Vec::new(); nodes],
            member: (0..nodes).collect(),
        }
    }

    /// The governing slot of the best arc into a slot.
    fn best(&self, slot: usize) -> usize {
        let row = &self.scores[slot * self.nodes..(slot + 1) * self.nodes];
        let mut best = (0, f64::NEG_INFINITY);
        for (governor, &score) in row.iter().enumerate() {
            if self.active[governor] && governor != slot && score > best.1 {
                best = (governor, score);
            }
        }
        best.0
    }

    /// Follows best arcs from slot to slot, contracting every cycle, until all reach the root.
    fn contract(&mut self) {
        let mut done = vec![false; self.nodes];
        done[0] = true;
        for start in 1..self.nodes {
            let mut path: Vec<usize> = Vec::new();
            let mut slot = start;
            if !self.active[slot] || done[slot] {
                continue;
            }
            loop {
                path.push(slot);
                let governor = self.best(slot);
                self.entering[self.member[slot]] = self.arcs[slot * self.nodes + governor];
                if done[governor] {
                    break;
                }
                slot = governor;
                if let Some(at) = path.iter().position(|&on_path| on_path == governor) {
                    let cycle = path.split_off(at);
                    slot = self.merge(&cycle);
                }
            }
            for slot in path {
                done[slot] = true;
            }
        }
    }

    /// Makes one slot of a cycle; gives that slot.
    fn merge(&mut self, cycle: &[usize]) -> usize {
        let nodes = self.nodes;
        let whole = self.parent.len();
        self.parent.push(None);
        self.children.push(cycle.iter().map(|&slot| self.member[slot]).collect());
        self.entering.push(Arc { dependent: 0, governor: 0 });
        // What the arcs of the cycle score: an arc into the cycle replaces the one at its end.
        let given_up: Vec<f64> = (cycle.iter())
            .map(|&slot| {
                let best = self.best(slot);
                self.scores[slot * nodes + best]
            })
            .collect();
        for &slot in cycle {
            self.parent[self.member[slot]] = Some(whole);
            self.active[slot] = false;
        }
        let slot = cycle[0];
        for outside in (0..nodes).filter(|&outside| self.active[outside]).collect::<Vec<_>>() {
            let mut into = (f64::NEG_INFINITY, self.arcs[slot * nodes + outside]);
            let mut out_of = (f64::NEG_INFINITY, self.arcs[outside * nodes + slot]);
            for (&inside, given_up) in cycle.iter().zip(&given_up) {
                let score = self.scores[inside * nodes + outside] - given_up;
                if score > into.0 {
                    into = (score, self.arcs[inside * nodes + outside]);
                }
                let score = self.scores[outside * nodes + inside];
                if score > out_of.0 {
                    out_of = (score, self.arcs[outside * nodes + inside]);
                }
            }
            (self.scores[slot * nodes + outside], self.arcs[slot * nodes + outside]) = into;
            (self.scores[outside * nodes + slot], self.arcs[outside * nodes + slot]) = out_of;
        }
        self.active[slot] = true;
        self.member[slot] = whole;
        slot
    }

    /// Opens the cycles again, from the outermost in: each keeps its own arcs but the one where it is entered.
    fn expand(mut self) -> Vec<usize> {
        let mut heads = vec![0; self.nodes];
        for member in (1..self.parent.len()).rev() {
            let arc = self.entering[member];
            if member < self.nodes {
                heads[member] = arc.governor as usize;
                continue;
            }
            let mut entered = arc.dependent as usize;
            while let Some(parent) = self.parent[entered]
                && parent != member
            {
                entered = parent;
            }
            self.entering[entered] = arc;
        }
        heads
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best single-rooted tree, by trying all assignments of heads.
    fn by_force(arcs: &Arcs<'_>) -> f64 {
        let words = arcs.nodes - 1;
        let mut best = f64::NEG_INFINITY;
        for mut code in 0..arcs.nodes.pow(words as u32) {
            let mut heads = vec![0; arcs.nodes];
            for head in heads.iter_mut().skip(1) {
                *head = code % arcs.nodes;
                code /= arcs.nodes;
            }
            if is_single_rooted(&heads) {
                best = best.max(total(arcs, &heads));
            }
        }
        best
    }

    fn total(arcs: &Arcs<'_>, heads: &[usize]) -> f64 {
        (1..heads.len()).map(|dependent| arcs.score(dependent, heads[dependent])).sum()
    }

    fn random(nodes: usize, seed: &mut u64) -> Vec<f32> {
        let mut next = || {
            *seed ^= *seed << 13;
            *seed ^= *seed >> 7;
            *seed ^= *seed << 17;
            (*seed >> 40) as f32 / (1u64 << 20) as f32 - 8.0
        };
        (0..nodes * nodes).map(|_| next()).collect()
    }

    #[test]
    fn as_good_as_any_tree() {
        let mut seed = 1;
        for round in 0..3000 {
            let nodes = 2 + round % 5;
            let scores = random(nodes, &mut seed);
            let arcs = Arcs { scores: &scores, stride: nodes, nodes };
            let heads = arcs.best_tree();
            assert!(is_single_rooted(&heads), "{heads:?}");
            assert!((total(&arcs, &heads) - by_force(&arcs)).abs() < 1e-6, "{scores:?}");
        }
    }

    #[test]
    fn large_and_odd_graphs_give_trees() {
        let mut seed = 7;
        for nodes in [1, 2, 3, 40, 300] {
            let mut scores = random(nodes, &mut seed);
            assert!(is_single_rooted(&Arcs { scores: &scores, stride: nodes, nodes }.best_tree()));
            for odd in [0.0, f32::NAN, f32::INFINITY, f32::MIN, f32::MAX] {
                scores.iter_mut().step_by(3).for_each(|score| *score = odd);
                assert!(is_single_rooted(&Arcs { scores: &scores, stride: nodes, nodes }.best_tree()));
                scores.fill(odd);
                assert!(is_single_rooted(&Arcs { scores: &scores, stride: nodes, nodes }.best_tree()));
            }
        }
    }
}
