package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.util.ArrayList;
import java.util.List;

/** Reads a pass over a data set into memory. */
final class CachedExamples {
    private CachedExamples() {}

    static ArrayDataset of(Dataset data) {
        List<List<NdArray>> parts = new ArrayList<>();
        data.specs().forEach(spec -> parts.add(new ArrayList<>()));
        try (BatchStream batches = data.epoch(EpochOptions.of(256))) {
            while (batches.next()) {
                for (int i = 0; i < parts.size(); i++) {
                    NdArray array = batches.arrays().get(i);
                    parts.get(i).add(array.rows(0, batches.size())); // a copy, as the array is filled again
                }
            }
        }
        ArrayDataset cached = ArrayDataset.of();
        for (int i = 0; i < parts.size(); i++) {
            ArraySpec spec = data.specs().get(i);
            NdArray whole = joined(spec, parts.get(i));
            cached = switch (spec.role()) {
                case INPUT -> cached.input(spec.name(), whole);
                case TARGET -> cached.target(spec.name(), whole);
                case WEIGHT -> cached.weight(spec.name(), whole);
            };
        }
        return cached;
    }

    private static NdArray joined(ArraySpec spec, List<NdArray> parts) {
        Shape row = parts.get(0).shape().from(1);
        int rows = 0;
        for (int i = 0; i < parts.size(); i++) {
            Shape found = parts.get(i).shape().from(1);
            if (!found.equals(row)) {
                throw DataException.of(
                        spec.label() + " of batch " + i + " cannot be kept in one array with those before",
                        "expected",
                        "examples of shape " + row,
                        "found",
                        found.toString(),
                        "try",
                        "padding to one shape, or the data set without cache()");
            }
            rows += parts.get(i).shape().size(0);
        }
        NdArray whole = NdArray.zeros(spec.dtype(), Shape.of(rows).plus(row));
        int at = 0;
        for (NdArray part : parts) {
            System.arraycopy(part.storage(), 0, whole.storage(), at, part.size());
            at += part.size();
        }
        return whole;
    }
}
