package dev.lamina.tensorflow.tensorboard;

import dev.lamina.NdArray;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.tensorflow.Graph;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Writes numbers, histograms, pictures, texts and graphs for TensorBoard: an event file, which is a sequence of TFRecords, each an {@code Event}. Events are flushed as
 * they are written, so that TensorBoard can follow a training. Not for several threads.
 *
 * <p>Source: {@code tf.summary.create_file_writer}, {@code tf.summary.scalar} and its like.
 */
public final class EventWriter implements Closeable {
    private static final String FORMAT = "brain.Event:2";
    private static final SummaryMetadata SCALAR = Summaries.kind("scalars");

    private final OutputStream out;
    private final Clock clock;

    private EventWriter(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /**
     * Begins a new file in a folder, which is made where there is none. A folder is a run to TensorBoard; it may hold the files
     * of several parts of that run.
     *
     * @throws IOException if the file cannot be written
     */
    public static EventWriter create(Path folder) throws IOException {
        return create(folder, Clock.systemUTC());
    }

    static EventWriter create(Path folder, Clock clock) throws IOException {
        Files.createDirectories(folder);
        EventWriter writer = new EventWriter(new BufferedOutputStream(open(folder, clock.instant())), clock);
        try {
            writer.write(Event.newBuilder().setFileVersion(FORMAT));
        } catch (IOException e) {
            writer.close();
            throw e;
        }
        return writer;
    }

    /** TensorBoard reads the files of a folder in the order of their names; one that begins in the same second comes later. */
    private static OutputStream open(Path folder, Instant now) throws IOException {
        String name = "events.out.tfevents.%010d.lamina.%d"
                .formatted(now.getEpochSecond(), ProcessHandle.current().pid());
        Path file = folder.resolve(name + ".v2");
        for (int i = 1; Files.exists(file); i++) {
            file = folder.resolve(name + "." + i + ".v2");
        }
        return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /**
     * Writes a number.
     *
     * @param tag what it is, such as {@code epoch_loss}
     * @param step when in the training it was
     * @throws IOException if it cannot be written
     */
    public void scalar(String tag, long step, double value) throws IOException {
        TensorProto tensor = TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(TensorShapeProto.getDefaultInstance())
                .addFloatVal((float) value)
                .build();
        write(tag, step, SCALAR, tensor);
    }

    /**
     * Writes how the elements of an array are distributed, in 30 intervals.
     *
     * @throws IOException if it cannot be written
     */
    public void histogram(String tag, long step, NdArray values) throws IOException {
        write(tag, step, Summaries.HISTOGRAM, Summaries.histogram(values));
    }

    /**
     * Writes pictures.
     *
     * @param images of shape (images, height, width, channels) with 1, 3 or 4 channels: floating-point elements from 0 to 1, others
     *     from 0 to 255
     * @throws IOException if they cannot be written
     * @throws IllegalArgumentException if the shape is another
     */
    public void images(String tag, long step, NdArray images) throws IOException {
        write(tag, step, Summaries.IMAGES, Summaries.images(images));
    }

    /**
     * Writes a text, which TensorBoard shows as Markdown.
     *
     * @throws IOException if it cannot be written
     */
    public void text(String tag, long step, String markdown) throws IOException {
        write(tag, step, Summaries.TEXT, Summaries.string(markdown));
    }

    /**
     * Writes a graph of TensorFlow operations.
     *
     * @throws IOException if it cannot be written
     */
    public void graph(Graph graph) throws IOException {
        write(Event.newBuilder().setGraphDef(graph.toGraphDef().toByteString()));
    }

    /** Writes the layers of a model, as Keras describes them. */
    void model(String json) throws IOException {
        write("keras", 0, Summaries.MODEL, Summaries.string(json));
    }

    private void write(String tag, long step, SummaryMetadata metadata, TensorProto tensor) throws IOException {
        write(Event.newBuilder()
                .setStep(step)
                .setSummary(Summary.newBuilder()
                        .addValue(Summary.Value.newBuilder()
                                .setTag(tag)
                                .setMetadata(metadata)
                                .setTensor(tensor))));
    }

    private void write(Event.Builder event) throws IOException {
        Instant now = clock.instant();
        byte[] bytes = event.setWallTime(now.getEpochSecond() + now.getNano() / 1e9)
                .build()
                .toByteArray();
        byte[] length = little(8).putLong(bytes.length).array();
        out.write(length);
        out.write(checksum(length));
        out.write(bytes);
        out.write(checksum(bytes));
        out.flush();
    }

    /** CRC32C, rotated and shifted: a checksum of data that itself holds checksums would be weak. */
    private static byte[] checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
        return little(4).putInt(masked).array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
