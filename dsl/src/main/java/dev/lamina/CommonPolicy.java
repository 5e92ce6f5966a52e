package dev.lamina;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The policy of a model. Keras gives a model the policy of its process at the time it is made, which is the policy of every layer that
 * is not told another, and writes it into no file that it reads again; so it is known by the layers.
 */
final class CommonPolicy {
    private CommonPolicy() {}

    /**
     * The policy of most layers that compute in floating-point types, those of models inside included; float32 without any. Of
     * equally many the mixed one: float16 without a scaled loss loses gradients, a scale that was not needed loses nothing.
     */
    static DTypePolicy of(Model model) {
        Set<Layer<?>> layers = new LinkedHashSet<>();
        collect(model, layers);
        Map<DTypePolicy, Integer> counts = new LinkedHashMap<>();
        layers.stream()
                .map(Layer::dtype)
                .filter(policy -> policy.computeDType().isFloating())
                .forEach(policy -> counts.merge(policy, 1, Integer::sum));
        DTypePolicy common = DTypePolicy.FLOAT32;
        int most = 0;
        for (Map.Entry<DTypePolicy, Integer> entry : counts.entrySet()) {
            boolean breaksTie = entry.getValue() == most && entry.getKey().isMixed() && !common.isMixed();
            if (entry.getValue() > most || breaksTie) {
                common = entry.getKey();
                most = entry.getValue();
            }
        }
        return common;
    }

    private static void collect(Model model, Set<Layer<?>> layers) {
        for (Operation operation : model.operations()) {
            if (operation instanceof Layer<?> layer) {
                layers.add(layer);
            } else if (operation instanceof Model inner) {
                collect(inner, layers);
            }
        }
    }
}
