package dev.lamina.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.zoo.Pretrained;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs at their small scale, and that each has learned what it is about. */
final class LearningProgramsTest {
    @TempDir
    Path folder;

    private void assertCharts(String... names) throws IOException {
        for (String name : names) {
            Drawn.assertIsChart(folder.resolve(name));
        }
    }

    private void assertPictures(String... names) throws IOException {
        for (String name : names) {
            Drawn.assertIsPicture(folder.resolve(name));
        }
    }

    @Test
    void textIsMadeOfTheWordsThatWereRead() throws IOException {
        TextGeneration.Result result = TextGeneration.run(Scale.SMALL);
        TextGeneration.draw(result, folder);
        assertCharts("curves.png");
        Set<String> known =
                Arrays.stream(TextGeneration.sentences(60).split(" ")).collect(Collectors.toSet());
        String[] words = result.written().get(0.2).split(" ");
        long right = Arrays.stream(words).filter(known::contains).count();
        assertThat(right / (double) words.length)
                .as(result.written().toString())
                .isGreaterThan(0.7);
        assertThat(result.losses().get(11)).isLessThan(0.4 * result.losses().get(0));
    }

    @Test
    void equalWavesAreFoundSimilar() throws IOException {
        Similarity.Result result = Similarity.run(Scale.SMALL);
        Similarity.draw(result, folder);
        assertCharts("probabilities.png");
        assertThat(result.accuracy()).isGreaterThan(0.85);
        // Of the 60 frequencies from 0 to 2 those nearest to 0.3, 1.0 and 1.7.
        List<Integer> places = List.of(9, 30, 51);
        for (int left = 0; left < 3; left++) {
            NdArray same = result.same().get(left);
            for (int right = 0; right < 3; right++) {
                assertThat(same.floats()[places.get(right)])
                        .as("left %d, right %d", left, right)
                        .isBetween(left == right ? 0.7f : 0, left == right ? 1 : 0.3f);
            }
        }
    }

    @Test
    void authorsAreGuessedFromTheirPosts() throws IOException {
        AuthorProfiles.Result result = AuthorProfiles.run(Scale.SMALL);
        AuthorProfiles.draw(result, folder);
        assertCharts("curves.png", "ages.png");
        // Ages of 2 to 6 have a variance of 2; three groups guessed blindly cost log 3, two genders log 2.
        assertThat(result.history().last("val_age_loss")).isLessThan(1.5);
        assertThat(result.history().last("val_income_loss")).isLessThan(0.9 * Math.log(3));
        assertThat(result.history().last("val_gender_loss")).isLessThan(0.5 * Math.log(2));
        double squares = 0;
        for (int author = 0; author < 200; author++) {
            squares +=
                    Math.pow(result.ages().getDouble(author) - result.guessed().getDouble(author), 2);
        }
        assertThat(squares / 200)
                .as("error of the ages that are drawn")
                .isCloseTo(result.history().last("val_age_loss"), within(1e-4));
    }

    @Test
    void questionsAreAnswered() throws IOException {
        Questions.Result result = Questions.run(Scale.SMALL);
        Questions.draw(result, folder);
        assertCharts("curves.png");
        assertThat(result.accuracies().get(7)).isGreaterThan(0.9);
        assertThat(result.answered()).hasSize(6).anySatisfy(answer -> {
            String[] words = answer.split("\\W+");
            assertThat(List.of(words).subList(0, words.length - 1)).contains(words[words.length - 1]);
        });
    }

    @Test
    void imagesComeBackFromFewBytes() {
        ImageCodec.Result result = ImageCodec.run(Scale.SMALL);
        assertThat(result.bitsPerPixel()).isLessThan(0.38); // 49 codes of 6 bits each
        assertThat(result.meanSquaredError()).isLessThan(0.05);
    }

    @Test
    void colourImagesBecomeCodes() throws IOException {
        ColourImages.Result result = ColourImages.run(Scale.SMALL);
        ColourImages.draw(result, folder);
        assertPictures("images.png");
        assertThat(result.codes().shape()).isEqualTo(Shape.of(8, 8, 8));
        assertThat(result.restored().shape()).isEqualTo(Shape.of(8, 32, 32, 3));
        assertThat(result.errors().get(2)).isLessThan(0.9 * result.errors().get(0));
    }

    @Test
    void modelsForTheZooAreWritten() throws IOException {
        PretrainedModels.run(Scale.SMALL, folder);
        for (Pretrained kind : Pretrained.values()) {
            try (CompiledModel written = TensorFlowBackend.load(folder.resolve(kind.fileName()));
                    CompiledModel published = TensorFlowBackend.load(kind.file())) {
                assertThat(written.model().name()).isEqualTo(published.model().name());
                assertThat(written.weights().keySet())
                        .isEqualTo(published.weights().keySet());
            }
        }
    }

    @Test
    void oddHeartbeatsAreFound() throws IOException {
        AnomalyDetector.Result result = AnomalyDetector.run(Scale.SMALL);
        AnomalyDetector.draw(result, folder);
        assertCharts("errors.png", "beats.png");
        assertThat(result.auc()).isGreaterThan(0.95);
        assertThat(result.caught()).isGreaterThan(0.9);
        assertThat(result.falseAlarms()).isLessThan(0.3);
        assertThat(result.beats().shape()).isEqualTo(Shape.of(4, 140));
    }

