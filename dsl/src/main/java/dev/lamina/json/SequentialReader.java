package dev.lamina.json;

import dev.lamina.Block;
import dev.lamina.DType;
import dev.lamina.DTypePolicy;
import dev.lamina.Lamina;
import dev.lamina.Model;
import dev.lamina.Operation;
import dev.lamina.Sequential;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one sequential model. */
final class SequentialReader {
    private final ModelReader models;
    private final Element model;
    private final List<@Nullable TensorSpec> outputs;

    SequentialReader(ModelReader models, Element model, List<@Nullable TensorSpec> outputs) {
        this.models = models;
        this.model = model;
        this.outputs = outputs;
    }

    Model read() {
        model.allowOnly(List.of("name", "trainable", "dtype", "layers", "build_input_shape"));
        // Checked, and not used: as in Keras, each layer says its own policy.
        DTypePolicy.read(model.config().get("dtype"), model.configPlace().at("dtype"));
        List<Element> elements = ModelReader.elements(model);
        boolean listed = !elements.isEmpty() && elements.get(0).isInput();
        SymbolicTensor input = listed ? ModelReader.input(elements.get(0)) : unlisted();
        List<Block> blocks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Element element : elements.subList(listed ? 1 : 0, elements.size())) {
            blocks.add(block(element, names));
        }
        return Sequential.of(model.name(), input, blocks).trainable(model.flag("trainable", true));
    }

    private Block block(Element element, Set<String> names) {
        if (element.isInput() || element.isOp()) {
            throw element.place().error("a Sequential holds an InputLayer in front, then layers and models", "");
        }
        if (!names.add(element.name())) {
            throw element.place().error("another layer of the model is named \"" + element.name() + "\"", "");
        }
        Operation operation = models.operation(element, () -> RecordedSpecs.of(model, outputs));
        models.count(operation, element.place());
        return (Block) operation;
    }

    /** The input of a model whose list of layers does not begin with one. */
    private SymbolicTensor unlisted() {
        Map<String, @Nullable Object> config = model.config();
        Object shape = config.get("build_input_shape");
        Place place = model.configPlace().at("build_input_shape");
        if (shape == null && model.keys().get("build_config") instanceof Map<?, ?> build) {
            shape = build.get("input_shape");
            place = model.place().at("build_config").at("input_shape");
        }
        if (shape == null) {
            throw model.configPlace()
                    .error(
                            "the shape of the input is not known",
                            "build the model, or begin it with an Input, before it is saved");
        }
        return Lamina.batchInput("", new TensorSpec(ModelReader.shape(shape, place), DType.FLOAT32));
    }
}
