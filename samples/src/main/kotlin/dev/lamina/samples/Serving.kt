package dev.lamina.samples

import dev.lamina.NdArray
import dev.lamina.tensorflow.Batcher
import dev.lamina.tensorflow.TensorFlowBackend
import java.nio.file.Path
import java.time.Duration
import kotlin.system.exitProcess

/**
 * Serves a model that Keras saved: many callers with an example each, which go through the model in batches. The
 * outputs of the model's first output are in the order of the examples.
 */
internal fun serve(file: Path, examples: List<NdArray>): List<NdArray> =
    TensorFlowBackend.load(file).use { model ->
        model.warmUp(1)
        Batcher.of(model, 16, Duration.ofMillis(2)).use { batcher ->
            examples.parallelStream().map { batcher.predict(it) }.toList().map { it.join().first() }
        }
    }

/** One example of the shapes that a model takes, all zeros. */
internal fun zeros(file: Path): NdArray =
    TensorFlowBackend.load(file).use { model ->
        val input = model.model().inputs().list().first()
        NdArray.zeros(input.dtype(), input.shape().from(1))
    }

/** Takes the name of a `.keras` file whose model has one input, and serves 100 examples of zeros. */
fun main(arguments: Array<String>) {
    val file =
        arguments.firstOrNull { !it.startsWith("-") }
            ?: run {
                System.err.println("give the name of a .keras file")
                exitProcess(2)
            }
    val outputs = serve(Path.of(file), List(100) { zeros(Path.of(file)) })
    println("${outputs.size} outputs, each of shape ${outputs.first().shape()}: ${outputs.first()}")
}
