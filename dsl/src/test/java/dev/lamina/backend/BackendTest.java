package dev.lamina.backend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.errors.LaminaException;
import org.junit.jupiter.api.Test;

/** The dsl alone, which runs nothing. What a backend does is tested where there is one: {@code PretrainedTest} of the zoo. */
final class BackendTest {
    @Test
    void saysWhatToAddWhereNothingIsInstalled() {
        assertThatThrownBy(Backend::installed)
                .isInstanceOf(LaminaException.class)
                .hasMessage("""
                        there is nothing that runs models
                          expected   an implementation of dev.lamina.backend.Backend beside the definitions
                          try        dev.lamina:lamina-tf-backend among the dependencies""");
    }
}
