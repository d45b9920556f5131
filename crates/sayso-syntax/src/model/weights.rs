//! The tensors of a model, found in the file by name and checked against the sizes in the header.

use std::collections::BTreeMap;
use std::ops::Range;

use super::error::ModelError;
use super::header::{Config, Header, TensorEntry};
use crate::kernel::{BLOCK, LinearView, NormView, OFFSET, within_limits};

/// A quantised linear layer; ranges are bytes of the model file.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    /// Outputs that mean something; the rows are padded to a multiple of [`BLOCK`].
    pub outputs: usize,
    inputs: usize,
    weight: Range<usize>,
    scale: Range<usize>,
    bias: Range<usize>,
    surplus: Range<usize>,
}

impl Linear {
    /// The layer over the bytes of its file.
    pub(crate) fn view<'a>(&self, file: &'a [u8]) -> LinearView<'a> {
        LinearView {
            inputs: self.inputs,
            weight: bytemuck::cast_slice(&file[self.weight.clone()]),
            scale: floats(file, &self.scale),
            bias: floats(file, &self.bias),
            surplus: floats(file, &self.surplus),
        }
    }
}

/// Weight and bias of a layer norm.
#[derive(Clone, Debug)]
pub(crate) struct Affine {
    weight: Range<usize>,
    bias: Range<usize>,
}

impl Affine {
    /// The norm over the bytes of its file.
    pub(crate) fn view<'a>(&self, file: &'a [u8]) -> NormView<'a> {
        NormView { weight: floats(file, &self.weight), bias: floats(file, &self.bias) }
    }
}

/// One transformer layer.
#[derive(Debug)]
pub(crate) struct Layer {
    pub qkv: Linear,
    pub o: Linear,
    pub norm1: Affine,
    pub f1: Linear,
    pub f2: Linear,
    pub norm2: Affine,
}

/// The relation scorer, repacked as one linear layer so that the integer kernels can run it. Its rows are, for every
/// relation, one per input of the governor's side, then one per relation for the governor's constant input.
#[derive(Debug)]
pub(crate) struct Relations {
    /// Number of relations.
    pub count: usize,
    width: usize,
    weight: Vec<i8>,
    scale: Vec<f32>,
    bias: Vec<f32>,
    surplus: Vec<f32>,
}

impl Relations {
    /// From `raw[relation][dependent][governor]` of `width + 1` inputs each, the last one constant.
    fn pack(raw: &[i8], scales: &[f32], width: usize) -> Relations {
        let count = scales.len();
        let rows = (count * width + count).next_multiple_of(BLOCK);
        let zeros = vec![0.0; rows];
        let (scale, bias, surplus) = (zeros.clone(), zeros.clone(), zeros);
        let mut packed = Relations { count, width, weight: vec![0; rows * width], scale, bias, surplus };
        for (relation, &scale) in scales.iter().enumerate() {
            let block = &raw[relation * (width + 1) * (width + 1)..][..(width + 1) * (width + 1)];
            for governor in 0..=width {
                let row = if governor < width { relation * width + governor } else { count * width + relation };
                packed.scale[row] = scale;
                packed.bias[row] = f32::from(block[width * (width + 1) + governor]) * scale;
                let base = row / BLOCK * BLOCK * width + row % BLOCK * 4;
                for dependent in 0..width {
                    let weight = block[dependent * (width + 1) + governor];
                    packed.weight[base + dependent / 4 * BLOCK * 4 + dependent % 4] = weight;
                    packed.surplus[row] += OFFSET * f32::from(weight);
                }
            }
        }
        packed
    }

    /// As a linear layer from the dependent's side.
    pub(crate) fn view(&self) -> LinearView<'_> {
        LinearView {
            inputs: self.width,
            weight: &self.weight,
            scale: &self.scale,
            bias: &self.bias,
            surplus: &self.surplus,
        }
    }
}

