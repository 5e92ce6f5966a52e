package dev.lamina.samples

import dev.lamina.tensorflow.TensorFlowBackend
import dev.lamina.tensorflow.data.Glyphs
import dev.lamina.tensorflow.train.Callback
import dev.lamina.tensorflow.train.Callbacks.earlyStopping
import dev.lamina.tensorflow.train.Callbacks.learningRateScheduler
import dev.lamina.tensorflow.train.Callbacks.onEpochEnd
import dev.lamina.tensorflow.train.History
import dev.lamina.zoo.DenseAutoencoder
import kotlin.math.pow

/** Counts what a training does: a callback of one's own implements what it wants to hear of. */
internal class Steps : Callback {
    var count = 0
        private set

    var largestLoss = 0.0
        private set

    override fun trainBatchEnds(batch: Int, logs: Map<String, Double>) {
        count++
        largestLoss = maxOf(largestLoss, logs.getValue("loss"))
    }
}

/** What was learned, and what the callbacks saw. */
internal class PatientTraining(val history: History, val steps: Steps, val losses: List<Double>)

/** Trains an autoencoder with callbacks: a rate that falls, an end where nothing gets better, and two of one's own. */
fun main(arguments: Array<String>) {
    val done = trainPatiently(Scale.of(arguments))
    println("${done.history.epochs().size} epochs, ${done.steps.count} steps")
    println("loss of the validation by epoch: ${done.losses.joinToString { "%.4f".format(it) }}")
    val curves = linkedMapOf("loss" to done.history.get("loss"), "val_loss" to done.losses)
    val chart = Charts.byEpoch("An autoencoder", "loss", curves)
    Charts.write(chart, Scale.folder("kotlin-callbacks").resolve("curves.png"))
}

internal fun trainPatiently(scale: Scale): PatientTraining {
    val images = scale.of(600, 10_000)
    val pixels = Glyphs.load(images, 1, 1).trainPixels().reshape(images, 28 * 28)
    val net = DenseAutoencoder.of(16)
    val steps = Steps()
    val losses = mutableListOf<Double>()

    return TensorFlowBackend.compile(net.model(), net.recipe().training()) { it.seed(1) }
        .use { run ->
            val history =
                run.fit(pixels, pixels) { fit ->
                    fit.epochs(scale.of(6, 40))
                        .batchSize(50)
                        .validationSplit(0.2)
                        .callbacks(
                            steps,
                            learningRateScheduler { epoch -> 5e-3 * 0.9.pow(epoch) },
                            earlyStopping("val_loss").patience(3).restoreBestWeights(true),
                            onEpochEnd { logs, _ -> losses += logs.getValue("val_loss") },
                        )
                }
            PatientTraining(history, steps, losses)
        }
}
