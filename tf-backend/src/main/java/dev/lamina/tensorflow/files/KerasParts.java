package dev.lamina.tensorflow.files;

import dev.lamina.tensorflow.files.H5Superblock.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** The parts of a saved model, by name, wherever they are kept. */
sealed interface KerasParts extends AutoCloseable {
    /** Takes what it needs from a part, which is there only as long as the call lasts, or, if it is lasting, until the parts are closed. */
    interface Use<T> {
        T of(FileSlice part) throws IOException;
    }

    boolean has(String name);

    /**
     * Hands a part to its user.
     *
     * @throws ModelFileException if it is missing, damaged, or longer than {@code maxBytes}
     */
    <T> T read(String name, long maxBytes, Use<T> use);

    ModelFileException missing(String name);

    @Override
    void close();

    private static void checkLength(long length, long maxBytes) throws Defect {
        if (length > maxBytes) {
            throw new Defect("it has " + length + " bytes; no model needs more than " + maxBytes, "another file");
        }
    }

    /** Files in a folder. */
    record Folder(Path folder, List<FileChannel> opened) implements KerasParts {
        Folder(Path folder) {
            this(folder, new ArrayList<>());
        }

        @Override
        public boolean has(String name) {
            return Files.isRegularFile(folder.resolve(name));
        }

        @Override
        public <T> T read(String name, long maxBytes, Use<T> use) {
            if (!has(name)) {
                throw missing(name);
            }
            try {
                FileChannel channel = FileChannel.open(inside(name), StandardOpenOption.READ);
                opened.add(channel);
                checkLength(channel.size(), maxBytes);
                return use.of(FileSlice.whole(channel).lasting());
            } catch (Defect e) {
                throw ModelFileException.reading(folder, name, e.problem(), e.remedy());
            } catch (IOException e) {
                throw ModelFiles.unreadable(folder, name, e);
            }
        }

        @Override
        public ModelFileException missing(String name) {
            return ModelFileException.reading(
                    folder, name, "the folder has no such file", "the folder or .keras file of a saved model");
        }

        /** The file of a part, which no link may lead out of the folder. */
        private Path inside(String name) throws IOException, Defect {
            Path real = folder.resolve(name).toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw new Defect("it is a link to " + real + ", outside the folder", "a copy of that in its place");
            }
            return real;
        }

        @Override
        public void close() {
            opened.forEach(ModelFiles::close);
        }
    }

    /** Members of a zip archive. */
    record Zip(Path file, FileChannel channel, FileSlice archive, Map<String, ZipDirectory.Member> members)
            implements KerasParts {
        /** Below the floor anything goes, above it a hundredfold; Keras has the same rule with a floor of 4 GiB. */
        private static final long BOMB_FLOOR_BYTES = 1L << 28;

        private static final long MAX_EXPANSION = 100;
        private static final int PIECE = 1 << 16;

        @Override
        public boolean has(String name) {
            return members.containsKey(name);
        }

        @Override
        public <T> T read(String name, long maxBytes, Use<T> use) {
            ZipDirectory.Member member = members.get(name);
            if (member == null) {
                throw missing(name);
            }
            try {
                checkLength(member.size(), maxBytes);
                long start = ZipDirectory.start(archive, member);
                FileSlice raw = new FileSlice(channel, start, member.compressed());
                return switch (member.method()) {
                    case ZipDirectory.STORED -> stored(member, raw, use);
                    case ZipDirectory.DEFLATED -> deflated(member, raw, use);
                    default ->
                        throw new Defect(
                                "it is compressed by method " + member.method(),
                                "packing it again, stored or deflated");
                };
            } catch (Defect e) {
                throw ModelFileException.reading(file, name, e.problem(), e.remedy());
            } catch (ZipException e) {
                throw ModelFileException.reading(
                        file, name, "it is damaged: " + e.getMessage(), ModelFileException.DAMAGED, e);
            } catch (IOException e) {
                throw ModelFiles.unreadable(file, name, e);
            }
        }

        private static <T> T stored(ZipDirectory.Member member, FileSlice raw, Use<T> use) throws IOException, Defect {
            try (InputStream bytes = raw.stream()) {
                copy(member, bytes, OutputStream.nullOutputStream());
            }
            return use.of(raw.lasting());
        }

        private static <T> T deflated(ZipDirectory.Member member, FileSlice raw, Use<T> use)
                throws IOException, Defect {
            if (member.size() > BOMB_FLOOR_BYTES && member.size() / MAX_EXPANSION > member.compressed()) {
                throw new Defect("its " + member.compressed() + " bytes would become " + member.size(), "another file");
            }
            Path unpacked = Files.createTempFile("lamina", ".part");
            Inflater inflater = new Inflater(true);
            try (InputStream bytes = new InflaterInputStream(raw.stream(), inflater, PIECE)) {
                try (OutputStream out = Files.newOutputStream(unpacked)) {
                    copy(member, bytes, out);
                }
                try (FileChannel plain = FileChannel.open(unpacked, StandardOpenOption.READ)) {
                    return use.of(FileSlice.whole(plain));
                }
            } finally {
                inflater.end();
                Files.delete(unpacked);
            }
        }

        /** Copies what the directory says there is, no more, and checks that it is that. */
        private static void copy(ZipDirectory.Member member, InputStream in, OutputStream out)
                throws IOException, Defect {
            CRC32 crc = new CRC32();
            byte[] piece = new byte[PIECE];
            long copied = 0;
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                copied += count;
                if (copied > member.size()) {
                    break;
                }
                crc.update(piece, 0, count);
                out.write(piece, 0, count);
            }
            if (copied != member.size()) {
                throw new Defect("it should have " + member.size() + " bytes", ModelFileException.DAMAGED);
            }
            if (crc.getValue() != member.crc()) {
                throw new Defect("its checksum is wrong: bytes in it were changed", ModelFileException.DAMAGED);
            }
        }

        @Override
        public ModelFileException missing(String name) {
            String there = members.isEmpty() ? "is empty" : "has only " + String.join(", ", members.keySet());
            return ModelFileException.reading(
                    file, name, "the archive " + there, "a file that model.save(\"….keras\") wrote");
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw ModelFiles.unreadable(file, "", e);
            }
        }
    }
}
