package dev.lamina.tensorflow.data;

import dev.lamina.DType;
import dev.lamina.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A stream that knows where it is and what should follow, so that every failure says so in the same words. */
final class CheckedInput {
    /** DEFLATE's best: no compressed byte gives more than this many, so a header cannot make us take more memory. */
    static final long MOST_EXPANSION = 1032;

    private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

    private final InputStream in;
    private final String name;
    private final String kind;
    private final String file;
    private final boolean compressed;
    private long position;
    private long began;
    private String expected = "";

    /**
     * Reads {@code in}.
     *
     * @param name what the summary of an error calls the file
     * @param kind the format, such as "IDX file"
     * @param file the fact "file" of an error
     */
    CheckedInput(InputStream in, String name, String kind, String file, boolean compressed) {
        this.in = in;
        this.name = name;
        this.kind = kind;
        this.file = file;
        this.compressed = compressed;
    }

    long position() {
        return position;
    }

    /** Says what follows from here: the "position" and "expected" of an error until the next call. */
    void begin(String expected) {
        this.began = position;
        this.expected = expected;
    }

    /** Says more about what should have followed where the last {@link #begin} was. */
    void expect(String expected) {
        this.expected = expected;
    }

    /** The next {@code count} bytes. */
    byte[] bytes(int count, String expected) {
        begin(expected);
        byte[] result = new byte[count];
        fill(result, count);
        return result;
    }

    /** Reads {@code count} bytes to the start of {@code target}. */
    void fill(byte[] target, int count) {
        int done = 0;
        try {
            while (done < count) {
                int read = in.read(target, done, count - done);
                if (read < 0) {
                    throw truncated(null);
                }
                done += read;
                position += read;
            }
        } catch (EOFException e) {
            throw truncated(e);
        } catch (ZipException e) {
            throw broken("damaged compression after " + (position - began) + " of them (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Checks that nothing follows; for gzip this also checks its checksum. */
    void end() {
        begin("the end");
        try {
            if (in.read() >= 0) {
                throw broken("more bytes");
            }
        } catch (EOFException e) {
            throw broken("the end of the file inside its compression", e);
        } catch (ZipException e) {
            throw broken("damaged compression (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The shape of these sizes, checked against the bytes there can be before anyone takes memory for it.
     *
     * @param most the most bytes that can follow
     */
    Shape shape(long[] sizes, DType dtype, int width, long most) {
        String text = LongStream.of(sizes)
                .mapToObj(Long::toUnsignedString)
                .collect(Collectors.joining(", ", "(", sizes.length == 1 ? ",)" : ")"));
        long elements = 1;
        for (long size : sizes) {
            if (size < 0 || size > MOST_ELEMENTS || (elements *= size) > MOST_ELEMENTS) {
                begin("at most " + MOST_ELEMENTS + " elements, all that a Java array holds");
                throw broken("a header that says " + dtype.kerasName() + " " + text);
            }
        }
        if (elements * width > most) {
            begin(elements * width + " bytes: " + dtype.kerasName() + " " + text);
            throw broken("a file that can hold at most " + most);
        }
        return Shape.of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray());
    }

    /** The error that {@code found} is not what was said to {@link #begin}. */
    DataException broken(String found) {
        return broken(found, null);
    }

    private DataException broken(String found, @Nullable Throwable cause) {
        return DataException.of(
                name + " is not a whole " + kind,
                cause,
                "file",
                file,
                "position",
                began + (compressed ? " of the uncompressed bytes" : ""),
                "expected",
                expected,
                "found",
                found);
    }

    private DataException truncated(@Nullable Throwable cause) {
        return broken("the end after " + (position - began) + " of them", cause);
    }

    private DataException unreadable(IOException cause) {
        return DataException.of(name + " could not be read", cause, "file", file, "found", cause.toString());
    }
}
