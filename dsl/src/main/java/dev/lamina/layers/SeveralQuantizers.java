package dev.lamina.layers;

import dev.lamina.Arguments;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.ops.Core;
import dev.lamina.ops.Joining;
import java.util.ArrayList;
import java.util.List;

/** Several quantizers of one configuration, each with a codebook of its own. */
abstract class SeveralQuantizers<S extends SeveralQuantizers<S>> extends Layer<S> {
    @SuppressWarnings({"unchecked", "rawtypes"}) // a field of layers of any class, as files hold them
    private static final Field<Layer<?>> QUANTIZER =
            (Field<Layer<?>>) (Field) Fields.configured("quantizer", Layer.class);

    private final Field<Integer> count;

    SeveralQuantizers(Schema<S> schema, Config config, Field<Integer> count) {
        super(schema, config);
        this.count = count;
        if (!(config.get(QUANTIZER) instanceof VectorQuantizer)) {
            throw new ConfigException(schema.className() + ": quantizer must be a VectorQuantizer; received "
                    + config.get(QUANTIZER).className());
        }
    }

    static <S extends Layer<S>> Field<Integer> addTo(Schema<S> schema, String countKey) {
        Field<Integer> count = schema.add(Fields.positive(countKey));
        schema.add(QUANTIZER);
        return count;
    }

    static Config config(Field<Integer> countField, int count, VectorQuantizer quantizer) {
        return Config.empty().set(countField, count).set(QUANTIZER, quantizer);
    }

    final int count() {
        return get(count);
    }

    /** What each of them is. */
    public final VectorQuantizer quantizer() {
        return (VectorQuantizer) get(QUANTIZER);
    }

    /** Calls one of them; its weights are called as Keras calls those of a list of layers. */
    final List<SymbolicTensor> quantized(Call call, int index, SymbolicTensor x) {
        String attribute = "quantizers/vector_quantizer" + (index == 0 ? "" : "_" + index);
        return call.sublayer(attribute, quantizer(), Arguments.of(List.of(x)));
    }

    @Override
    protected final List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        SymbolicTensor x = inputs.get(0);
        return x.dtype().isInteger() ? lookup(call, x) : quantize(call, x);
    }

    /** Vectors (…, dim) to codes (…, dim) and indices (…, count). */
    abstract List<SymbolicTensor> quantize(Call call, SymbolicTensor x);

    /** One tensor of what the codes of the parts are. */
    abstract SymbolicTensor joined(List<SymbolicTensor> codes);

    private List<SymbolicTensor> lookup(Call call, SymbolicTensor indices) {
        List<SymbolicTensor> codes = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            codes.add(quantized(call, i, indices.get(Index.ellipsis(), Index.at(i)))
                    .get(0));
        }
        return List.of(joined(codes), Core.cast(indices, DType.INT32));
    }

    static SymbolicTensor stacked(List<SymbolicTensor> indices) {
        return Joining.stack(indices, -1);
    }
}
