package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import java.util.Map;

/** The formulas without configuration that are both a loss and a metric in Keras, one constant for each. */
public enum Formula implements LossFunction {
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

    /** Short names that {@code compile()} takes for losses and metrics, and what they stand for. */
    public static final Map<String, String> SHORT_NAMES = Map.of(
            "mse", "mean_squared_error",
            "mae", "mean_absolute_error",
            "mape", "mean_absolute_percentage_error",
            "msle", "mean_squared_logarithmic_error",
            "bce", "binary_crossentropy",
            "kld", "kl_divergence",
            "kullback_leibler_divergence", "kl_divergence",
            "logcosh", "log_cosh");

    private final String className;
    private final LossFunction function;

    Formula(String className, LossFunction function) {
        this.className = className;
        this.function = function;
    }

    /** The class of the loss in Keras. */
    public String className() {
        return className;
    }

    @Override
    public SymbolicTensor on(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return function.on(yTrue, yPred);
    }
}
