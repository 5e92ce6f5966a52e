package dev.lamina.errors;

/** A configuration value that an object cannot have, or a document that does not describe a model. */
public class ConfigException extends LaminaException {
    private static final long serialVersionUID = 1L;

    private final String path;

    public ConfigException(String message) {
        super(message);
        this.path = "";
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
        this.path = "";
    }

    private ConfigException(String path, String message, Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    /**
     * An error at a place of a document, which the message begins with.
     *
     * @param path the place
     */
    protected ConfigException(String path, String problem) {
        super(text(path, problem));
        this.path = path;
    }

    /** An error at a place of a document, which the message begins with. */
    public static ConfigException at(String path, String problem) {
        return new ConfigException(path, problem);
    }

    /** An error at a place of a document, which the message begins with. */
    public static ConfigException at(String path, String problem, Throwable cause) {
        return new ConfigException(path, text(path, problem), cause);
    }

    private static String text(String path, String problem) {
        return path.isEmpty() ? problem : path + ": " + problem;
    }

    /** Where in the document, such as {@code config.layers[7].config.units}; empty where there is none, or its root. */
    public String path() {
        return path;
    }
}
