/** What TensorBoard shows, written as it reads it. */
@NullMarked
package dev.lamina.tensorflow.tensorboard;

import org.jspecify.annotations.NullMarked;
