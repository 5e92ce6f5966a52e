/** Describes, checks, reads, writes and lowers Keras models. */
module dev.lamina.dsl {
    requires tools.jackson.databind;
    requires transitive org.jspecify;

    uses dev.lamina.backend.Backend;
    uses dev.lamina.json.SchemaProvider;

    exports dev.lamina;
    exports dev.lamina.activations;
    exports dev.lamina.backend;
    exports dev.lamina.config;
    exports dev.lamina.constraints;
    exports dev.lamina.errors;
    exports dev.lamina.initializers;
    exports dev.lamina.inspect;
    exports dev.lamina.json;
    exports dev.lamina.layers;
    exports dev.lamina.losses;
    exports dev.lamina.lowering;
    exports dev.lamina.metrics;
    exports dev.lamina.ops;
    exports dev.lamina.optimizers;
    exports dev.lamina.regularizers;
    exports dev.lamina.schedules;
    exports dev.lamina.training;
}
