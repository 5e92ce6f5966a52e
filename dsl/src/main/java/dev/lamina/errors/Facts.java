package dev.lamina.errors;

import java.util.ArrayList;
import java.util.List;

/** The text of an error: a headline, then facts in two aligned columns. Immutable. */
public final class Facts {
    private record Fact(String label, String text) {}

    private final String headline;
    private final List<Fact> facts;

    private Facts(String headline, List<Fact> facts) {
        this.headline = headline;
        this.facts = facts;
    }

    public static Facts of(String headline) {
        return new Facts(headline, List.of());
    }

    /** These facts and one more; unchanged where {@code text} is empty. */
    public Facts and(String label, String text) {
        if (text.isEmpty()) {
            return this;
        }
        List<Fact> more = new ArrayList<>(facts);
        more.add(new Fact(label, text));
        return new Facts(headline, List.copyOf(more));
    }

    @Override
    public String toString() {
        int width = facts.stream().mapToInt(fact -> fact.label.length()).max().orElse(0);
        StringBuilder text = new StringBuilder(headline);
        for (Fact fact : facts) {
            text.append("\n  ").append(fact.label).append(" ".repeat(width - fact.label.length() + 3));
            text.append(fact.text.replace("\n", "\n" + " ".repeat(width + 5)));
        }
        return text.toString();
    }
}
