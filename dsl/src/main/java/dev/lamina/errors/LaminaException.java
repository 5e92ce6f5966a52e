package dev.lamina.errors;

/** Any mistake that Lamina found in what it was given. The message is facts and a fix. */
public class LaminaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LaminaException(String message) {
        super(message);
    }

    public LaminaException(String message, Throwable cause) {
        super(message, cause);
    }
}
