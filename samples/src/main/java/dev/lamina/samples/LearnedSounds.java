package dev.lamina.samples;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.ConvolutionLayers.conv1d;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.ops.Elementwise.expm1;
import static dev.lamina.ops.Elementwise.log1p;
import static dev.lamina.ops.Elementwise.sqrt;
import static dev.lamina.ops.Elementwise.square;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.layers.Codebook;
import dev.lamina.ops.Fourier;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Sounds through codes: a VQ-VAE learns the spectra of made-up notes, one code for each 16 milliseconds, and the notes are made again
 * from the codes, their phases found step by step (Griffin and Lim 1984).
 */
public final class LearnedSounds {
    static final int RATE = 8000;
    private static final int SAMPLES = 2048;
    private static final int WINDOW = 256;
    private static final int STEP = 128;
    private static final double[] PITCHES = {262, 294, 330, 392, 440, 523, 587, 659};

    private LearnedSounds() {}

    /**
     * Notes that were not trained on.
     *
     * @param errors mean squared error of the spectra, by epoch
     * @param notes (count, samples) between -1 and 1
     * @param learned the same from codes
     * @param spectra of the notes, and of those from codes: (2 count, frames, frequencies)
     */
    record Result(List<Double> errors, NdArray notes, NdArray learned, NdArray spectra) {}

    /** Writes {@code notes.wav} and {@code learned.wav}, and their spectra, one over the other: {@code spectra.png}. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        System.out.println("error by epoch: " + result.errors);
        draw(result, Scale.folder("learned-sounds"));
    }

    static void draw(Result result, Path folder) throws IOException {
        write(result.notes, folder.resolve("notes.wav"));
        write(result.learned, folder.resolve("learned.wav"));
        new ImageGrid().wrapped(pictures(result.spectra), PITCHES.length).write(folder.resolve("spectra.png"));
    }

    static Result run(Scale scale) {
        NdArray notes = notes(scale.of(640, 4000), 1);
        NdArray unheard = notes(8, 2);
        try (CompiledModel spectra = TensorFlowBackend.compile(spectra())) {
            NdArray heard = spectra.predict(notes).get(0);
            int frames = heard.shape().size(1);
            int frequencies = heard.shape().size(2);
            try (CompiledModel run = TensorFlowBackend.compile(
                            coder(frames, frequencies),
                            training()
                                    .optimizer(adam(3e-3))
                                    .loss(meanSquaredError())
                                    .lossWeights(10)
                                    .metrics("mse"),
                            options -> options.seed(1));
                    CompiledModel refine = TensorFlowBackend.compile(refinement(frames, frequencies))) {
                List<Double> errors = run.fit(
                                heard,
                                heard,
                                fit -> fit.epochs(scale.of(20, 40)).batchSize(32))
                        .get("mse");
                NdArray decoded = run.predict(spectra.predict(unheard).get(0)).get(0);
                NdArray sound = noise(unheard.shape().size(0));
                for (int i = 0; i < scale.of(30, 100); i++) {
                    sound = refine.predict(decoded, sound).get(0);
                }
                return new Result(
                        errors,
                        unheard,
                        sound,
                        spectra.predict(Pictures.joined(unheard, sound)).get(0));
            }
        }
    }

    /** From sounds (batch, samples) to logarithms of the sizes of their spectra (batch, frames, frequencies). */
    static Model spectra() {
        SymbolicTensor sound = input("sound", SAMPLES);
        return Model.of("spectra", sound, log1p(size(Fourier.stft(sound, WINDOW, STEP, WINDOW))));
    }

    private static SymbolicTensor size(Fourier.Complex x) {
        return sqrt(square(x.real()).plus(square(x.imaginary())).plus(1e-9));
    }

    private static Model coder(int frames, int frequencies) {
        SymbolicTensor spectrum = input("spectrum", frames, frequencies);
        return Model.of(
                "sound_coder",
                spectrum,
                spectrum.then(chain(
                        conv1d(64, 3).padding(SAME).activation(RELU),
                        conv1d(8, 1),
                        vectorQuantizer(64, 8).codebook(Codebook.ema(0.9).restartBelow(0.5)),
                        conv1d(64, 3).padding(SAME).activation(RELU),
                        conv1d(frequencies, 1))));
    }

    /** A sound whose spectra have the sizes that are wanted, and about the phases of the sound before. */
    private static Model refinement(int frames, int frequencies) {
        SymbolicTensor wanted = input("wanted", frames, frequencies);
        SymbolicTensor sound = input("sound", SAMPLES);
        Fourier.Complex now = Fourier.stft(sound, WINDOW, STEP, WINDOW);
        SymbolicTensor factor = expm1(wanted).div(size(now));
        Fourier.Complex changed =
                new Fourier.Complex(now.real().times(factor), now.imaginary().times(factor));
        return Model.of("refinement", List.of(wanted, sound), Fourier.istft(changed, WINDOW, STEP, WINDOW));
    }

    /** Tones that fade, of one of a few pitches, with overtones. */
    private static NdArray notes(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count * SAMPLES];
        for (int note = 0; note < count; note++) {
            double pitch = PITCHES[note % PITCHES.length] * 2 * Math.PI / RATE;
            double brightness = random.nextDouble() / 2;
            double phase = random.nextDouble() * 2 * Math.PI;
            for (int i = 0; i < SAMPLES; i++) {
                double angle = phase + i * pitch;
                double wave = Math.sin(angle) + brightness * Math.sin(2 * angle);
                values[note * SAMPLES + i] = (float) (0.5 * wave * Math.exp(-2.0 * i / SAMPLES));
            }
        }
        return NdArray.of(values, count, SAMPLES);
    }

    /** The lower quarter of the frequencies, the lowest at the bottom; to the right goes time, each frame as wide as {@code wide} others. */
    private static NdArray pictures(NdArray spectra) {
        int wide = 4;
        int count = spectra.shape().size(0);
        int frames = spectra.shape().size(1);
        int frequencies = spectra.shape().last();
        int height = frequencies / 4;
        int width = wide * frames;
        float[] sizes = spectra.floats();
        float[] pixels = new float[count * height * width];
        for (int i = 0; i < pixels.length; i++) {
            int frame = i / (height * width) * frames + i % width / wide;
            int frequency = height - 1 - i / width % height;
            pixels[i] = sizes[frame * frequencies + frequency] / 4;
        }
        return NdArray.of(pixels, count, height, width, 1);
    }

    private static NdArray noise(int count) {
        Random random = new Random(3);
        float[] values = new float[count * SAMPLES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.01 * random.nextGaussian());
        }
        return NdArray.of(values, count, SAMPLES);
    }

    /** Writes sounds one after the other, 16 bits a sample. */
    static void write(NdArray sounds, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * sounds.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : sounds.floats()) {
            bytes.putShort((short) Math.round(Short.MAX_VALUE * Math.max(-1, Math.min(1, value))));
        }
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, sounds.size())) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
