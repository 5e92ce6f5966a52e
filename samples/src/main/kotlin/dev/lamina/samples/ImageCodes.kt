package dev.lamina.samples

import dev.lamina.NdArray
import dev.lamina.tensorflow.TensorFlowBackend
import dev.lamina.tensorflow.data.Glyphs
import dev.lamina.tensorflow.train.History
import dev.lamina.zoo.VqVae
import java.nio.file.Files
import java.nio.file.Path

/** What the program did. */
internal class ImageCodes(
    val history: History,
    val codes: NdArray,
    val originals: NdArray,
    val images: NdArray,
    val imagesOfLoadedModel: NdArray,
)

/**
 * Images to codes and back: defines a VQ-VAE, trains it on the built-in glyphs, writes images as 49 codes each, draws
 * them again from the codes alone, and does the same with the model as it comes back from a Keras file.
 */
fun main(arguments: Array<String>) {
    val scale = Scale.of(arguments)
    val folder = Files.createDirectories(Scale.folder("kotlin-codes"))
    val done = imagesThroughCodes(scale.of(1_000, 10_000), scale.of(4, 10), folder.resolve("vq_vae.keras"))
    ImageGrid().row(done.originals).row(done.images).row(done.imagesOfLoadedModel).write(folder.resolve("images.png"))
    println("codes of the first image: ${done.codes.rows(0, 1).ints().joinToString(" ")}")
    println("loss by epoch: ${done.history.values().getValue("loss").joinToString { "%.3f".format(it) }}")
    println("originals, images from codes, and from the loaded model: ${folder.resolve("images.png")}")
}

internal fun imagesThroughCodes(examples: Int, epochs: Int, file: Path): ImageCodes {
    val pixels = Glyphs.load(examples, 10, 1).let { it.trainPixels().shifted(-0.5f) to it.testPixels().shifted(-0.5f) }
    val (train, test) = pixels
    val vqVae = VqVae.builder().numEmbeddings(64).dataVariance(0.08).build()

    return TensorFlowBackend.compile(vqVae.model(), vqVae.recipe().training()).use { run ->
        val history = run.fit(train, train) { fit -> fit.epochs(epochs).batchSize(64) }
        val codes = run.part(vqVae.codes()).predict(test).first()
        val images = run.part(vqVae.fromCodes()).predict(codes).first()
        run.save(file)

        val loaded = TensorFlowBackend.load(file).use { it.predict(test).first() }
        ImageCodes(history, codes, test.shifted(0.5f), images, loaded.shifted(0.5f))
    }
}

private fun NdArray.shifted(by: Float): NdArray {
    val values = floats()
    return NdArray.of(FloatArray(values.size) { values[it] + by }, *shape().sizes())
}
