package dev.lamina.zoo;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.residualQuantizer;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.LaminaException;
import dev.lamina.json.KerasJson;
import org.junit.jupiter.api.Test;

class HalvesTest {
    /** As it comes back from a file. */
    private static Halves halves(Model model) {
        return Halves.of(KerasJson.read(KerasJson.write(model)));
    }

    private static Shape code(Halves halves) {
        return halves.encoder().outputs().list().get(0).shape();
    }

    private static Shape image(Halves halves) {
        return halves.decoder().outputs().list().get(0).shape();
    }

    @Test
    void codesOfAQuantizerArePositions() {
        Halves halves = halves(VqVae.keras().model());

        assertThat(halves.isGenerative()).isFalse();
        assertThat(code(halves)).isEqualTo(Shape.of(Shape.UNKNOWN, 7, 7));
        assertThat(halves.encoder().outputs().list().get(0).dtype().isInteger()).isTrue();
        assertThat(halves.decoder().inputs().list().get(0).spec())
                .isEqualTo(halves.encoder().outputs().list().get(0).spec());
        assertThat(image(halves)).isEqualTo(Shape.of(Shape.UNKNOWN, 28, 28, 1));
        assertThat(halves.numEmbeddings()).hasValue(128);
    }

    @Test
    void codesOfOtherQuantizersArePositionsToo() {
        Halves levels = halves(VqVae.finiteScalar(0.1).model());
        VqVae several = ResidualVqVae.of(Shape.of(28, 28, 1), 4, residualQuantizer(3, vectorQuantizer(9, 4)), 0.1);
        Halves rounds = halves(several.model());

        assertThat(code(levels)).isEqualTo(Shape.of(Shape.UNKNOWN, 7, 7));
        assertThat(levels.numEmbeddings()).hasValue(240);
        assertThat(code(rounds)).isEqualTo(Shape.of(Shape.UNKNOWN, 7, 7, 3));
        assertThat(rounds.numEmbeddings()).hasValue(9);
    }

    @Test
    void codesOfADistributionAreItsMeans() {
        Halves halves = halves(ConvVae.keras().model());

        assertThat(halves.isGenerative()).isTrue();
        assertThat(code(halves)).isEqualTo(Shape.of(Shape.UNKNOWN, 2));
        assertThat(halves.encoder().operations())
                .noneMatch(each -> each.className().equals("Sampling"));
        assertThat(image(halves)).isEqualTo(Shape.of(Shape.UNKNOWN, 28, 28, 1));
    }

    @Test
    void codesOfAPlainAutoencoderAreWhatItsDecoderTakes() {
        Halves halves = halves(DenseAutoencoder.standard().model());

        assertThat(halves.isGenerative()).isFalse();
        assertThat(code(halves)).isEqualTo(Shape.of(Shape.UNKNOWN, 20));
        assertThat(halves.numEmbeddings()).isEmpty();
        assertThat(image(halves)).isEqualTo(Shape.of(Shape.UNKNOWN, 784));
    }

    @Test
    void anotherModelIsRefusedWithWhatItLacks() {
        SymbolicTensor x = input("x", 4);

        assertThatThrownBy(() -> Halves.of(Model.of("m", x, x.then(dense(2).name("last")))))
                .isInstanceOf(LaminaException.class)
                .hasMessage("""
                        model "m" is no autoencoder that can be split
                          expected   one input, and one output, made by a model inside it that takes the code
                          found      1 inputs, 1 outputs, the first made by dense "last"
                          try        Model.of(...) for encoder and decoder, and one around both""");
    }
}
