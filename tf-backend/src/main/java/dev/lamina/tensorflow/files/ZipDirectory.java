package dev.lamina.tensorflow.files;

import dev.lamina.tensorflow.files.H5Superblock.Defect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The members of a zip archive: their names, and where their bytes lie in the file, so that the weights can be read in place.
 *
 * <p>Source: PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5.3.
 */
final class ZipDirectory {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final int MAX_MEMBERS = 65_535;
    private static final long MAX_DIRECTORY_BYTES = 1 << 26;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 65_535;
    private static final int END = 0x06054b50;
    private static final int END64_LOCATOR = 0x07064b50;
    private static final int END64 = 0x06064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int ENCRYPTED = 1;
    private static final long IN_EXTRA = 0xffff_ffffL;

    /** A member as the directory describes it. */
    record Member(String name, int method, long crc, long compressed, long size, long header) {}

    private ZipDirectory() {}

    static boolean startsLikeZip(FileSlice file) throws IOException {
        return file.length() >= 4 && file.read(0, 4).getInt() == LOCAL;
    }

    /** Reads the directory. */
    static Map<String, Member> read(FileSlice file) throws IOException, Defect {
        long end = findEnd(file);
        ByteBuffer record = file.read(end, END_BYTES);
        long count = Short.toUnsignedInt(record.getShort(10));
        long size = Integer.toUnsignedLong(record.getInt(12));
        long start = Integer.toUnsignedLong(record.getInt(16));
        if (end >= 20 && file.read(end - 20, 4).getInt() == END64_LOCATOR) {
            long end64 = file.read(end - 20, 20).getLong(8);
            ByteBuffer record64 = checked(file, end64, 56);
            if (record64.getInt() != END64) {
                throw damaged("its directory's end is damaged");
            }
            count = record64.getLong(32);
            size = record64.getLong(40);
            start = record64.getLong(48);
        }
        if (count < 0 || count > MAX_MEMBERS || size < 0 || size > MAX_DIRECTORY_BYTES) {
            throw damaged("its directory has " + count + " members in " + size + " bytes");
        }
        return entries(checked(file, start, (int) size), (int) count);
    }

    private static long findEnd(FileSlice file) throws IOException, Defect {
        int tail = (int) Math.min(file.length(), END_BYTES + MAX_COMMENT_BYTES);
        ByteBuffer bytes = file.read(file.length() - tail, tail);
        for (int at = tail - END_BYTES; at >= 0; at--) {
            if (bytes.getInt(at) == END && at + END_BYTES + Short.toUnsignedInt(bytes.getShort(at + 20)) == tail) {
                return file.length() - tail + at;
            }
        }
        throw damaged("its end is missing: an archive has its directory there");
    }

    private static Map<String, Member> entries(ByteBuffer directory, int count) throws Defect {
        Map<String, Member> members = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int at = directory.position();
            if (directory.remaining() < ENTRY_BYTES || directory.getInt(at) != ENTRY) {
                throw damaged("member " + i + " is missing from its directory");
            }
            int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
            int extraLength = Short.toUnsignedInt(directory.getShort(at + 30));
            int commentLength = Short.toUnsignedInt(directory.getShort(at + 32));
            if (directory.remaining() < ENTRY_BYTES + nameLength + extraLength + commentLength) {
                throw damaged("member " + i + " is cut short in its directory");
            }
            byte[] name = new byte[nameLength];
            directory.get(at + ENTRY_BYTES, name);
            Member member = entry(directory, at, new String(name, StandardCharsets.UTF_8), nameLength, extraLength);
            if (members.put(member.name(), member) != null) {
                throw damaged("it has two members \"" + member.name() + "\"");
            }
            directory.position(at + ENTRY_BYTES + nameLength + extraLength + commentLength);
        }
        return members;
    }

    private static Member entry(ByteBuffer directory, int at, String name, int nameLength, int extraLength)
            throws Defect {
        if ((directory.getShort(at + 8) & ENCRYPTED) != 0) {
            throw new Defect("its member \"" + name + "\" is encrypted", "decrypting it first");
        }
        // Size, compressed size and place are in this order in the zip64 field, each only where it is missing here.
        long[] numbers = {directory.getInt(at + 24), directory.getInt(at + 20), directory.getInt(at + 42)};
        ByteBuffer extra = zip64(directory, at + ENTRY_BYTES + nameLength, extraLength);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] &= IN_EXTRA;
            if (numbers[i] == IN_EXTRA && extra.remaining() >= 8) {
                numbers[i] = extra.getLong();
            }
            if (numbers[i] < 0) {
                throw damaged("the size or place of \"" + name + "\" is impossible");
            }
        }
        long crc = Integer.toUnsignedLong(directory.getInt(at + 16));
        return new Member(name, directory.getShort(at + 10), crc, numbers[1], numbers[0], numbers[2]);
    }

    private static ByteBuffer zip64(ByteBuffer directory, int start, int length) {
        int at = start;
        while (at + 4 <= start + length) {
            int size = Short.toUnsignedInt(directory.getShort(at + 2));
            if (directory.getShort(at) == 1 && at + 4 + size <= start + length) {
                return directory.slice(at + 4, size).order(directory.order());
            }
            at += 4 + size;
        }
        return ByteBuffer.allocate(0);
    }

    /** Where a member's bytes lie, as they are in the archive. */
    static long start(FileSlice file, Member member) throws IOException, Defect {
        ByteBuffer local = checked(file, member.header(), LOCAL_BYTES);
        long start = member.header()
                + LOCAL_BYTES
                + Short.toUnsignedInt(local.getShort(26))
                + Short.toUnsignedInt(local.getShort(28));
        if (local.getInt(0) != LOCAL || start > file.length() || member.compressed() > file.length() - start) {
            throw damaged("it is not where the archive's directory says");
        }
        return start;
    }

    private static ByteBuffer checked(FileSlice file, long at, int count) throws IOException, Defect {
        if (at < 0 || at > file.length() - count) {
            throw damaged("its directory points outside the file");
        }
        return file.read(at, count);
    }

    private static Defect damaged(String problem) {
        return new Defect(problem, ModelFileException.DAMAGED);
    }
}
