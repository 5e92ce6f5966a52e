/** Describes, checks, reads, writes and lowers Keras models. */
module dev.lamina.dsl {
    requires tools.jackson.databind;
    requires transitive org.jspecify;

    exports dev.lamina;
}
