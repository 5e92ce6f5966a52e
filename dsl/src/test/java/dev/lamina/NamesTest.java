package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @Test
    void numbersMembersOfAKindFromTheSecondOn() {
        assertThat(Names.inFiles(List.of("InputLayer", "Conv2D", "Dense", "Conv2D", "InputLayer", "Conv2D")))
                .containsExactly("input_layer", "conv2d", "dense", "conv2d_1", "input_layer_1", "conv2d_2");
    }

    /** The right column is what keras.src.utils.naming.to_snake_case gives. */
    @ParameterizedTest
    @CsvSource({
        "Dense, dense",
        "Conv2DTranspose, conv2d_transpose",
        "LeakyReLU, leaky_re_lu",
        "PReLU, p_re_lu",
        "LSTM, lstm",
        "GRU, gru",
        "BatchNormalization, batch_normalization",
        "MultiHeadAttention, multi_head_attention",
        "MyDense, my_dense",
        "GlobalAveragePooling1D, global_average_pooling1d",
        "SeparableConv2D, separable_conv2d",
        "ELU, elu",
        "VQVAEEncoder, vqvae_encoder",
        "my.pkg>Layer2X, mypkg_layer2x",
    })
    void writesClassNamesAsKerasDoes(String className, String key) {
        assertThat(Names.snakeCase(className)).isEqualTo(key);
    }
}
