package dev.lamina.tensorflow.runtime;

import java.util.List;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * What one call of TensorFlow does.
 *
 * @param feeds the tensors to feed, in order
 * @param fetches the tensors to return, in order
 * @param targets operations to run beside
 */
public record Step(List<Output<?>> feeds, List<Output<?>> fetches, List<Operation> targets) {
    public Step {
        feeds = List.copyOf(feeds);
        fetches = List.copyOf(fetches);
        targets = List.copyOf(targets);
    }
}