/// Everything the network multiplies with.
#[derive(Debug)]
pub(crate) struct Weights {
    pub word: Range<usize>,
    pub word_scale: Range<usize>,
    pub word_rows: usize,
    pub pos: Range<usize>,
    pub shape: Range<usize>,
    pub norm: Affine,
    pub layers: Vec<Layer>,
    pub upos: Linear,
    pub feats: Linear,
    pub lemma: Linear,
    pub mlp: Linear,
    pub arc: Range<usize>,
    pub relations: Relations,
    pub ner: Option<Linear>,
    pub attribution: Option<Linear>,
    pub factuality: Option<(Linear, Linear)>,
    pub vocabulary: Range<usize>,
}

impl Weights {
    /// Finds every tensor in the data of a file.
    pub(crate) fn find(header: &Header, data: Range<usize>, file: &[u8]) -> Result<Weights, ModelError> {
        let Config { layers, hidden, ff, max_pos, shapes, arc, rel, emb_group, .. } = header.config;
        let entries = header.tensors.iter().map(|t| (t.name.as_str(), t)).collect();
        let tensors = Tensors { entries, data };
        let word_rows = tensors.entry("enc.word.weight")?.shape.first().copied().unwrap_or(0);
        let vocabulary = tensors.entry("vocab")?.range(&tensors.data)?;
        let count = header.labels.deprel.len();
        let raw = tensors.find("L", "i8raw", &[count, rel + 1, rel + 1])?;
        let scale = tensors.floats("L.scale", &[count])?;
        let factuality = match tensors.optional("fa1", hidden)? {
            Some(first) => Some((first.clone(), tensors.linear("fa2", None, first.outputs)?)),
            None => None,
        };
        Ok(Weights {
            word: tensors.find("enc.word.weight", "i4", &[word_rows, hidden])?,
            word_scale: tensors.floats("enc.word.scale", &[word_rows, hidden / emb_group])?,
            word_rows,
            pos: tensors.floats("enc.pos.weight", &[max_pos, hidden])?,
            shape: tensors.floats("enc.shape.weight", &[shapes, hidden])?,
            norm: tensors.norm("enc.ln", hidden)?,
            layers: (0..layers).map(|i| tensors.layer(i, hidden, ff)).collect::<Result<_, _>>()?,
            upos: tensors.linear("up", None, hidden)?,
            feats: tensors.linear("fe", None, hidden)?,
            lemma: tensors.linear("le", None, hidden)?,
            mlp: tensors.linear("mlp", Some(2 * arc + 2 * rel), hidden)?,
            arc: tensors.floats("U", &[arc + 1, arc])?,
            relations: Relations::pack(bytemuck::cast_slice(&file[raw]), floats(file, &scale), rel),
            ner: tensors.optional("ne", hidden)?,
            attribution: tensors.optional("at", hidden)?,
            factuality,
            vocabulary,
        })
    }

    /// Checks that every linear layer keeps to the limits of the kernels.
    pub(crate) fn check_limits(&self, file: &[u8]) -> Result<(), ModelError> {
        let layers = self.layers.iter().flat_map(|layer| [&layer.qkv, &layer.o, &layer.f1, &layer.f2]);
        let heads =
            [&self.upos, &self.feats, &self.lemma, &self.mlp].into_iter().chain(&self.ner).chain(&self.attribution);
        let pairs = self.factuality.iter().flat_map(|(first, second)| [first, second]);
        let linear = layers.chain(heads).chain(pairs).map(|linear| linear.view(file));
        match linear.chain([self.relations.view()]).position(|layer| !within_limits(layer)) {
            None => Ok(()),
            Some(index) => Err(ModelError::Tensor {
                name: format!("linear layer {index}"),
                problem: "its weights are too large to be added up exactly; export the model anew".into(),
            }),
        }
    }
}

/// The floats at a range of bytes of a file. Both are aligned: the file to 64, tensors in it likewise.
pub(crate) fn floats<'a>(file: &'a [u8], range: &Range<usize>) -> &'a [f32] {
    bytemuck::cast_slice(&file[range.clone()])
}

