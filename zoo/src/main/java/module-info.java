/** Ready-made models with their training recipes, as definitions only. */
module dev.lamina.zoo {
    requires transitive dev.lamina.dsl;

    exports dev.lamina.zoo;
    exports dev.lamina.zoo.applications;
}
