package dev.lamina.lowering;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Weight;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A program as text: one line per input, weight and op. */
final class ProgramText {
    private final Map<SymbolicTensor, String> names = new IdentityHashMap<>();
    private final Map<Weight, String> weightNames = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private ProgramText() {}

    static String of(Program program) {
        return new ProgramText().write(program);
    }

    private String write(Program program) {
        text.append("program ").append(program.name()).append(program.training() ? " (training)" : " (inference)");
        for (Program.Input input : program.inputs()) {
            names.put(input.tensor(), input.name());
            line("input", input.name() + "   " + input.tensor().spec());
        }
        for (Program.NamedWeight weight : program.weights()) {
            weightNames.put(weight.weight(), weight.name());
            TensorSpec spec = weight.weight().spec();
            line("weight", weight.name() + "   " + spec + (weight.weight().trainable() ? "" : "   fixed"));
        }
        for (Program.Measure measure : program.measures()) {
            for (Program.Kept kept : measure.kept()) {
                names.put(kept.before(), measure.name() + "/" + kept.name());
                line("kept", name(kept.before()) + "   " + kept.before().spec());
            }
        }
        program.body().forEach(this::op);
        program.outputs().forEach(output -> line("output", name(output)));
        program.losses().forEach(loss -> line("loss", loss.name() + " = " + name(loss.tensor())));
        program.metrics().forEach(metric -> line("metric", metric.name() + " = " + name(metric.tensor())));
        for (Program.Measure measure : program.measures()) {
            line("metric", measure.name() + " = " + name(measure.result()));
            measure.kept().forEach(kept -> line("keep", name(kept.before()) + " := " + name(kept.after())));
        }
        for (Call.Update update : program.updates()) {
            line("update", weightNames.get(update.weight()) + " := " + name(update.value()));
        }
        return text.append('\n').toString();
    }

    private void line(String kind, String rest) {
        text.append("\n  ")
                .append(kind)
                .append(" ".repeat(Math.max(1, 8 - kind.length())))
                .append(rest);
    }

    private void op(Node node) {
        Op op = (Op) node.operation();
        for (SymbolicTensor output : node.outputs()) {
            names.put(
                    output,
                    "%"
                            + (int) names.values().stream()
                                    .filter(name -> name.startsWith("%"))
                                    .count());
        }
        String outputs = node.outputs().stream().map(this::name).collect(Collectors.joining(", "));
        String arguments = node.arguments().tensors().stream().map(this::name).collect(Collectors.joining(", "));
        String parameters = parameters(op);
        line(
                "op",
                outputs + " = " + op.className().toLowerCase(Locale.ROOT) + "(" + arguments + ")" + parameters + "   "
                        + node.outputs().stream()
                                .map(output -> output.spec().toString())
                                .collect(Collectors.joining(", ")));
    }

    private static String parameters(Op op) {
        String shown = op.toString().substring(op.className().length());
        return shown.equals("{}") ? "" : " " + shown;
    }

    private String name(SymbolicTensor tensor) {
        String known = names.get(tensor);
        if (known != null) {
            return known;
        }
        if (Source.of(tensor) instanceof Source.Literal literal) {
            return literal.value().size() == 1 && literal.value().dtype() != DType.STRING
                    ? String.valueOf(literal.value().getDouble(0))
                    : literal.value().toString();
        }
        if (Source.of(tensor) instanceof Source.WeightValue value) {
            return weightNames.getOrDefault(value.weight(), value.weight().path());
        }
        return Source.of(tensor) instanceof Source.RunNumber ? "run" : "?";
    }
}
