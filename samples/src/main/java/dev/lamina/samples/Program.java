package dev.lamina.samples;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The programs that {@code lamina run} starts. */
public enum Program {
    ANOMALY_DETECTOR("finds heartbeats that an autoencoder cannot give back", AnomalyDetector::main),
    AUTHOR_PROFILES("three outputs of one text: age, income, gender", AuthorProfiles::main),
    CALLBACKS("early stopping, a falling rate, checkpoints, a log", WatchedTraining::main),
    CODE_GENERATION("VQ-VAE and PixelCNN draw new images", CodeGeneration::main),
    COLOUR_IMAGES("the VQ-VAE of the paper on digits in colours", ColourImages::main),
    CONV_NETS("Inception blocks, residual blocks, separable convolutions", ConvNets::main),
    DCGAN("generator and discriminator draw digits", DcganTraining::main),
    ENSEMBLE("classifiers whose probabilities are averaged", Ensemble::main),
    HYPER_PARAMETER_SEARCH("random search for a rate and a size", HyperParameterSearch::main),
    IMAGE_CODEC("images as 37 bytes each", ImageCodec::main),
    KERAS_JSON("trains what model.to_json() of Keras wrote", KerasJsonTraining::main),
    LEARNED_SOUNDS("sounds through codes, as WAV files", LearnedSounds::main),
    MODEL_PLOTS("graphs and tables of models", ModelPlots::main),
    MODELS_AS_LAYERS("Xception, VGG19, InceptionV3 as one shared layer", ModelsAsLayers::main),
    QUESTIONS("answers questions about sentences", Questions::main),
    RESIDUAL_CODE_GENERATION("residual VQ-VAE and PixelCNN draw new images", CodeGeneration::residual),
    SIMILARITY("one LSTM reads two waves", Similarity::main),
    STYLE_TRANSFER("paints one picture in the style of another", StyleTransfer::main),
    TENSORBOARD("histograms, graph and embeddings for TensorBoard", TensorBoardTraining::main),
    TEXT_GENERATION("an LSTM writes character by character", TextGeneration::main),
    KOTLIN_CALLBACKS("Kotlin: training with callbacks", PatientTrainingKt::main),
    KOTLIN_CODES("Kotlin: images through the codes of a VQ-VAE", ImageCodesKt::main),
    KOTLIN_GAN("Kotlin: two models that take turns", AdversariesKt::main),
    KOTLIN_LAYER("Kotlin: a layer of one's own", SnakeKt::main),
    KOTLIN_OPERATORS("Kotlin: blocks as extension functions", GatedBlocksKt::main),
    KOTLIN_SERVING("Kotlin: serves a .keras file to many callers", ServingKt::main);

    /** What a program begins with. */
    private interface Start {
        void start(String[] arguments) throws Exception;
    }

    private final String description;
    private final Start start;

    Program(String description, Start start) {
        this.description = description;
        this.start = start;
    }

    /** How the command line calls it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, in a few words. */
    public String description() {
        return description;
    }

    /** The program of a name. */
    public static Optional<Program> named(String id) {
        return Arrays.stream(values())
                .filter(program -> program.id().equals(id))
                .findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Program::id).toList();
    }

    /** Runs it; it writes below {@code runs} in the working folder. */
    public void run(List<String> arguments) throws Exception {
        start.start(arguments.toArray(String[]::new));
    }
}
