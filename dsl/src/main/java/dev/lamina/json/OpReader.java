package dev.lamina.json;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.config.Plain;
import dev.lamina.ops.OpTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads ops, whose parameters stand in their configuration and in their call. */
final class OpReader {
    private OpReader() {}

    static Op read(Element element, ArgumentReader call) {
        OpType type = OpTypes.find(element.module(), element.className());
        if (type == null) {
            throw unknown(element);
        }
        Map<String, @Nullable Object> config = new LinkedHashMap<>(element.config());
        config.putIfAbsent("name", element.name());
        config.putAll(call.passed(type));
        return type.schema().read(config, element.configPlace());
    }

    private static RuntimeException unknown(Element element) {
        List<String> known = OpTypes.all().stream()
                .filter(type -> element.module().equals(type.schema().home().module()))
                .map(OpType::toString)
                .toList();
        String nearest = Plain.nearest(element.className(), known);
        return element.place()
                .error(
                        "unknown op " + element.className() + " of " + element.module()
                                + (nearest == null ? "" : "; did you mean " + nearest + "?"),
                        "");
    }
}
