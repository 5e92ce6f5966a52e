package dev.lamina.optimizers;

import dev.lamina.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * What an optimizer keeps for some weights, in the order of Keras's files, and where each value lies among the others.
 *
 * @param kept all values
 * @param averages the position of each weight's moving average; empty where none is kept
 * @param accumulators the position of each weight's sum of gradients; empty where none is kept
 * @param slots the positions of each weight's slots
 * @param shared the positions of what is kept once for all weights
 */
record Layout(
        List<Kept> kept,
        List<Integer> averages,
        List<Integer> accumulators,
        List<List<Integer>> slots,
        List<Integer> shared) {
    static final String COUNT = "iteration";
    static final String RATE = "learning_rate";

    static Layout of(Optimizer optimizer, List<Trained> weights) {
        List<Kept> kept = new ArrayList<>();
        kept.add(Kept.scalar(COUNT, DType.INT64, 0));
        if (optimizer.schedules().isEmpty()) {
            kept.add(Kept.scalar(RATE, DType.FLOAT32, optimizer.learningRate().at(0)));
        }
        List<Integer> averages = optimizer.averages() ? one(weights, Slot.zeros("average"), kept) : List.of();
        List<Integer> accumulators =
                optimizer.accumulated() == null ? List.of() : one(weights, Slot.zeros("gradient_accumulator"), kept);
        List<List<Integer>> slots = slots(optimizer, weights, kept);
        List<Integer> shared = new ArrayList<>();
        for (Slot slot : optimizer.shared()) {
            shared.add(kept.size());
            kept.add(Kept.scalar(slot.name(), DType.FLOAT32, slot.initial()));
        }
        return new Layout(kept, averages, accumulators, slots, shared);
    }

    private static List<Integer> one(List<Trained> weights, Slot slot, List<Kept> kept) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            positions.add(kept.size());
            kept.add(slot.of(weights.get(i), i));
        }
        return positions;
    }

    private static List<List<Integer>> slots(Optimizer optimizer, List<Trained> weights, List<Kept> kept) {
        List<List<Integer>> positions = new ArrayList<>();
        weights.forEach(weight -> positions.add(new ArrayList<>()));
        int groups = weights.stream()
                .mapToInt(weight -> optimizer.slots(weight).size())
                .max()
                .orElse(0);
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < weights.size(); i++) {
                for (Slot slot : optimizer.slots(weights.get(i)).get(group)) {
                    positions.get(i).add(kept.size());
                    kept.add(slot.of(weights.get(i), i));
                }
            }
        }
        return positions;
    }
}
