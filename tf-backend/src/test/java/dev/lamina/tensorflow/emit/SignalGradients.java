package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.between;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.ops.Correlations;
import dev.lamina.ops.Fourier;
import dev.lamina.ops.Listing;
import dev.lamina.ops.Random;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Sorting;
import dev.lamina.ops.Spaces;
import java.util.List;

/** Cases of Fourier transforms, correlations, numbers between tensors, and ops that list. */
final class SignalGradients {
    private SignalGradients() {}

    static void addTo(GradientCases table) {
        List<NdArray> complex = List.of(points(2, 5), between(-1, 2, 2, 5));
        List<NdArray> images = List.of(points(3, 2), between(-1, 2, 3, 2));
        table.add(Fourier.FFT, complex, in -> parts(Fourier.fft(complex(in))));
        table.add(Fourier.FFT2, images, in -> parts(Fourier.fft2(complex(in))));
        table.add(Fourier.IFFT2, images, in -> parts(Fourier.ifft2(complex(in))));
        for (Integer length : new Integer[] {null, 8, 3}) {
            table.add(
                    Fourier.RFFT,
                    List.of(points(2, 5)),
                    in -> Fourier.RFFT.op(Fourier.FFT_LENGTH, length).call(dev.lamina.Arguments.of(in)));
        }
        for (Integer length : new Integer[] {null, 9, 4}) {
            table.add(
                    Fourier.IRFFT,
                    complex,
                    in -> Fourier.IRFFT.op(Fourier.FFT_LENGTH, length).call(dev.lamina.Arguments.ofList(in)));
        }
        table.add(Fourier.STFT, List.of(points(9)), in -> parts(Fourier.stft(in.get(0), 3, 2, 4)));
        table.add(
                Fourier.ISTFT,
                List.of(points(3, 3), between(-1, 2, 3, 3)),
                in -> List.of(Fourier.istft(complex(in), 4, 2, 4)));
        for (Correlations.Mode mode : Correlations.Mode.values()) {
            table.add(Correlations.CORRELATE, (x, y) -> Correlations.correlate(x, y, mode), points(5), points(3));
        }
        table.add(Correlations.CORRCOEF, Correlations::corrcoef, points(3, 4));
        addSpaces(table);
        addListing(table);
    }

    private static Fourier.Complex complex(List<SymbolicTensor> in) {
        return new Fourier.Complex(in.get(0), in.get(1));
    }

    private static List<SymbolicTensor> parts(Fourier.Complex x) {
        return List.of(x.real(), x.imaginary());
    }

    private static void addSpaces(GradientCases table) {
        table.add(Spaces.LINSPACE, (x, y) -> Spaces.linspace(x, y, 4), points(3), between(-1, 2, 3));
        table.add(
                Spaces.LINSPACE,
                (x, y) -> Spaces.LINSPACE
                        .op(Config.empty()
                                .set(Spaces.NUM, 3)
                                .set(Spaces.ENDPOINT, false)
                                .set(Spaces.AXIS, -1))
                        .on(x, y),
                points(2, 1),
                between(-1, 2, 3));
        table.add(Spaces.LOGSPACE, (x, y) -> Spaces.logspace(x, y, 3), between(-1, 0.5, 2), between(-0.8, 0.3, 2));
        table.add(Spaces.GEOMSPACE, (x, y) -> Spaces.geomspace(x, y, 3), between(0.5, 2, 2), between(1, 3, 2));
        table.add(
                Spaces.FULL,
                x -> Spaces.FULL
                        .op(Config.empty().set(Spaces.SHAPE, List.of(3, 2)).set(Spaces.DTYPE, DType.FLOAT64))
                        .on(x),
                points(2));
    }

    private static void addListing(GradientCases table) {
        table.add(Listing.UNIQUE, x -> Listing.unique(x, 6), points(2, 3));
        table.add(Listing.UNIQUE, x -> Listing.unique(x, 8), points(5));
        table.add(
                Listing.UNIQUE,
                x -> Listing.UNIQUE
                        .op(Config.empty().set(Reductions.ONE_AXIS, 1).set(Listing.SIZE, 3))
                        .on(x),
                points(2, 3));
        for (double q : List.of(0.5, 0.3, 1.0)) {
            table.add(Sorting.NANQUANTILE, x -> Sorting.nanquantile(withHoles(x), q, 1), points(2, 4));
        }
        table.add(
                Sorting.NANPERCENTILE,
                x -> Sorting.NANPERCENTILE
                        .op(Config.empty().set(Sorting.Q, 30.0).set(Reductions.AXIS, List.of(0)))
                        .on(x),
                points(5, 2));
        SymbolicTensor seed = Arithmetic.literal(NdArray.of(new long[] {3, 4}, 2));
        table.add(Random.SHUFFLE, x -> Random.shuffle(x, 1, seed), points(2, 4));
        table.add(Sorting.NANMEDIAN, x -> Sorting.nanmedian(withHoles(x)), points(2, 3));
    }

    private static SymbolicTensor withHoles(SymbolicTensor x) {
        double[] missing = {Double.NaN, Double.NaN};
        return Shapes.concatenate(List.of(x, Arithmetic.literal(NdArray.of(missing, 2, 1))), 1);
    }
}
