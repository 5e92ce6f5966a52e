"""Runs the Python that the pages of docs show in real Keras: what stands under one heading is one program."""

import contextlib
import pathlib
import re
import tempfile
import traceback

import quiet_keras  # noqa: F401
import keras

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"^(?:```python|<!-- python)\n(.*?)^(?:```|-->)", re.M | re.S)


def programs():
    for page in sorted(DOCS.glob("**/*.md")):
        for section in re.split(r"^(?=## )", page.read_text(), flags=re.M):
            code = "\n".join(BLOCK.findall(section))
            if code:
                yield f"{page.relative_to(DOCS)} {section.splitlines()[0]}", code


passed = failed = 0
for name, code in programs():
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        keras.backend.clear_session()
        keras.config.set_dtype_policy("float32")
        try:
            exec(compile(code, name, "exec"), {"keras": keras, "layers": keras.layers, "__name__": "page"})
            passed += 1
        except Exception:
            failed += 1
            print(f"FAILED {name}")
            traceback.print_exc(limit=-2)
print(f"{passed} passed, {failed} failed")
