package dev.lamina.samples

import dev.lamina.Lamina.input
import dev.lamina.Model
import dev.lamina.NdArray
import dev.lamina.Sequential
import dev.lamina.activations.Activations.RELU
import dev.lamina.activations.Activations.SIGMOID
import dev.lamina.layers.Layers.dense
import dev.lamina.losses.Losses.binaryCrossentropy
import dev.lamina.optimizers.Optimizers.adam
import dev.lamina.tensorflow.TensorFlowBackend
import dev.lamina.training.Training.training
import java.util.Random

private const val BATCH = 64
private const val NOISE = 4

/** Two models that take turns: a forger learns to draw numbers like real ones, a judge to tell them apart. */
fun main(arguments: Array<String>) {
    val forged = mimic(Scale.of(arguments), mean = 4.0, deviation = 0.5)
    println("mean ${forged.mean}, deviation ${forged.deviation}")
    val real = normal(Random(2), forged.numbers.size, 1, 4.0, 0.5).floats().map { it.toDouble() }
    val areas = linkedMapOf("real" to real, "forged" to forged.numbers)
    Charts.write(Charts.histogram("Numbers", "number", areas), Scale.folder("kotlin-gan").resolve("numbers.png"))
}

/** The forger's numbers, their mean and deviation. */
internal data class Mimicked(val numbers: List<Double>, val mean: Double, val deviation: Double)

internal fun mimic(scale: Scale, mean: Double, deviation: Double): Mimicked {
    val random = Random(1)
    val forger = Sequential.of("forger", input("noise", NOISE), dense(16).activation(RELU), dense(1))
    val judge = Sequential.of("judge", input("number", 1), dense(32).activation(RELU), dense(1).activation(SIGMOID))
    val noise = input("noise", NOISE)
    val both = Model.of("both", noise, noise.then(forger).then(judge.trainable(false)))
    val turns = training().optimizer(adam(3e-3).beta1(0.5)).loss(binaryCrossentropy())

    return TensorFlowBackend.compile(judge, turns) { it.seed(1) }
        .use { judging ->
            val forging = judging.part(both, turns) // trains the forger alone
            val drawing = judging.part(forger)
            repeat(scale.of(1_000, 6_000)) {
                val real = normal(random, BATCH, 1, mean, deviation)
                val forged = drawing.predictOnBatch(normal(random, BATCH, NOISE)).first()
                judging.trainOnBatch(real, labels(1f))
                judging.trainOnBatch(forged, labels(0f))
                forging.trainOnBatch(normal(random, BATCH, NOISE), labels(1f))
            }
            val drawn = drawing.predict(normal(random, 1_000, NOISE)).first().floats().map { it.toDouble() }
            val centre = drawn.average()
            Mimicked(drawn, centre, kotlin.math.sqrt(drawn.map { (it - centre) * (it - centre) }.average()))
        }
}

private fun labels(label: Float) = NdArray.of(FloatArray(BATCH) { label }, BATCH, 1)

private fun normal(random: Random, count: Int, size: Int, mean: Double = 0.0, deviation: Double = 1.0) =
    NdArray.of(FloatArray(count * size) { (mean + deviation * random.nextGaussian()).toFloat() }, count, size)
