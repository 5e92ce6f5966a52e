package dev.lamina.errors;

/** A configuration value that an object cannot have. */
public class ConfigException extends LaminaException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
