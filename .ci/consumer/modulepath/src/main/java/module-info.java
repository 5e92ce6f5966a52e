module consumer {
    requires dev.lamina.tensorflow;
    requires dev.lamina.zoo;
    requires tensorflow;
}
