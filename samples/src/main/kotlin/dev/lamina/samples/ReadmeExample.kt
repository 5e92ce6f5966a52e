package dev.lamina.samples

import dev.lamina.Lamina.chain
import dev.lamina.Lamina.input
import dev.lamina.Model
import dev.lamina.NdArray
import dev.lamina.activations.Activations.RELU
import dev.lamina.layers.Layers.addLoss
import dev.lamina.layers.Layers.dense
import dev.lamina.losses.Losses.meanSquaredError
import dev.lamina.ops.Core.stopGradient
import dev.lamina.ops.Elementwise.square
import dev.lamina.ops.Reductions.mean
import dev.lamina.ops.Rounding.round
import dev.lamina.optimizers.Optimizers.adam
import dev.lamina.tensorflow.TensorFlowBackend
import dev.lamina.tensorflow.train.History
import dev.lamina.training.Training.training

/** The Kotlin example of the README: an autoencoder whose middle is rounded, and learns all the same. */
internal fun trainRounded(pixels: NdArray): History {
    val image = input("pixels", 28 * 28)
    val z = image.then(chain(dense(128).activation(RELU), dense(16)))
    val rounded = z + stopGradient(round(z) - z) // straight through: rounds, and lets gradients pass
    val near = addLoss(rounded, mean(square(z - round(z))) * 0.25) // be near what you are rounded to
    val decoded = near.then(chain(dense(128).activation(RELU), dense(28 * 28)))
    val model = Model.of("rounded", image, decoded)

    val training = training().optimizer(adam(1e-3)).loss(meanSquaredError())
    TensorFlowBackend.compile(model, training).use { run ->
        return run.fit(pixels, pixels) { fit -> fit.epochs(5).batchSize(128) }
    }
}
