package dev.lamina.tensorflow.files;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of {@code CuDNNLSTM} and {@code CuDNNGRU} as those of LSTM and GRU. cuDNN keeps the kernel of each gate turned, and for
 * each gate a bias of the inputs and one of the states, which an LSTM adds.
 *
 * <p>Source: {@code _convert_rnn_weights} of {@code tf_keras.src.saving.legacy.hdf5_format}.
 */
final class CuDnnWeights {
    private static final int ARRAYS = 3; // kernel, recurrent kernel, bias
    private static final int LSTM_GATES = 4;
    private static final int GRU_GATES = 3;

    private CuDnnWeights() {}

    /**
     * The arrays in the layout of the usual layers.
     *
     * @param wanted the weights that they are for
     */
    static List<StoredArray> usual(List<StoredArray> arrays, List<Weight> wanted) {
        List<StoredArray> usual = new ArrayList<>(arrays);
        for (int i = 0; i + ARRAYS <= arrays.size(); i++) {
            if (isCuDnn(arrays, wanted, i)) {
                int gates = wanted.get(i + 2).spec().shape().rank() == 2 ? GRU_GATES : LSTM_GATES;
                usual.set(i, StoredArray.of(kernel(arrays.get(i).read(), gates)));
                usual.set(i + 1, StoredArray.of(recurrent(arrays.get(i + 1).read(), gates)));
                Shape bias = wanted.get(i + 2).spec().shape();
                usual.set(i + 2, StoredArray.of(bias(arrays.get(i + 2).read(), bias)));
            }
        }
        return usual;
    }

    /** A bias of twice the length of an LSTM's, or a flat one where a GRU has two rows. */
    private static boolean isCuDnn(List<StoredArray> arrays, List<Weight> wanted, int at) {
        Shape bias = arrays.get(at + 2).shape();
        Shape shape = wanted.get(at + 2).spec().shape();
        boolean recurrent = wanted.get(at + 1).name().equals("recurrent_kernel")
                && wanted.get(at + 2).name().equals("bias")
                && bias.rank() == 1
                && arrays.get(at).shape().equals(wanted.get(at).spec().shape())
                && arrays.get(at + 1).shape().equals(wanted.get(at + 1).spec().shape());
        return recurrent
                && ((shape.rank() == 1 && bias.size(0) == 2 * shape.size(0))
                        || (shape.rank() == 2 && bias.size(0) == 2 * shape.size(1)));
    }

    /** Of each gate, the elements in their order fill the columns: (in, units) was kept as (units, in). */
    private static NdArray kernel(NdArray kernel, int gates) {
        int rows = kernel.shape().size(0);
        int units = kernel.shape().size(1) / gates;
        float[] from = floats(kernel);
        float[] to = new float[from.length];
        for (int gate = 0; gate < gates; gate++) {
            for (int k = 0; k < rows * units; k++) {
                int source = (k / units) * units * gates + gate * units + k % units;
                int target = (k % rows) * units * gates + gate * units + k / rows;
                to[target] = from[source];
            }
        }
        return NdArray.of(to, rows, units * gates);
    }

    private static NdArray recurrent(NdArray kernel, int gates) {
        int units = kernel.shape().size(0);
        float[] from = floats(kernel);
        float[] to = new float[from.length];
        for (int gate = 0; gate < gates; gate++) {
            for (int i = 0; i < units; i++) {
                for (int j = 0; j < units; j++) {
                    to[j * units * gates + gate * units + i] = from[i * units * gates + gate * units + j];
                }
            }
        }
        return NdArray.of(to, units, units * gates);
    }

    private static NdArray bias(NdArray bias, Shape wanted) {
        float[] both = floats(bias);
        if (wanted.rank() == 2) {
            return NdArray.of(both, wanted.size(0), wanted.size(1));
        }
        float[] sum = new float[both.length / 2];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = both[i] + both[sum.length + i];
        }
        return NdArray.of(sum, sum.length);
    }

    private static float[] floats(NdArray array) {
        return (float[]) array.cast(dev.lamina.DType.FLOAT32).storage();
    }
}
