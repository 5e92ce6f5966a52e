package dev.lamina.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.tensorflow.data.Npz;
import dev.lamina.zoo.Autoencoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code encode}, {@code decode} and {@code generate}. */
class ZooFilesTest {
    /** Their codes are positions in a codebook. */
    private static final Set<ZooModel> QUANTIZED =
            EnumSet.of(ZooModel.VQ_VAE, ZooModel.VQ_VAE_EMA, ZooModel.VQ_VAE_FSQ, ZooModel.RESIDUAL_VQ_VAE);

    @TempDir
    private Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Path saved(ZooModel model) {
        try (CompiledModel compiled = TensorFlowBackend.compile(model.build(1).model())) {
            compiled.save(file("model.keras"));
        }
        return file("model.keras");
    }

    /** Decoding the codes gives what the zoo's own model of the whole gives, from the same weights. */
    @ParameterizedTest
    @EnumSource(ZooModel.class)
    void decodedCodesAreReconstructions(ZooModel kind) throws IOException {
        Path model = saved(kind);
        NdArray images = Glyphs.load(4, 1, 0).trainImages();
        Npz.write(file("images.npz"), Map.of("images", images));

        Outcome encoded = Outcome.of("encode", model, "--input", file("images.npz"), "--output", file("codes.npz"));
        Outcome decoded = Outcome.of("decode", model, "--input", file("codes.npz"), "--output", file("back.npz"));

        assertThat(encoded.err() + decoded.err())
                .startsWith("output_0  ")
                .endsWith("output_0  float32(4, 28, 28, 1)\n");
        NdArray codes = Npz.read(file("codes.npz")).get("output_0");
        assertThat(codes.dtype()).isEqualTo(QUANTIZED.contains(kind) ? DType.INT32 : DType.FLOAT32);
        assertThat(differences(Npz.read(file("back.npz")).get("output_0"), reconstructed(kind, model, images)))
                .isLessThan(1e-6);
    }

    private static NdArray reconstructed(ZooModel kind, Path model, NdArray images) {
        Autoencoder autoencoder = kind.build(1);
        try (CompiledModel loaded = TensorFlowBackend.load(model);
                CompiledModel whole = TensorFlowBackend.compile(autoencoder.model());
                ZooFile zoo = ZooFile.of(TensorFlowBackend.load(model))) {
            whole.setWeights(List.copyOf(loaded.weights().values()));
            try (CompiledModel part = whole.part(autoencoder.reconstruction())) {
                return part.predict(zoo.inputs(images)).get(0);
            }
        }
    }

    private static double differences(NdArray a, NdArray b) {
        assertThat(a.shape()).isEqualTo(b.shape());
        double largest = 0;
        for (int i = 0; i < a.size(); i++) {
            largest = Math.max(largest, Math.abs(a.getDouble(i) - b.getDouble(i)));
        }
        return largest;
    }

