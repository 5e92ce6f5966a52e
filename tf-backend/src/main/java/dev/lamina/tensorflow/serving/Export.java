package dev.lamina.tensorflow.serving;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Tensors;
import dev.lamina.Weight;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.tensorflow.emit.DTypes;
import dev.lamina.tensorflow.emit.ProgramEmitter;
import dev.lamina.tensorflow.emit.Tf;
import dev.lamina.tensorflow.files.SavedModelFolder;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Models as a SavedModel: one graph of what inference needs, a signature for each model, and the variables that they share.
 *
 * <p>Signatures are named as Keras's {@code model.export} names them: the model has {@code serving_default} and {@code serve}; inputs have the
 * names of the model's, outputs the keys of a dictionary or else {@code output_0}, {@code output_1} …
 */
public final class Export {
    /** The signatures of the model itself. */
    static final List<String> NAMES = List.of("serving_default", "serve");

    private final GraphRuntime runtime;
    private final Tf tf;
    private final Map<Weight, String> names = new LinkedHashMap<>();
    private final Map<Weight, Variable> variables = new LinkedHashMap<>();
    private final Variable runNumber;
    private final Map<String, SignatureDef> signatures = new LinkedHashMap<>();

    /** The operations that make the outputs. */
    private final List<String> roots = new ArrayList<>();

    private Export(Graph graph, GraphRuntime runtime) {
        this.runtime = runtime;
        this.tf = Tf.of(graph);
        this.runNumber = Variable.create(tf, "run_number", TensorSpec.of(DType.INT64));
    }

    /**
     * Writes {@code saved_model.pb} and the variables into a folder.
     *
     * @param runtime what holds the weights
     * @throws LaminaException if a part has weights of its own
     */
    public static void write(Path folder, GraphRuntime runtime, Model model, ExportOptions options) throws IOException {
        try (Graph graph = new Graph()) {
            Export export = new Export(graph, runtime);
            export.name(NAMES.get(0), model);
            options.signatures().forEach(export::name);
            SignatureDef own = export.emit(NAMES.get(0), model);
            NAMES.forEach(name -> export.signatures.put(name, own));
            options.signatures().forEach((name, part) -> export.signatures.put(name, export.emit(name, part)));
            export.write(graph, folder);
        }
    }

    private void name(String signature, Model model) {
        for (Program.NamedWeight named : WeightNames.of(model)) {
            if (!runtime.variables().holds(named.weight())) {
                throw new LaminaException(
                        Facts.of("signature \"" + signature + "\" is not a part of the exported model")
                                .and(
                                        "problem",
                                        "weight \"" + named.name() + "\" of model \"" + model.name()
                                                + "\" is not among those of the exported model")
                                .and("try", "a model over the same layer objects")
                                .toString());
            }
            if (!names.containsKey(named.weight())) {
                String free = named.name();
                for (int i = 1; names.containsValue(free); i++) {
                    free = named.name() + "_" + i;
                }
                names.put(named.weight(), free);
            }
        }
    }

    private Variable variable(Weight weight) {
        return variables.computeIfAbsent(
                weight, fresh -> Variable.create(tf, Objects.requireNonNull(names.get(fresh)), fresh.spec()));
    }

