package dev.lamina.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UsageTest {
    static List<String> verbs() {
        return List.copyOf(new CommandLine(new Main()).getSubcommands().keySet());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpOfAVerbEndsWithAnExample(String verb) {
        Outcome help = Outcome.of(verb, "--help");

        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: lamina " + verb).contains("--quiet", "--debug");
        assertThat(help.out()
                        .strip()
                        .split("Example:\n  lamina " + verb + " ", 2)[1]
                        .lines())
                .allMatch(line -> line.isEmpty() || line.startsWith("  lamina") || !line.startsWith(" "));
    }

    @Test
    void knowsTheVerbsForWhichTensorFlowIsLoadedBeforehand() {
        assertThat(verbs()).containsAll(Main.RUN_MODELS);
    }

    @Test
    void helpListsTheVerbs() {
        Outcome help = Outcome.of("--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).contains(verbs()).contains("Exit status: 0 done;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                | lamina: no verb was given; --help lists them
                    tran vq-vae                       | lamina: "tran" is no verb; did you mean train?
                    train                             | lamina train: Missing required parameter: 'ZOO_MODEL'
                    train vqvae                       | lamina train: ZOO_MODEL: "vqvae" is no model of the zoo; did you mean vq-vae?
                    train vq-vae --data mnits         | lamina train: --data: "mnits" is no data set; did you mean mnist?
                    train vq-vae --data-dir x         | lamina train: --data-dir is for --data mnist and fashion-mnist; glyphs are drawn, not read
                    train vq-vae --epochs 0           | lamina train: --epochs must be at least 1; received 0
                    train vq-vae --epochs many        | lamina train: --epochs: "many" is no whole number
                    train vq-vae --limit -1           | lamina train: --limit must be at least 1; received -1
                    train vq-vae --epoch 1            | lamina train: Unknown option: '--epoch'; did you mean --epochs?
                    summary                           | lamina summary: Missing required parameter: 'MODEL'
                    predict m.keras --input i.npz     | lamina predict: Missing required option: '--output=FILE.npz'
                    fit m.keras --data d.npz --out m  | lamina fit: --out: "m" has no ending that says what to write; one of .weights.h5, .keras, .h5
                    fit m.keras --data d.npz          | lamina fit: Missing required option: '--out=FILE'
                    plot m.keras --out m.gif          | lamina plot: --out: "m.gif" has no ending that says what to write; one of .svg, .png, .dot
                    convert m.keras m.onnx            | lamina convert: OUT: "m.onnx" has no ending that says what to write; one of .weights.h5, .keras, .h5, .json
                    diff m.keras                      | lamina diff: Missing required parameter: 'B'
                    generate m.keras --count 0 --out x.png | lamina generate: --count must be at least 1; received 0
                    bench --steps 0                   | lamina bench: --steps must be at least 1; received 0
                    """)
    void wrongUsageIsToldInOneLine(String arguments, String message) {
        Outcome outcome = Outcome.of((Object[]) (arguments.isEmpty() ? new String[0] : arguments.split(" ")));

        assertThat(outcome.err().lines().findFirst()).hasValue(message);
        assertThat(outcome.err()).hasLineCount(2).contains("\nTry \"lamina");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(2);
    }
}
