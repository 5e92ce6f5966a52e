package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Directory;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A loss that has no configuration but what every loss has. */
final class FormulaLoss extends Loss {
    private record Kind(Field<String> name, Schema<Loss> schema) {}

    private static final Map<Formula, Kind> KINDS = new EnumMap<>(Formula.class);

    static {
        for (Formula formula : Formula.values()) {
            Field<String> name = named(Directory.snakeCase(formula.className()));
            KINDS.put(
                    formula,
                    new Kind(name, schema(formula.className(), name, config -> new FormulaLoss(formula, config))));
        }
    }

    private final Formula formula;

    private FormulaLoss(Formula formula, Config config) {
        super(kind(formula).schema(), kind(formula).name(), config);
        this.formula = formula;
    }

    private static Kind kind(Formula formula) {
        return java.util.Objects.requireNonNull(KINDS.get(formula));
    }

    static List<Schema<Loss>> schemas() {
        return Arrays.stream(Formula.values())
                .map(formula -> kind(formula).schema())
                .toList();
    }

    static Loss of(Formula formula) {
        return kind(formula).schema().create(Config.empty());
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return formula.on(yTrue, yPred);
    }
}
