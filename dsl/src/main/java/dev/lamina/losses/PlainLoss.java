package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/** The losses that have no configuration but a name and a reduction, one constant for each. */
enum PlainLoss {
    MEAN_SQUARED_ERROR("MeanSquaredError", Formulas::meanSquaredError),
    MEAN_ABSOLUTE_ERROR("MeanAbsoluteError", Formulas::meanAbsoluteError),
    MEAN_ABSOLUTE_PERCENTAGE_ERROR("MeanAbsolutePercentageError", Formulas::meanAbsolutePercentageError),
    MEAN_SQUARED_LOGARITHMIC_ERROR("MeanSquaredLogarithmicError", Formulas::meanSquaredLogarithmicError),
    LOG_COSH("LogCosh", Formulas::logCosh),
    KL_DIVERGENCE("KLDivergence", Formulas::klDivergence),
    POISSON("Poisson", Formulas::poisson),
    HINGE("Hinge", Formulas::hinge),
    SQUARED_HINGE("SquaredHinge", Formulas::squaredHinge),
    CATEGORICAL_HINGE("CategoricalHinge", Formulas::categoricalHinge);

    private final Field<String> nameField = Loss.named(name().toLowerCase(java.util.Locale.ROOT));
    private final LossFunction formula;
    private final Schema<Loss> schema;

    PlainLoss(String className, LossFunction formula) {
        this.formula = formula;
        this.schema = Loss.schema(className, nameField, config -> new Value(this, config));
    }

    Schema<Loss> schema() {
        return schema;
    }

    Loss loss() {
        return schema.create(Config.empty());
    }

    private static final class Value extends Loss {
        private final PlainLoss kind;

        private Value(PlainLoss kind, Config config) {
            super(kind.schema, kind.nameField, config);
            this.kind = kind;
        }

        @Override
        protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
            return kind.formula.on(yTrue, yPred);
        }
    }
}
