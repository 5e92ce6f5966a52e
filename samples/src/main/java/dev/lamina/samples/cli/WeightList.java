package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import java.util.List;

/** The weights of a model, one in a line: name, type, shape. */
final class WeightList {
    private WeightList() {}

    static String of(Model model) {
        List<Program.NamedWeight> all = WeightNames.of(model);
        int width =
                all.stream().mapToInt(weight -> weight.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Program.NamedWeight named : all) {
            text.append(named.name()).append(" ".repeat(width - named.name().length() + 2));
            text.append(named.weight().spec().dtype().kerasName()).append(' ');
            text.append(named.weight().spec().shape());
            text.append(named.weight().trainable() ? "\n" : "  not trainable\n");
        }
        return text.toString();
    }
}
