package dev.lamina.zoo;

import dev.lamina.Model;

/**
 * A model that learns to give back its input through a narrow middle. Its parts are models over the same layers: compiled
 * together they share their weights.
 */
public interface Autoencoder {
    /** From an image to what the middle holds. */
    Model encoder();

    /** From what the middle holds to what the model gives back. */
    Model decoder();

    /** The whole, as it is trained. */
    Model model();

    /** From an input of {@link #model} to an image of shape (batch, height, width, channels), black at 0 and white at 1. */
    Model reconstruction();

    /** How it is trained. */
    Recipe recipe();
}
