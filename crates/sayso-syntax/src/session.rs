//! From documents to batches of sentences, and from readings back to words.

use std::ops::Range;

use sayso_document::{Document, TokenId};

use crate::encoder::{Batch, Encoder, Sequence};
use crate::heads::{Heads, Reading};
use crate::kernel::Kernel;
use crate::leaning::Leaning;
use crate::model::Model;
use crate::pieces::{WordPieces, shape};
use crate::repair::repair;
use crate::syntax::{Syntax, Word};
use crate::tags::{Feats, Rel, Upos};
use crate::wording::{Projection, WORDING};

/// Pieces after which a batch is closed.
const BATCH_PIECES: usize = 128;
/// A sentence of more pieces than have a position is cut into chunks of at most this many.
const CHUNK_PIECES: usize = 254;

/// A model at work, with the buffers that parsing needs. Use one for many documents; each thread wants its own.
#[derive(Debug)]
pub struct Session<'m> {
    model: &'m Model,
    kernel: Kernel,
    pieces: WordPieces,
    encoder: Encoder,
    heads: Heads,
    batch: Batch,
    /// Of each sequence of the batch: its document, its tokens, and the chunk of a cut sentence that it follows.
    origins: Vec<Origin>,
    ids: Vec<u32>,
    ends: Vec<usize>,
    projection: Option<Projection>,
    leaning: Option<Leaning>,
}

/// What is kept of the vectors of a document's words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// A short vector a word; empty where that is not known.
    pub(crate) wordings: Vec<[i8; WORDING]>,
    /// What each word says of its sentence; empty where that is not known.
    pub(crate) leanings: Vec<f32>,
}

#[derive(Clone, Debug)]
struct Origin {
    document: usize,
    tokens: Range<usize>,
    /// First token of the sentence, where this is not its first chunk.
    continues: Option<usize>,
}

