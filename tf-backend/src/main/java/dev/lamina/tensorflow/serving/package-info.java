/** TensorFlow SavedModels: written for serving, and run, whoever wrote them. */
@NullMarked
package dev.lamina.tensorflow.serving;

import org.jspecify.annotations.NullMarked;
