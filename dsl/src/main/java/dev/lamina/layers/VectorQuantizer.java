package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces each vector by the nearest of {@code num_embeddings} codes; gradients pass straight through to the vectors. Adds
 * the losses {@code commitmentCost · mean((sg(q) - x)²)} and, where the codebook learns by gradient, {@code codebookCost ·
 * mean((q - sg(x))²)}, and the metrics {@code perplexity}, the number of codes that a uniform use would need to be as
 * surprising, and {@code codebook_usage}, the share of the codes that the batch used.
 *
 * <p>Called on indices, of any integer type, it goes the way back: their codes, and the indices; without losses.
 *
 * <p>Shapes: x (…, embedding_dim) -> codes (…, embedding_dim) and their indices (…), int32; embeddings (embedding_dim,
 * num_embeddings), and with moving averages cluster_size (num_embeddings) and embeddings_average (embedding_dim,
 * num_embeddings), with a beginning by k-means steps () too. Source: van den Oord, Vinyals and Kavukcuoglu 2017; the layer of Keras's VQ-VAE example.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 7, 7, 16);
 * SymbolicTensor quantized = x.then(vectorQuantizer(128, 16).commitmentCost(0.25)); // (?, 7, 7, 16)
 * }</pre>
 */
public final class VectorQuantizer extends Layer<VectorQuantizer> {
    static final Schema<VectorQuantizer> SCHEMA = customSchema("lamina", "VectorQuantizer", VectorQuantizer::new);
    private static final Field<Integer> NUM_EMBEDDINGS = SCHEMA.add(Fields.positive("num_embeddings"));
    private static final Field<Integer> EMBEDDING_DIM = SCHEMA.add(Fields.positive("embedding_dim"));
    private static final Field<Double> COMMITMENT_COST =
            SCHEMA.add(Fields.number("commitment_cost").orElse(0.25));
    private static final Field<Double> CODEBOOK_COST =
            SCHEMA.add(Fields.number("codebook_cost").orElse(1.0));
    private static final Field<@Nullable Double> EMA_DECAY =
            SCHEMA.add(Fields.number("ema_decay", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orNull());
    private static final Field<Double> EMA_EPSILON =
            SCHEMA.add(Fields.number("ema_epsilon", "a positive number", value -> value > 0)
                    .orElse(1e-5));
    private static final Field<@Nullable Double> RESTART_THRESHOLD =
            SCHEMA.add(Fields.number("restart_threshold", "a positive number", value -> value > 0)
                    .orNull());
    private static final Field<Initializer> EMBEDDINGS_INITIALIZER =
            SCHEMA.add(Initializers.field("embeddings_initializer", Initializers.randomUniform(-0.05, 0.05)));
    private static final Field<@Nullable Integer> SEED =
            SCHEMA.add(Fields.integer("seed").orNull());
    private static final Field<Boolean> COSINE =
            SCHEMA.add(Fields.bool("cosine").orElse(false));
    private static final Field<@Nullable Integer> KMEANS_STEPS =
            SCHEMA.add(Fields.positive("kmeans_steps").orNull().omittedByDefault());
    private static final double LEAST_LENGTH = 1e-6;

    private VectorQuantizer(Config config) {
        super(SCHEMA, config);
        boolean moves = config.get(EMA_DECAY) != null;
        if (config.get(KMEANS_STEPS) != null && !moves) {
            throw new ConfigException("VectorQuantizer: kmeans_steps needs ema_decay, since only a moving codebook can"
                    + " begin at means");
        }
        if (config.get(RESTART_THRESHOLD) != null && !moves) {
            throw new ConfigException("VectorQuantizer: restart_threshold needs ema_decay, since it looks at the moving"
                    + " counts of codes");
        }
    }

    static VectorQuantizer of(int numEmbeddings, int embeddingDim) {
        return SCHEMA.create(Config.empty().set(NUM_EMBEDDINGS, numEmbeddings).set(EMBEDDING_DIM, embeddingDim));
    }

    /** The number of codes. */
    public int numEmbeddings() {
        return get(NUM_EMBEDDINGS);
    }

    /** The size of a code. */
    public int embeddingDim() {
        return get(EMBEDDING_DIM);
    }

    /** The factor of the loss that draws the vectors to their codes; 0.25 by default. */
    public VectorQuantizer commitmentCost(double cost) {
        return with(COMMITMENT_COST, cost);
    }

    /** The factor of the loss that draws the codes to their vectors; 1 by default. For codebooks that learn by gradient. */
    public VectorQuantizer codebookCost(double cost) {
        return with(CODEBOOK_COST, cost);
    }

    /** How the codebook learns; {@link Codebook#gradient()} by default. */
    public VectorQuantizer codebook(Codebook codebook) {
        Config changed =
                config().set(EMA_DECAY, null).set(RESTART_THRESHOLD, null).set(KMEANS_STEPS, null);
        if (codebook instanceof Codebook.Ema ema) {
            changed = changed.set(EMA_DECAY, ema.decay())
                    .set(EMA_EPSILON, ema.epsilon())
                    .set(RESTART_THRESHOLD, ema.restartBelow())
                    .set(KMEANS_STEPS, ema.kMeansSteps());
        }
        return SCHEMA.create(changed);
    }

    /** How the codebook learns. */
    public Codebook codebook() {
        Double decay = get(EMA_DECAY);
        return decay == null
                ? new Codebook.Gradient()
                : new Codebook.Ema(decay, get(EMA_EPSILON), get(RESTART_THRESHOLD), get(KMEANS_STEPS));
    }

    public VectorQuantizer embeddingsInitializer(Initializer initializer) {
        return with(EMBEDDINGS_INITIALIZER, initializer);
    }

    /**
     * Whether vectors and codes are brought to length 1 first, so that the nearest code is the one in the most similar direction; false
     * by default. Outputs have length 1 then. Source: Yu and others 2021, Vector-quantized Image Modeling with Improved VQGAN.
     */
    public VectorQuantizer cosine(boolean cosine) {
        return with(COSINE, cosine);
    }

    /** A seed that makes the places of restarted codes the same in every run, whatever the seed of the run. */
    public VectorQuantizer seed(int seed) {
        return with(SEED, seed);
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        SymbolicTensor x = inputs.get(0);
        if (x.dtype().isInteger()) {
            return lookup(call, x);
        }
        if (x.shape().last() != embeddingDim()) {
            throw ShapeException.because("needs vectors of size " + embeddingDim())
                    .differs("the last axis of the input has " + x.shape().last())
                    .remedy("conv2d(" + embeddingDim() + ", 1) or dense(" + embeddingDim() + ") before it");
        }
        SymbolicTensor embeddings = embeddings(call);
        SymbolicTensor codes = directed(embeddings, 0);
        SymbolicTensor directed = directed(x, x.shape().rank() - 1);
        SymbolicTensor vectors = Shapes.reshape(directed, -1, embeddingDim());
        SymbolicTensor nearest = nearest(vectors, codes);
        SymbolicTensor quantized = PerAxis.reshapeLike(
                Gathering.take(Shapes.transpose(codes), nearest, 0),
                x,
                x.shape().rank());
        SymbolicTensor members = Nn.oneHot(nearest, numEmbeddings());
        MovingCodebook moving = moving();
        addLosses(call, directed, quantized, moving == null);
        addMetrics(call, members);
        if (moving != null) {
            moving.update(call, embeddings, Core.stopGradient(vectors), members);
        }
        SymbolicTensor straightThrough = directed.plus(Core.stopGradient(quantized.minus(directed)));
        return List.of(
                straightThrough, PerAxis.reshapeLike(nearest, x, x.shape().rank() - 1));
    }

    private SymbolicTensor embeddings(Call call) {
        boolean learnsByGradient = codebook() instanceof Codebook.Gradient;
        Shape shape = Shape.of(embeddingDim(), numEmbeddings());
        return call.weight("embeddings", shape, get(EMBEDDINGS_INITIALIZER), null, null, learnsByGradient);
    }

    private SymbolicTensor directed(SymbolicTensor vectors, int axis) {
        return get(COSINE) ? UnitNormalization.unit(vectors, LEAST_LENGTH, axis) : vectors;
    }

    private @Nullable MovingCodebook moving() {
        return codebook() instanceof Codebook.Ema ema
                ? new MovingCodebook(ema, get(EMBEDDINGS_INITIALIZER), get(SEED))
                : null;
    }

    /** The way back: the codes at indices. */
    private List<SymbolicTensor> lookup(Call call, SymbolicTensor indices) {
        SymbolicTensor embeddings = embeddings(call);
        MovingCodebook moving = moving();
        if (moving != null) {
            // Not used here, but a layer has the same weights in all its calls, and so in files.
            moving.averages(call, embeddings.shape());
        }
        SymbolicTensor codes = directed(embeddings, 0);
        return List.of(Gathering.take(Shapes.transpose(codes), indices, 0), Core.cast(indices, DType.INT32));
    }

    /** The index of the nearest code: {@code |x - e|²} without {@code |x|²}, which is the same for all codes. */
    private static SymbolicTensor nearest(SymbolicTensor vectors, SymbolicTensor embeddings) {
        SymbolicTensor lengths = Reductions.sum(Elementwise.square(embeddings), 0);
        return Reductions.argmin(
                lengths.minus(Linear.matmul(vectors, embeddings).times(2)), 1);
    }

    private void addLosses(Call call, SymbolicTensor x, SymbolicTensor quantized, boolean learns) {
        SymbolicTensor commitment =
                Elementwise.square(Core.stopGradient(quantized).minus(x));
        call.addLoss(Reductions.mean(commitment).times(get(COMMITMENT_COST)));
        if (learns) {
            SymbolicTensor distance = Elementwise.square(quantized.minus(Core.stopGradient(x)));
            call.addLoss(Reductions.mean(distance).times(get(CODEBOOK_COST)));
        }
    }

    private static void addMetrics(Call call, SymbolicTensor members) {
        SymbolicTensor shares = Reductions.mean(members, 0);
        // An unused code counts 0 · log(tiny) = 0.
        SymbolicTensor information = shares.times(Elementwise.log(Elementwise.maximum(shares, 1e-30)));
        call.addMetric("perplexity", Elementwise.exp(Reductions.sum(information).unaryMinus()));
        SymbolicTensor used = Reductions.max(members, 0);
        call.addMetric("codebook_usage", Core.cast(Reductions.mean(used), DType.FLOAT32));
    }
}
