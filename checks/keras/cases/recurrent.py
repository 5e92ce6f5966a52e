"""Recurrent layers, their cells and the layers around them."""
from case import Case, integers, layer, layers
from quiet_keras import keras

L, I, R, C = keras.layers, keras.initializers, keras.regularizers, keras.constraints

KINDS = {"simple_rnn": L.SimpleRNN, "gru": L.GRU, "lstm": L.LSTM}
OBJECTS = dict(
    kernel_initializer=I.HeNormal(), recurrent_initializer=I.RandomNormal(0, 0.2), bias_initializer=I.Constant(0.1),
    kernel_regularizer=R.L2(0.02), recurrent_regularizer=R.L1(0.03), bias_regularizer=R.L2(0.05),
    activity_regularizer=R.L2(0.04), kernel_constraint=C.MaxNorm(0.8), recurrent_constraint=C.UnitNorm(),
    bias_constraint=C.NonNeg(), seed=5)
VARIANTS = {
    "default": {}, "sequences": dict(return_sequences=True), "state": dict(return_state=True),
    "sequences_state": dict(return_sequences=True, return_state=True), "backwards": dict(go_backwards=True),
    "backwards_sequences": dict(go_backwards=True, return_sequences=True),
    "unroll": dict(unroll=True, return_sequences=True), "unroll_backwards": dict(unroll=True, go_backwards=True),
    "no_bias": dict(use_bias=False), "relu": dict(activation="relu"), "objects": OBJECTS,
    "not_trainable": dict(trainable=False),
}
GATED = {"hard_sigmoid": dict(recurrent_activation="hard_sigmoid"), "softmax": dict(recurrent_activation="softmax"),
         "linear": dict(activation="linear", recurrent_activation="tanh", return_sequences=True)}
SPECIAL = {
    "gru": {"before": dict(reset_after=False, return_sequences=True), "before_no_bias": dict(reset_after=False, use_bias=False)},
    "lstm": {"no_forget_bias": dict(unit_forget_bias=False)}, "simple_rnn": {},
}
DROPOUT = {"dropout": dict(dropout=0.5, seed=1), "recurrent_dropout": dict(dropout=0.2, recurrent_dropout=0.4)}


def sequence(length=4, features=3, **options):
    return keras.Input((length, features), name="x", **options)


def kind(name, make):
    variants = VARIANTS | SPECIAL[name] | ({} if name == "simple_rnn" else GATED)
    yield from (layer(f"{name}_{v}", lambda c=c: make(2, **c), (4, 3)) for v, c in variants.items())
    yield from (layer(f"{name}_{v}", lambda c=c: make(2, **c), (4, 3), random=True) for v, c in DROPOUT.items())
    yield Case(f"{name}_unknown_length", lambda: keras.Model(
        x := sequence(None), make(2, return_sequences=True, return_state=True)(x), name=f"{name}_unknown_length"))


def around(name, make, length=4, **options):
    return Case(name, lambda: keras.Model(x := sequence(length), make()(x), name=name), **options)


def merged(mode):
    return around(f"bidirectional_{mode}".lower(), lambda: L.Bidirectional(L.LSTM(2), merge_mode=mode))


def padded(name, make, length=4):
    """A mask given in the call: true at the beginning, or anywhere."""
    def build():
        x, mask = sequence(length), keras.Input((length,), dtype="bool", name="mask")
        return keras.Model([x, mask], make()(x, mask=mask), name=name)

    return Case(name, build, values={"mask": integers(2)})


def begun(name, make, states):
    def build():
        x, given = sequence(), [keras.Input((2,), name=f"state{i}") for i in range(states)]
        return keras.Model([x, *given], make()(x, initial_state=given if states > 1 else given[0]), name=name)

    return Case(name, build)


def conv_lstm(name, make, shape):
    """Two layers whose keys all differ from the defaults."""
    one = dict(OBJECTS, dilation_rate=2, activation="relu", recurrent_activation="linear", unit_forget_bias=False)
    two = dict(go_backwards=True, unroll=True, use_bias=False, zero_output_for_mask=True, strides=2, padding="same")
    return layers(f"{name}_keys", [lambda: make(3, 1, **one), lambda: make(1, 2, return_state=True, **two)], shape)


def branched():
    """Its calls are made in another order than its layers have, one is shared, and one is in a model inside."""
    x = keras.Input((4, 4, 2), name="image")
    shared = L.Conv2D(2, 2, padding="same", name="shared")
    right = L.Conv2D(2, 3, padding="same", activation="relu", name="right")(x)
    left = shared(shared(x))
    y = L.Flatten(name="flat")(keras.ops.add(left, right))
    z = keras.Input((32,), name="features")
    head = keras.Model(z, L.Dense(3, name="dense")(z), name="head")
    return keras.Model(x, head(y), name="cnn")


