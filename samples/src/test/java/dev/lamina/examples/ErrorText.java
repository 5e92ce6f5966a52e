package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

/** What programs of pages call that end in an error. Public for the classes that are made of them. */
public final class ErrorText {
    private ErrorText() {}

    /**
     * Checks that an error says what a page says it does.
     *
     * @param error whose message is to be {@code expected}, where files have the names of the page
     */
    public static void check(RuntimeException error, String expected) {
        assertThat(error.getMessage().replace(Page.FOLDER, "").stripTrailing()).isEqualTo(expected);
    }
}
