package dev.lamina.tensorflow.serving;

import dev.lamina.NdArray;
import dev.lamina.config.Plain;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.emit.Natives;
import dev.lamina.tensorflow.files.SavedModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.SignatureDef;

/**
 * A SavedModel that can be run: what {@link dev.lamina.tensorflow.CompiledModel#export CompiledModel.export}, Keras's {@code model.export} or
 * {@code tf.saved_model.save} wrote. Calls may run in many threads at once. It cannot be trained.
 *
 * <pre>{@code
 * try (SavedModel model = SavedModel.open(Path.of("serving/vq_vae/1"))) {
 *     NdArray reconstruction = model.call("serving_default", Map.of("image", images)).get("output_0");
 * }
 * }</pre>
 */
public final class SavedModel implements AutoCloseable {
    private final Path folder;
    private final SavedModelBundle bundle;
    private final Map<String, Signature> signatures = new TreeMap<>();
    private final Map<String, LaminaException> unusable = new TreeMap<>();

    /** Calls share it; closing waits for them. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean closed;

    private SavedModel(Path folder, SavedModelBundle bundle) {
        this.folder = folder;
        this.bundle = bundle;
        bundle.metaGraphDef().getSignatureDefMap().forEach(this::read);
    }

    private void read(String name, SignatureDef def) {
        if (Signature.isInternal(name)) {
            return;
        }
        try {
            signatures.put(name, Signature.of(name, def));
        } catch (LaminaException e) {
            unusable.put(name, e);
        }
    }

    /**
     * Opens a SavedModel; the caller closes it.
     *
     * @param folder what holds {@code saved_model.pb}; of its graphs, the one with the tag {@code serve} is run
     * @throws dev.lamina.tensorflow.files.ModelFileException if it is missing, damaged, lacks its variables, or holds operations that
     *     TensorFlow for Java has not
     */
    public static SavedModel open(Path folder) {
        return new SavedModel(folder, SavedModelFolder.open(folder));
    }

    /** The signatures that can be called, by name. */
    public Map<String, Signature> signatures() {
        return Collections.unmodifiableMap(signatures);
    }

    /**
     * A signature.
     *
     * @throws LaminaException if there is none of this name, or it takes or returns what Lamina has no arrays for
     */
    public Signature signature(String name) {
        Signature found = signatures.get(name);
        if (found != null) {
            return found;
        }
        LaminaException problem = unusable.get(name);
        if (problem != null) {
            throw new LaminaException(String.valueOf(problem.getMessage()), problem);
        }
        throw new LaminaException(Facts.of("SavedModel \"" + folder + "\" has no signature \"" + name + "\"")
                .and("has", String.join(", ", signatures.keySet()))
                .and("try", signatures.isEmpty() ? "" : Plain.suggestion(name, signatures.keySet()))
                .toString());
    }

    /**
     * Calls a signature.
     *
     * @param inputs one array for each of its inputs, of its type and shape
     * @return the outputs by name
     * @throws LaminaException if there is no such signature, the inputs do not fit it, or TensorFlow fails
     */
    public Map<String, NdArray> call(String signature, Map<String, NdArray> inputs) {
        Signature called = signature(signature);
        called.check(inputs);
        lock.readLock().lock();
        try {
            if (closed) {
                throw new LaminaException("SavedModel \"" + folder + "\" was closed, and its native memory is gone\n"
                        + "  try   calling it inside the try (...) that closes it");
            }
            return call(called, inputs);
        } finally {
            lock.readLock().unlock();
        }
    }

    private Map<String, NdArray> call(Signature signature, Map<String, NdArray> inputs) {
        Map<String, NdArray> byTensor = new LinkedHashMap<>();
        signature
                .inputs()
                .forEach((name, input) -> byTensor.put(input.tensor(), Objects.requireNonNull(inputs.get(name))));
        List<Tensor> fed = new ArrayList<>();
        try {
            byTensor.values().forEach(array -> fed.add(Natives.tensor(array)));
            // TensorFlow fetches none twice, and none that is fed.
            List<String> fetched = signature.outputs().values().stream()
                    .map(Signature.TensorInfo::tensor)
                    .filter(tensor -> !byTensor.containsKey(tensor))
                    .distinct()
                    .toList();
            if (!fetched.isEmpty()) {
                try (Result result = fetch(signature, List.copyOf(byTensor.keySet()), fed, fetched)) {
                    for (int i = 0; i < fetched.size(); i++) {
                        byTensor.put(fetched.get(i), Natives.array(result.get(i)));
                    }
                }
            }
        } finally {
            fed.forEach(Tensor::close);
        }
        Map<String, NdArray> outputs = new TreeMap<>();
        signature
                .outputs()
                .forEach((name, output) -> outputs.put(name, Objects.requireNonNull(byTensor.get(output.tensor()))));
        return outputs;
    }

    @SuppressWarnings("MustBeClosedChecker")
    private Result fetch(Signature signature, List<String> feeds, List<Tensor> fed, List<String> fetched) {
        try {
            Session.Runner runner = bundle.session().runner();
            for (int i = 0; i < feeds.size(); i++) {
                runner.feed(feeds.get(i), fed.get(i));
            }
            fetched.forEach(runner::fetch);
            return runner.run();
        } catch (RuntimeException e) {
            throw new LaminaException(
                    Facts.of("signature \"" + signature.name() + "\" of SavedModel \"" + folder + "\" failed")
                            .and("problem", SavedModelFolder.firstLine(e))
                            .toString(),
                    e);
        }
    }

    /** Frees all native memory, once the calls that run have ended; does nothing where that is done. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                bundle.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
