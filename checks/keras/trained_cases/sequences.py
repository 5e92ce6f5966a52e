"""Recurrent layers, their states and masks, and attention."""
from quiet_keras import keras
from trained_case import adam, classes, given, padded, tokens

L, Input, Model, Sequential = keras.layers, keras.Input, keras.Model, keras.Sequential


def sequence(kind, name: str, **options):
    """One recurrent layer on sequences without masks."""
    def build():
        x = Input((5, 3), name="x")
        y = kind(4, name="steps", **options)(x)
        return adam(Model(x, L.Dense(2, name="out")(y), name=name))
    build.__name__ = name
    return build


def bidirectional():
    """Two directions, which are joined, and added with a layer of its own for the way back."""
    x = Input((5, 3), name="x")
    y = L.Bidirectional(L.LSTM(3, return_sequences=True, name="there"), name="both")(x)
    y = L.Bidirectional(L.GRU(3, name="one"), backward_layer=L.SimpleRNN(3, go_backwards=True, name="other"), merge_mode="sum", name="sum")(y)
    return adam(Model(x, L.Dense(2, name="out")(y), name="bidirectional"))


def words():
    """Masked words through layers that pass the mask on."""
    x = Input((6,), dtype="int32", name="words")
    y = L.Embedding(9, 4, mask_zero=True, name="embed")(x)
    y = L.LSTM(4, return_sequences=True, name="lstm")(L.Dropout(0.0)(y))
    y = L.Bidirectional(L.GRU(3, reset_after=False, name="gru"), name="both")(y)
    model = Model(x, L.Dense(3, name="out")(y), name="words")
    model.compile(keras.optimizers.SGD(0.1), keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


given(words, target=classes(3), words=tokens(9))


def masking():
    """Masks that a layer makes of the values, on the way to an average of the unmasked steps."""
    x = Input((5, 3), name="x")
    y = L.TimeDistributed(L.Dense(4, "tanh", name="inner"), name="each")(L.Masking(0.0)(x))
    y = L.SimpleRNN(4, return_sequences=True, name="rnn")(y)
    return adam(Model(x, L.GlobalAveragePooling1D()(y), name="masking"))


given(masking, x=padded)


def translator():
    """The states of one layer begin another."""
    source, target = Input((5, 3), name="source"), Input((4, 2), name="target")
    _, h, c = L.LSTM(4, return_state=True, name="encoder")(source)
    y, state, _ = L.LSTM(4, return_sequences=True, return_state=True, name="decoder")(target, initial_state=[h, c])
    y = L.Concatenate()([y, L.RepeatVector(4)(L.GRU(3, name="gru")(y, initial_state=L.Dense(3, name="begin")(state)))])
    return adam(Model([source, target], L.Dense(2, name="out")(y), name="translator"))


def cells():
    x = Input((4, 3), name="x")
    y = L.RNN([L.LSTMCell(3, name="low"), L.GRUCell(4, name="high")], return_sequences=True, name="stack")(x)
    y = L.RNN(L.StackedRNNCells([L.SimpleRNNCell(3), L.LSTMCell(2)]), go_backwards=True, name="back")(y)
    return adam(Model(x, L.Dense(2, name="out")(y), name="cells"))


def attention():
    """A transformer's block, with a causal mask, and what it looks at from outside."""
    x, memory = Input((4, 6), name="x"), Input((3, 5), name="memory")
    y = L.LayerNormalization(name="before")(x + L.MultiHeadAttention(2, 3, name="self")(x, x, use_causal_mask=True))
    y = L.Add()([y, L.MultiHeadAttention(2, 2, value_dim=4, name="cross")(y, memory)])
    y = L.GroupQueryAttention(4, 2, 1, name="grouped")(y, y)
    y = L.Dense(6, name="narrow")(L.Dense(8, "gelu", name="wide")(y))
    return adam(Model([x, memory], y, name="attention"))


def masked_attention():
    x = Input((5,), dtype="int32", name="words")
    y = L.Embedding(7, 4, mask_zero=True, name="embed")(x)
    y = L.MultiHeadAttention(2, 3, name="heads")(y, y)
    y = L.Concatenate()([L.Attention(use_scale=True, name="dot")([y, y]), L.AdditiveAttention(name="add")([y, y])])
    model = Model(x, L.Dense(2, name="out")(L.GlobalAveragePooling1D()(y)), name="masked_attention")
    model.compile(keras.optimizers.SGD(0.1), "mse")
    return model


given(masked_attention, words=tokens(7))

CASES = [sequence(L.LSTM, "lstm", recurrent_activation="hard_sigmoid"), sequence(L.GRU, "gru", go_backwards=True),
         sequence(L.SimpleRNN, "simple_rnn", return_sequences=True, activation="relu"), bidirectional, words, masking, translator, cells,
         attention, masked_attention]
