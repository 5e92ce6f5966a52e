package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer that goes over a sequence, as {@link Bidirectional} needs it. */
interface Recurrent {
    /** How the loop goes. */
    Config loop();

    /** See {@link RecurrentLoop#run}. */
    List<SymbolicTensor> over(Call call, SymbolicTensor x, List<SymbolicTensor> states, @Nullable SymbolicTensor mask);
}
