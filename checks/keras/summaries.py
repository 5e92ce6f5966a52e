"""What model.summary() of real Keras prints of some golden models, for Lamina to print the same.

Writes tf-backend/src/test/resources/summaries/<case>.txt, and <case>.nested.txt where inner models are shown.
"""
import os

os.environ["COLUMNS"] = "200"  # else Keras cuts its lines to the terminal

from quiet_keras import keras
from store import GOLDEN
import lamina_keras  # noqa: F401  its layers are registered by the import

FOLDER = GOLDEN.parent / "summaries"
CASES = ["model_sequential_conv", "model_conv_autoencoder", "model_residual_block", "model_shared_twice",
         "model_shared_chained", "model_nested_functional", "model_nested_thrice", "model_sequential_of_sequentials",
         "model_two_in_two_out", "model_frozen_inner", "model_nested_two_outputs", "batch_normalization_image",
         "model_vae_encoder", "ops_after_dense", "ops_split", "model_autoencoder_of_models"]


def text(model, nested: bool) -> str:
    printed = []
    model.summary(print_fn=lambda line, **_: printed.append(line), expand_nested=nested)
    return "\n".join(printed)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for case in CASES:
        keras.backend.clear_session()
        model = keras.models.model_from_json((GOLDEN / case / "model.json").read_text())
        (FOLDER / f"{case}.txt").write_text(text(model, False))
        if any(isinstance(layer, keras.Model) for layer in model.layers):
            (FOLDER / f"{case}.nested.txt").write_text(text(model, True))
    print(f"summaries: {len(CASES)} written")


if __name__ == "__main__":
    main()