    @Test
    void newImagesAreDrawnFromLearnedCodes() throws IOException {
        CodeGeneration.Result result = CodeGeneration.run(Scale.SMALL);
        CodeGeneration.draw(result, folder);
        assertPictures("images.png", "reconstructions.png");
        assertThat(result.reconstructionError().get(5)).isLessThan(0.06);
        assertThat(result.accuracy().get(4))
                .isGreaterThan(1.3 * result.accuracy().get(0))
                .isGreaterThan(0.4);
        assertThat(result.restored().shape()).isEqualTo(result.originals().shape());
        assertThat(result.images().shape()).isEqualTo(Shape.of(10, 28, 28, 1));
        float[] pixels = result.images().floats();
        double ink = 0;
        for (float pixel : pixels) {
            ink += pixel;
        }
        assertThat(ink / pixels.length).as("mean of the drawn pixels").isBetween(0.03, 0.4);
    }

    @Test
    void averagedPredictionsAreBetterThanTheirAverage() throws IOException {
        Ensemble.Result result = Ensemble.run(Scale.SMALL);
        Ensemble.draw(result, folder);
        assertCharts("accuracies.png");
        assertThat(result.together()).isGreaterThan(result.average()).isGreaterThan(0.5);
    }

    @Test
    void searchFindsBetterSettingsThanTheWorst() throws IOException {
        List<HyperParameterSearch.Trial> trials = HyperParameterSearch.run(Scale.SMALL);
        HyperParameterSearch.draw(trials, folder);
        assertCharts("trials.png");
        double[] losses = trials.stream()
                .mapToDouble(HyperParameterSearch.Trial::validationLoss)
                .toArray();
        assertThat(losses).isSorted();
        assertThat(losses[0]).isLessThan(0.9 * DoubleStream.of(losses).max().orElseThrow());
    }

    @Test
    void notesSoundLikeThemselvesAfterCodes() throws IOException, UnsupportedAudioFileException {
        LearnedSounds.Result result = LearnedSounds.run(Scale.SMALL);
        assertThat(result.errors().get(19)).isLessThan(0.3 * result.errors().get(0));
        assertThat(result.spectra().shape().size(0)).isEqualTo(16);
        int right = 0; // neighbouring pitches are 8 steps apart and more
        for (int note = 0; note < 8; note++) {
            right += Math.abs(pitch(result.notes(), note) - pitch(result.learned(), note)) <= 4 ? 1 : 0;
        }
        assertThat(right).as("notes of the right pitch").isGreaterThanOrEqualTo(6);
        LearnedSounds.draw(result, folder);
        assertPictures("spectra.png");
        assertThat(folder.resolve("notes.wav")).exists();
        Path file = folder.resolve("learned.wav");
        try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(stream.getFrameLength()).isEqualTo(result.learned().size());
            assertThat(stream.getFormat().getSampleRate()).isEqualTo(LearnedSounds.RATE);
        }
    }

    /** The frequency, in steps of 3.9 hertz, that is loudest in a note. */
    private static int pitch(NdArray notes, int note) {
        int samples = notes.shape().size(1);
        float[] values = notes.floats();
        int best = 0;
        double loudest = 0;
        for (int step = 40; step < 200; step++) {
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < samples; i++) {
                double angle = 2 * Math.PI * step * i / samples;
                real += values[note * samples + i] * Math.cos(angle);
                imaginary += values[note * samples + i] * Math.sin(angle);
            }
            if (real * real + imaginary * imaginary > loudest) {
                loudest = real * real + imaginary * imaginary;
                best = step;
            }
        }
        return best;
    }

    @Test
    void pictureIsPaintedInTheStyleOfAnother() throws IOException {
        NdArray house = StylePictures.house(32);
        StyleTransfer.Result result = StyleTransfer.run(Scale.SMALL, house, StylePictures.strokes(32));
        StyleTransfer.draw(result, folder);
        assertPictures("images.png");
        assertCharts("curves.png");
        double first = result.losses().get(0);
        double last = result.losses().get(result.losses().size() - 1);
        assertThat(last).isLessThan(0.5 * first);
        assertThat(result.painted()).isNotEqualTo(house);
        assertThat(result.painted().shape()).isEqualTo(Shape.of(1, 32, 32, 3));
    }

    @Test
    void picturesToPaintAreReadFromFiles() throws IOException {
        Path file = folder.resolve("house.png");
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 32, 48); // white on the left
        ImageIO.write(image, "png", file.toFile());
        NdArray read = StylePictures.read(file, 16);
        assertThat(read.shape()).isEqualTo(Shape.of(1, 16, 16, 3));
        assertThat(read.floats()[0]).isEqualTo(1);
        assertThat(read.floats()[15 * 3]).isEqualTo(0);
        Files.writeString(file, "no picture");
        assertThatThrownBy(() -> StylePictures.read(file, 16)).hasMessageContaining("is no picture");
    }

    /** Noise of a sigmoid is grey; digits are mostly black, and white where they are not. */
    @Test
    void generatorLearnsHowMuchInkDigitsHave() {
        DcganTraining.Result result = DcganTraining.run(Scale.SMALL);
        assertThat(contrast(result.before())).isLessThan(0.05);
        assertThat(contrast(result.after())).isGreaterThan(0.25 * contrast(result.digits()));
        double digits = mean(result.digits());
        assertThat(Math.abs(mean(result.after()) - digits)).isLessThan(0.5 * Math.abs(mean(result.before()) - digits));
    }

    /** The deviation of the pixels. */
    private static double contrast(NdArray images) {
        double mean = mean(images);
        double sum = 0;
        for (float pixel : images.floats()) {
            sum += (pixel - mean) * (pixel - mean);
        }
        return Math.sqrt(sum / images.size());
    }

    private static double mean(NdArray values) {
        double sum = 0;
        for (float value : values.floats()) {
            sum += value;
        }
        return sum / values.size();
    }
}