impl<'m> Session<'m> {
    /// A session with the fastest kernel of this machine.
    #[must_use]
    pub fn new(model: &'m Model) -> Session<'m> {
        Session::with_kernel(model, Kernel::detect())
    }

    /// A session with a kernel of one's choice.
    #[must_use]
    pub fn with_kernel(model: &'m Model, kernel: Kernel) -> Session<'m> {
        Session {
            model,
            kernel,
            pieces: WordPieces::default(),
            encoder: Encoder::default(),
            heads: Heads::default(),
            batch: Batch::default(),
            origins: Vec::new(),
            ids: Vec::new(),
            ends: Vec::new(),
            projection: Projection::shipped(model.config.hidden),
            leaning: Leaning::shipped(model.config.hidden, model.weights.layers.len()),
        }
    }

    /// The syntax of one document.
    #[must_use]
    pub fn parse(&mut self, document: &Document) -> Syntax {
        self.parse_many(&[document]).pop().unwrap_or_else(|| Syntax::new(document, Vec::new()))
    }

    /// The syntax of several documents, the same as one by one, but faster where they are short.
    #[must_use]
    pub fn parse_many(&mut self, documents: &[&Document]) -> Vec<Syntax> {
        let mut words: Vec<Vec<Word>> = documents.iter().map(|d| vec![Word::default(); d.tokens.len()]).collect();
        let mut kept: Vec<Kept> = documents.iter().map(|d| self.room(d.tokens.len())).collect();
        for (number, document) in documents.iter().enumerate() {
            for sentence in &document.sentences {
                let count = document.tokens.len();
                let tokens = (sentence.tokens.start as usize).min(count)..(sentence.tokens.end as usize).min(count);
                self.add_sentence(document, number, tokens);
                if self.batch.tokens.len() >= BATCH_PIECES {
                    self.flush(documents, &mut words, &mut kept);
                }
            }
        }
        self.flush(documents, &mut words, &mut kept);
        let layer =
            |((document, words), kept): ((&&Document, Vec<Word>), Kept)| Syntax::new(document, words).with(kept);
        documents.iter().zip(words).zip(kept).map(layer).collect()
    }

    /// The mean vector of the words of each sentence, taken where [`Syntax::leaning`] is read: what its weights are learned from.
    #[must_use]
    pub fn sentence_vectors(&mut self, document: &Document) -> Vec<Vec<f32>> {
        let width = self.model.config.hidden;
        let mut means = Vec::new();
        for sentence in &document.sentences {
            self.add_sentence(document, 0, sentence.tokens.start as usize..sentence.tokens.end as usize);
            self.encoder.encode(self.model, self.kernel, &self.batch);
            let mut mean = vec![0.0; width];
            for sequence in &self.batch.sequences {
                for vector in
                    self.encoder.midway().chunks_exact(width).take(sequence.words.end).skip(sequence.words.start + 1)
                {
                    mean.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x / sentence.tokens.len() as f32);
                }
            }
            means.push(mean);
            self.batch.clear();
            self.origins.clear();
        }
        means
    }

    /// Room for what is kept of the vectors of so many words.
    fn room(&self, count: usize) -> Kept {
        Kept {
            wordings: if self.projection.is_some() { vec![[0; WORDING]; count] } else { Vec::new() },
            leanings: if self.leaning.is_some() { vec![0.0; count] } else { Vec::new() },
        }
    }

    /// Adds a sentence to the batch, in chunks where it is too long.
    fn add_sentence(&mut self, document: &Document, number: usize, tokens: Range<usize>) {
        self.ids.clear();
        self.ends.clear();
        for token in tokens.clone() {
            let word = document.word(TokenId(token as u32));
            self.pieces.cut(&self.model.vocabulary, self.model.file(), word, &mut self.ids);
            self.ends.push(self.ids.len());
        }
        let most = self.model.config.max_pos - 2;
        let mut start = tokens.start;
        while start < tokens.end {
            let end = match self.ids.len() <= most {
                true => tokens.end,
                false => self.chunk_end(document, tokens.clone(), start),
            };
            let continues = (start > tokens.start).then_some(tokens.start);
            self.add_sequence(document, tokens.start, start..end);
            self.origins.push(Origin { document: number, tokens: start..end, continues });
            start = end;
        }
    }

    /// Where a chunk that starts at `start` ends: after the last clause-like mark of its later half, else where it is full.
    fn chunk_end(&self, document: &Document, tokens: Range<usize>, start: usize) -> usize {
        let end_of = |token: usize| self.ends[token - tokens.start];
        let before = if start > tokens.start { end_of(start - 1) } else { 0 };
        let full = (start..tokens.end).take_while(|&t| end_of(t) - before <= CHUNK_PIECES).last();
        let full = full.map_or(start + 1, |last| last + 1);
        if full == tokens.end {
            return full;
        }
        let is_mark =
            |token: &usize| matches!(document.word(TokenId(*token as u32)), "." | ";" | ":" | "," | "!" | "?");
        let half = start + (full - start) / 2;
        (half..full).rev().find(is_mark).map_or(full, |mark| mark + 1)
    }

    /// Adds the pieces and words of a sentence or chunk to the batch.
    fn add_sequence(&mut self, document: &Document, sentence_start: usize, tokens: Range<usize>) {
        let (first_piece, first_word) = (self.batch.tokens.len(), self.batch.words.len());
        let vocabulary = &self.model.vocabulary;
        self.batch.words.push(first_piece as u32);
        self.batch.tokens.push((vocabulary.cls, 0, 0));
        for token in tokens {
            let at = token - sentence_start;
            let pieces = if at == 0 { 0 } else { self.ends[at - 1] }..self.ends[at];
            let shape = shape(document.word(TokenId(token as u32)));
            // A word without pieces shares the vector of the word before it.
            let shared = self.batch.words.last().copied().unwrap_or(first_piece as u32);
            let own = self.batch.tokens.len() as u32;
            self.batch.words.push(if pieces.is_empty() { shared } else { own });
            for &id in &self.ids[pieces] {
                let position = (self.batch.tokens.len() - first_piece) as u16;
                self.batch.tokens.push((id, position, shape));
            }
        }
        let position = (self.batch.tokens.len() - first_piece) as u16;
        self.batch.tokens.push((vocabulary.sep, position, 0));
        self.batch
            .sequences
            .push(Sequence { tokens: first_piece..self.batch.tokens.len(), words: first_word..self.batch.words.len() });
    }

    /// Parses the batch and writes its words.
    fn flush(&mut self, documents: &[&Document], words: &mut [Vec<Word>], kept: &mut [Kept]) {
        if self.batch.sequences.is_empty() {
            return;
        }
        let vectors = self.encoder.encode(self.model, self.kernel, &self.batch);
        self.heads.read(self.model, self.kernel, &self.batch, vectors);
        for (sequence, origin) in self.batch.sequences.iter().zip(&self.origins) {
            let document = documents[origin.document];
            let readings = &self.heads.readings[sequence.words.clone()];
            for (reading, token) in readings.iter().skip(1).zip(origin.tokens.clone()) {
                let form = document.word(TokenId(token as u32));
                words[origin.document][token] = self.word(reading, form, origin.tokens.start);
            }
            let kept = &mut kept[origin.document];
            let rows =
                |vectors| vectors_of(vectors, self.model.config.hidden, sequence.words.start + 1, &origin.tokens);
            if let Some(projection) = &self.projection {
                rows(self.encoder.early()).for_each(|(token, vector)| kept.wordings[token] = projection.apply(vector));
            }
            if let Some(leaning) = &self.leaning {
                rows(self.encoder.midway()).for_each(|(token, vector)| kept.leanings[token] = leaning.of(vector));
            }
            repair(&mut words[origin.document], origin.tokens.clone());
            if let Some(sentence_start) = origin.continues {
                attach(&mut words[origin.document], origin.tokens.clone(), sentence_start);
            }
        }
        self.batch.clear();
        self.origins.clear();
    }

    fn word(&self, reading: &Reading, form: &str, first: usize) -> Word {
        let labels = &self.model.labels;
        let lemma = labels.lemma[reading.script].apply(form);
        Word {
            lemma: match reading.upos {
                Some(Upos::Verb) => labels.bases.verb(form, lemma),
                Some(Upos::Noun) => labels.bases.noun(form, lemma),
                _ => lemma,
            },
            upos: reading.upos.unwrap_or(Upos::X),
            feats: reading.feats.clone(),
            head: reading.head.checked_sub(1).map(|head| TokenId((first + head) as u32)),
            rel: reading.rel.unwrap_or(Rel::Dep),
            ner: reading.ner,
            factuality: reading.factuality,
            attribution: reading.attribution,
        }
    }
}

/// The tokens of a sequence, each with its vector; `first` is the row of the first.
fn vectors_of<'v>(
    vectors: &'v [f32],
    width: usize,
    first: usize,
    tokens: &Range<usize>,
) -> impl Iterator<Item = (usize, &'v [f32])> + use<'v> {
    tokens.clone().zip(vectors.chunks_exact(width).skip(first))
}

/// Hangs the root of a later chunk from that of the first, so that a cut sentence is one tree.
fn attach(words: &mut [Word], chunk: Range<usize>, sentence_start: usize) {
    let Some(first) = (sentence_start..chunk.start).find(|&token| words[token].head.is_none()) else {
        return;
    };
    for word in &mut words[chunk] {
        if word.head.is_none() {
            word.head = Some(TokenId(first as u32));
            word.rel = Rel::Parataxis;
        }
    }
}

impl Default for Word {
    fn default() -> Word {
        Word {
            lemma: String::new(),
            upos: Upos::X,
            feats: Feats::default(),
            head: None,
            rel: Rel::Dep,
            ner: None,
            factuality: [0.0; 4],
            attribution: [0; 3],
        }
    }
}
