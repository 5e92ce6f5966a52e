package dev.lamina.samples

import dev.lamina.Call
import dev.lamina.Lamina.input
import dev.lamina.Layer
import dev.lamina.NdArray
import dev.lamina.Sequential
import dev.lamina.Shape
import dev.lamina.SymbolicTensor
import dev.lamina.config.Config
import dev.lamina.config.Field
import dev.lamina.config.Fields
import dev.lamina.config.Schema
import dev.lamina.initializers.Initializers.constant
import dev.lamina.json.Catalog
import dev.lamina.layers.Layers.dense
import dev.lamina.losses.Losses.meanSquaredError
import dev.lamina.ops.Elementwise.square
import dev.lamina.ops.Trigonometry.sin
import dev.lamina.optimizers.Optimizers.adam
import dev.lamina.tensorflow.TensorFlowBackend
import dev.lamina.training.Training.training
import java.nio.file.Files
import java.nio.file.Path
import kotlin.math.sin

/**
 * An activation that repeats, with a frequency that each channel learns: x + sin²(a x) / a (Ziyin and others 2020:
 * Neural Networks Fail to Learn Periodic Functions and How to Fix It).
 */
internal class Snake private constructor(config: Config) : Layer<Snake>(SCHEMA, config) {
    override fun call(call: Call, x: SymbolicTensor): SymbolicTensor {
        val a = call.weight("frequency", Shape.of(x.shape().last()), constant(get(FREQUENCY)))
        return x + square(sin(x * a)) / a
    }

    companion object {
        val SCHEMA: Schema<Snake> = customSchema("samples", "Snake", ::Snake)
        private val FREQUENCY: Field<Double> = SCHEMA.add(Fields.number("frequency").orElse(1.0))

        /** Frequencies that begin at [frequency]. */
        fun snake(frequency: Double): Snake = SCHEMA.create(Config.empty().set(FREQUENCY, frequency))
    }
}

/** The loss after training, and a wave as the model drew it before and after a file. */
internal class Wave(val loss: Double, val drawn: NdArray, val drawnByLoaded: NdArray)

/** Learns a wave with a layer of one's own, saves the model, and loads it by a catalog that knows the layer. */
fun main(arguments: Array<String>) {
    val folder = Files.createDirectories(Scale.folder("kotlin-layer"))
    val wave = learnWave(Scale.of(arguments), folder.resolve("wave.keras"))
    println("loss: ${wave.loss}")
    val places = places(wave.drawn.size())
    val chart = Charts.of("A wave", "place", "")
    Charts.line(chart, "wave", places, FloatArray(places.size) { sin(places[it]) })
    Charts.line(chart, "learned", places, wave.drawn.floats())
    Charts.write(chart, folder.resolve("wave.png"))
}

private fun places(count: Int) = FloatArray(count) { 20f * it / count - 10 }

internal fun learnWave(scale: Scale, file: Path): Wave {
    val count = scale.of(1_000, 5_000)
    val places = places(count)
    val x = NdArray.of(places, count, 1)
    val y = NdArray.of(FloatArray(count) { sin(places[it]) }, count, 1)
    val model =
        Sequential.of("wave", input("place", 1), dense(32), Snake.snake(2.0), dense(32), Snake.snake(2.0), dense(1))

    return TensorFlowBackend.compile(model, training().optimizer(adam(3e-3)).loss(meanSquaredError())) { it.seed(1) }
        .use { run ->
            val loss = run.fit(x, y) { it.epochs(scale.of(30, 60)).batchSize(50) }.last("loss")
            run.save(file)
            val catalog = Catalog.installed().plus(Snake.SCHEMA)
            val loaded = TensorFlowBackend.load(file) { it.catalog(catalog) }.use { it.predict(x).first() }
            Wave(loss, run.predict(x).first(), loaded)
        }
}
