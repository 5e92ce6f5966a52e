"""Real Keras on the TensorFlow backend: one thread, no GPU, no fused reorderings, so that runs are repeatable."""
import os

os.environ.update({
    "KERAS_BACKEND": "tensorflow",
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": os.environ.get("TF_ENABLE_ONEDNN_OPTS", "0"),
})

import tensorflow as tf  # noqa: E402
import keras  # noqa: E402

_threads = int(os.environ.get("CHECKS_THREADS", "1"))
tf.config.threading.set_intra_op_parallelism_threads(_threads)
tf.config.threading.set_inter_op_parallelism_threads(_threads)

__all__ = ["keras", "tf"]
