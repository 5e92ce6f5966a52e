package dev.lamina.tensorflow.train;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.tensorflow.emit.Natives;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Tensor;

/** Native tensors for batches, made once for each size of batch and filled again for the next. For one thread. */
final class Feeder implements AutoCloseable {
    private final DataBinding binding;
    private final Map<List<NdArrayShape>, List<Tensor>> buffers = new HashMap<>();

    private record NdArrayShape(DType dtype, dev.lamina.Shape shape) {}

    Feeder(DataBinding binding) {
        this.binding = binding;
    }

    /** The tensors of a batch; they are this feeder's, and those of the last call are filled again. */
    List<Tensor> fill(List<NdArray> batch) {
        binding.indices().check(batch);
        List<NdArray> arrays = new ArrayList<>();
        List<NdArrayShape> shapes = new ArrayList<>();
        for (int i = 0; i < binding.positions().size(); i++) {
            NdArray array =
                    batch.get(binding.positions().get(i)).cast(binding.types().get(i));
            arrays.add(array);
            shapes.add(new NdArrayShape(array.dtype(), array.shape()));
        }
        List<Tensor> known = buffers.get(shapes);
        // Strings lie elsewhere than in the tensor, so theirs cannot be filled again.
        if (known == null || binding.types().contains(DType.STRING)) {
            if (known != null) {
                known.forEach(Tensor::close);
            }
            known = arrays.stream().<Tensor>map(Natives::tensor).toList();
            buffers.put(shapes, known);
            return known;
        }
        for (int i = 0; i < arrays.size(); i++) {
            Natives.fill(known.get(i), arrays.get(i));
        }
        return known;
    }

    @Override
    public void close() {
        buffers.values().forEach(tensors -> tensors.forEach(Tensor::close));
        buffers.clear();
    }
}
