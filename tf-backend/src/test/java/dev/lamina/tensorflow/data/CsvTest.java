package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvTest {
    @TempDir
    private Path folder;

    private Map<String, NdArray> read(String text) throws IOException {
        return Csv.read(Files.writeString(folder.resolve("table.csv"), text));
    }

    @Test
    void findsTheTypesOfColumns() throws IOException {
        Map<String, NdArray> table =
                read("age,weight,name\r\n3, 1.5 ,\"Ann, \"\"A\"\"\"\n-4,,Bo\n\n5,2e1,\"two\nlines\"");
        assertThat(table.keySet()).containsExactly("age", "weight", "name");
        assertThat(table.get("age")).isEqualTo(NdArray.of(new long[] {3, -4, 5}, 3, 1));
        assertThat(table.get("weight")).isEqualTo(NdArray.of(new float[] {1.5f, Float.NaN, 20}, 3, 1));
        assertThat(table.get("name").strings()).containsExactly("Ann, \"A\"", "Bo", "two\nlines");
    }

    @Test
    void becomesADataSet() throws IOException {
        ArrayDataset data = ArrayDataset.of(read("a,b,label\n1,0.5,0\n2,1,1\n"), "label");
        assertThat(data.specs())
                .containsExactly(
                        ArraySpec.input("a", DType.INT64, -1, 1),
                        ArraySpec.input("b", DType.FLOAT32, -1, 1),
                        ArraySpec.target("label", DType.INT64, -1, 1));
        assertThatThrownBy(() -> ArrayDataset.of(Map.of("a", NdArray.of(new long[] {1}, 1)), "b"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no array \"b\" to be a target");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a,b\n1,2\n3\n' | line       3 | 2 fields, as the first line has",
                "'a,b\n\"1\n2\",2\n3\n' | line       4 | 2 fields",
                "'a,a\n1,2\n' | line       1 | \"a\" twice",
                "'a,b\n1,\"2\n' | line       2 | a quote that ends",
                "'a,b\n' | line       1 | a row at least",
                "'' | line       0 | a row at least"
            })
    void saysWhereATableIsBroken(String text, String line, String fact) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv is not a whole table")
                .hasMessageContaining(line)
                .hasMessageContaining(fact);
    }

    @Test
    void refusesWhatIsNoText() {
        assertThatThrownBy(() -> Csv.read(Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xff, 0x41})))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("text in UTF-8");
        assertThatThrownBy(() -> Csv.read(folder.resolve("missing.csv")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("missing.csv could not be read");
    }
}