    private SignatureDef emit(String name, Model model) {
        Tf place = tf.under(name).forwardOnly();
        ProgramEmitter emitter =
                new ProgramEmitter(place, weight -> variable(weight).value(), nextRun(place));
        EmittedProgram emitted = EmittedProgram.of(Lowering.inference(model), place, emitter);
        List<Operation> stores = emitted.storing(this::variable);
        SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
        List<String> inputs = model.inputNames();
        for (int i = 0; i < inputs.size(); i++) {
            signature.putInputs(
                    inputs.get(i),
                    info(emitted.feeds().get(i), model.inputs().list().get(i)));
        }
        List<String> outputs = outputNames(model.outputs());
        List<Output<?>> made = emitted.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Output<?> output = stores.isEmpty()
                    ? made.get(i)
                    : place.op("Identity").input(made.get(i)).after(stores).out();
            signature.putOutputs(
                    outputs.get(i), info(output, model.outputs().list().get(i)));
            roots.add(output.op().name());
        }
        emitted.feeds().forEach(feed -> roots.add(feed.op().name()));
        return signature.build();
    }

    /** Counts the runs, in the graph: nobody feeds their number. */
    private Output<?> nextRun(Tf place) {
        Operation counted = place.op("AssignAddVariableOp")
                .input(runNumber.handle(), place.constant(NdArray.of(new long[] {1})))
                .attr("dtype", DType.INT64)
                .build();
        return runNumber.readAfter(place, List.of(counted));
    }

    private static List<String> outputNames(Tensors outputs) {
        return outputs.structure() == Tensors.Structure.MAP
                ? outputs.keys()
                : IntStream.range(0, outputs.list().size())
                        .mapToObj(i -> "output_" + i)
                        .toList();
    }

    private static TensorInfo info(Output<?> output, SymbolicTensor tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int size : tensor.shape().sizes()) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder()
                .setName(SaveAndRestore.tensorName(output))
                .setDtype(DTypes.proto(tensor.dtype()))
                .setTensorShape(shape)
                .build();
    }

    private void write(Graph graph, Path folder) throws IOException {
        List<Kept> kept = kept(graph);
        MetaGraphDef.Builder meta = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder()
                        .addTags(SavedModelFolder.TAG)
                        .setTensorflowVersion(TensorFlow.version()))
                .putAllSignatureDef(signatures);
        if (!kept.isEmpty()) { // TensorFlow refuses to save nothing.
            SaveAndRestore saver =
                    new SaveAndRestore(tf, kept.stream().map(Kept::variable).toList());
            saver.write(
                    graph,
                    SavedModelFolder.variables(folder),
                    kept.stream().map(Kept::value).toList());
            roots.addAll(saver.operations());
            meta.setSaverDef(saver.saver()).putCollectionDef("variables", collection(saver, kept));
        }
        GraphDef whole = graph.toGraphDef();
        meta.setGraphDef(NeededNodes.only(whole, NeededNodes.behind(whole, roots)));
        SavedModelFolder.writeGraph(
                folder,
                SavedModel.newBuilder()
                        .setSavedModelSchemaVersion(1)
                        .addMetaGraphs(meta)
                        .build());
    }

    /** A variable of the SavedModel with its value. */
    private record Kept(Variable variable, NdArray value, boolean trainable) {}

    /** The variables that the outputs depend on. */
    private List<Kept> kept(Graph graph) {
        Set<String> needed = NeededNodes.behind(graph.toGraphDef(), roots);
        List<Weight> used = variables.keySet().stream()
                .filter(weight -> needed.contains(variable(weight).handle().op().name()))
                .toList();
        List<NdArray> values = runtime.variables()
                .getAll(used.stream().map(runtime.variables()::weight).toList());
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < used.size(); i++) {
            kept.add(new Kept(variable(used.get(i)), values.get(i), used.get(i).trainable()));
        }
        if (needed.contains(runNumber.handle().op().name())) {
            // As if the next run of the model took place there.
            kept.add(new Kept(runNumber, NdArray.of(new long[] {runtime.nextRunNumber() - 1}), false));
        }
        return kept;
    }

    /** What makes them variables to Python. */
    private static CollectionDef collection(SaveAndRestore saver, List<Kept> kept) {
        CollectionDef.BytesList.Builder list = CollectionDef.BytesList.newBuilder();
        for (int i = 0; i < kept.size(); i++) {
            list.addValue(saver.variable(i, kept.get(i).trainable()).toByteString());
        }
        return CollectionDef.newBuilder().setBytesList(list).build();
    }
}
