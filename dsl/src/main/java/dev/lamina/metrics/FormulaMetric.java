package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.losses.Formula;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The mean of a formula that has no configuration. */
final class FormulaMetric extends MeanMetric {
    private record Kind(Field<String> name, Schema<Metric> schema) {}

    private static final Map<Formula, Kind> KINDS = new EnumMap<>(Formula.class);

    static {
        for (Formula formula : Formula.values()) {
            boolean renamed = formula == Formula.LOG_COSH;
            String className = formula.className() + (renamed ? "Error" : "");
            Field<String> name = renamed ? named("logcosh") : namedAs(className);
            KINDS.put(formula, new Kind(name, schema(className, name, config -> new FormulaMetric(formula, config))));
        }
    }

    private final Formula formula;

    private FormulaMetric(Formula formula, Config config) {
        super(kind(formula).schema(), kind(formula).name(), config);
        this.formula = formula;
    }

    private static Kind kind(Formula formula) {
        return java.util.Objects.requireNonNull(KINDS.get(formula));
    }

    static List<Schema<Metric>> schemas() {
        return Arrays.stream(Formula.values())
                .map(formula -> kind(formula).schema())
                .toList();
    }

    static Metric of(Formula formula) {
        return kind(formula).schema().create(Config.empty());
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return formula.on(yTrue, yPred);
    }
}
