package dev.lamina.zoo.applications;

import static dev.lamina.Index.at;
import static dev.lamina.Index.ellipsis;

import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Joining;
import java.util.List;

/**
 * What the pixels of red, green and blue go through that a model was trained on. Each is written in ops, so it may stand in the
 * model itself.
 *
 * <pre>{@code
 * SymbolicTensor pixels = input("pixels", 224, 224, 3); // from 0 to 255
 * Application vgg = Application.vgg16();
 * Model classifier = Model.of("classifier", pixels, pixels.then(vgg.preprocessing()::of).then(vgg.model()));
 * }</pre>
 *
 * <p>Source: {@code preprocess_input} of {@code keras.applications}.
 */
public enum Preprocessing {
    /** Between -1 and 1. */
    TF {
        @Override
        SymbolicTensor changed(SymbolicTensor x) {
            return x.div(127.5).minus(1);
        }
    },
    /** Blue, green, red, each less its mean over ImageNet, from 0 to 255 before. */
    CAFFE {
        @Override
        SymbolicTensor changed(SymbolicTensor x) {
            return Joining.stack(
                    List.of(
                            x.get(ellipsis(), at(2)).minus(103.939),
                            x.get(ellipsis(), at(1)).minus(116.779),
                            x.get(ellipsis(), at(0)).minus(123.68)),
                    -1);
        }
    },
    /** Between 0 and 1, then each channel less its mean over ImageNet and divided by its deviation. */
    TORCH {
        @Override
        SymbolicTensor changed(SymbolicTensor x) {
            SymbolicTensor small = x.div(255);
            return Joining.stack(
                    List.of(
                            small.get(ellipsis(), at(0)).minus(0.485).div(0.229),
                            small.get(ellipsis(), at(1)).minus(0.456).div(0.224),
                            small.get(ellipsis(), at(2)).minus(0.406).div(0.225)),
                    -1);
        }
    };

    abstract SymbolicTensor changed(SymbolicTensor x);

    /**
     * Images as a model wants them.
     *
     * @param pixels (…, 3), red, green, blue from 0 to 255
     * @return of the same shape
     * @throws ShapeException if the last axis is not of size 3
     */
    public SymbolicTensor of(SymbolicTensor pixels) {
        if (pixels.shape().last() != 3) {
            throw ShapeException.because("preprocessing needs red, green and blue on the last axis")
                    .differs("the shape is " + pixels.shape());
        }
        return changed(pixels);
    }
}
