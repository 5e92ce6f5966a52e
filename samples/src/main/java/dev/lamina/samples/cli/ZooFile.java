package dev.lamina.samples.cli;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.zoo.Autoencoder;
import dev.lamina.zoo.Halves;
import java.util.List;

/**
 * A saved autoencoder of the zoo, which is known by its name: that tells how images become its inputs, and its outputs images.
 *
 * @param offset what is added to pixels between 0 and 1
 * @param kind the model of the zoo
 */
record ZooFile(CompiledModel compiled, Halves halves, ZooModel kind, double offset) implements AutoCloseable {
    /** Takes a model over, which is closed with this. */
    static ZooFile of(CompiledModel compiled) {
        try {
            ZooModel kind = kind(compiled.model());
            Autoencoder published = kind.build(1);
            return new ZooFile(
                    compiled,
                    Halves.of(compiled.model()),
                    kind,
                    published.recipe().offset());
        } catch (RuntimeException e) {
            compiled.close();
            throw e;
        }
    }

    private static ZooModel kind(Model model) {
        List<ZooModel> kinds = List.of(ZooModel.values());
        List<String> names =
                kinds.stream().map(kind -> kind.build(1).model().name()).toList();
        int index = names.indexOf(model.name());
        if (index < 0) {
            throw new LaminaException(Facts.of("model \"" + model.name() + "\" is no autoencoder of the zoo")
                    .and("expected", "a model of one of the names " + String.join(", ", names))
                    .and("try", "a model that \"lamina train\" wrote; \"lamina predict\" runs any other")
                    .toString());
        }
        return kinds.get(index);
    }

    /** Pixels of 0 to 255 (n, height, width) or numbers that are inputs already, as the model's inputs. */
    NdArray inputs(NdArray images) {
        int[] sizes = compiled.model().inputs().list().get(0).shape().sizes().clone();
        sizes[0] = images.shape().size(0);
        long wanted = 1;
        for (int size : sizes) {
            wanted *= size;
        }
        if (wanted != images.size()) {
            throw new LaminaException(Facts.of(
                            "the images do not fit model \"" + compiled.model().name() + "\"")
                    .and(
                            "expected",
                            compiled.model().inputs().list().get(0).shape().toString())
                    .and("found", images.shape().toString())
                    .and("try", "images of that size")
                    .toString());
        }
        NdArray shaped = images.reshape(sizes);
        if (shaped.dtype() != DType.UINT8) {
            return shaped.cast(DType.FLOAT32);
        }
        float[] values = shaped.cast(DType.FLOAT32).floats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / 255 + offset);
        }
        return NdArray.wrap(DType.FLOAT32, shaped.shape(), values);
    }

    /** The codes of inputs. */
    NdArray encoded(NdArray inputs) {
        try (CompiledModel encoder = compiled.part(halves.encoder())) {
            return encoder.predict(inputs).get(0);
        }
    }

    /** The images (n, height, width, channels), black at 0 and white at 1, of codes. */
    NdArray decoded(NdArray codes) {
        try (CompiledModel decoder = compiled.part(kind.images(halves.decoder(), offset))) {
            return decoder.predict(
                            codes.cast(halves.decoder().inputs().list().get(0).dtype()))
                    .get(0);
        }
    }

    @Override
    public void close() {
        compiled.close();
    }
}
