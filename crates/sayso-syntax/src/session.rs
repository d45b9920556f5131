//! From documents to batches of sentences, and from readings back to words.

use std::ops::Range;

use sayso_document::{Document, TokenId};

use crate::encoder::{Batch, Encoder, Sequence};
use crate::heads::{Heads, Reading};
use crate::kernel::Kernel;
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
}

/// A short vector a word.
type Wordings = Vec<[i8; WORDING]>;

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
        let mut wordings: Vec<Wordings> = documents.iter().map(|d| vec![[0; WORDING]; d.tokens.len()]).collect();
        for (number, document) in documents.iter().enumerate() {
            for sentence in &document.sentences {
                let count = document.tokens.len();
                let tokens = (sentence.tokens.start as usize).min(count)..(sentence.tokens.end as usize).min(count);
                self.add_sentence(document, number, tokens);
                if self.batch.tokens.len() >= BATCH_PIECES {
                    self.flush(documents, &mut words, &mut wordings);
                }
            }
        }
        self.flush(documents, &mut words, &mut wordings);
        let with_wordings = |((document, words), wordings): ((&&Document, Vec<Word>), Wordings)| {
            Syntax::new(document, words).with_wordings(if self.projection.is_some() { wordings } else { Vec::new() })
        };
        documents.iter().zip(words).zip(wordings).map(with_wordings).collect()
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
    fn flush(&mut self, documents: &[&Document], words: &mut [Vec<Word>], wordings: &mut [Wordings]) {
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
            if let Some(projection) = &self.projection {
                let rows = self.encoder.early().chunks_exact(self.model.config.hidden);
                let rows = rows.skip(sequence.words.start + 1).take(origin.tokens.len());
                for (vector, token) in rows.zip(origin.tokens.clone()) {
                    wordings[origin.document][token] = projection.apply(vector);
                }
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