MASKED = {"default": {}, "sequences": dict(return_sequences=True, return_state=True),
          "zero": dict(return_sequences=True, zero_output_for_mask=True), "backwards": dict(go_backwards=True, return_state=True),
          "unroll": dict(unroll=True, return_sequences=True)}

CASES = [
    *[padded(f"masked_{name}_{v}", lambda make=make, c=c: make(2, **c))
      for name, make in KINDS.items() for v, c in MASKED.items()],
    padded("masked_bidirectional", lambda: L.Bidirectional(L.LSTM(2, return_sequences=True))),
    padded("masked_bidirectional_gru", lambda: L.Bidirectional(L.GRU(2), merge_mode="sum"), None),
    *[begun(f"begun_{name}", lambda make=make: make(2, return_state=True), 2 if name == "lstm" else 1)
      for name, make in KINDS.items()],
    begun("begun_bidirectional", lambda: L.Bidirectional(L.LSTM(2, return_sequences=True)), 4),
    layer("conv_lstm1d_default", lambda: L.ConvLSTM1D(2, 3), (3, 5, 2)),
    layer("conv_lstm1d_same", lambda: L.ConvLSTM1D(2, 2, padding="same", strides=2, return_sequences=True), (3, 5, 2)),
    layer("conv_lstm2d_default", lambda: L.ConvLSTM2D(2, 2, return_state=True), (3, 4, 4, 2)),
    layer("conv_lstm2d_dilated", lambda: L.ConvLSTM2D(
        2, 2, dilation_rate=2, use_bias=False, return_sequences=True, go_backwards=True, activation="relu"), (2, 5, 4, 1)),
    layer("conv_lstm2d_dropout", lambda: L.ConvLSTM2D(2, 2, dropout=0.2, recurrent_dropout=0.3), (2, 3, 3, 1), random=True),
    *[conv_lstm(n, m, s) for n, m, s in (("conv_lstm1d", L.ConvLSTM1D, (3, 5, 2)), ("conv_lstm2d", L.ConvLSTM2D, (2, 4, 3, 1)))],
    layer("conv_lstm1d_dropout", lambda: L.ConvLSTM1D(2, 2, dropout=0.2, recurrent_dropout=0.3), (2, 3, 1), random=True),
    *[layer(f"{name}_units", lambda make=make: make(3), (4, 3)) for name, make in KINDS.items()],
    around("rnn_unroll", lambda: L.RNN(L.SimpleRNNCell(2), unroll=True, zero_output_for_mask=True)),
    *[case for name, make in KINDS.items() for case in kind(name, make)],
    around("rnn_simple", lambda: L.RNN(L.SimpleRNNCell(2), return_sequences=True)),
    around("rnn_lstm", lambda: L.RNN(L.LSTMCell(2), return_state=True)),
    around("rnn_gru_before", lambda: L.RNN(L.GRUCell(2, reset_after=False), go_backwards=True)),
    around("rnn_stacked", lambda: L.RNN([L.LSTMCell(2), L.GRUCell(3), L.LSTMCell(2)], return_sequences=True)),
    around("rnn_stacked_unknown", lambda: L.RNN(L.StackedRNNCells([L.SimpleRNNCell(3), L.GRUCell(2)])), None),
    around("stacked_layers", lambda: keras.Sequential([L.LSTM(3, return_sequences=True), L.GRU(2, return_sequences=True), L.SimpleRNN(2)])),
    *[merged(mode) for mode in ("sum", "mul", "ave", "concat", None)],
    around("bidirectional_sequences", lambda: L.Bidirectional(L.GRU(2, return_sequences=True, return_state=True)), None),
    around("bidirectional_two", lambda: L.Bidirectional(
        L.LSTM(2, return_sequences=True), backward_layer=L.GRU(2, return_sequences=True, go_backwards=True))),
    around("bidirectional_none_state", lambda: L.Bidirectional(L.SimpleRNN(2, return_state=True), merge_mode=None)),
    around("bidirectional_rnn", lambda: L.Bidirectional(L.RNN(L.GRUCell(2)), merge_mode="sum")),
    around("time_distributed_dense", lambda: L.TimeDistributed(L.Dense(2, activation="relu"))),
    around("time_distributed_unknown", lambda: L.TimeDistributed(L.Dense(2)), None),
    layer("time_distributed_conv2d", lambda: L.TimeDistributed(L.Conv2D(2, 2)), (3, 4, 4, 2)),
    layer("time_distributed_functional", lambda: L.TimeDistributed(branched()), (3, 4, 4, 2)),
    layer("time_distributed_sequential", lambda: L.TimeDistributed(keras.Sequential([
        keras.Input((4, 3), name="steps"), L.TimeDistributed(L.Dense(2)), L.LSTM(2, name="inner"), L.LayerNormalization()])), (2, 4, 3)),
]
