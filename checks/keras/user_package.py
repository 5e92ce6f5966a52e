"""What a user adds to Keras in a package of their own, as tests of tf-backend have it in Java (UserPackage)."""
import keras
from keras import ops

_register = keras.saving.register_keras_serializable(package="user_package")


@_register
def squash(x):
    return x / (1 + ops.abs(x))


@_register
def halves(shape, dtype=None):
    return ops.full(shape, 0.5, dtype)


@_register
def error(y_true, y_pred):
    return ops.mean(ops.sqrt(ops.square(y_true - y_pred) + 0.1), axis=-1)


@_register
def largest(y_true, y_pred):
    return ops.max(ops.abs(y_true - y_pred), axis=-1)


@_register
class Gate(keras.layers.Layer):
    """A dense layer whose outputs a gate for each of them lets through: (..., n) to (..., units)."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.inner = keras.layers.Dense(units, name="inner")

    def build(self, input_shape):
        self.openness = self.add_weight(name="openness", shape=(self.units,), initializer="ones")
        self.inner.build(input_shape)

    def call(self, x):
        return self.inner(x) * ops.sigmoid(self.openness)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return super().get_config() | {"units": self.units}
