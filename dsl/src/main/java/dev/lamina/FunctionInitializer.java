package dev.lamina;

import dev.lamina.config.Config;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An initializer that a function is, which files name. */
final class FunctionInitializer extends Initializer {
    private final String name;
    private final InitializerFunction function;

    FunctionInitializer(String name, InitializerFunction function) {
        super(schema(name, function), Config.empty());
        this.name = name;
        this.function = function;
    }

    private static Schema<Initializer> schema(String name, InitializerFunction function) {
        return Schema.of(
                Initializer.class,
                name,
                new Schema.Home("builtins", null),
                config -> new FunctionInitializer(name, function));
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        return function.value(spec, seed);
    }

    @Override
    public Map<String, @Nullable Object> toPlain() {
        return Plain.function(name);
    }
}
