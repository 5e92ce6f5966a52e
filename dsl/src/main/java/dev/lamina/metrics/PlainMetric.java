package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.losses.Formulas;
import dev.lamina.losses.LossFunction;

/** The metrics that have no configuration but a name, one constant for each. */
enum PlainMetric {
    MEAN_SQUARED_ERROR("MeanSquaredError", "mean_squared_error", Formulas::meanSquaredError),
    MEAN_ABSOLUTE_ERROR("MeanAbsoluteError", "mean_absolute_error", Formulas::meanAbsoluteError),
    MEAN_ABSOLUTE_PERCENTAGE_ERROR(
            "MeanAbsolutePercentageError", "mean_absolute_percentage_error", Formulas::meanAbsolutePercentageError),
    MEAN_SQUARED_LOGARITHMIC_ERROR(
            "MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", Formulas::meanSquaredLogarithmicError),
    LOG_COSH_ERROR("LogCoshError", "logcosh", Formulas::logCosh),
    KL_DIVERGENCE("KLDivergence", "kl_divergence", Formulas::klDivergence),
    POISSON("Poisson", "poisson", Formulas::poisson),
    HINGE("Hinge", "hinge", Formulas::hinge),
    SQUARED_HINGE("SquaredHinge", "squared_hinge", Formulas::squaredHinge),
    CATEGORICAL_HINGE("CategoricalHinge", "categorical_hinge", Formulas::categoricalHinge);

    private final Field<String> nameField;
    private final LossFunction formula;
    private final Schema<Metric> schema;

    PlainMetric(String className, String name, LossFunction formula) {
        this.nameField = Metric.named(name);
        this.formula = formula;
        this.schema = Metric.schema(className, nameField, config -> new Value(this, config));
    }

    Schema<Metric> schema() {
        return schema;
    }

    Metric metric() {
        return schema.create(Config.empty());
    }

    private static final class Value extends Metric {
        private final PlainMetric kind;

        private Value(PlainMetric kind, Config config) {
            super(kind.schema, kind.nameField, config);
            this.kind = kind;
        }

        @Override
        protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
            return kind.formula.on(yTrue, yPred);
        }
    }
}