struct Tensors<'a> {
    entries: BTreeMap<&'a str, &'a TensorEntry>,
    data: Range<usize>,
}

impl Tensors<'_> {
    fn entry(&self, name: &str) -> Result<&TensorEntry, ModelError> {
        self.entries
            .get(name)
            .copied()
            .ok_or_else(|| ModelError::Tensor { name: name.into(), problem: "it is missing".into() })
    }

    /// The bytes of a tensor that must have this type and shape.
    fn find(&self, name: &str, dtype: &str, shape: &[usize]) -> Result<Range<usize>, ModelError> {
        let bad = |problem| Err(ModelError::Tensor { name: name.into(), problem });
        let entry = self.entry(name)?;
        if entry.dtype != dtype {
            return bad(format!("type {}, expected {dtype}", entry.dtype));
        }
        if entry.shape != shape {
            return bad(format!("shape {:?}, expected {shape:?}", entry.shape));
        }
        let range = entry.range(&self.data)?;
        let product = |sizes: &[usize]| sizes.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
        let bytes = match dtype {
            "f32" => product(shape).and_then(|n| n.checked_mul(4)),
            "i4" => product(shape).map(|n| n / 2),
            "i8" => product(&[shape[0].next_multiple_of(BLOCK), shape[1]]),
            _ => product(shape),
        };
        if bytes != Some(range.len()) {
            return bad(format!("{} bytes do not make shape {shape:?}", range.len()));
        }
        Ok(range)
    }

    fn floats(&self, name: &str, shape: &[usize]) -> Result<Range<usize>, ModelError> {
        self.find(name, "f32", shape)
    }

    fn norm(&self, stem: &str, width: usize) -> Result<Affine, ModelError> {
        let [weight, bias] = ["weight", "bias"].map(|part| self.floats(&format!("{stem}.{part}"), &[width]));
        Ok(Affine { weight: weight?, bias: bias? })
    }

    /// A linear layer of so many outputs, or of as many as it says.
    fn linear(&self, stem: &str, outputs: Option<usize>, inputs: usize) -> Result<Linear, ModelError> {
        let name = format!("{stem}.weight");
        let found = self.entry(&name)?.shape.first().copied().unwrap_or(0);
        let outputs = outputs.unwrap_or(found);
        if outputs == 0 || outputs > 1 << 20 {
            return Err(ModelError::Tensor { name, problem: format!("{outputs} outputs") });
        }
        let weight = self.find(&name, "i8", &[outputs, inputs])?;
        let padded = outputs.next_multiple_of(BLOCK);
        let parts = ["scale", "bias", "surplus"].map(|part| self.floats(&format!("{stem}.{part}"), &[padded]));
        let [scale, bias, surplus] = parts;
        Ok(Linear { outputs, inputs, weight, scale: scale?, bias: bias?, surplus: surplus? })
    }

    fn optional(&self, stem: &str, inputs: usize) -> Result<Option<Linear>, ModelError> {
        match self.entries.contains_key(format!("{stem}.weight").as_str()) {
            true => self.linear(stem, None, inputs).map(Some),
            false => Ok(None),
        }
    }

    fn layer(&self, index: usize, hidden: usize, ff: usize) -> Result<Layer, ModelError> {
        let stem = |part: &str| format!("enc.layers.{index}.{part}");
        Ok(Layer {
            qkv: self.linear(&stem("qkv"), Some(3 * hidden), hidden)?,
            o: self.linear(&stem("o"), Some(hidden), hidden)?,
            norm1: self.norm(&stem("ln1"), hidden)?,
            f1: self.linear(&stem("f1"), Some(ff), hidden)?,
            f2: self.linear(&stem("f2"), Some(hidden), ff)?,
            norm2: self.norm(&stem("ln2"), hidden)?,
        })
    }
}
