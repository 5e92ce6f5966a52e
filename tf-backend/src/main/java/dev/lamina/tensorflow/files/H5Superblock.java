package dev.lamina.tensorflow.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The first bytes of an HDF5 file, checked before anything else is read: they tell whether it is one and how long it has to be.
 *
 * <p>Source: HDF5 File Format Specification 3.0, section II.A.
 */
final class H5Superblock {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int BYTES_READ = 56;

    /** A file is not as it should be. */
    static final class Defect extends Exception {
        private static final long serialVersionUID = 1L;

        private final String remedy;

        Defect(String problem, String remedy) {
            super(problem, null, false, false);
            this.remedy = remedy;
        }

        String problem() {
            return String.valueOf(getMessage());
        }

        String remedy() {
            return remedy;
        }
    }

    private H5Superblock() {}

    static byte[] signature() {
        return SIGNATURE.clone();
    }

    /** Whether a file begins as an HDF5 file does. */
    static boolean startsLikeHdf5(FileSlice file) throws IOException {
        return file.length() >= SIGNATURE.length
                && Arrays.equals(file.read(0, SIGNATURE.length).array(), SIGNATURE);
    }

    /** Checks that this is an HDF5 file as Keras writes them and that none of it is missing. */
    static void check(FileSlice file) throws IOException, Defect {
        if (!startsLikeHdf5(file)) {
            throw new Defect("it is not an HDF5 file: it does not begin with \\x89HDF", "another file");
        }
        if (file.length() < BYTES_READ) {
            throw new Defect("it has only " + file.length() + " bytes", ModelFileException.DAMAGED);
        }
        ByteBuffer block = file.read(0, BYTES_READ);
        int version = block.get(8);
        // Versions 0 and 1 have two sizes at 13 and, from 24 or 28 on, the addresses base, free space, end, driver;
        // versions 2 and 3 have the sizes at 9 and, from 12 on, base, extension, end, root.
        boolean old = version == 0 || version == 1;
        if (!old && version != 2 && version != 3) {
            throw new Defect("version " + version + " of HDF5's superblock is unknown", ModelFileException.DAMAGED);
        }
        int sizes = old ? 13 : 9;
        int addresses = version == 0 ? 24 : version == 1 ? 28 : 12;
        if (block.get(sizes) != 8 || block.get(sizes + 1) != 8 || block.getLong(addresses) != 0) {
            throw new Defect("its addresses are not of 8 bytes from the file's start", "writing it again with h5py");
        }
        long end = block.getLong(addresses + 16);
        if (end < 0 || end > file.length()) {
            throw new Defect(
                    "it says that it has " + Long.toUnsignedString(end) + " bytes; there are " + file.length(),
                    ModelFileException.DAMAGED);
        }
    }
}
