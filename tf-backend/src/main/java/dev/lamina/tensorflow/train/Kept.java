package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.emit.Natives;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/**
 * What the metrics of an epoch keep between its steps, in native memory: what one step returned is fed to the next, so that loops in
 * several threads have nothing in common. For one thread.
 */
final class Kept implements AutoCloseable {
    private List<Tensor> tensors;
    private @Nullable Result owner;

    Kept(List<NdArray> initial) {
        tensors = initial.stream().<Tensor>map(Natives::tensor).toList();
    }

    List<Tensor> tensors() {
        return tensors;
    }

    List<NdArray> arrays() {
        return tensors.stream().map(Natives::array).toList();
    }

    /** Begins with other values. */
    void restore(List<NdArray> values) {
        close();
        tensors = values.stream().<Tensor>map(Natives::tensor).toList();
    }

    /** Takes over what a step returned: all but its first tensor. */
    void replace(Result result) {
        close();
        owner = result;
        tensors = IntStream.range(1, result.size()).mapToObj(result::get).toList();
    }

    @Override
    public void close() {
        if (owner == null) {
            tensors.forEach(Tensor::close);
        } else {
            owner.close();
        }
        owner = null;
        tensors = List.of();
    }
}
