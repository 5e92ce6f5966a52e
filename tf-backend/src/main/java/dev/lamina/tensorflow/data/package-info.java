/**
 * Examples for training: files of arrays ({@link dev.lamina.tensorflow.data.Idx IDX}, {@link
 * dev.lamina.tensorflow.data.Npz NPZ}), well-known {@link dev.lamina.tensorflow.data.ImageData image data sets}, and
 * {@link dev.lamina.tensorflow.data.Dataset the pipeline} that shuffles, batches and prepares them while a step runs.
 * Pure Java: the batches become native tensors elsewhere.
 */
@NullMarked
package dev.lamina.tensorflow.data;

import org.jspecify.annotations.NullMarked;
