package dev.lamina.optimizers;

import dev.lamina.DType;
import dev.lamina.Names;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.schedules.LearningRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Changes different weights by different optimizers, each with its own rate. Source: {@code keras.optimizers.MultiOptimizer}.
 *
 * <pre>{@code
 * MultiOptimizer optimizer = multiOptimizer(adam(1e-3), Map.of("embedding/.*", sgd(0.1)));
 * }</pre>
 */
public final class MultiOptimizer extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("multi_optimizer", 0, null);
    static final Schema<Optimizer> SCHEMA =
            Schema.of(Optimizer.class, "MultiOptimizer", OptimizerKeys.HOME, MultiOptimizer::new);
    private static final Field<OptimizerMap> MAP = SCHEMA.add(Field.of("optimizer_map", new OptimizerMap.MapCodec()));

    static {
        SCHEMA.add(OptimizerKeys.LOSS_SCALE_FACTOR);
        SCHEMA.add(OWN.name());
        OptimizerKeys.refuse(
                SCHEMA,
                "weight_decay",
                "clipnorm",
                "global_clipnorm",
                "clipvalue",
                "use_ema",
                "ema_momentum",
                "ema_overwrite_frequency",
                "gradient_accumulation_steps");
    }

    /** An optimizer inside, the positions of its weights, and that of its first value. */
    private record Share(String path, Optimizer optimizer, List<Integer> weights, int from, int size) {}

    private MultiOptimizer(Config config) {
        super(SCHEMA, OWN, config);
    }

    static MultiOptimizer of(OptimizerMap map) {
        return (MultiOptimizer) SCHEMA.create(Config.empty().set(MAP, map));
    }

    /** Which optimizer changes which weight. */
    public OptimizerMap map() {
        return get(MAP);
    }

    /** There is no one rate: 0. */
    @Override
    public LearningRate learningRate() {
        return super.learningRate();
    }

    /**
     * Refuses.
     *
     * @throws ConfigException always, since each optimizer inside has its own rate
     */
    @Override
    public Optimizer learningRate(LearningRate rate) {
        throw new ConfigException(
                "MultiOptimizer: learning_rate cannot be set, since each optimizer inside has its own;" + " received "
                        + rate.toPlain());
    }

    private List<Share> shares(List<Trained> weights) {
        List<Optimizer> optimizers = map().optimizers();
        List<Optimizer> chosen = weights.stream().map(map()::of).toList();
        Names names = Names.avoiding(List.of());
        List<Share> shares = new ArrayList<>();
        int from = 2;
        for (Optimizer optimizer : optimizers) {
            List<Integer> positions = IntStream.range(0, weights.size())
                    .filter(i -> chosen.get(i) == optimizer)
                    .boxed()
                    .toList();
            Optimizer scaled = optimizer.scaledBy(lossScaleFactor());
            int size = scaled.kept(some(weights, positions)).size();
            if (positions.isEmpty()) {
                size = scaled.schedules().isEmpty() ? 2 : 1; // Keras builds no optimizer that has no weights
            }
            String name = names.next(optimizer.schema().className());
            shares.add(new Share("optimizers/" + name, scaled, positions, from, size));
            from += size;
        }
        return shares;
    }

    private static List<Trained> some(List<Trained> weights, List<Integer> positions) {
        return positions.stream().map(weights::get).toList();
    }

    @Override
    public List<Kept> kept(List<Trained> weights) {
        List<Kept> kept = new ArrayList<>(
                List.of(Kept.scalar(Layout.COUNT, DType.INT64, 0), Kept.scalar(Layout.RATE, DType.FLOAT32, 0)));
        for (Share share : shares(weights)) {
            for (Kept one : share.optimizer.kept(some(weights, share.weights)).subList(0, share.size)) {
                kept.add(one.under(share.path, one.copied() < 0 ? -1 : share.weights.get(one.copied())));
            }
        }
        return kept;
    }

    @Override
    public Made step(Given given) {
        SymbolicTensor[] values = given.values().toArray(SymbolicTensor[]::new);
        SymbolicTensor[] kept = given.kept().toArray(SymbolicTensor[]::new);
        kept[0] = kept[0].plus(1);
        int rate = 0;
        for (Share share : shares(given.weights())) {
            int rates = share.optimizer.schedules().size();
            if (!share.weights.isEmpty()) {
                List<SymbolicTensor> own = given.kept().subList(share.from, share.from + share.size);
                Made made = share.optimizer.step(
                        given.of(share.weights, own, given.rates().subList(rate, rate + rates)));
                for (int i = 0; i < share.weights.size(); i++) {
                    values[share.weights.get(i)] = made.values().get(i);
                }
                for (int i = 0; i < share.size; i++) {
                    kept[share.from + i] = made.kept().get(i);
                }
            }
            rate += rates;
        }
        return new Made(List.of(values), List.of(kept));
    }

    @Override
    public List<LearningRate> schedules() {
        return map().optimizers().stream()
                .flatMap(optimizer -> optimizer.schedules().stream())
                .toList();
    }

    @Override
    public int ratePosition() {
        return -1;
    }

    @Override
    public List<Integer> finalValues(List<Trained> weights) {
        Integer[] positions = new Integer[weights.size()];
        Arrays.fill(positions, -1);
        for (Share share : shares(weights)) {
            List<Integer> own = share.optimizer.finalValues(some(weights, share.weights));
            for (int i = 0; i < own.size(); i++) {
                positions[share.weights.get(i)] = own.get(i) < 0 ? -1 : share.from + own.get(i);
            }
        }
        return List.of(positions);
    }

    @Override
    public List<Part> parts(List<Trained> weights) {
        return shares(weights).stream()
                .map(share -> new Part(share.path, share.optimizer, share.from, share.from + share.size))
                .toList();
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return map().of(weight).slots(weight);
    }

    @Override
    protected Change change(Step step) {
        return map().of(step.trained()).change(step);
    }
}