    @Test
    void picturesAreCutIntoImages() throws IOException {
        BufferedImage picture = new BufferedImage(56, 28, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(30, 5, 0xffffff);
        ImageIO.write(picture, "png", file("two.png").toFile());
        Path model = saved(ZooModel.DENSE_AUTOENCODER);

        assertThat(Outcome.of("encode", model, "--input", file("two.png"), "--output", file("codes.npz"), "-q"))
                .isEqualTo(new Outcome(0, "", ""));
        assertThat(Npz.read(file("codes.npz")).get("output_0").shape()).isEqualTo(Shape.of(2, 20));
        NdArray tiles = ImageTiles.read(file("two.png"), 28);
        assertThat(((byte[]) tiles.storage())[28 * 28 + 5 * 28 + 2]).isEqualTo((byte) 255);
        assertThat(Outcome.of("decode", model, "--input", file("codes.npz"), "--output", file("back.png"), "-q"))
                .isEqualTo(new Outcome(0, "", ""));
        assertThat(ImageIO.read(file("back.png").toFile()).getWidth()).isEqualTo(2 * 58 + 2);
    }

    @Test
    void newImagesAreAPicture() throws IOException {
        Outcome outcome = Outcome.of("generate", saved(ZooModel.DENSE_VAE), "--count", 5, "--out", file("new.png"));

        assertThat(outcome).isEqualTo(new Outcome(0, file("new.png") + "\n", ""));
        assertThat(ImageIO.read(file("new.png").toFile()).getHeight()).isEqualTo(2 * 58 + 2);
    }

    @Test
    void modelWithoutADistributionGeneratesNothing() {
        Outcome outcome = Outcome.of("generate", saved(ZooModel.VQ_VAE), "--out", file("new.png"));

        assertThat(outcome).isEqualTo(new Outcome(1, "", """
                lamina generate: model "vq_vae" has no distribution to draw new codes from
                  expected   a model whose middle is drawn from a normal distribution, or --prior
                  try        conv-vae or dense-vae; or "lamina prior", which learns what codes of vq-vae there are
                """));
        assertThat(file("new.png")).doesNotExist();
    }

    /** 90 % of 300 maps in batches of 32 are 9 steps. */
    @Test
    void priorLearnsCodesAndDrawsByThem() throws IOException {
        Outcome learned = Outcome.of(
                "prior", saved(ZooModel.VQ_VAE), "--limit", 300, "--epochs", 1, "--batch-size", 32, "--out", file("p"));

        assertThat(learned.err())
                .contains("prior of codes (300, 7, 7) of glyphs; 1 epochs to go\n", "epoch 1/1 9/9", "  val_loss ");
        assertThat(learned.out())
                .contains("\nval_accuracy ", file("p/model.keras").toString());
        assertThat(ImageIO.read(file("p/samples.png").toFile()).getHeight()).isEqualTo(8 * 58 + 2);
        Outcome drawn = Outcome.of(
                "generate",
                file("model.keras"),
                "--prior",
                file("p/model.keras"),
                "--count",
                4,
                "--out",
                file("n.png"));
        assertThat(drawn).isEqualTo(new Outcome(0, file("n.png") + "\n", ""));
        assertThat(ImageIO.read(file("n.png").toFile()).getHeight()).isEqualTo(2 * 58 + 2);
    }

    @Test
    void priorNeedsCodes() {
        Outcome outcome = Outcome.of("prior", saved(ZooModel.DENSE_AUTOENCODER), "--out", file("p"));

        assertThat(outcome).isEqualTo(new Outcome(1, "", """
                lamina prior: model "dense_autoencoder" makes no maps of codes
                  expected   codes of shape (?, rows, columns), from one codebook
                  found      float32(?, 20)
                  try        a model that "lamina train vq-vae" wrote
                """));
    }

    @Test
    void trainedModelsComeWithTheZoo() throws IOException {
        NdArray images = Glyphs.load(1, 40, 9).testImages();
        Npz.write(file("images.npz"), Map.of("images", images));

        Outcome.of("encode", "vq-vae:glyphs", "--input", file("images.npz"), "--output", file("codes.npz"));
        Outcome.of("decode", "vq-vae:glyphs", "--input", file("codes.npz"), "--output", file("back.npz"));
        Outcome drawn = Outcome.of(
                "generate", "vq-vae:glyphs", "--prior", "pixel-cnn:glyphs", "--count", 4, "--out", file("new.png"));

        float[] back = Npz.read(file("back.npz")).get("output_0").floats();
        double error = 0;
        for (int i = 0; i < back.length; i++) {
            error += Math.pow(back[i] - Byte.toUnsignedInt(((byte[]) images.storage())[i]) / 255.0, 2) / back.length;
        }
        assertThat(error).isLessThan(0.008); // a tenth of the variance
        assertThat(drawn).isEqualTo(new Outcome(0, file("new.png") + "\n", ""));
    }

    @Test
    void imagesOfAnotherSizeAreTold() throws IOException {
        Npz.write(file("images.npz"), Map.of("images", NdArray.of(new float[8], 2, 2, 2)));

        Outcome outcome = Outcome.of(
                "encode", saved(ZooModel.VQ_VAE), "--input", file("images.npz"), "--output", file("codes.npz"));

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("lamina encode: the images do not fit model \"vq_vae\"\n")
                .contains("expected   (?, 28, 28, 1)\n", "found      (2, 2, 2)\n");
    }
}
