package dev.lamina.tensorflow.files;

import java.util.ArrayList;
import java.util.List;

/** Lists of texts in attributes. One of more than 64 KiB is cut into {@code layer_names0}, {@code layer_names1} … */
final class LegacyTexts {
    private LegacyTexts() {}

    /** The texts; none where there is no such attribute. */
    static List<String> of(H5Tree group, String key) {
        H5Tree.Attribute whole = group.attributes().get(key);
        if (whole != null) {
            return whole.values();
        }
        List<String> texts = new ArrayList<>();
        H5Tree.Attribute chunk = group.attributes().get(key + 0);
        for (int i = 1; chunk != null; i++) {
            texts.addAll(chunk.values());
            chunk = group.attributes().get(key + i);
        }
        return texts;
    }

    static boolean has(H5Tree group, String key) {
        return group.attributes().containsKey(key) || group.attributes().containsKey(key + 0);
    }

    /** One text; empty where there is none. */
    static String text(H5Tree group, String key) {
        return String.join("", of(group, key));
    }
}
