package dev.lamina.samples.cli;

import static dev.lamina.Lamina.input;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Plain;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Shapes;
import dev.lamina.zoo.Autoencoder;
import dev.lamina.zoo.ConvAutoencoder;
import dev.lamina.zoo.ConvVae;
import dev.lamina.zoo.DenseAutoencoder;
import dev.lamina.zoo.DenseVae;
import dev.lamina.zoo.ResidualVae;
import dev.lamina.zoo.ResidualVqVae;
import dev.lamina.zoo.VqVae;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The models of the zoo that the command line trains. */
enum ZooModel {
    VQ_VAE("vq-vae", "vq_loss") {
        @Override
        Autoencoder build(double variance) {
            return VqVae.builder().dataVariance(variance).build();
        }
    },
    VQ_VAE_EMA("vq-vae-ema", "vq_loss") {
        @Override
        Autoencoder build(double variance) {
            return VqVae.ema(variance);
        }
    },
    VQ_VAE_FSQ("vq-vae-fsq", "") {
        @Override
        Autoencoder build(double variance) {
            return VqVae.finiteScalar(variance);
        }
    },
    RESIDUAL_VQ_VAE("residual-vq-vae", "vq_loss") {
        @Override
        Autoencoder build(double variance) {
            return ResidualVqVae.of(Shape.of(28, 28, 1), 128, 32, variance);
        }
    },
    CONV_VAE("conv-vae", "kl_loss") {
        @Override
        Autoencoder build(double variance) {
            return ConvVae.keras();
        }
    },
    BETA_VAE("beta-vae", "kl_loss") {
        @Override
        Autoencoder build(double variance) {
            return ConvVae.betaVae(10, 4);
        }
    },
    RESIDUAL_VAE("residual-vae", "kl_loss") {
        @Override
        Autoencoder build(double variance) {
            return ResidualVae.of(Shape.of(SIDE, SIDE, 1), 20);
        }

        @Override
        boolean givesLogits(SymbolicTensor image) {
            return true;
        }
    },
    DENSE_VAE("dense-vae", "kl_loss") {
        @Override
        Autoencoder build(double variance) {
            return DenseVae.standard();
        }
    },
    WIDE_DENSE_VAE("wide-dense-vae", "kl_loss") {
        @Override
        Autoencoder build(double variance) {
            return DenseVae.wide();
        }
    },
    DENSE_AUTOENCODER("dense-autoencoder", "") {
        @Override
        Autoencoder build(double variance) {
            return DenseAutoencoder.standard();
        }
    },
    DEEP_AUTOENCODER("deep-autoencoder", "") {
        @Override
        Autoencoder build(double variance) {
            return DenseAutoencoder.deep();
        }
    },
    SPARSE_AUTOENCODER("sparse-autoencoder", "") {
        @Override
        Autoencoder build(double variance) {
            return DenseAutoencoder.sparse(1e-4);
        }
    },
    CONV_AUTOENCODER("conv-autoencoder", "") {
        @Override
        Autoencoder build(double variance) {
            return ConvAutoencoder.keras();
        }
    },
    DENOISING_AUTOENCODER("denoising-autoencoder", "") {
        @Override
        Autoencoder build(double variance) {
            return ConvAutoencoder.denoising(0.5);
        }
    };

    /** Pixels in a line of an image, and lines. */
    static final int SIDE = 28;

    private static final int PIXELS = SIDE * SIDE;

    private final String id;
    private final String regularizer;

    ZooModel(String id, String regularizer) {
        this.id = id;
        this.regularizer = regularizer;
    }

    /** How the command line calls it. */
    String id() {
        return id;
    }

    /**
     * The model.
     *
     * @param variance of the training images' pixels
     */
    abstract Autoencoder build(double variance);

    /**
     * How its loss is split.
     *
     * @param variance of the training images' pixels
     */
    LossParts lossParts(double variance) {
        return regularizer.equals("vq_loss")
                ? new LossParts("mean_squared_error", metric -> metric / variance, regularizer)
                : new LossParts("binary_crossentropy", metric -> metric * PIXELS, regularizer);
    }

    /** Images (n, 28, 28) in the shape of the model's input. */
    static NdArray inputs(Model model, NdArray images) {
        int count = images.shape().size(0);
        return model.inputs().list().get(0).shape().rank() == 2
                ? images.reshape(count, PIXELS)
                : images.reshape(count, SIDE, SIDE, 1);
    }

    /** From a normally distributed vector to an image; empty where the middle has no distribution to draw from. */
    Optional<Model> generator(Autoencoder autoencoder) {
        if (!regularizer.equals("kl_loss")) {
            return Optional.empty();
        }
        return Optional.of(images(autoencoder.decoder(), 0));
    }

    /**
     * A decoder whose outputs are images (batch, height, width, channels), black at 0 and white at 1.
     *
     * @param offset what was added to pixels between 0 and 1 to make the model's inputs
     */
    Model images(Model decoder, double offset) {
        SymbolicTensor own = decoder.inputs().list().get(0);
        SymbolicTensor code = input("z", own.dtype(), own.shape().from(1).sizes());
        SymbolicTensor image = code.then(decoder);
        SymbolicTensor shifted = offset == 0 ? image : image.minus(offset);
        return Model.of(
                "generator", code, givesLogits(image) ? Shapes.reshape(Nn.sigmoid(image), -1, SIDE, SIDE, 1) : shifted);
    }

    /** Whether what the decoder gives are logits of pixels, not pixels: those of dense nets are. */
    boolean givesLogits(SymbolicTensor image) {
        return image.shape().rank() == 2;
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(ZooModel::id).toList();
    }

    /** Reads a model's name. */
    static final class Converter implements ITypeConverter<ZooModel> {
        @Override
        public ZooModel convert(String value) {
            return Arrays.stream(values())
                    .filter(model -> model.id.equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + value + "\" is no model of the zoo; " + Plain.suggestion(value, ids())));
        }
    }

    /** The names, for help. */
    static final class Candidates implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return ids().iterator();
        }
    }
}
