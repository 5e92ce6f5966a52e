package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import java.util.List;

/**
 * What a step of an optimizer ends with.
 *
 * @param values new values of the weights; a value that is the one given is not stored
 * @param kept new values of what is kept; a value that is the one given is not stored
 */
public record Made(List<SymbolicTensor> values, List<SymbolicTensor> kept) {}
