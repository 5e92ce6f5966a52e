package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Names;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several cells as one: each takes the output of the one before it. The states are those of all, in order.
 *
 * <p>Shapes: x (batch, in), the states -> the last cell's output, the states. Source: {@code keras.layers.StackedRNNCells}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(rnn(stackedRnnCells(gruCell(16), gruCell(4)))); // (?, 4)
 * }</pre>
 */
public final class StackedRNNCells extends Layer<StackedRNNCells> implements RnnCell {
    static final Schema<StackedRNNCells> SCHEMA = schema("StackedRNNCells", StackedRNNCells::new);
    private static final Field<List<RnnCell>> CELLS = SCHEMA.add(Cells.cells("cells"));

    private StackedRNNCells(Config config) {
        super(SCHEMA, config);
    }

    static StackedRNNCells of(List<RnnCell> cells) {
        return SCHEMA.create(Config.empty().set(CELLS, List.copyOf(cells)));
    }

    /** The cells, the first one first. */
    public List<RnnCell> cells() {
        return get(CELLS);
    }

    @Override
    public List<Shape> stateShapes(Shape x) {
        List<Shape> shapes = new ArrayList<>();
        Shape input = x;
        for (RnnCell cell : cells()) {
            List<Shape> own = cell.stateShapes(input);
            shapes.addAll(own);
            input = Shape.of(x.size(0)).plus(own.get(0));
        }
        return shapes;
    }

    @Override
    public List<SymbolicTensor> step(Call call, SymbolicTensor x, List<SymbolicTensor> states) {
        Map<String, Integer> names = new HashMap<>();
        List<SymbolicTensor> next = new ArrayList<>();
        SymbolicTensor input = x;
        int from = 0;
        for (RnnCell cell : cells()) {
            int count = cell.stateShapes(input.shape()).size();
            Call inner = call.inside("cells/" + attribute(cell, names), Cells.layer(cell));
            List<SymbolicTensor> made = cell.step(inner, input, states.subList(from, from + count));
            input = made.get(0);
            next.addAll(made.subList(1, made.size()));
            from += count;
        }
        next.add(0, input);
        return next;
    }

    /** As Keras's weight files name the elements of a list: by class, and from the second of a class on by number. */
    private static String attribute(RnnCell cell, Map<String, Integer> names) {
        String name = Names.snakeCase(Cells.layer(cell).className());
        int count = names.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "_" + (count - 1);
    }

    @Override
    protected int inputCount() {
        return -1;
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        return step(call, inputs.get(0), inputs.subList(1, inputs.size()));
    }
}
