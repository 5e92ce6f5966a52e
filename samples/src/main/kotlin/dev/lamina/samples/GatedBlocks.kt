package dev.lamina.samples

import dev.lamina.Lamina.input
import dev.lamina.Model
import dev.lamina.NdArray
import dev.lamina.SymbolicTensor
import dev.lamina.layers.Layers.dense
import dev.lamina.losses.Losses.meanSquaredError
import dev.lamina.ops.Elementwise.sqrt
import dev.lamina.ops.Elementwise.square
import dev.lamina.ops.Nn.sigmoid
import dev.lamina.ops.Reductions.meanKeepingDims
import dev.lamina.optimizers.Optimizers.adam
import dev.lamina.tensorflow.TensorFlowBackend
import dev.lamina.tensorflow.train.History
import dev.lamina.training.Training.training
import kotlin.random.Random

/** Two dense layers, of which one opens the other: a gated linear unit (Dauphin and others 2016). */
internal fun SymbolicTensor.gated(units: Int) = then(dense(units)) * sigmoid(then(dense(units)))

/** What a block makes of this, added to it. */
internal fun SymbolicTensor.plusOwn(block: SymbolicTensor.() -> SymbolicTensor) = this + block()

/** Each example less its mean, over its deviation. */
internal fun SymbolicTensor.standardized(): SymbolicTensor {
    val centred = this - meanKeepingDims(this, -1)
    return centred / sqrt(meanKeepingDims(square(centred), -1) + 1e-6)
}

internal fun productNet(width: Int, depth: Int): Model {
    val numbers = input("numbers", 2)
    val hidden = (1..depth).fold(numbers.then(dense(width))) { x, _ -> x.plusOwn { standardized().gated(width) } }
    return Model.of("product", numbers, hidden.then(dense(1)))
}

/** Learns to multiply with blocks that are extension functions, written with operators. */
fun main(arguments: Array<String>) {
    val losses = learnProducts(Scale.of(arguments)).get("loss")
    println("loss by epoch: $losses")
    val chart = Charts.byEpoch("Products of two numbers", "mean squared error", mapOf("loss" to losses))
    chart.styler.setYAxisLogarithmic(true)
    Charts.write(chart, Scale.folder("kotlin-operators").resolve("curves.png"))
}

internal fun learnProducts(scale: Scale): History {
    val random = Random(1)
    val count = scale.of(2_000, 20_000)
    val numbers = FloatArray(2 * count) { random.nextFloat() * 2 - 1 }
    val products = FloatArray(count) { numbers[2 * it] * numbers[2 * it + 1] }
    val training = training().optimizer(adam(5e-3)).loss(meanSquaredError())
    return TensorFlowBackend.compile(productNet(16, 2), training) { it.seed(1) }
        .use { run ->
            run.fit(NdArray.of(numbers, count, 2), NdArray.of(products, count, 1)) { it.epochs(8).batchSize(50) }
        }
}
