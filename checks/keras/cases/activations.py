"""Activation layers."""
from case import layer
from quiet_keras import keras

L, I, R, C = keras.layers, keras.initializers, keras.regularizers, keras.constraints

CASES = [
    # Not glu: Keras says that its layer keeps the shape, and it returns half of it. The function is among the ops.
    *[layer(f"activation_{a}", lambda a=a: L.Activation(a), (3, 4))
      for a in ("linear", "relu", "swish", "softmax", "hard_sigmoid", "gelu", "squareplus")],
    layer("activation_layer_object", lambda: L.Activation(L.LeakyReLU(0.1)), (4,)),
    layer("relu", L.ReLU, (4,)),
    layer("relu_max_value", lambda: L.ReLU(max_value=0.8), (8,)),
    layer("relu_negative_slope", lambda: L.ReLU(negative_slope=0.2), (8,)),
    layer("relu_threshold", lambda: L.ReLU(threshold=0.5), (8,)),
    layer("relu_all", lambda: L.ReLU(1.0, 0.2, 0.3), (8,)),
    layer("leaky_relu", L.LeakyReLU, (8,)),
    layer("leaky_relu_slope", lambda: L.LeakyReLU(0.05), (8,)),
    layer("elu", L.ELU, (8,)),
    layer("elu_alpha", lambda: L.ELU(0.4), (8,)),
    layer("softmax", L.Softmax, (3, 4)),
    layer("softmax_axis1", lambda: L.Softmax(axis=1), (3, 4)),
    layer("softmax_axes", lambda: L.Softmax(axis=[1, 2]), (3, 4)),
    layer("prelu", L.PReLU, (3, 2)),
    layer("prelu_shared_axes", lambda: L.PReLU(shared_axes=[1, 2]), (3, 2, 4)),
    layer("prelu_objects", lambda: L.PReLU(I.Constant(0.25), R.L2(0.05), C.NonNeg()), (4,)),
    # Not glu: Keras says that its layer keeps the shape, and it returns half of it. The function is among the ops.
    *[layer(f"activation_{a}", lambda a=a: L.Activation(a), (3, 4))
      for a in ("relu6", "leaky_relu", "elu", "selu", "celu", "silu", "mish", "log_softmax", "softplus", "softsign",
                "tanh", "sigmoid", "log_sigmoid", "exponential", "hard_silu", "hard_tanh", "hard_shrink",
                "soft_shrink", "tanh_shrink", "sparsemax", "sparse_plus", "sparse_sigmoid")],
    layer("softmax_rank4_axes", lambda: L.Softmax(axis=[-1, -3]), (2, 3, 2)),
    layer("softmax_unknown_size", lambda: L.Softmax(axis=1), (None, 3)),
    layer("prelu_one_shared_axis", lambda: L.PReLU(shared_axes=1), (3, 2)),
    layer("prelu_unknown_size", lambda: L.PReLU(shared_axes=[1]), (None, 2)),
    layer("relu_max_value_threshold", lambda: L.ReLU(max_value=1.5, threshold=0.2), (8,)),
    layer("relu_slope_max_value", lambda: L.ReLU(max_value=0.5, negative_slope=0.1), (8,)),
    layer("leaky_relu_zero", lambda: L.LeakyReLU(0.0), (8,)),
]
