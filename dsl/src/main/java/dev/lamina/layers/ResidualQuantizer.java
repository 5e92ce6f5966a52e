package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Core;
import java.util.ArrayList;
import java.util.List;

/**
 * Quantizes in rounds: each round replaces what the rounds before it left of a vector by the nearest code of a codebook of its own.
 * The code is the sum over the rounds; gradients pass straight through to the vectors. Losses and metrics are those of each
 * {@link VectorQuantizer}.
 *
 * <p>Called on indices, of any integer type, it goes the way back: their codes, and the indices; without losses.
 *
 * <p>Shapes: x (…, embedding_dim) -> codes (…, embedding_dim) and their indices (…, rounds), int32. Source: Zeghidour and others 2021:
 * SoundStream; Lee and others 2022: Autoregressive Image Generation using Residual Quantization.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 7, 7, 16);
 * SymbolicTensor quantized = x.then(residualQuantizer(4, vectorQuantizer(32, 16))); // (?, 7, 7, 16)
 * }</pre>
 */
public final class ResidualQuantizer extends SeveralQuantizers<ResidualQuantizer> {
    static final Schema<ResidualQuantizer> SCHEMA = customSchema("lamina", "ResidualQuantizer", ResidualQuantizer::new);
    private static final Field<Integer> ROUNDS = addTo(SCHEMA, "rounds");

    private ResidualQuantizer(Config config) {
        super(SCHEMA, config, ROUNDS);
    }

    static ResidualQuantizer of(int rounds, VectorQuantizer quantizer) {
        return SCHEMA.create(config(ROUNDS, rounds, quantizer));
    }

    @Override
    List<SymbolicTensor> quantize(Call call, SymbolicTensor x) {
        List<SymbolicTensor> codes = new ArrayList<>();
        List<SymbolicTensor> indices = new ArrayList<>();
        SymbolicTensor left = x;
        for (int i = 0; i < count(); i++) {
            List<SymbolicTensor> quantized = quantized(call, i, left);
            SymbolicTensor code = Core.stopGradient(quantized.get(0));
            codes.add(code);
            indices.add(quantized.get(1));
            left = left.minus(code);
        }
        SymbolicTensor straightThrough = x.plus(Core.stopGradient(joined(codes).minus(x)));
        return List.of(straightThrough, stacked(indices));
    }

    @Override
    SymbolicTensor joined(List<SymbolicTensor> codes) {
        return codes.stream().reduce(SymbolicTensor::plus).orElseThrow();
    }
}
