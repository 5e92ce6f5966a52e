/**
 * Keras's files: the {@code .keras} archive, the {@code .weights.h5} inside it, and the HDF5 both rest on. An archive is
 * a text of JSON and a {@link dev.lamina.tensorflow.files.WeightTree}; {@link dev.lamina.tensorflow.files.ModelWeights} alone
 * knows where in it a model's weights lie.
 *
 * <p>Whatever a file holds, reading it ends in a value or in a {@link dev.lamina.tensorflow.files.ModelFileException}; whatever
 * happens while one is written, the file that was there before stays whole.
 */
@NullMarked
package dev.lamina.tensorflow.files;

import org.jspecify.annotations.NullMarked;
