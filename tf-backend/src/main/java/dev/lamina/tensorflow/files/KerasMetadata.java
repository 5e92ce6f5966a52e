package dev.lamina.tensorflow.files;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code metadata.json} in a {@code .keras} archive says.
 *
 * @param kerasVersion the version of Keras that wrote it, or whose format it was written in: {@code 3.15.1}
 * @param dateSaved when: {@code YYYY-MM-DD@HH:MM:SS}, in the writer's time zone
 */
public record KerasMetadata(String kerasVersion, String dateSaved) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");
    // The file is one flat object of short texts; this is all of JSON that it can hold.
    private static final String TEXT = "\"((?:[^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+)\"";
    private static final Pattern PAIR =
            Pattern.compile("\\s*+" + TEXT + "\\s*+:\\s*+(?:" + TEXT + "|[-+.eE0-9]++|true|false|null)\\s*+");

    static KerasMetadata at(String kerasVersion, LocalDateTime time) {
        return new KerasMetadata(kerasVersion, DATE.format(time));
    }

    String toJson() {
        return "{\"keras_version\": \"" + kerasVersion + "\", \"date_saved\": \"" + dateSaved + "\"}";
    }

    /**
     * The metadata in a text.
     *
     * @throws IllegalArgumentException if it is not a JSON object with a text {@code keras_version}, saying what is wrong
     */
    static KerasMetadata parse(String json) {
        String text = json.strip();
        if (text.length() < 2 || text.charAt(0) != '{' || text.charAt(text.length() - 1) != '}') {
            throw new IllegalArgumentException("it is not a JSON object");
        }
        Map<String, String> values = new HashMap<>();
        Matcher pair = PAIR.matcher(text).region(1, text.length() - 1);
        while (pair.lookingAt()) {
            if (pair.group(2) != null) {
                values.put(pair.group(1), pair.group(2));
            }
            int end = pair.end();
            if (end == text.length() - 1) {
                String version = values.get("keras_version");
                if (version == null) {
                    throw new IllegalArgumentException("it has no keras_version");
                }
                return new KerasMetadata(version, values.getOrDefault("date_saved", ""));
            }
            if (text.charAt(end) != ',') {
                break;
            }
            pair.region(end + 1, text.length() - 1);
        }
        throw new IllegalArgumentException("it is not a JSON object of texts: character " + (pair.regionStart() + 1));
    }
}
