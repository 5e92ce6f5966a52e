package dev.lamina.tensorflow.serving;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.emit.DTypes;
import dev.lamina.tensorflow.emit.Natives;
import dev.lamina.tensorflow.emit.Tf;
import dev.lamina.tensorflow.files.SavedModelFolder;
import dev.lamina.tensorflow.runtime.Variable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.VariableDef;

/**
 * The operations that write the variables of a SavedModel to its checkpoint and read them from there.
 *
 * <p>Source: {@code tf.compat.v1.train.Saver}.
 */
final class SaveAndRestore {
    private final List<Variable> variables;
    private final Output<?> file;
    private final Operation save;
    private final Output<?> saved;
    private final List<Operation> assigns = new ArrayList<>();
    private final List<Output<?>> restored;
    private final Operation restore;

    /** Emits them; there must be variables. */
    SaveAndRestore(Tf root, List<Variable> variables) {
        this.variables = variables;
        Tf tf = root.under("save");
        file = tf.placeholder("file", DType.STRING, Shape.scalar());
        Output<?> names = texts(tf, variables.stream().map(Variable::name).toList());
        Output<?> slices = texts(tf, Collections.nCopies(variables.size(), ""));
        save = tf.op("SaveV2")
                .input(file, names, slices)
                .inList(variables.stream().<Output<?>>map(Variable::value).toList())
                .build();
        saved = tf.op("Identity").input(file).after(List.of(save)).out();
        restored = tf.op("RestoreV2")
                .input(file, names, slices)
                .types(
                        "dtypes",
                        variables.stream()
                                .map(variable -> DTypes.proto(variable.spec().dtype()))
                                .toList())
                .outs();
        for (int i = 0; i < variables.size(); i++) {
            assigns.add(variables.get(i).assign(tf, restored.get(i)));
        }
        restore = tf.group(assigns);
    }

    private static Output<?> texts(Tf tf, List<String> texts) {
        return tf.constant(NdArray.of(texts.toArray(String[]::new), texts.size()));
    }

    /** The operations that a graph must keep. */
    List<String> operations() {
        return List.of(saved.op().name(), restore.name());
    }

    SaverDef saver() {
        return SaverDef.newBuilder()
                .setFilenameTensorName(tensorName(file))
                .setSaveTensorName(tensorName(saved))
                .setRestoreOpName(restore.name())
                .setVersion(SaverDef.CheckpointFormatVersion.V2)
                .build();
    }

    /** What Python knows a variable by. */
    VariableDef variable(int i, boolean trainable) {
        Variable variable = variables.get(i);
        return VariableDef.newBuilder()
                .setVariableName(tensorName(variable.handle()))
                .setSnapshotName(tensorName(variable.value()))
                .setInitialValueName(tensorName(restored.get(i)))
                .setInitializerName(assigns.get(i).name())
                .setIsResource(true)
                .setTrainable(trainable)
                .build();
    }

    static String tensorName(Output<?> output) {
        return output.op().name() + ":" + output.index();
    }

    /** Writes a checkpoint; the values are fed, so that no variable needs one. */
    void write(Graph graph, Path prefix, List<NdArray> values) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        try (Session session = new Session(graph);
                Tensor name = Natives.tensor(NdArray.of(new String[] {prefix.toString()}))) {
            Session.Runner runner = session.runner().feed(file, name).addTarget(save);
            for (int i = 0; i < values.size(); i++) {
                tensors.add(Natives.tensor(values.get(i)));
                runner.feed(variables.get(i).value(), tensors.get(i));
            }
            runner.run().close();
        } catch (RuntimeException e) {
            String text = SavedModelFolder.firstLine(e); // the name of a file that is gone by now; what is wrong
            throw new IOException(text.substring(text.lastIndexOf("; ") + 1).strip(), e);
        } finally {
            tensors.forEach(Tensor::close);
        }
    }
}
